import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ThreadNode } from '../core/tree.js';
import { commentTemplate, domId, type ThreadView } from './comment.js';
import type { Comment } from '../core/types.js';
import { webAddress } from './web-address.js';

/** One `li`: a comment and the place it has in its list. */
interface Row {
  readonly node: ThreadNode;
  readonly number: string | undefined;
  /** Below a collapsed comment, in the part of the list that no longer nests. */
  readonly hidden: boolean;
}

/** The comments of a thread as nested lists down to the visual cap; the deeper ones follow flat, in reading order. */
export function threadTemplate(roots: readonly ThreadNode[], view: ThreadView): TemplateResult {
  const rows = roots.map((node) => ({ node, number: rootNumber(node, view), hidden: false }));
  return html`<ol class="list ${view.avatars === 'none' ? 'no-avatars' : ''}" part="list" role="list">
    ${rowsTemplate(view.maxDepth > 0 ? rows : rows.flatMap((row) => flat(row, view)), 0, view)}
  </ol>`;
}

function rootNumber(node: ThreadNode, view: ThreadView): string | undefined {
  return view.numbers === 'none' || node.number === undefined ? undefined : view.words.number(node.number);
}

function rowsTemplate(rows: readonly Row[], level: number, view: ThreadView): unknown {
  return repeat(
    rows,
    ({ node }) => node.comment.id,
    (row) => rowTemplate(row, level, view),
  );
}

function rowTemplate({ node, number, hidden }: Row, level: number, view: ThreadView): TemplateResult {
  const { id } = node.comment;
  return html`<li
    class=${classes(node, level, view)}
    part=${parts(node, view)}
    data-id=${id}
    value=${ifDefined(node.number?.toString())}
    hidden=${hidden ? 'until-found' : nothing}
  >
    ${commentTemplate(node, number, view)}
    ${view.canReply && view.marks.parent?.id === id ? html`<div class="composer">${view.marks.form}</div>` : nothing}
    ${level < view.maxDepth && node.children.length > 0 ? repliesTemplate(node, number, level + 1, view) : nothing}
  </li>`;
}

function repliesTemplate(
  node: ThreadNode,
  number: string | undefined,
  level: number,
  view: ThreadView,
): TemplateResult {
  const rows = node.children.map((child, index) => ({
    node: child,
    number: below(number, index, view),
    hidden: false,
  }));
  return html`<ol
    class="replies"
    part="replies"
    role="list"
    data-level=${level}
    hidden=${view.marks.collapsed.has(node.comment.id) ? 'until-found' : nothing}
  >
    ${rowsTemplate(level < view.maxDepth ? rows : rows.flatMap((row) => flat(row, view)), level, view)}
  </ol>`;
}

function below(number: string | undefined, index: number, view: ThreadView): string | undefined {
  return number !== undefined && view.numbers === 'all' ? `${number}.${view.words.number(index + 1)}` : undefined;
}

/** A row and everything below it, in reading order; iterative, because chains may be very long. */
function flat(first: Row, view: ThreadView): Row[] {
  const rows: Row[] = [];
  const stack: Row[] = [first];
  for (let row = stack.pop(); row; row = stack.pop()) {
    rows.push(row);
    const { node, number } = row;
    const hidden = row.hidden || view.marks.collapsed.has(node.comment.id);
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child) stack.push({ node: child, number: below(number, index, view), hidden });
    }
  }
  return rows;
}

function classes({ comment }: ThreadNode, level: number, view: ThreadView): string {
  return [
    'item',
    level === 0 && view.maxDepth > 0 && 'root',
    comment.author.role === 'author' && 'by-author',
    comment.state === 'pending' && 'pending',
    comment.id === view.marks.target && 'target',
    comment.id === view.marks.fresh && 'fresh',
  ]
    .filter(Boolean)
    .join(' ');
}

function parts({ comment, depth }: ThreadNode, view: ThreadView): string {
  return [
    'comment',
    depth === 0 ? 'comment-root' : 'comment-reply',
    comment.author.role === 'author' && 'comment-by-author',
    comment.state === 'pending' && 'comment-pending',
    comment.state === 'deleted' && 'comment-deleted',
    comment.id === view.marks.target && 'comment-target',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Links from other sites, apart from what people wrote. */
export function pingsTemplate(pings: readonly Comment[], view: ThreadView): TemplateResult | typeof nothing {
  if (pings.length === 0) return nothing;
  const { words } = view;
  return html`<section class="pings" part="pings" aria-labelledby="pings">
    <div id="pings" class="meta" role="heading" aria-level=${view.headingLevel}>
      ${words.text('thread.pings', { count: pings.length })}
    </div>
    <ul role="list">
      ${pings.map((ping) => html`<li class="meta" part="ping" id=${domId('c', ping.id)}>${pingTemplate(ping, view)}</li>`)}
    </ul>
  </section>`;
}

function pingTemplate(ping: Comment, { words }: ThreadView): unknown[] {
  const { name } = ping.author;
  const url = webAddress(ping.author.url);
  const link = name || url || words.text('comment.anonymous');
  return words
    .parts(ping.kind === 'trackback' ? 'thread.trackback' : 'thread.pingback', { link })
    .map((part) =>
      typeof part === 'string'
        ? part
        : url
          ? html`<a href=${url} rel="nofollow ugc noopener noreferrer"><bdi>${part.value}</bdi></a>`
          : html`<bdi>${part.value}</bdi>`,
    );
}
