/** The article itself; apart from what a thread needs because a thread alone does not show it. */
import { CommentsError } from '../errors.js';
import { readObject, withRare } from '../fields.js';
import { readCount, readOptionalList } from '../parse.js';
import { readPost } from '../parse-post.js';
import type { Post, RequestOptions } from '../types.js';
import { largest } from './comments.js';
import { decodeEntities } from './entities.js';
import { askById, findItem, ITEM_FIELDS, readKey, type Article, type Thread } from './item.js';
import type { Site } from './site.js';

const FIELDS = `${ITEM_FIELDS},content,date_gmt,modified_gmt,_links,_embedded`;
const SUBJECTS = ['category', 'post_tag'];

/** Asks for an article with its text, its author and its categories. */
export async function askArticle(site: Site, { ref }: Thread, request: RequestOptions): Promise<Article> {
  const resources = readKey(ref.key)?.resources ?? [(await findItem(site, ref, request)).resource];
  const params = { _fields: FIELDS, _embed: 'author,wp:term', password: site.options.password };
  return askById(site, resources, params, request);
}

/**
 * Reads an article. Its tags follow its categories, since both say what it is about.
 * @throws CommentsError `forbidden` for one that is protected by a password that was not given
 */
export function toPost({ home }: Site, { item, raw }: Article): Promise<Post> {
  const { content, date_gmt: date, modified_gmt: modified, link, _embedded } = readObject(raw) ?? {};
  const { rendered, protected: locked } = readObject(content) ?? {};
  if (locked === true && !rendered) throw new CommentsError('forbidden', `A password protects ${item.resource}.`);
  const { author, 'wp:term': terms } = readObject(_embedded) ?? {};
  const post = {
    id: item.id,
    title: item.title,
    url: link,
    author: readOptionalList(author, toAuthor)[0],
    body: { kind: 'html', value: rendered },
    publishedAt: date,
    updatedAt: modified === date ? undefined : modified,
    categories: readOptionalList(terms, (list) => readOptionalList(list, toCategory)).flat(),
    count: readCount(item.told['count']),
  };
  return withRare(() => readPost(post, home));
}

/** Reads an account, as posts embed it and `users/me` tells it: for the readers of parse.ts, and untrusted. */
export function toAuthor(raw: unknown): object | undefined {
  const { name, url, avatar_urls: avatars } = readObject(raw) ?? {};
  return name ? { name: decodeEntities(name), url, avatarUrl: largest(avatars) } : undefined;
}

function toCategory(raw: unknown): object | undefined {
  const { name, link, taxonomy } = readObject(raw) ?? {};
  return SUBJECTS.includes(String(taxonomy)) ? { name: decodeEntities(name), url: link } : undefined;
}
