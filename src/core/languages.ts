/** Which texts a language tag means. Loaded where a page is not in English, or has words of its own. */
import { formats } from './date-words.js';
import { languageFiles } from './language-files.js';
import { LANGUAGES, type LanguageName } from './language-names.js';
import {
  createTranslator,
  english,
  registered,
  reportOnce,
  retranslate,
  translators,
  type Messages,
  type OwnMessages,
  type Translator,
} from './messages.js';

/** Languages of which we have one kind only: it is nearer to the others than English is. */
const KINDS: Readonly<Record<string, LanguageName>> = { pt: 'pt-BR', zh: 'zh-Hans' };

/** Whose numbers are like those of a language that not every engine knows. */
const ALIKE: Readonly<Record<string, string>> = { tg: 'ru' };

/**
 * The translator for a tag: texts of ours, and over them those of the page, from the least to the most special tag.
 *
 * @throws {RangeError} for a malformed tag; whatever the file of a language fails with.
 */
export async function translatorFor(tag: string): Promise<Translator> {
  // WordPress and others write `de_DE`.
  const [locale = 'en'] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
  const own = ownMessages(locale);
  const name = nearestLanguage(locale);
  if (!name && !own.length) return ownMessages('en').length ? translatorFor('en') : english;
  const [ours, ...theirs] = await Promise.all([
    loadLanguage(name, locale),
    ...own.map((messages) => loadOwn(messages, locale)),
  ]);
  const language = locale.split('-')[0] ?? '';
  return createTranslator(locale, Object.assign({}, ours, ...theirs) as Partial<Messages>, ALIKE[language]);
}

/**
 * The language of ours that is nearest to a canonical tag: `pt-BR` for `pt-PT`, `zh-Hans` for `zh-TW`.
 *
 * @returns `undefined` where all that could be shown is another language
 */
export function nearestLanguage(locale: string): LanguageName | undefined {
  const tags = lookup(locale);
  const kind = KINDS[tags[0] ?? ''];
  return (
    tags
      .reverse()
      .map((tag) => LANGUAGES.find((each) => each === tag))
      .find(Boolean) ?? kind
  );
}

/** What the page has registered for a canonical tag, the most special last. */
function ownMessages(locale: string): OwnMessages[] {
  const tags = lookup(locale.toLowerCase());
  return tags.flatMap((tag) => registered.filter(([language]) => language === tag).map(([, messages]) => messages));
}

/** The tags that stand for a canonical one, the least special first: `zh`, `zh-Hant`, `zh-Hant-TW` (RFC 4647, 3.4). */
function lookup(locale: string): string[] {
  const parts = locale.split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

/** English stands behind all translators, so that nothing is to be loaded for it. */
async function loadLanguage(name: LanguageName | undefined, locale: string): Promise<Partial<Messages>> {
  if (!name || name === 'en') return {};
  if (name === 'tg') await bringFormats(locale);
  try {
    return await languageFiles[name]();
  } catch (error) {
    reportOnce(`the texts in "${name}" could not be loaded. English is shown.`);
    throw error;
  }
}

/** A page's words that cannot be had are no reason to do without ours. */
async function loadOwn(messages: OwnMessages, locale: string): Promise<Partial<Messages>> {
  try {
    return typeof messages === 'function' ? await messages() : messages;
  } catch {
    reportOnce(`the page's own texts in "${locale}" could not be loaded.`);
    return {};
  }
}

/** Dates in words for a language that the engine does not know: Chromium has no Tajik. */
async function bringFormats(locale: string): Promise<void> {
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length) return;
  const own = await import('./locales/tg-formats.js');
  for (const [kind, format] of Object.entries(own.tgFormats)) formats[kind + locale] = format;
}

/**
 * Words of a page's own: a language that this package does not have, or other words for some texts of one that it has. All
 * others stay as they are, and what no language has is English. What is shown already is drawn anew.
 *
 * @param language BCP 47 tag. Texts for `pt` hold for `pt-BR` and `pt-PT`, too, those for `pt-PT` for it alone.
 */
export function registerMessages(language: string, messages: OwnMessages): void {
  registered.push([language.toLowerCase(), messages]);
  translators.clear();
  for (const redraw of retranslate) redraw();
}
