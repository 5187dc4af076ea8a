/**
 * The one door through which untrusted markup reaches the page. A text is bounded, sanitized to a fragment by an instance
 * of DOMPurify that is ours alone, and finished on that fragment. Where DOMPurify fails the sanitizer of the browser takes its
 * place, and where there is none the text becomes plain.
 * A fragment and not a string, because a string would be parsed once more and could mean something else then.
 */
import createDOMPurify, { type DOMPurify, type WindowLike } from 'dompurify';
import { allowedMarkup } from '../core/allowed-markup.js';
import { brokenBound, stripTags } from './html-bounds.js';
import { finish, type FinishOptions } from './html-finish.js';
import { DROPPED_WITH_CONTENT, PROFILES, UNWRAPPED_TAGS, type HtmlProfile, type ProfileName } from './html-profile.js';
import { page } from './page.js';
import { trustedPolicy, type Policy } from './trusted-types.js';

export { htmlStyles } from './html.styles.js';
export { prepareMedia } from './html-finish.js';
export { PROFILES } from './html-profile.js';

/** Why a text is plain: beyond the bounds, left out of the page's `trusted-types` list, or beyond what a sanitizer can do. */
export type PlainReason = 'bounds' | 'policy' | 'sanitizer';

/** A text that may be shown: safe nodes, or plain text and why it is plain. */
export type SafeHtml =
  { readonly fragment: DocumentFragment } | { readonly text: string; readonly reason: PlainReason };

let purify: DOMPurify | undefined;
let policy: Policy | undefined;
/** What `purify` is set to. */
let configured: HtmlProfile | undefined;
/** Lists that the page has added to. */
const extended = new Map<ProfileName, HtmlProfile>();
let state: 'new' | 'ready' | 'refused' = 'new';

/** Makes a text safe to insert. Never throws. */
export function safeHtml(html: string, options: FinishOptions): SafeHtml {
  if (brokenBound(html, options.profile.bounds)) return { text: stripTags(html), reason: 'bounds' };
  const reason = attempt(prepare) === 'refused' ? 'policy' : 'sanitizer';
  const fragment = reason === 'policy' ? undefined : made(html, options);
  return fragment ? { fragment } : { text: stripTags(html), reason };
}

/** What may stand in a text: the list, and what the page allows beyond it. */
export function profileOf(name: ProfileName): HtmlProfile {
  const profile = PROFILES[name];
  const added = allowedMarkup.get(name);
  if (!added) return profile;
  const known = extended.get(name);
  if (known?.policy === added) return known;
  const tags = [...profile.tags, ...added.tags];
  const made = { ...profile, tags, attributes: [...profile.attributes, ...added.attributes], policy: added };
  extended.set(name, made);
  return made;
}

function made(html: string, options: FinishOptions): DocumentFragment | undefined {
  for (const sanitize of [byDOMPurify, byBrowser]) {
    const fragment = attempt(() => {
      const sanitized = sanitize(html, options.profile);
      if (sanitized) finish(sanitized, options);
      return sanitized;
    });
    if (fragment) return fragment;
  }
  return undefined;
}

/** A failure is no more than a reason to go on with the next way. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function byDOMPurify(html: string, profile: HtmlProfile): DocumentFragment | undefined {
  // Without a DOM that it supports, DOMPurify would hand back its input.
  if (!purify?.isSupported) return undefined;
  if (profile !== configured) configure(purify, profile);
  // It answers `null` for frameset shapes.
  const result: unknown = purify.sanitize(html);
  return result instanceof DocumentFragment ? result : undefined;
}

/** Once for all bodies of a kind: reading the lists costs as much as making a short body safe. */
function configure(instance: DOMPurify, profile: HtmlProfile): void {
  configured = undefined;
  instance.setConfig({
    ...(policy && { TRUSTED_TYPES_POLICY: policy }),
    ...(profile.policy?.schemes.length && { ALLOWED_URI_REGEXP: schemesOf(profile.policy.schemes) }),
    ALLOWED_TAGS: profile.tags as string[],
    ALLOWED_ATTR: profile.attributes as string[],
    FORBID_CONTENTS: DROPPED_WITH_CONTENT as string[],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  configured = profile;
}

/** DOMPurify's own pattern, for other schemes; the finishing pass parses each address again. */
function schemesOf(schemes: readonly string[]): RegExp {
  const names = ['http:', 'https:', 'mailto:', ...schemes].map((scheme) => scheme.replace(/[.+]/g, '\\$&'));
  return new RegExp(`^(?:(?:${names.join('|')})|[^a-z]|[a-z+.-]+(?:[^a-z+.\\-:]|$))`, 'i');
}

type Sanitizing = Element & { setHTML?: (html: string, options: object) => void };

/** The Sanitizer API (WICG): it drops what is not allowed with its text, so that what may be unwrapped is named. */
function byBrowser(html: string, profile: HtmlProfile): DocumentFragment | undefined {
  const inert = cleanDocument();
  const box: Sanitizing = inert.createElement('div');
  if (!box.setHTML) return undefined;
  const replaceWithChildrenElements = UNWRAPPED_TAGS.filter((tag) => !profile.tags.includes(tag));
  const sanitizer = { elements: profile.tags, attributes: profile.attributes, replaceWithChildrenElements };
  box.setHTML(html, { sanitizer });
  const fragment = inert.createDocumentFragment();
  fragment.append(...box.childNodes);
  return fragment;
}

/** An own instance and an own policy: hooks and settings of the host page's copy do not reach ours, nor ours theirs. */
function prepare(): typeof state {
  if (state !== 'new') return state;
  policy = attempt(trustedPolicy);
  // The page's list leaves our name out: it wants no markup made here, by whatever means.
  state = 'trustedTypes' in globalThis && !policy ? 'refused' : 'ready';
  if (state === 'ready') purify = createDOMPurify(cleanWindow());
  return state;
}

/** A window whose document has no elements, so that none of the page can stand in for a method of it (DOM clobbering). */
function cleanWindow(): WindowLike {
  const { DocumentFragment, DOMParser, Element, HTMLFormElement, HTMLTemplateElement, NamedNodeMap, Node, NodeFilter } =
    globalThis;
  const { trustedTypes } = globalThis as WindowLike;
  return {
    ...{ DocumentFragment, DOMParser, Element, HTMLFormElement, HTMLTemplateElement, NamedNodeMap, Node, NodeFilter },
    document: cleanDocument(),
    trustedTypes,
  };
}

function cleanDocument(): Document {
  return page.implementation.createHTMLDocument('');
}
