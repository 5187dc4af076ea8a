/**
 * Comment lists of WordPress: what its own functions print (`Walker_Comment` in both formats, the comment blocks) and what
 * themes from the first years on print in their place.
 */
import { dayInWords } from './dom-days.js';
import {
  addressIn,
  htmlOf,
  lineOf,
  pick,
  takeApart,
  type Found,
  type FoundComment,
  type Origin,
  type Reader,
} from './dom-items.js';

/** What themes call their lists. */
const LISTS =
  '#thecomments,.thecomments,#commentlist,#comment-list,#comments-list,.commentlist,.comment-list,.comments-list,.com-list,#comments,.wp-block-comment-template';
const ITEM_ID = /^(?:li-|div-)?comment-(\d+)$/;
const NUMBERED = '[id^="comment-"],[id^="li-comment-"],[id^="div-comment-"]';
const UNNUMBERED = `li.comment,li.pingback,li.trackback,:is(${LISTS})>li`;

/** The text alone. */
const CONTENT = ['.comment-content', '.wp-block-comment-content', '.comment-text', '.comment_text', '.comment-entry'];
/** In old markup this holds the text, with or without what stands around it. */
const BODY = '.comment-body';
const NAME = [
  '.wp-block-comment-author-name',
  '.comment-author .fn',
  '.fn',
  '.comment-author-name',
  '.comment-author',
  'cite',
];
const SIGNS = ['.commentmetadata', BODY, ...CONTENT, ...NAME].join();
const HELD = '.comment-awaiting-moderation,.comment_awaiting_moderation';
/** Words for the ear, and a "says:" behind a name. */
const SPOKEN = '.says,.screen-reader-text';
const LINKS = '.reply,.comment-reply,.comment-reply-link,.wp-block-comment-reply-link,.comment-edit-link,.edit-link';
const AROUND_TEXT = `.comment-author,.vcard,.comment-meta,.comment-metadata,.commentmetadata,.comment-footer-meta,.avatar,form,${LINKS}`;

export const wordPress: Reader = {
  // Other markup may have such ids, too, but none of the names that are used inside.
  count: (root) => (root.querySelector(SIGNS) ? itemsIn(root).size : 0),
  read,
};

function read(root: Element, origin: Origin): Found {
  const ids = itemsIn(root);
  return {
    comments: takeApart([...ids.keys()], (item, around) => {
      const parentId = parentNamed(item) ?? (around && ids.get(around));
      return readItem(item, ids.get(item), parentId, origin);
    }),
  };
}

/** The items in document order with their ids; some themes give links from other sites none. */
function itemsIn(root: Element): Map<Element, string | undefined> {
  const items = new Map<Element, string | undefined>();
  const claimed = new Set<string>();
  for (const element of root.querySelectorAll(`${NUMBERED},${UNNUMBERED}`)) {
    const id = ITEM_ID.exec(numbered(element)?.id ?? '')?.[1];
    if (id === undefined ? !element.matches(UNNUMBERED) : claimed.has(id)) continue;
    if (id !== undefined) claimed.add(id);
    items.set(element, id);
  }
  return items;
}

/** The element itself, or the first one in this list item alone, that bears the id. */
function numbered(element: Element): Element | undefined {
  if (ITEM_ID.test(element.id)) return element;
  const inner = element.querySelector(NUMBERED);
  return inner && ITEM_ID.test(inner.id) && inner.closest('li') === element ? inner : undefined;
}

/** Whom it answers, where a theme says it; `reply-to-5` is printed by this package's own plugin. */
function parentNamed(item: Element): string | undefined {
  const named = item.getAttribute('data-parent') ?? item.getAttribute('data-parent-id') ?? '';
  return /^\d+$/.exec(named)?.[0] ?? /(?:^|\s)reply-to-(\d+)(?!\S)/.exec(item.className)?.[1];
}

function readItem(
  item: Element,
  id: string | undefined,
  parentId: string | undefined,
  origin: Origin,
): FoundComment | null {
  const kind = item.matches('.pingback') ? 'pingback' : item.matches('.trackback') ? 'trackback' : 'comment';
  const held = pick(item, HELD);
  drop(item, HELD);
  const content = contentOf(item, kind === 'comment');
  // Apart from here on, because a text may hold anything.
  content?.remove();
  drop(item, SPOKEN);
  const isByAuthor = pick(item, '.bypostauthor');
  const link = pick(item, `a[href$="#comment-${id}"]`);
  const author = kind === 'comment' ? authorOf(item, origin) : siteOf(item, origin);
  const publishedAt = pick(item, 'time[datetime]')?.getAttribute('datetime') ?? dayInWords(lineOf(link), origin.lang);
  const text = content ?? (kind === 'comment' ? restOf(item) : undefined);
  const words = lineOf(text);
  // WordPress strips all markup from what waits for approval, so that its lines would run together.
  const isPlain = held && words !== undefined && text?.childElementCount === 0;
  const body = isPlain ? ({ kind: 'text', value: text.textContent.trim() } as const) : text && htmlOf(text);
  if (id === undefined ? !author.name : !author.name && !body) return null;
  return {
    id,
    parentId,
    kind,
    state: held ? 'pending' : 'published',
    author: { ...author, role: isByAuthor ? 'author' : undefined },
    body,
    ...(words !== undefined && { words }),
    publishedAt,
    url: addressIn(link, 'href', origin.base),
    lang:
      item.getAttribute('lang') ??
      item.firstElementChild?.getAttribute('lang') ??
      content?.getAttribute('lang') ??
      undefined,
  };
}

/** Removes the paragraph, too, that such a text leaves empty. */
function drop(item: Element, selector: string): void {
  for (const element of item.querySelectorAll(selector)) {
    const paragraph = element.closest('p');
    element.remove();
    if (paragraph && !lineOf(paragraph) && !paragraph.children.length) paragraph.remove();
  }
}

/** @param orBody of a link from another site this holds no more than the link. */
function contentOf(item: Element, orBody: boolean): Element | undefined {
  const content = pick(item, ...CONTENT);
  if (content && content !== item && !pick(content, '.fn', '.comment-author')) {
    drop(content, LINKS);
    return content;
  }
  const body = orBody ? pick(item, BODY) : undefined;
  return body === item || body?.querySelector(`${AROUND_TEXT},.fn`) ? undefined : body;
}

function authorOf(item: Element, { base }: Origin): NonNullable<FoundComment['author']> {
  const name = pick(item, ...NAME);
  // Some themes put the name into the link, others the link around name and picture.
  const link = name?.closest('a[href]') ?? name?.querySelector('a[href]');
  const picture = pick(item, 'img.avatar', 'img.photo', '.comment-author img', '.avatar img');
  return {
    name: lineOf(name),
    url: link?.getAttribute('href') ?? undefined,
    avatarUrl: addressIn(picture, 'src', base),
  };
}

/** Who links here: often `Pingback: <a>` and no more. */
function siteOf(item: Element, origin: Origin): NonNullable<FoundComment['author']> {
  if (pick(item, ...NAME)) return authorOf(item, origin);
  const link = pick(item, 'a.url', 'a[rel~="external"]', `a[href]:not(:is(${LINKS}),:is(${LINKS}) *)`);
  const name = lineOf(link) ?? lineOf(item)?.replace(/^[^:：]*[:：]\s*/, '');
  return { name, url: link?.getAttribute('href') ?? undefined };
}

/** Where nothing marks the text, it is what is left without what marks itself. */
function restOf(item: Element): Element {
  const name = pick(item, 'cite');
  if (name?.nextSibling?.nodeType === Node.TEXT_NODE && name.parentElement === item) name.nextSibling.remove();
  if (name?.parentElement === item) name.remove();
  const body = pick(item, BODY) ?? item;
  for (const element of body.querySelectorAll(`${AROUND_TEXT},.children`)) element.remove();
  return body;
}
