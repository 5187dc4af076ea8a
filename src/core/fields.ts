/**
 * Reads single untrusted values: each function takes whatever a source delivered and returns it checked and cleaned, or
 * `undefined`. Backends compose these; nothing here throws by itself.
 */

import { readTimestamp } from './timestamps.js';
import type { Timestamp } from './types.js';

/** Longest URL that is kept, in UTF-16 code units; the same bound for what came in and for its normal form. */
const MAX_URL = 2048;
/** What a normal form begins with: no user, and a host name of at most 253 characters (RFC 1035, 3.1). */
const WEB_ADDRESS = /^https?:\/\/(?![^/]*@)[^/:]{1,253}[/:]/;

/** Lone surrogates, control characters other than white space, and the controls that reorder text (UAX #9, 2). */
const UNWANTED = /(?!\s)[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Whatever leaves a mark: not a blank, not a character that is ignored in display, not the empty Braille cell. */
const VISIBLE = /[^\s\p{DI}\u2800]/u;
/** Letters take a few marks in every script; a pile of them is drawn over the neighbouring lines. */
const PILED_MARKS = /(\p{M}{6})\p{M}+/gu;
/** What most names are made of: words in Latin or Cyrillic letters. */
const PLAIN = /^(?! |.* ( |$))[ -~\u00c0-\u02af\u0400-\u0482]+$/;
const LANGUAGE_TAG = /^(?!.{36})[a-z]{2,8}(-[a-z\d]{1,8})*$/i;

/** Runs a reader; undefined where it throws, as the getters of a foreign object may. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** An object with properties to read, or undefined for arrays and everything else. */
export function readObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** How each property of a model is read; `base` is the address of the source. */
export type Readers<T> = { readonly [K in keyof T]-?: (value: unknown, base?: string) => T[K] | undefined };

/**
 * Makes a reader of objects out of readers of their properties. It returns a new object with whatever was good, or undefined
 * where the input is no object, throws, holds nothing good, or lacks one of the `required` properties.
 */
export function readerOf<T extends object>(
  readers: Readers<T>,
  ...required: (keyof T)[]
): (raw: unknown, base?: string) => T | undefined {
  return (raw, base) =>
    attempt(() => {
      const object = readObject(raw);
      let good: Record<string, unknown> | undefined;
      for (const name in readers) {
        const value = object && readers[name](object[name], base);
        if (value !== undefined) (good ??= {})[name] = value;
      }
      return good && required.every((name) => name in good) ? (good as T) : undefined;
    });
}

/** One of the allowed words. */
export function readWord<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.includes(value as T) ? (value as T) : undefined;
}

/** An opaque id: a string as it stands, a number as it prints. The empty string is no id. */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined;
  return Number.isFinite(value) || typeof value === 'bigint' ? String(value) : undefined;
}

/**
 * One line of plain text, such as a name: without control characters and bidi controls, white space collapsed, at most
 * `limit` graphemes (what a reader calls a character). A text with nothing to see is undefined. Markup stays as text.
 */
export function readText(value: unknown, limit = 100): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length <= limit && PLAIN.test(value)) return value;
  const text = value
    .slice(0, limit * 20)
    .replace(UNWANTED, '')
    .replace(/\s+/g, ' ')
    .replace(PILED_MARKS, '$1')
    .trim();
  if (!VISIBLE.test(text)) return undefined;
  if (text.length <= limit) return text;
  const graphemes = [...new Intl.Segmenter().segment(text)];
  return text.slice(0, graphemes[limit]?.index).trim();
}

/** What looks like the mark of an account that somebody has checked. */
const CHECK_MARK = /[\u2611\u2705\u2713\u2714\u{1f5f8}\u{1f6e1}]\ufe0f?/gu;

/** The name of a person: as {@link readText}, and without what could pass for a badge. */
export function readAuthorName(value: unknown): string | undefined {
  return readText(typeof value === 'string' ? value.replace(CHECK_MARK, '') : value);
}

/**
 * A link target in its normal form (WHATWG URL), kept only when it is http or https, names no user, and is at most 2048
 * characters long. A relative URL is resolved against `base` and dropped where there is none.
 */
export function readUrl(value: unknown, base?: string): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL || !value.trim()) return undefined;
  const url = (attempt(() => new URL(value)) ?? attempt(() => new URL(value, base)))?.href ?? '';
  return WEB_ADDRESS.test(url) && url.length <= MAX_URL ? url : undefined;
}

/** A language tag of the shape of BCP 47, such as `ru` or `tg-Cyrl`. Whether it is registered is not checked. */
export function readLang(value: unknown): string | undefined {
  return typeof value === 'string' && LANGUAGE_TAG.test(value) ? value : undefined;
}

type RareReaders = typeof import('./parse-rare.js');

let rare: RareReaders | undefined;
let missed = false;

/** Reads what few sources send. A value that is there is undefined, too, until {@link withRare} has fetched the readers. */
export function rarely<T>(value: unknown, read: (readers: RareReaders) => T | undefined): T | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  missed ||= !rare;
  return rare && read(rare);
}

/** For those who cannot wait for {@link withRare}, and for whom a few kilobytes do not count. */
export function bringRare(readers: RareReaders): void {
  rare = readers;
}

/**
 * Reads, and once more with the readers of what is rare where that was met. Without their file a comment is shown without its
 * date or source, and one without an id is left out.
 */
export async function withRare<T>(read: () => T): Promise<T> {
  missed = false;
  const result = read();
  if (!missed) return result;
  try {
    bringRare(await import('./parse-rare.js'));
  } catch {
    return result;
  }
  return read();
}

/** A date. */
export function readDate(value: unknown): Timestamp | undefined {
  return readTimestamp(value) ?? rarely(value, ({ toTimestamp }) => toTimestamp(value));
}
