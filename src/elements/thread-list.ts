import { html, nothing, render } from 'lit';
import type { ThreadNode } from '../core/tree.js';
import { commentTemplate, isRecent, type ThreadView } from './comment.js';
import { extras, isRareComment } from './extras.js';
import { drawItems } from './keyed-list.js';
import { drawInSlices } from './slices.js';
import { page } from './page.js';

type Attributes = Readonly<Record<string, string | false | undefined>>;

/** One `li`: a comment and the place it has in its list. */
export interface Row {
  readonly node: ThreadNode;
  /** Its place by levels: 2 and 1 for `2.1`; nothing where it has none. */
  readonly place: readonly number[] | undefined;
  /** Below a collapsed comment, in a list that no longer nests. */
  readonly hidden: boolean;
}

/** What an item was drawn from in full, and the list of replies in it. */
interface Drawn {
  readonly from: readonly unknown[];
  readonly replies: HTMLElement | undefined;
}

const drawn = new WeakMap<HTMLElement, Drawn>();

/**
 * The comments of a thread as nested lists down to the visual cap; the deeper ones follow flat, in reading order. The first
 * are drawn at once, and the others soon; `view.marks.drawing` resolves when they are here.
 */
export function threadTemplate(roots: readonly ThreadNode[], view: ThreadView): HTMLElement {
  const { marks } = view;
  const list = (marks.list ??= page.createElement('ol'));
  setAttributes(list, { class: view.avatars === 'none' ? 'list no-avatars' : 'list', part: 'list', role: 'list' });
  marks.view = view;
  drawInSlices((marks.far?.drawThread ?? drawAll)(list, roots, view), marks);
  return list;
}

/** Every comment where anything about it has changed. */
export function drawAll(list: HTMLElement, roots: readonly ThreadNode[], view: ThreadView): Iterable<void> {
  return drawList(list, rowsOf(roots, [], false, view), 0, view);
}

function drawList(list: HTMLElement, rows: Row[], level: number, view: ThreadView): Iterable<void> {
  const all = level < view.maxDepth ? rows : inReadingOrder(rows, view);
  return drawItems(
    list,
    all,
    ({ node }) => node.comment.id,
    (item, row) => drawItem(item, row, level, view),
    view.marks.far?.putFor(list, level, all, view),
  );
}

/** @param above place of the comment that these answer. */
export function rowsOf(nodes: readonly ThreadNode[], above: Row['place'], hidden: boolean, view: ThreadView): Row[] {
  const { numbers } = view;
  return nodes.map((node, index) => {
    const own = numbers !== 'none' && (node.number ?? (numbers === 'all' && above && index + 1));
    return { node, hidden, place: own && above ? [...above, own] : undefined };
  });
}

/** Rows and everything below them; iterative, because chains may be very long. */
function inReadingOrder(first: Row[], view: ThreadView): Row[] {
  const rows: Row[] = [];
  const stack = first.reverse();
  for (let row = stack.pop(); row; row = stack.pop()) {
    rows.push(row);
    const { comment, children } = row.node;
    const hidden = row.hidden || view.marks.collapsed.has(comment.id);
    for (const below of rowsOf(children, row.place, hidden, view).reverse()) stack.push(below);
  }
  return rows;
}

/** Draws a comment where anything about it has changed, then its replies. */
export function* drawItem(item: HTMLElement, row: Row, level: number, view: ThreadView): Generator<void> {
  const { node, place, hidden } = row;
  const { comment, children, depth, descendants, orphan, parent } = node;
  const { marks } = view;
  const { id } = comment;
  const before = drawn.get(item);
  // What was drawn in full stays so.
  if (!before && marks.far?.isFar(item, id)) {
    if (marks.far.draw(item, row, level, view)) yield;
    return;
  }
  const kept = before ? before.replies : marks.far?.clear(item);
  const replies = level < view.maxDepth && children.length ? (kept ?? page.createElement('ol')) : undefined;
  const composer = view.canReply && marks.parent?.id === id && marks.form;
  const isClosed = marks.collapsed.has(id);
  const from = [
    ...[view.look, comment, hidden, replies, place?.join(), isRecent(comment, view) && view.minute, isClosed],
    ...[id === marks.target, id === marks.fresh, view.state.mine.has(id), marks.own?.look(id)],
    ...[depth, descendants, orphan, parent?.comment, composer],
    isRareComment(node, view) && extras.commentExtras,
  ];
  if (from.some((value, index) => value !== before?.from[index])) {
    setAttributes(item, { ...marksOf(node, level, view), hidden: hidden && 'until-found' });
    if (replies) setAttributes(replies, listAttributes(level + 1, isClosed));
    const form = composer ? html`<div class="composer">${composer}</div>` : nothing;
    render(commentTemplate(node, { number: place?.map(view.words.number).join('.') ?? '', form, replies }, view), item);
    marks.redrawn?.add(item);
    drawn.set(item, { from, replies });
    yield;
  }
  if (replies) yield* drawList(replies, rowsOf(children, place, false, view), level + 1, view);
}

function listAttributes(level: number, isClosed: boolean): Attributes {
  return {
    class: 'replies',
    part: 'replies',
    role: 'list',
    'data-level': `${level}`,
    hidden: isClosed && 'until-found',
  };
}

/** How a comment can be told from others in style sheets: ours by its classes, and the page's by its parts. */
function marksOf({ comment, depth }: ThreadNode, level: number, { marks, maxDepth }: ThreadView): Attributes {
  const { author, id, state } = comment;
  const names = [
    author.role === 'author' && 'by-author',
    state !== 'published' && state,
    id === marks.target && 'target',
  ].filter(Boolean);
  const own = ['item', !level && maxDepth && 'root', id === marks.fresh && 'fresh', ...names].filter(Boolean);
  const parts = [depth ? 'reply' : 'root', ...names].map((name) => `comment-${name}`);
  return { class: own.join(' '), part: `comment ${parts.join(' ')}` };
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, text] of Object.entries(attributes)) {
    if (!text) element.removeAttribute(name);
    else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}
