import { dateTimeAttribute, readTimestamp } from '../core/timestamps.js';
import type { HtmlProfile } from './html-profile.js';

export interface FinishOptions {
  readonly profile: HtmlProfile;
  /** Relative addresses in the text are resolved against this, never against the host page. */
  readonly base: string | undefined;
  /** Level of the highest heading inside the text, 2 to 6: one below the heading that stands above it. */
  readonly headingLevel: number;
}

const BLOCK = 'p,ul,ol,dl,blockquote,pre,hr,table,h1,h2,h3,h4,h5,h6';
const RENAMED: Readonly<Record<string, string>> = {
  acronym: 'abbr',
  big: 'span',
  font: 'span',
  strike: 's',
  tt: 'code',
};
const CONTAINERS = 'article,aside,center,details,div,figcaption,figure,footer,header,main,section,summary';
const LINK_SCHEMES = ['http:', 'https:', 'mailto:'];

/**
 * The pass after sanitizing, on a fragment that is safe already: attribute values, links, pictures, headings below the one
 * above them, and the elements that only a page of its own may have. It adds no element that the profile lacks.
 */
export function finish(fragment: DocumentFragment, options: FinishOptions): void {
  for (const element of fragment.querySelectorAll<HTMLElement>('*')) checkAttributes(element);
  demoteHeadings(fragment, options.headingLevel);
  for (const [from, to] of Object.entries(RENAMED)) {
    for (const element of fragment.querySelectorAll(from)) replaceTag(element, to);
  }
  // Inner ones first, so that a container that holds only paragraphs by now is unwrapped.
  for (const element of [...fragment.querySelectorAll(CONTAINERS)].reverse()) unwrapContainer(element);
  for (const image of fragment.querySelectorAll('img')) finishImage(image, options);
  for (const link of fragment.querySelectorAll('a')) finishLink(link, options.base);
}

function checkAttributes(element: HTMLElement): void {
  for (const { name, value } of [...element.attributes]) {
    const checked = CHECKS[name]?.(value, element);
    if (checked === undefined) element.removeAttribute(name);
    else if (checked !== value) element.setAttribute(name, checked);
  }
}

type Check = (value: string, element: HTMLElement) => string | undefined;

const matching =
  (pattern: RegExp, ...tags: string[]): Check =>
  (value, element) =>
    pattern.test(value) && (tags.length === 0 || tags.includes(element.localName)) ? value : undefined;

const INTEGER = /^-?\d{1,6}$/;

/** What an attribute's value must look like, and where it may stand; an attribute that is not here is removed. */
const CHECKS: Readonly<Record<string, Check>> = {
  href: matching(/./, 'a'),
  src: matching(/./, 'img'),
  alt: matching(/^/, 'img'),
  title: (value, { localName }) =>
    ['a', 'abbr', 'acronym', 'dfn'].includes(localName) ? value.slice(0, 300) : undefined,
  dir: matching(/^(?:ltr|rtl|auto)$/),
  lang: matching(/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i),
  translate: matching(/^no$/, 'span'),
  reversed: matching(/^/, 'ol'),
  start: matching(INTEGER, 'ol'),
  value: matching(INTEGER, 'li'),
  colspan: matching(/^(?:[1-9]|1\d|20)$/, 'td', 'th'),
  rowspan: matching(/^(?:[1-9]|1\d|20)$/, 'td', 'th'),
  scope: matching(/^(?:row|col|rowgroup|colgroup)$/, 'th'),
  width: matching(/^\d{1,5}$/, 'img'),
  height: matching(/^\d{1,5}$/, 'img'),
  datetime: (value, { localName }) => {
    const timestamp = ['del', 'ins'].includes(localName) ? readTimestamp(value) : undefined;
    return timestamp && dateTimeAttribute(timestamp);
  },
};

/** The highest heading of the text gets `level`, the others keep their distance, down to 6. */
function demoteHeadings(fragment: DocumentFragment, level: number): void {
  const headings = [...fragment.querySelectorAll('h1,h2,h3,h4,h5,h6')];
  const highest = Math.min(...headings.map(levelOf));
  for (const heading of headings) replaceTag(heading, `h${Math.min(6, level + levelOf(heading) - highest)}`);
}

function levelOf(heading: Element): number {
  return Number(heading.localName[1]);
}

function replaceTag(element: Element, tag: string): void {
  const replacement = element.ownerDocument.createElement(tag);
  for (const { name, value } of element.attributes)
    if (/^(?:lang|dir|title)$/.test(name)) replacement.setAttribute(name, value);
  replacement.append(...element.childNodes);
  element.replaceWith(replacement);
}

function unwrapContainer(element: Element): void {
  const holdsBlocks = element.querySelector(BLOCK) !== null;
  if (holdsBlocks || element.parentElement?.localName === 'p') element.replaceWith(...element.childNodes);
  else replaceTag(element, 'p');
}

function finishImage(image: HTMLImageElement, { profile, base }: FinishOptions): void {
  const url = safeUrl(image.getAttribute('src'), base, ['http:', 'https:']);
  if (url && profile.images === 'load') {
    image.src = url;
    image.loading = 'lazy';
    image.decoding = 'async';
    image.referrerPolicy = 'no-referrer';
    image.alt = image.getAttribute('alt') ?? '';
    return;
  }
  const text = image.alt || (url ? new URL(url).pathname.split('/').pop() : '') || '';
  if (!url || image.closest('a')) return image.replaceWith(text);
  const link = image.ownerDocument.createElement('a');
  link.href = url;
  link.textContent = text || url;
  image.replaceWith(link);
}

function finishLink(link: HTMLAnchorElement, base: string | undefined): void {
  const url = safeUrl(link.getAttribute('href'), base, LINK_SCHEMES);
  if (!url) return link.replaceWith(...link.childNodes);
  link.href = url;
  link.rel = 'nofollow ugc noopener noreferrer';
}

/** An address without user name, at most 2,048 characters, of one of the schemes; else nothing. */
function safeUrl(value: string | null, base: string | undefined, schemes: readonly string[]): string | undefined {
  if (!value || value.length > 2048 || !URL.canParse(value, base)) return undefined;
  const url = new URL(value, base);
  return schemes.includes(url.protocol) && !url.username && !url.password ? url.href : undefined;
}
