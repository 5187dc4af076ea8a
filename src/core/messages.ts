import { isOurs } from './date-words.js';
import type { ErrorCode } from './errors.js';
import type { enArticle } from './locales/en-article.js';
import type { enAuth } from './locales/en-auth.js';
import type { enCount } from './locales/en-count.js';
import type { enDetails } from './locales/en-details.js';
import type { enExtras } from './locales/en-extras.js';
import type { enForm } from './locales/en-form.js';
import type { enOwn } from './locales/en-own.js';
import type { enServer } from './locales/en-server.js';
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
  typeof enServer &
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

/**
 * Makes a translator. What `messages` lacks is English.
 *
 * @param alike whose numbers stand in where the engine does not know `locale`; English ones by default
 */
export function createTranslator(locale: string, messages: Partial<Messages>, alike = 'en'): Translator {
  const plural = new Intl.PluralRules([locale, alike]);
  let numbers: Intl.NumberFormat | undefined;
  // Not before it is needed, and not for English: the first formatter of a page takes milliseconds.
  const number = (value: number): string =>
    isOurs(locale)
      ? `${value}`.replace(/\B(?=(\d{3})+$)/g, ',')
      : (numbers ??= new Intl.NumberFormat([locale, alike])).format(value);
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

/** Says on the console, once, what is wrong. */
export function reportOnce(problem: string): [] {
  if (!reported.has(problem)) console.warn(`commentariat: ${problem}`);
  reported.add(problem);
  return [];
}

/** English, without waiting. */
export const english: Translator = createTranslator('en', loaded);

/** Texts that a page brings along for a language, or a way to get them. */
export type OwnMessages = Partial<Messages> | (() => Promise<Partial<Messages>>);

/** What the page has registered (languages.ts), by tag in lower case. */
export const registered: [language: string, messages: OwnMessages][] = [];

/** By tag. */
export const translators = new Map<string, Promise<Translator>>();

/** What elements do when their language may have changed. */
export const retranslate = new Set<() => unknown>();

/**
 * The translator for a BCP 47 tag: its texts are those of the nearest language (`ru` for `ru-UA`), its formats those of the
 * full tag. An unknown language, a malformed tag or a failed download gives English; this never rejects.
 */
export function loadTranslator(tag: string): Promise<Translator> {
  const failed = (): Translator => (translators.delete(tag), english);
  const translator = translators.get(tag) ?? makeTranslator(tag).catch(failed);
  translators.set(tag, translator);
  return translator;
}

/** Whoever reads English loads nothing for it. */
async function makeTranslator(tag: string): Promise<Translator> {
  if (registered.length || !/^en\b/i.test(tag)) return (await import('./languages.js')).translatorFor(tag);
  return tag === 'en' ? english : createTranslator(tag, loaded);
}
