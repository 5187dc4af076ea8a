/** Comments in microformats2: `h-entry` and `h-cite`, nested or side by side (https://microformats.org/wiki/comments). */
import { dayInWords } from './dom-days.js';
import {
  addressIn,
  htmlOf,
  idOf,
  lineOf,
  pick,
  takeApart,
  type Found,
  type FoundAuthor,
  type FoundComment,
  type Origin,
  type Reader,
} from './dom-items.js';

const ENTRY = '.h-entry,.h-cite';
const COMMENT = '.u-comment,.p-comment';
/** Works that an entry names, and responses without words. */
const OTHER =
  '.u-in-reply-to,.u-like-of,.u-repost-of,.u-bookmark-of,.u-quotation-of,.u-like,.p-like,.u-repost,.p-repost,.u-bookmark,.u-rsvp';

/** A comment, and the address of what it says that it answers. */
type Entry = FoundComment & { readonly answers: string | undefined };

export const microformats: Reader = { count: (root) => itemsIn(root).items.length, read };

function read(root: Element, origin: Origin): Found {
  const { items, post } = itemsIn(root);
  const ids = new Map(items.map((item) => [item, idOf(item) ?? addressOf(item, origin)]));
  const found = takeApart(items, (item, around) => readEntry(item, ids.get(item), around && ids.get(around), origin));
  const byAddress = new Map(found.flatMap((entry) => (entry?.url ? [[entry.url, entry.id]] : [])));
  const owner = post && authorOf(post, origin);
  const comments = found.map((entry) => entry && finish(entry, byAddress, owner));
  return { comments, title: lineOf(post && pick(post, '.p-name')) ?? lineOf(root.querySelector('.h-feed > .p-name')) };
}

/** The comments; where one entry holds all others, it is the post. */
function itemsIn(root: Element): { readonly items: readonly Element[]; readonly post: Element | undefined } {
  const entries = [...root.querySelectorAll(ENTRY)].filter((entry) => !entry.matches(OTHER));
  const [first, ...others] = entries;
  return first && isPost(first, others) ? { items: others, post: first } : { items: entries, post: undefined };
}

function isPost(entry: Element, others: readonly Element[]): boolean {
  const holdsAll = others.length > 0 && others.every((other) => entry.contains(other));
  return holdsAll && !entry.matches(COMMENT) && others.some((other) => other.matches(COMMENT));
}

function readEntry(item: Element, id: string | undefined, parentId: string | undefined, origin: Origin): Entry | null {
  const answers = answeredBy(item, origin);
  for (const other of item.querySelectorAll(OTHER)) other.remove();
  const author = authorOf(item, origin);
  for (const card of item.querySelectorAll('.p-author')) card.remove();
  const content = pick(item, '.e-content', '.p-content', '.p-summary', '.e-summary');
  content?.remove();
  const name = pick(item, '.p-name');
  const published = momentOf(pick(item, '.dt-published'), origin);
  const updated = momentOf(pick(item, '.dt-updated'), origin);
  const url = addressOf(item, origin);
  const text = content ?? name;
  const words = lineOf(text);
  if (words === undefined && !author.name) return null;
  const title = content && !content.contains(name ?? null) ? lineOf(name) : undefined;
  return {
    id,
    parentId,
    answers,
    kind: item.matches('.u-mention,.p-mention') ? 'pingback' : 'comment',
    author,
    body: content?.matches('.e-content,.e-summary')
      ? htmlOf(content)
      : words
        ? { kind: 'text', value: words }
        : undefined,
    ...(words !== undefined && { words }),
    cite: title && !words?.startsWith(title) ? { title, url } : undefined,
    publishedAt: published,
    editedAt: updated === published ? undefined : updated,
    url,
    lang: item.getAttribute('lang') ?? content?.getAttribute('lang') ?? undefined,
  };
}

/** An entry that is not nested stands below the one whose address it names. */
function finish(
  { answers, ...entry }: Entry,
  byAddress: ReadonlyMap<string, string | undefined>,
  owner: FoundAuthor | undefined,
): FoundComment {
  const parentId = entry.parentId ?? (answers === undefined ? undefined : byAddress.get(answers));
  const { author } = entry;
  const isOwner = owner?.url !== undefined && owner.url === author?.url;
  return { ...entry, parentId, author: { ...author, role: isOwner ? 'author' : undefined } };
}

function answeredBy(item: Element, { base }: Origin): string | undefined {
  const answered = pick(item, '.u-in-reply-to');
  return addressIn(answered?.matches('a') ? answered : answered?.querySelector('.u-url,a[href]'), 'href', base);
}

function addressOf(item: Element, { base }: Origin): string | undefined {
  const link = [...item.querySelectorAll('.u-url')].find((each) => !each.closest(`.p-author,${OTHER}`));
  return addressIn(link?.closest(ENTRY) === item ? link : undefined, 'href', base);
}

function authorOf(item: Element, { base }: Origin): FoundAuthor {
  const card = pick(item, '.p-author');
  if (!card) return {};
  const link = card.matches('a') ? card : pick(card, '.u-url', 'a[href]');
  const picture = pick(card, '.u-photo', 'img');
  return {
    name: lineOf(pick(card, '.p-name')) ?? lineOf(card) ?? picture?.getAttribute('alt')?.trim(),
    url: addressIn(link, 'href', base),
    avatarUrl: addressIn(picture, 'src', base),
  };
}

/** A moment in a machine's form where there is one, else the day that the words tell. */
export function momentOf(element: Element | undefined, { lang }: Origin): string | undefined {
  const told = ['datetime', 'content', 'title', 'value']
    .map((name) => element?.getAttribute(name)?.trim())
    .find(Boolean);
  const words = lineOf(element);
  return told ?? (/^\d{4}-?\d\d-?\d\d(?:[T ]|$)/.test(words ?? '') ? words : dayInWords(words, lang));
}
