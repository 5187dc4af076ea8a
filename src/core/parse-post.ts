/** Reads an untrusted article into the model; apart from parse.ts because a thread alone does not need it. */
import { CommentsError } from './errors.js';
import { defined, readDate, readId, readLang, readObject, readText, readUrl } from './fields.js';
import { MAX_TITLE, readAuthor, readBody, readCite, readCount, readOptionalList, strictly } from './parse.js';
import type { Category, Post } from './types.js';

/**
 * Reads an article.
 * @throws CommentsError `bad-data` when it is not an object with an id
 */
export function readPost(raw: unknown, base?: string): Post {
  return strictly(() => {
    const post = readObject(raw);
    const id = readId(post?.['id']);
    if (!post || id === undefined) throw new CommentsError('bad-data', 'The post has no id.');
    return defined<Post>({
      id,
      title: readText(post['title'], MAX_TITLE),
      url: readUrl(post['url'], base),
      lang: readLang(post['lang']),
      author: readObject(post['author']) && readAuthor(post['author'], base),
      body: readBody(post['body']),
      source: readCite(post['source'], base),
      publishedAt: readDate(post['publishedAt']),
      updatedAt: readDate(post['updatedAt']),
      categories: readOptionalList(post['categories'], (item) => readCategory(item, base)),
      count: readCount(post['count']),
    });
  });
}

function readCategory(raw: unknown, base?: string): Category | undefined {
  const item = readObject(raw);
  const name = readText(item?.['name']);
  return name === undefined ? undefined : defined<Category>({ name, url: readUrl(item?.['url'], base) });
}
