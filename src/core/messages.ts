import type { ErrorCode } from './errors.js';
import type { enArticle } from './locales/en-article.js';
import type { enAuth } from './locales/en-auth.js';
import type { enCount } from './locales/en-count.js';
import type { enDetails } from './locales/en-details.js';
import type { enExtras } from './locales/en-extras.js';
import type { enForm } from './locales/en-form.js';
import type { enOwn } from './locales/en-own.js';
import type { enHtml } from './locales/en-html.js';
import { en } from './locales/en.js';

/**
 * A text whose wording depends on `{count}`: exact matches `=0` and `=1` come first, then the CLDR category of the
 * language (`Intl.PluralRules`), then `other`. Exact matches are needed because "one" is 1, 21, 31 … in Russian.
 */
export type PluralMessage = Readonly<
  { other: string } & Partial<Record<'=0' | '=1' | 'zero' | 'one' | 'two' | 'few' | 'many', string>>
>;

/** A text with named places such as `{author}`. It never holds markup. */
export type Message = string | PluralMessage;

/** The texts stand in one file for each part of the package that says them. */
type English = typeof en &
  typeof enArticle &
  typeof enCount &
  typeof enExtras &
  typeof enForm &
  typeof enAuth &
  typeof enDetails &
  typeof enOwn &
  typeof enHtml;

export type MessageKey = keyof English;

/** All texts of one language. A missing key does not compile. */
export type Messages = Readonly<Record<MessageKey, Message>>;

/** Numbers are written the way the language writes them. */
export type MessageValues = Readonly<Record<string, string | number | undefined>>;

/** A piece of a formatted text: literal, or the value of a named place, so that an element can isolate or link it. */
export type MessagePart = string | { readonly name: string; readonly value: string };

/** The texts of one language, ready to be filled in. */
export interface Translator {
  /** BCP 47 tag for `Intl` and `lang`. */
  readonly locale: string;
  /** The finished text. A place without a value is left out and reported once: `{author}` is never shown to a reader. */
  readonly text: (key: MessageKey, values?: MessageValues) => string;
  /** The same in pieces. */
  readonly parts: (key: MessageKey, values?: MessageValues) => readonly MessagePart[];
  readonly number: (value: number) => string;
}

/** The text that tells a reader about an error code; a new code without a text does not compile. */
export function errorMessage(code: ErrorCode): MessageKey {
  return `error.${code}`;
}

/** English as far as it is loaded; it stands in for what another language lacks. */
const loaded: Partial<Messages> = { ...en };

/** Adds English texts that come with a part of the package that is loaded later. */
export function addEnglish(texts: Partial<Messages>): void {
  Object.assign(loaded, texts);
}

/** Makes a translator. `locale` falls back to English for formats when the engine does not know it. */
export function createTranslator(locale: string, messages: Partial<Messages>): Translator {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const number = (value: number): string => numbers.format(value);
  const parts = (key: MessageKey, values: MessageValues = {}): readonly MessagePart[] =>
    fill(key, choose(messages[key] ?? loaded[key] ?? '', values['count'], plural), values, number);
  const text = (key: MessageKey, values?: MessageValues): string =>
    parts(key, values)
      .map((part) => (typeof part === 'string' ? part : part.value))
      .join('');
  return { locale, text, parts, number };
}

function choose(message: Message, count: string | number | undefined, plural: Intl.PluralRules): string {
  if (typeof message === 'string') return message;
  if (typeof count !== 'number') return message.other;
  return message[`=${count}` as '=0' | '=1'] ?? message[plural.select(count)] ?? message.other;
}

function fill(key: string, template: string, values: MessageValues, number: (n: number) => string): MessagePart[] {
  return piecesOf(template).flatMap((piece, index): MessagePart[] => {
    if (index % 2 === 0) return piece ? [piece] : [];
    const value = values[piece];
    if (value === undefined) return reportOnce(`"${key}" was given no {${piece}}`);
    return [{ name: piece, value: typeof value === 'number' ? number(value) : value }];
  });
}

const known = new Map<string, readonly string[]>();

/** Literal text and names of places by turns. Split once: a thread says the same for each of its comments. */
function piecesOf(template: string): readonly string[] {
  const pieces = known.get(template) ?? template.split(/\{(\w+)\}/);
  known.set(template, pieces);
  return pieces;
}

const reported = new Set<string>();

function reportOnce(problem: string): [] {
  if (!reported.has(problem)) console.warn(`commentariat: ${problem}`);
  reported.add(problem);
  return [];
}

const loaders: Record<string, () => Promise<Partial<Messages>>> = {
  en: async () => loaded,
  ru: async () => (await import('./locales/ru.js')).ru,
};

const translators = new Map<string, Promise<Translator>>();

/** English, without waiting. */
export const english: Translator = createTranslator('en', loaded);

/** The languages that have texts. */
export function languages(): string[] {
  return Object.keys(loaders);
}

/**
 * The translator for a BCP 47 tag: its texts are those of the language (`ru` for `ru-UA`), its formats those of the full
 * tag. An unknown language, a malformed tag or a failed download gives English; this never rejects.
 */
export function loadTranslator(tag: string): Promise<Translator> {
  const failed = (): Translator => (translators.delete(tag), english);
  const translator = translators.get(tag) ?? makeTranslator(tag).catch(failed);
  translators.set(tag, translator);
  return translator;
}

async function makeTranslator(tag: string): Promise<Translator> {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  const loader = loaders[language];
  const messages = await loader?.();
  if (!messages || (messages === loaded && tag === 'en')) return english;
  return createTranslator(Intl.getCanonicalLocales(tag)[0] ?? language, messages);
}

/** Adds a language, or replaces the texts of one. Elements that are shown already keep theirs until they are redrawn. */
export function registerMessages(
  language: string,
  messages: Partial<Messages> | (() => Promise<Partial<Messages>>),
): void {
  loaders[language.toLowerCase()] = typeof messages === 'function' ? messages : async () => messages;
  translators.clear();
}
