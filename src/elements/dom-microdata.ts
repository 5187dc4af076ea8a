/** Comments in schema.org's microdata (https://schema.org/Comment, and UserComments of older themes). */
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
import { momentOf } from './dom-microformats.js';

const COMMENT = '[itemtype$="schema.org/Comment"],[itemtype$="schema.org/UserComments"]';

/** What an item says of itself; the values are elements that bear the property. */
type Property = 'author' | 'text' | 'date' | 'edited' | 'parent' | 'url' | 'title' | 'picture' | 'name';

const PROPERTIES: Readonly<Record<Property, readonly string[]>> = {
  author: ['author', 'creator'],
  text: ['text', 'commentText'],
  date: ['dateCreated', 'datePublished', 'commentTime'],
  edited: ['dateModified'],
  parent: ['parentItem', 'replyToUrl'],
  url: ['url', 'discussUrl'],
  title: ['headline'],
  picture: ['image'],
  name: ['name'],
};

/** A comment, and the address or id of what it says that it answers. */
type Item = FoundComment & { readonly answers: string | undefined };

export const microdata: Reader = { count: (root) => itemsIn(root).length, read };

function itemsIn(root: Element): readonly Element[] {
  return [...root.querySelectorAll(COMMENT)].filter((item) => !item.matches('[itemprop="parentItem"]'));
}

function read(root: Element, origin: Origin): Found {
  const items = itemsIn(root);
  const ids = new Map(items.map((item) => [item, idOf(item) ?? item.getAttribute('itemid') ?? undefined]));
  const found = takeApart(items, (item, around) => readItem(item, ids.get(item), around && ids.get(around), origin));
  const byAddress = new Map(found.flatMap((each) => (each?.url ? [[each.url, each.id ?? each.url]] : [])));
  const idNamed = (name: string) => byAddress.get(name) ?? name.replace(/^.*#(?:comment-)?/, '');
  return {
    comments: found.map((each) => {
      if (!each) return null;
      const { answers, ...comment } = each;
      return {
        ...comment,
        id: each.id ?? each.url,
        parentId: answers === undefined ? each.parentId : idNamed(answers),
      };
    }),
    title: textOf(property(root, 'title')),
  };
}

function readItem(item: Element, id: string | undefined, parentId: string | undefined, origin: Origin): Item | null {
  const answered = property(item, 'parent');
  const answers = answered && (addressOf(answered, origin) ?? textOf(answered));
  answered?.remove();
  const writer = property(item, 'author');
  const author = writer ? authorOf(writer, origin) : {};
  writer?.remove();
  const text = property(item, 'text');
  const words = textOf(text);
  text?.remove();
  if (words === undefined && !author.name) return null;
  const title = textOf(property(item, 'title') ?? property(item, 'name'));
  const url = property(item, 'url');
  return {
    id,
    parentId,
    answers,
    author,
    body: text?.hasAttribute('content') && words ? { kind: 'text', value: words } : text && htmlOf(text),
    ...(words !== undefined && { words }),
    cite: title && !words?.startsWith(title) ? { title, url: undefined } : undefined,
    publishedAt: momentOf(property(item, 'date'), origin),
    editedAt: momentOf(property(item, 'edited'), origin),
    url: url && addressOf(url, origin),
    lang: item.getAttribute('lang') ?? text?.getAttribute('lang') ?? textOf(pick(item, '[itemprop="inLanguage"]')),
  };
}

function property(item: Element, name: Property): Element | undefined {
  const found = PROPERTIES[name].map((each) => item.querySelector(`[itemprop~="${each}"]`));
  return found.find((each) => each !== null);
}

function authorOf(writer: Element, origin: Origin): FoundAuthor {
  const url = writer.matches('a') ? writer : property(writer, 'url');
  const picture = property(writer, 'picture');
  return {
    name: textOf(property(writer, 'name') ?? writer),
    url: url && addressOf(url, origin),
    avatarUrl: picture && addressOf(picture, origin),
  };
}

function textOf(element: Element | undefined): string | undefined {
  return element?.getAttribute('content')?.trim() ?? lineOf(element);
}

/** The value of a property that is an address (HTML, 5.2.4). */
function addressOf(element: Element, { base }: Origin): string | undefined {
  const holder = element.hasAttribute('itemscope') ? (property(element, 'url') ?? element) : element;
  const name = ['href', 'src', 'content', 'itemid'].find((each) => holder.hasAttribute(each));
  return name && addressIn(holder, name, base);
}
