import { html, nothing, render } from 'lit';
import type { ThreadNode } from '../core/tree.js';
import { commentTemplate, type ThreadView } from './comment.js';
import { drawItems } from './keyed-list.js';

type Attributes = Readonly<Record<string, string | false | undefined>>;

/** One `li`: a comment and the place it has in its list. */
interface Row {
  readonly node: ThreadNode;
  /** Empty where it has none. */
  readonly number: string;
  /** Below a collapsed comment, in a list that no longer nests. */
  readonly hidden: boolean;
}

/** The comments of a thread as nested lists down to the visual cap; the deeper ones follow flat, in reading order. */
export function threadTemplate(roots: readonly ThreadNode[], view: ThreadView): HTMLElement {
  const classes = view.avatars === 'none' ? 'list no-avatars' : 'list';
  return (view.marks.list = drawList(view.marks.list, { class: classes, part: 'list' }, roots, '', 0, view));
}

/**
 * @param list is a new one where there is none yet.
 * @param above number of the comment that these answer; empty where there is none.
 */
function drawList(
  list: HTMLElement | null | undefined,
  attributes: Attributes,
  nodes: readonly ThreadNode[],
  above: string,
  level: number,
  view: ThreadView,
): HTMLElement {
  const drawn = list ?? document.createElement('ol');
  const rows = rowsOf(nodes, above, false, view);
  setAttributes(drawn, { ...attributes, role: 'list' });
  drawItems(
    drawn,
    level < view.maxDepth ? rows : inReadingOrder(rows, view),
    ({ node }) => node.comment.id,
    (item, row) => drawItem(item, row, level, view),
  );
  return drawn;
}

function rowsOf(nodes: readonly ThreadNode[], above: string, hidden: boolean, { numbers, words }: ThreadView): Row[] {
  return nodes.map((node, index) => {
    const own = numbers !== 'none' && (node.number ?? (numbers === 'all' && above && index + 1));
    return { node, hidden, number: own ? (above && `${above}.`) + words.number(own) : '' };
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
    for (const below of rowsOf(children, row.number, hidden, view).reverse()) stack.push(below);
  }
  return rows;
}

function drawItem(item: HTMLElement, { node, number, hidden }: Row, level: number, view: ThreadView): void {
  const { comment, children } = node;
  const { collapsed, form, parent } = view.marks;
  setAttributes(item, { ...marksOf(node, level, view), hidden: hidden && 'until-found' });
  render(
    html`${commentTemplate(node, number, view)}
    ${view.canReply && parent?.id === comment.id ? html`<div class="composer">${form}</div>` : nothing}
    ${
      level < view.maxDepth && children.length
        ? drawList(
            item.querySelector<HTMLElement>(':scope > .replies'),
            {
              class: 'replies',
              part: 'replies',
              'data-level': `${level + 1}`,
              hidden: collapsed.has(comment.id) && 'until-found',
            },
            children,
            number,
            level + 1,
            view,
          )
        : nothing
    }`,
    item,
  );
}

/** How a comment can be told from others in style sheets: ours by its classes, and the page's by its parts. */
function marksOf({ comment, depth, number }: ThreadNode, level: number, { marks, maxDepth }: ThreadView): Attributes {
  const { author, id, state } = comment;
  const names = [
    author.role === 'author' && 'by-author',
    state !== 'published' && state,
    id === marks.target && 'target',
  ].filter(Boolean);
  const own = ['item', !level && maxDepth && 'root', id === marks.fresh && 'fresh', ...names].filter(Boolean);
  const parts = [depth ? 'reply' : 'root', ...names].map((name) => `comment-${name}`);
  return { class: own.join(' '), part: `comment ${parts.join(' ')}`, value: number?.toString() };
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, text] of Object.entries(attributes)) {
    if (!text) element.removeAttribute(name);
    else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}
