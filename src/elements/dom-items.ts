/**
 * Readers of comment markup work on a copy that nobody sees, in a document that runs and loads nothing, and take it apart:
 * the last item first, each one removed once it is read. What is left of an item is then its own alone, without the replies
 * nested in it, and any number of comments is read in linear time.
 */

/** What a markup says of one comment: the wire format, all of it unchecked. Null stands for an item that says nothing. */
export interface FoundComment {
  readonly id?: string | undefined;
  readonly parentId?: string | undefined;
  readonly kind?: 'comment' | 'pingback' | 'trackback';
  readonly state?: 'published' | 'pending';
  readonly author?: FoundAuthor;
  readonly body?: { readonly kind: 'text' | 'html'; readonly value: string } | undefined;
  readonly cite?: { readonly title: string | undefined; readonly url: string | undefined } | undefined;
  readonly publishedAt?: string | undefined;
  readonly editedAt?: string | undefined;
  readonly url?: string | undefined;
  readonly lang?: string | undefined;
  /** The words of the body, to find a comment by what was written. */
  readonly words?: string;
}

export interface FoundAuthor {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly avatarUrl?: string | undefined;
  readonly role?: 'author' | undefined;
}

/** Where a markup comes from. */
export interface Origin {
  /** Relative addresses are resolved against this. */
  readonly base: string;
  /** Language of the page, for dates in words. */
  readonly lang: string;
}

/** The comments of one kind of markup, and the title of the post where the markup tells it. */
export interface Found {
  readonly comments: readonly (FoundComment | null)[];
  readonly title?: string | undefined;
}

/** One way to write comments. */
export interface Reader {
  /** How many comments are written like this. */
  readonly count: (root: Element) => number;
  /** Reads a copy and takes it apart. */
  readonly read: (root: Element, origin: Origin) => Found;
}

/** Makes such a copy. Its elements are never upgraded, its pictures never loaded. */
export function copyOf(element: Element): Element {
  return element.ownerDocument.implementation.createHTMLDocument('').importNode(element, true);
}

/**
 * Reads items, which must be in document order, and removes them. An item that cannot be read is null.
 * @param read gets the item and the nearest item around it.
 */
export function takeApart<T>(
  items: readonly Element[],
  read: (item: Element, around: Element | undefined) => T | null,
): (T | null)[] {
  const known = new Set(items);
  const around = items.map((item) => itemAround(item, known));
  return items
    .map((_, index) => items.length - 1 - index)
    .map((index) => {
      const item = items[index];
      const found = item ? tryToRead(() => read(item, around[index])) : null;
      item?.remove();
      return found;
    })
    .reverse();
}

function itemAround(item: Element, known: ReadonlySet<Element>): Element | undefined {
  let element = item.parentElement;
  while (element && !known.has(element)) element = element.parentElement;
  return element ?? undefined;
}

function tryToRead<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The element itself or the first one inside it that matches the first selector which any matches. */
export function pick(element: Element, ...selectors: readonly string[]): Element | undefined {
  for (const selector of selectors) {
    const found = element.matches(selector) ? element : element.querySelector(selector);
    if (found) return found;
  }
  return undefined;
}

/** Text on one line; undefined where there is none. */
export function lineOf(node: Node | null | undefined): string | undefined {
  return node?.textContent?.replace(/\s+/g, ' ').trim() || undefined;
}

/** An address as it stands in an attribute, resolved; undefined where there is none or it is none. */
export function addressIn(element: Element | null | undefined, name: string, base: string): string | undefined {
  const value = element?.getAttribute(name)?.trim();
  return value && URL.canParse(value, base) ? new URL(value, base).href : undefined;
}

/** The id by which permalinks on the page name an element: `5` for `comment-5`. */
export function idOf(element: Element): string | undefined {
  return element.id.replace(/^comment-(?=.)/, '') || undefined;
}

/** Markup of a body without what is no text of its writer. */
export function htmlOf(content: Element): FoundComment['body'] {
  for (const image of content.querySelectorAll('img.emoji, img.wp-smiley')) {
    image.replaceWith(image.getAttribute('alt') ?? '');
  }
  for (const other of content.querySelectorAll('script, style, noscript, template')) other.remove();
  const value = content.innerHTML.replace(/^(?:\s|<br>)+/, '').trimEnd();
  return value ? { kind: 'html', value } : undefined;
}
