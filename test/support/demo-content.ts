import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Comment, Post } from '../../src/core/types.js';

const CONTENT = new URL('../../demo/content/', import.meta.url);
/** The page the project began from; it lies beside the project and is not part of it. */
const SEED_PAGE = new URL('../../../shared/seed/page.txt', import.meta.url);

/** A post of a document as it stands in the file. */
export type RawPost = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly comments: readonly unknown[];
};
export type RawDocument = {
  readonly version: number;
  readonly providers?: unknown;
  readonly posts: readonly RawPost[];
};

/** Names of the demo's documents. */
export const documentNames = readdirSync(CONTENT).filter((name) => name.endsWith('.json'));

/** Reads one of the demo's documents. */
export function readDocument(name: string): RawDocument {
  return JSON.parse(readFileSync(new URL(name, CONTENT), 'utf8')) as RawDocument;
}

/** The single post of a document; fails where there are more. */
export function onlyPost(name: string): RawPost {
  const [post, ...others] = readDocument(name).posts;
  assert.ok(post, `${name} holds a post`);
  assert.equal(others.length, 0);
  return post;
}

/** The text of something that must have one. */
export function bodyOf(item: Comment | Post | undefined): string {
  assert.ok(item?.body, 'has a body');
  return item.body.value;
}

/** Visible text in words: lower case, no tags, no punctuation. */
export function words(text: string): string[] {
  return text
    .replace(/<[^>]+>/g, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Every string in a JSON value. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** The runs of eight words that the texts share with the page the project began from. */
export function copiedRuns(texts: readonly string[]): string[] {
  const foreign = runs(readFileSync(SEED_PAGE, 'utf8'));
  assert.ok(foreign.size > 1000, 'the page was read');
  return texts.flatMap((text) => [...runs(text)].filter((run) => foreign.has(run)));
}

/** For `test()`: skips where the page the project began from does not lie beside the project. */
export const needsSeedPage = { skip: !existsSync(SEED_PAGE) };

function runs(text: string, length = 8): Set<string> {
  const all = words(text);
  return new Set(all.slice(length - 1).map((_, start) => all.slice(start, start + length).join(' ')));
}
