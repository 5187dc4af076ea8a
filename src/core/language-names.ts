/** The languages that have texts, by BCP 47 tag. */
export const LANGUAGES = [
  'ar',
  'cs',
  'de',
  'en',
  'es',
  'fa',
  'fr',
  'he',
  'ja',
  'ko',
  'pl',
  'pt-BR',
  'ru',
  'tg',
  'tr',
  'uk',
  'zh-Hans',
] as const;

export type LanguageName = (typeof LANGUAGES)[number];

/** English comes along with what says it. */
export type LoadedLanguage = Exclude<LanguageName, 'en'>;

/** The languages that have texts. */
export function languages(): LanguageName[] {
  return [...LANGUAGES];
}
