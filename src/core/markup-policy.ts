/**
 * What a page allows in markup beyond the list of this package. Only additions can be written: nothing here can open a way for
 * code, for a request, for names that scripts look up, or into the elements of this package.
 */

import { allowedMarkup, type MarkupOf } from './allowed-markup.js';

export type { MarkupOf };

/** Elements that may be added; they are kept as they are, where they would be unwrapped or turned into others. */
const TAGS =
  'address article aside caption col colgroup data details div figcaption figure footer header main section summary table tbody td tfoot th thead time tr';
/** Attributes that may be added. */
const ATTRIBUTES = 'abbr align class colspan datetime open rowspan scope span title value';
/** Schemes that run code, or show what the link itself carries. */
const NEVER = /^(?:javascript|vbscript|livescript|mocha|data|blob|file|filesystem|about|view-source|jar|feed|ws|wss):$/;

const TAG_LIST = new Set(TAGS.split(' '));
const ATTRIBUTE_LIST = new Set(ATTRIBUTES.split(' '));

/** What may be added to the list. */
export interface MarkupAdditions {
  /** Elements, such as `table`, `details`, `figure`. */
  readonly tags?: readonly string[];
  /** Values by element and attribute: those of a list, or those that a pattern matches from end to end. */
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, readonly string[] | RegExp>>>>;
  /** Schemes of links with their colon, such as `tel:`. `http:`, `https:` and `mailto:` are allowed always. */
  readonly schemes?: readonly string[];
}

type Values = (value: string) => boolean;

/** Checked additions; they cannot be changed any more. */
export class MarkupPolicy {
  readonly tags: readonly string[];
  readonly schemes: readonly string[];
  /** Names of attributes on any element. */
  readonly attributes: readonly string[];
  readonly #values: ReadonlyMap<string, Values>;

  /** @throws TypeError naming what cannot be allowed, and why */
  constructor({ tags = [], attributes = {}, schemes = [] }: MarkupAdditions) {
    this.tags = Object.freeze(tags.map((tag) => checked(tag, TAG_LIST.has(tag), 'element')));
    this.schemes = Object.freeze(schemes.map((scheme) => checked(scheme, isHarmless(scheme), 'scheme')));
    const pairs = Object.entries(attributes).flatMap(([tag, values]) =>
      Object.entries(values).map(([name, value]) => [`${tag} ${name}`, valuesOf(name, value)] as const),
    );
    this.#values = new Map(pairs);
    this.attributes = Object.freeze([...new Set(pairs.map(([key]) => key.split(' ')[1] ?? ''))]);
    Object.freeze(this);
  }

  /** Whether an element may have an attribute with this value. */
  allows(tag: string, name: string, value: string): boolean {
    return this.#values.get(`${tag} ${name}`)?.(value) ?? false;
  }
}

Object.freeze(MarkupPolicy.prototype);

function checked(name: string, isAllowed: boolean, what: string): string {
  if (isAllowed) return name;
  throw new TypeError(`commentariat: the ${what} "${name}" cannot be allowed in markup.`);
}

function isHarmless(scheme: string): boolean {
  return /^[a-z][a-z0-9+.-]*:$/.test(scheme) && !NEVER.test(scheme);
}

function valuesOf(name: string, values: readonly string[] | RegExp): Values {
  checked(name, ATTRIBUTE_LIST.has(name), 'attribute');
  if (!(values instanceof RegExp)) {
    const known = new Set(values);
    return (value) => known.has(value);
  }
  // A copy, without the flags that keep a place, since the page could still change its own.
  const pattern = new RegExp(`^(?:${values.source})$`, values.flags.replace(/[gym]/g, ''));
  return (value) => pattern.test(value);
}

/**
 * Allows more in the comments or articles of this page that are drawn from now on; a second policy takes the place of the first.
 * @throws TypeError where something of it cannot be allowed; then nothing changes
 */
export function allowMarkup(of: MarkupOf, additions: MarkupAdditions | MarkupPolicy): MarkupPolicy {
  const policy = additions instanceof MarkupPolicy ? additions : new MarkupPolicy(additions);
  allowedMarkup.set(of, policy);
  return policy;
}
