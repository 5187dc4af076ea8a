/** Reads an untrusted article into the model; apart from parse.ts because a thread alone does not need it. */
import { CommentsError } from './errors.js';
import { readDate, readerOf, readId, readLang, readText, readUrl } from './fields.js';
import { readAuthor, readBody, readCount, readOptionalList, readTitle } from './parse.js';
import { readCite } from './parse-rare.js';
import type { Category, Post } from './types.js';

const readCategory = readerOf<Category>({ name: (value) => readText(value), url: readUrl }, 'name');

const readKnown = readerOf<Post>(
  {
    id: readId,
    title: readTitle,
    url: readUrl,
    lang: readLang,
    author: readAuthor,
    body: readBody,
    source: readCite,
    publishedAt: readDate,
    updatedAt: readDate,
    categories: (value, base) => readOptionalList(value, (item) => readCategory(item, base)),
    count: readCount,
  },
  'id',
);

/**
 * Reads an article.
 * @throws CommentsError `bad-data` when it is not an object with an id
 */
export function readPost(raw: unknown, base?: string): Post {
  const post = readKnown(raw, base);
  if (!post) throw new CommentsError('bad-data', 'The post has no id, or cannot be read.');
  return post;
}

/**
 * The same out of a document that may hold comments only.
 * @throws CommentsError `not-found` where it does
 */
export function readArticle(raw: Readonly<Record<string, unknown>>, base?: string): Post {
  if (readId(raw['id']) === undefined) throw new CommentsError('not-found', 'The document has comments only.');
  return readPost(raw, base);
}
