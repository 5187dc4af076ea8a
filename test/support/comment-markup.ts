import type { CommentThread } from '../../src/elements/comment-thread.js';
import { makeThread, nextSettled, place } from './elements.js';

/** What a theme prints of one comment. */
export interface ThemeComment {
  readonly id: number;
  readonly name?: string;
  readonly text?: string;
  readonly date?: string;
  readonly classes?: string;
  readonly held?: boolean;
  readonly replies?: readonly ThemeComment[];
}

/** Where the pages of a test stand; see scripted-server.mjs. */
export const SITE = `/scripted/${Math.random().toString(36).slice(2)}`;

/** A list as WordPress itself prints it for themes with HTML5. */
export function listOf(...comments: readonly ThemeComment[]): string {
  return `<ol class="comment-list">${comments.map(itemOf).join('')}</ol>`;
}

function itemOf({
  id,
  name = `Reader ${id}`,
  text = `Text ${id}`,
  date = '2012-03-04T10:00:00+04:00',
  ...more
}: ThemeComment): string {
  const { classes = 'comment', held, replies = [] } = more;
  return `<li id="comment-${id}" class="${classes} even depth-1">
    <article id="div-comment-${id}" class="comment-body">
      <footer class="comment-meta">
        <div class="comment-author vcard"><img class="avatar" src="/scripted/pictures/${id}.png" alt="">
          <b class="fn">${name}</b> <span class="says">says:</span></div>
        <div class="comment-metadata"><a href="${SITE}/post/#comment-${id}"><time datetime="${date}">March 4</time></a>
          <span class="edit-link"><a class="comment-edit-link" href="#">Edit</a></span></div>
        ${held ? '<em class="comment-awaiting-moderation">Wird noch geprüft.</em>' : ''}
      </footer>
      <div class="comment-content"><p>${text}</p></div>
      <div class="reply"><a class="comment-reply-link" href="?replytocom=${id}#respond">Reply</a></div>
    </article>
    ${replies.length > 0 ? `<ol class="children">${replies.map(itemOf).join('')}</ol>` : ''}
  </li>`;
}

/** The form as WordPress prints it, in a language of its own. */
export const FORM = `<div id="respond" class="comment-respond">
  <h3 id="reply-title" class="comment-reply-title">Schreiben Sie 1 Kommentar</h3>
  <form action="${SITE}/wp-comments-post.php" method="post" id="commentform" novalidate>
    <p class="comment-form-comment"><label for="comment">Kommentar <span class="required">*</span></label>
      <textarea id="comment" name="comment" maxlength="65525" required></textarea></p>
    <p><label for="author">Name <span class="required">*</span></label> <input id="author" name="author" required></p>
    <p><label for="email">E-Mail <span class="required">*</span></label> <input id="email" name="email" type="email" aria-required="true"></p>
    <p><label for="url">Website</label> <input id="url" name="url" type="url"></p>
    <p><input id="wp-comment-cookies-consent" name="wp-comment-cookies-consent" type="checkbox" value="yes"></p>
    <p class="form-submit"><input name="submit" type="submit" id="submit" value="Absenden">
      <input type="hidden" name="comment_post_ID" value="4"><input type="hidden" name="comment_parent" value="0">
      <input type="hidden" name="robot_trap" value="a&amp;b"></p>
  </form></div>`;

/** A page of the site around what the thread holds. */
export function page(inside: string): string {
  return `<!doctype html><html lang="en"><title>Dawn</title><body><comment-thread>${inside}</comment-thread></body></html>`;
}

/** What the server of the site answers from now on; the log begins anew. */
export async function serve(answers: Readonly<Record<string, readonly object[]>>): Promise<void> {
  await fetch(SITE, { method: 'PUT', body: JSON.stringify(answers) });
}

/** What the server was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

export async function asked(): Promise<Asked[]> {
  return (await fetch(`${SITE}?log`)).json() as Promise<Asked[]>;
}

/** Makes this page one of the site. */
export function visit(path = '/post/'): void {
  history.replaceState(null, '', SITE + path);
}

/** A thread around markup, in the page but perhaps not ready. */
export async function wrap(inside: string, set: Partial<CommentThread> = {}): Promise<CommentThread> {
  return place(makeThread({ inside, set: { backend: 'dom', loading: 'eager', ...set } }));
}

/** A thread that shows what the markup holds. */
export async function adopted(inside: string, set: Partial<CommentThread> = {}): Promise<CommentThread> {
  const thread = makeThread({ inside, set: { backend: 'dom', loading: 'eager', ...set } });
  const settled = nextSettled(thread);
  await place(thread);
  await settled;
  return thread;
}
