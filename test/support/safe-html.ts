import { expect } from '@open-wc/testing';
import type { Pictures, ProfileName } from '../../src/elements/html-profile.js';
import { prepareMedia, profileOf, safeHtml, type SafeHtml } from '../../src/elements/safe-html.js';

await prepareMedia(['<img>']);

/** The policy that the sanitizer is held to, as far as the tests use it. */
export interface Allowlist {
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly setByUs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dropWithContent: readonly string[];
}

/** Reads one of the files of test/corpora. */
export async function corpus<T>(name: string): Promise<T> {
  const response = await fetch(new URL(`../corpora/${name}.json`, import.meta.url));
  return (await response.json()) as T;
}

/** How a test passes markup through the door. */
export interface DoorOptions {
  readonly profile?: ProfileName;
  readonly pictures?: Pictures;
  readonly base?: string;
  readonly headingLevel?: number;
}

/** What the door makes of markup; buttons are called by what they load, such as `picture cat.jpg a.example`. */
export function pass(
  html: string,
  { profile = 'comment', base, headingLevel = 4, pictures }: DoorOptions = {},
): SafeHtml {
  const label = (...words: string[]) => words.join(' ');
  return safeHtml(html, { profile: profileOf(profile), base, headingLevel, pictures, label });
}

/** What becomes of markup: the markup of the result, or `text:` and the plain text in its place. */
export function clean(html: string, options?: DoorOptions): string {
  const safe = pass(html, options);
  if ('text' in safe) return `${safe.reason}: ${safe.text}`;
  const box = document.createElement('div');
  box.append(safe.fragment);
  return box.innerHTML;
}

const getAttributeNames = Reflect.get(Element.prototype, 'getAttributeNames');

/** Tags and attributes in a place that the policy does not know, such as `p[onclick]`. */
export function strays(place: ParentNode, { tags, attributes, setByUs }: Allowlist): string[] {
  const headings = ['h2', 'h3', 'h4', 'h5', 'h6'];
  const found: string[] = [];
  const box = document.createDocumentFragment();
  box.append(place.cloneNode(true));
  for (const element of box.querySelectorAll('*')) {
    const { localName } = element;
    const known = [
      ...(attributes['*'] ?? []),
      ...(attributes[localName] ?? []),
      ...Object.keys(setByUs[localName] ?? {}),
    ];
    if (![...tags, ...headings].includes(localName)) found.push(localName);
    // Not element.attributes, which markup can hide behind a name of its own.
    const names = Reflect.apply<Element, [], string[]>(getAttributeNames, element, []);
    for (const name of names)
      if (!known.includes(name) && !isWarning(element, name)) found.push(`${localName}[${name}]`);
  }
  return found;
}

/** What the door adds to a link whose text names another host; markup of a comment can have neither. */
function isWarning(element: Element, name: string): boolean {
  const isMarked = element.localName === 'a' && element.getAttribute('class') === 'other-host';
  const { protocol, hostname, pathname } = element as HTMLAnchorElement;
  const host = protocol === 'mailto:' ? pathname.split('@').pop() : hostname;
  return isMarked && (name === 'class' || (name === 'data-host' && element.getAttribute(name) === host));
}

/** A node that must be there. */
export function must<T>(node: T | null | undefined): T {
  return node ?? expect.fail('nothing is there');
}
