/** Reads an export file of WordPress (WXR) as far as the tests need it: one post with its comments. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type NewComment, type NewPost } from './server.js';

/** A comment as the file has it. */
export interface ExportedComment {
  readonly id: string;
  readonly parent: string;
  readonly author: string;
  readonly url: string;
  /** `2008-09-05 11:00:00`, in UTC. */
  readonly date: string;
  readonly content: string;
  readonly approved: string;
  readonly type: string;
  readonly user: string;
}

export interface Exported {
  readonly post: NewPost;
  readonly comments: readonly ExportedComment[];
}

/** An export that a WordPress made, outside of the repository. */
const FILE = join(ROOT, '../shared/servers/fixtures/wordpress/export.wxr.xml');

export function readExport(): Exported {
  const file = readFileSync(FILE, 'utf8');
  const [item = ''] = /<item>[\s\S]*?<\/item>/.exec(file) ?? [];
  const comments = [...item.matchAll(/<wp:comment>([\s\S]*?)<\/wp:comment>/g)].map(([, text = '']) => commentIn(text));
  return { comments, post: { ...postIn(item), comments: comments.map(toNew) } };
}

function postIn(item: string): NewPost {
  return {
    title: textOf(item, 'title'),
    slug: textOf(item, 'wp:post_name'),
    content: textOf(item, 'content:encoded'),
    date: `${textOf(item, 'wp:post_date_gmt').replace(' ', 'T')}Z`,
    categories: [...item.matchAll(/<category domain="category"[^>]*><!\[CDATA\[(.*?)\]\]>/g)].map(
      ([, name = '']) => name,
    ),
  };
}

function commentIn(text: string): ExportedComment {
  const of = (name: string) => textOf(text, `wp:comment_${name}`);
  return {
    id: of('id'),
    parent: of('parent'),
    author: of('author'),
    url: of('author_url'),
    date: of('date_gmt'),
    content: of('content'),
    approved: of('approved'),
    type: of('type'),
    user: of('user_id'),
  };
}

function textOf(text: string, tag: string): string {
  const [, marked, plain = ''] =
    new RegExp(`<${tag}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([\\s\\S]*?))</${tag}>`).exec(text) ?? [];
  return marked ?? plain;
}

function toNew(comment: ExportedComment): NewComment {
  return {
    key: comment.id,
    ...(comment.parent !== '0' && { parent: comment.parent }),
    author: comment.author,
    email: `comment-${comment.id}@example.test`,
    url: comment.url,
    date: `${comment.date.replace(' ', 'T')}Z`,
    content: comment.content,
    status: comment.approved === '1' ? 'approved' : 'hold',
    type: comment.type as 'comment' | 'pingback' | 'trackback',
    ...(comment.user !== '0' && { user: 'author' as const }),
  };
}
