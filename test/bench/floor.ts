/**
 * The floor: the same comments with the same visible parts as static markup, made here and set in the page by one
 * `innerHTML`. It has no script, no reactions and no safety, so that nothing which lays out all comments can cost less.
 */
import { buildThread, type ThreadNode } from '../../src/core/tree.js';
import { initials } from '../../src/elements/avatar.js';
import type { BenchComment } from './comments.js';

const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** The style sheet of the floor, as long as what it must draw asks for. */
export const FLOOR_STYLE = `
.floor ol { list-style: none; margin: 0; padding: 0 }
.floor li { margin-block-start: 1.25em }
.floor .replies { margin-inline-start: 1.1em; padding-inline-start: 1em; border-inline-start: 2px solid #ccc }
.floor header { display: flex; align-items: center; gap: 0.125em 0.5em }
.floor header > :not(.avatar) { font-size: 0.875em; line-height: 1.35 }
.floor .avatar { flex: none; display: grid; place-items: center; inline-size: 2.25em; block-size: 2.25em;
  border: 1px solid #ccc; border-radius: 50%; background: #f4f4f4; color: #666 }
.floor .avatar::before { content: attr(data-initials); font-size: 0.8125em; font-weight: 600 }
.floor .who { flex: 1; min-inline-size: 0; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.625em }
.floor .name { font-size: 1.08em; font-weight: 650 }
.floor .faint { color: #666 }
.floor .number { min-inline-size: 2em; text-align: end; font-variant-numeric: tabular-nums }
.floor .rest { margin-block-start: 0.375em; margin-inline-start: 2.75em }
.floor .text { white-space: pre-line }
.floor button { border: 0; background: none; font: inherit; text-decoration: underline }
.floor .actions { display: flex; gap: 0 1em; font-size: 0.875em }`;

/** The comments as one text of markup. */
export function floorMarkup(comments: readonly BenchComment[]): string {
  return `<ol>${buildThread(comments).roots.map(itemMarkup).join('')}</ol>`;
}

/** One comment as it would be added to the floor. */
export function itemMarkup(node: ThreadNode): string {
  const { comment, children } = node;
  const replies = children.length ? `<ol class="replies">${children.map(itemMarkup).join('')}</ol>` : '';
  return `<li id="comment-${comment.id}"><article>${headerMarkup(node)}<div class="rest"><div class="prose" dir="auto" lang="${comment.lang ?? ''}">${bodyMarkup(
    comment.body,
  )}</div><div class="actions"><button>Copy link</button></div></div></article>${replies}</li>`;
}

function headerMarkup({ comment, number, descendants }: ThreadNode): string {
  const { author, id, publishedAt = '' } = comment;
  const name = `<bdi>${escapeText(author.name ?? '')}</bdi>`;
  const link = author.url ? `<a href="${author.url}" rel="nofollow ugc">${name}</a>` : name;
  const badge = author.role === 'author' ? '<span class="badge">Author</span>' : '';
  const date = publishedAt && DATE.format(new Date(publishedAt));
  return `<header><span class="avatar" aria-hidden="true" data-initials="${initials(author.name, 'en')}"></span
    ><div class="who"><span class="name">${link}</span>${badge}<span class="faint"
    ><a href="#comment-${id}"><time datetime="${publishedAt}" title="${publishedAt}">${date}</time></a></span></div>${
      number === undefined ? '' : `<span class="faint number"><a href="#comment-${id}">${number}</a></span>`
    }<button class="collapse" aria-expanded="true" aria-label="Hide ${descendants} replies">−</button></header>`;
}

/** What a backend that sends markup sends for a body. */
export function bodyMarkup(body: BenchComment['body'] | undefined): string {
  if (body?.kind !== 'text') return body?.value ?? '';
  const blocks = body.value.split('\n\n').map((block) => `<p class="text" dir="auto">${escapeText(block)}</p>`);
  return blocks.join('');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
