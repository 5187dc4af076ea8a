import { dateTimeAttribute, readTimestamp } from '../core/timestamps.js';
import { finishLinks } from './html-links.js';
import type { MediaOptions } from './html-media.js';
import { MOST, type HtmlProfile } from './html-profile.js';

export interface FinishOptions extends MediaOptions {
  readonly profile: HtmlProfile;
  /** Relative addresses in the text are resolved against this, never against the host page. */
  readonly base: string | undefined;
  /** Level of the highest heading inside the text, 2 to 6: one below the heading that stands above it. */
  readonly headingLevel: number;
}

const IN_NO_PARAGRAPH = 'ul,ol,dl,li,dt,dd,blockquote,pre,hr,table,h1,h2,h3,h4,h5,h6';
const BLOCK = `p,${IN_NO_PARAGRAPH}`;
/** What a parser would not leave inside its like, or right inside; it can come there where something between is unwrapped. */
const NESTED = 'a a';
const RIGHT_INSIDE = ':is(h1,h2,h3,h4,h5,h6) > :is(h1,h2,h3,h4,h5,h6),:is(rt,rp) > :is(rt,rp)';
const ITEMS = 'li li,:is(dt,dd) :is(dt,dd)';
/** Where a parser ends its search for an item that is still open. */
const STOPS = `${IN_NO_PARAGRAPH},td,th,caption`;
const RENAMED: Readonly<Record<string, string>> = {
  acronym: 'abbr',
  big: 'span',
  font: 'span',
  strike: 's',
  tt: 'code',
};
const CONTAINERS: ReadonlySet<string> = new Set(
  'article aside center details div figcaption figure footer header main section summary'.split(' '),
);

let media: typeof import('./html-media.js') | undefined;

/** Loads what is needed for pictures and embedded content, where a text has some. Without it their words are shown. */
export async function prepareMedia(texts: readonly string[]): Promise<void> {
  if (texts.some((text) => /<(?:ima?ge?|iframe|video|audio)\b/i.test(text))) media ??= await import('./html-media.js');
}

function dropMedia(fragment: DocumentFragment): void {
  for (const image of fragment.querySelectorAll('img')) image.replaceWith(image.alt);
  for (const other of fragment.querySelectorAll('iframe,video,audio,source')) other.remove();
}

/**
 * The pass after sanitizing, on a fragment that is safe already: attribute values, links, pictures, headings below the one
 * above them, and the elements that only a page of its own may have. It adds no element that the profile lacks, except the
 * buttons by which a reader loads something.
 */
export function finish(fragment: DocumentFragment, options: FinishOptions): void {
  const { profile, base, headingLevel } = options;
  if (media) media.finishMedia(fragment, options);
  else dropMedia(fragment);
  // Asked for once: most texts are short, and each question costs more than what is done about the answer.
  const elements = [...fragment.querySelectorAll<HTMLElement>('*')];
  for (const element of elements) checkAttributes(element, profile);
  for (const element of elements) {
    const to = RENAMED[element.localName];
    if (to) replaceTag(element, to);
  }
  // Inner ones first, so that a container that holds only paragraphs by now is unwrapped.
  for (const element of elements.reverse())
    if (CONTAINERS.has(element.localName) && !profile.policy?.tags.includes(element.localName))
      unwrapContainer(element);
  finishLinks(fragment, base, profile.policy?.schemes);
  tidy(fragment);
  flatten(fragment);
  // Last, since a heading that has gone by now must not count.
  demoteHeadings(
    elements.filter((element) => isHeading(element) && fragment.contains(element)),
    headingLevel,
  );
}

function checkAttributes(element: HTMLElement, { policy }: HtmlProfile): void {
  if (element.localName === 'button' || (element.localName === 'img' && element.hasAttribute('loading'))) return;
  for (const { name, value } of [...element.attributes]) {
    if (policy?.allows(element.localName, name, value)) continue;
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
  title: (value, { localName }) =>
    ['a', 'abbr', 'acronym', 'dfn'].includes(localName) ? value.slice(0, 300) : undefined,
  dir: matching(/^(?:ltr|rtl|auto)$/),
  lang: matching(/^(?!.{36})[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i),
  translate: matching(/^no$/, 'span'),
  reversed: matching(/^/, 'ol'),
  start: matching(INTEGER, 'ol'),
  value: matching(INTEGER, 'li'),
  colspan: matching(/^(?:[1-9]|1\d|20)$/, 'td', 'th'),
  rowspan: matching(/^(?:[1-9]|1\d|20)$/, 'td', 'th'),
  scope: matching(/^(?:row|col|rowgroup|colgroup)$/, 'th'),
  datetime: (value, { localName }) => {
    const timestamp = ['del', 'ins'].includes(localName) ? readTimestamp(value) : undefined;
    return timestamp && dateTimeAttribute(timestamp);
  },
};

/** The highest heading of the text gets `level`, the others keep their distance, down to 6. */
function demoteHeadings(headings: readonly Element[], level: number): void {
  const highest = Math.min(...headings.map(levelOf));
  for (const heading of headings) replaceTag(heading, `h${Math.min(6, level + levelOf(heading) - highest)}`);
}

function isHeading({ localName }: Element): boolean {
  return /^h[1-6]$/.test(localName);
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
  if (holdsBlocks || element.closest('p,ruby')) element.replaceWith(...element.childNodes);
  else replaceTag(element, 'p');
}

/** Nesting that no parser makes would change its shape where somebody copies the text. */
function tidy(fragment: DocumentFragment): void {
  for (const paragraph of fragment.querySelectorAll('p'))
    if (paragraph.querySelector(BLOCK)) paragraph.replaceWith(...paragraph.childNodes);
  for (const inner of fragment.querySelectorAll(NESTED)) inner.replaceWith(...inner.childNodes);
  for (const inner of fragment.querySelectorAll(ITEMS)) {
    const above = inner.parentElement?.closest(STOPS)?.localName;
    if (/^d[dt]|li$/.test(above ?? '') && above?.[0] === inner.localName[0]) inner.replaceWith(...inner.childNodes);
  }
  // Last, since only what is right inside counts, and all of the above may have stood between.
  for (const inner of fragment.querySelectorAll(RIGHT_INSIDE)) inner.replaceWith(...inner.childNodes);
}

/** What is too deep to be read in a column loses its form, never its words. */
function flatten(fragment: DocumentFragment): void {
  const tooDeep = fragment.querySelectorAll(`${'* > '.repeat(MOST.depth)}*`);
  for (const element of [...tooDeep].reverse()) if (element.firstChild) element.replaceWith(...element.childNodes);
}
