/** A comment that is far from the reader: its words, and the room that it will take. */
import { formatDate } from '../core/date-words.js';
import type { ThreadNode } from '../core/tree.js';
import type { Comment } from '../core/types.js';
import { decodeEntities } from '../core/wordpress/entities.js';
import { door } from './body.js';
import { authorName, type ThreadView } from './comment.js';
import { page } from './page.js';
import { domId } from './permalinks.js';

/** Fills an item with the words of a comment and of the replies that stand in it, nested as thread-list.ts nests them. */
export function drawWords(item: HTMLElement, node: ThreadNode, level: number, view: ThreadView): void {
  const words = shapesFor(view).item.firstChild;
  item.className = level || !view.maxDepth ? 'item' : 'item root';
  item.setAttribute('part', `comment comment-${node.depth ? 'reply' : 'root'}`);
  item.replaceChildren(...(words ? [words.cloneNode(true)] : []));
  fill(item, node, level, view);
}

function fill(item: HTMLElement, { comment, children }: ThreadNode, level: number, view: ThreadView): void {
  const article = item.firstChild as HTMLElement;
  const [heading, text] = [article.firstChild as HTMLElement, article.lastChild as HTMLElement];
  const [name, date] = [heading.firstChild as HTMLElement, heading.lastChild as Text];
  const { id, lang, publishedAt } = comment;
  heading.id = domId('h', id);
  article.setAttribute('aria-labelledby', heading.id);
  name.textContent = nameOf(comment, view);
  if (publishedAt) date.data = ` ${formatDate(publishedAt, view.words.locale)}`;
  if (lang) text.lang = lang;
  text.textContent = textOf(comment);
  if (children.length && level < view.maxDepth) item.append(listOf(children, level + 1, view));
}

function listOf(children: readonly ThreadNode[], level: number, view: ThreadView): Node {
  const list = shapesFor(view).list.cloneNode() as HTMLElement;
  const nodes = level < view.maxDepth ? children : [...inReadingOrder(children)];
  list.setAttribute('data-level', `${level}`);
  const { far } = view.marks;
  if (far?.isLong(level, nodes, view)) far.putMany(list, nodes, level, view);
  else for (const node of nodes) list.append(itemOf(node, level, view));
  return list;
}

function itemOf(node: ThreadNode, level: number, view: ThreadView): Node {
  const item = shapesFor(view).item.cloneNode(true) as HTMLElement;
  item.setAttribute('data-id', node.comment.id);
  fill(item, node, level, view);
  return item;
}

/** Comments and all that stands below them. Iterative, because chains may be very long. */
export function* inReadingOrder(first: readonly ThreadNode[]): Generator<ThreadNode> {
  const stack = [...first].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    for (let index = node.children.length; index--;) stack.push(node.children[index] as ThreadNode);
  }
}

function nameOf({ author, state }: Comment, { words }: ThreadView): string {
  return state === 'deleted' && !author.name ? words.text('comment.deleted') : authorName(author, words);
}

/** What a search can find in it: the work that it quotes, and its own words. */
function textOf({ body, cite, state }: Comment): string {
  if (state === 'deleted') return '';
  const own = body?.kind === 'html' && door ? decodeEntities(door.stripTags(body.value)) : body?.value;
  return [cite?.title, cite?.source, own].filter(Boolean).join('\n');
}

/** Pixels of a column that is as wide as lines become, and of a letter, with what is left at the ends of lines and paragraphs. */
const COLUMN = 700;
const LETTER = 12;

/** About how many em comments will take in all; one in ten takes more. */
export function heightOf(comments: readonly Comment[]): number {
  const line = Math.min(innerWidth, COLUMN) / LETTER;
  let height = 0;
  for (const { body } of comments) height += 6.5 + 1.6 * Math.ceil((body?.value.length ?? 0) / line);
  return height;
}

/** A comment and all replies to it. Iterative, because chains may be very long. */
export function commentsOf(root: ThreadNode): Comment[] {
  const nodes = [root];
  for (const { children } of nodes) for (const child of children) nodes.push(child);
  return nodes.map(({ comment }) => comment);
}

/** What is copied for each comment, because that costs less than to make it. */
interface Shapes {
  readonly headingLevel: number;
  /** An item with an article, and in it the heading and the text. */
  readonly item: HTMLElement;
  /** Of replies. */
  readonly list: HTMLElement;
}

let shapes: Shapes | undefined;

function shapesFor({ headingLevel }: ThreadView): Shapes {
  if (shapes?.headingLevel !== headingLevel) shapes = makeShapes(headingLevel);
  return shapes;
}

function makeShapes(headingLevel: number): Shapes {
  const make = (name: string, attributes: Readonly<Record<string, string>>, ...children: (Node | string)[]) => {
    const element = page.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children);
    return element;
  };
  const heading = make('div', { role: 'heading', 'aria-level': `${headingLevel}` }, make('bdi', {}), '');
  const article = make('article', {}, heading, make('div', { dir: 'auto' }));
  return {
    headingLevel,
    item: make('li', { class: 'item', part: 'comment comment-reply' }, article),
    list: make('ol', { class: 'replies', part: 'replies', role: 'list' }),
  };
}
