/** A comment that is far from the reader: its words, and the room that it will take. */
import { formatDate } from '../core/date-words.js';
import type { ThreadNode } from '../core/tree.js';
import type { Comment } from '../core/types.js';
import { decodeEntities } from '../core/wordpress/entities.js';
import { door } from './body.js';
import { authorName, type ThreadView } from './comment.js';
import { page } from './page.js';
import { domId } from './permalinks.js';

/** Fills an item with the words of a comment. */
export function drawWords(
  item: HTMLElement,
  node: ThreadNode,
  replies: HTMLElement | undefined,
  view: ThreadView,
): void {
  const { id, lang, publishedAt } = node.comment;
  const { headingLevel, words } = view;
  const [article, heading, text] = copyOfParts();
  heading.id = domId('h', id);
  article.setAttribute('aria-labelledby', heading.id);
  heading.ariaLevel = `${headingLevel}`;
  const [name, date] = heading.childNodes;
  if (name) name.textContent = nameOf(node.comment, view);
  if (date && publishedAt) date.textContent = ` ${formatDate(publishedAt, words.locale)}`;
  if (lang) text.lang = lang;
  text.textContent = textOf(node.comment);
  item.replaceChildren(article, ...(replies ? [replies] : []));
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

/** About how many em a comment and its replies will take. Iterative, because chains may be very long. */
export function heightOf(root: ThreadNode): number {
  const all = [root];
  let height = 0;
  for (const { children, comment } of all) {
    height += 7 + 1.6 * Math.ceil((comment.body?.value.length ?? 0) / 70);
    for (const child of children) all.push(child);
  }
  return height;
}

let parts: HTMLElement | undefined;

/** An article with its heading and its text. */
function copyOfParts(): [article: HTMLElement, heading: HTMLElement, text: HTMLElement] {
  parts ??= makeParts();
  const article = parts.cloneNode(true) as HTMLElement;
  return [article, article.firstChild as HTMLElement, article.lastChild as HTMLElement];
}

function makeParts(): HTMLElement {
  const [article, heading, text] = ['article', 'div', 'div'].map((name) => page.createElement(name));
  if (!article || !heading || !text) throw new Error();
  heading.role = 'heading';
  text.dir = 'auto';
  heading.append(page.createElement('bdi'), '');
  article.append(heading, text);
  return article;
}
