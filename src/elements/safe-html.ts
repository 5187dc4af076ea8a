/**
 * The one door through which untrusted markup reaches the page. A text is bounded, sanitized to a fragment by an instance
 * of DOMPurify that is ours alone, and finished on that fragment; where anything of this fails it becomes plain text.
 * A fragment and not a string, because a string would be parsed once more and could mean something else then.
 */
import createDOMPurify, { type Config, type DOMPurify } from 'dompurify';
import { brokenBound, stripTags } from './html-bounds.js';
import { finish, type FinishOptions } from './html-finish.js';
import { DROPPED_WITH_CONTENT, type HtmlProfile } from './html-profile.js';

export { htmlStyles } from './html.styles.js';
export { PROFILES } from './html-profile.js';

/** A text that may be shown: safe nodes, or plain text and why it is plain. */
export type SafeHtml =
  { readonly fragment: DocumentFragment } | { readonly text: string; readonly reason: 'bounds' | 'sanitizer' };

/** Name of the Trusted Types policy, for a page's `trusted-types` list (W3C Trusted Types, 4.1). */
export const POLICY_NAME = 'commentariat';

interface TrustedTypesFactory {
  createPolicy(name: string, rules: object): NonNullable<Config['TRUSTED_TYPES_POLICY']>;
}

let purify: DOMPurify | undefined;
let policy: Config['TRUSTED_TYPES_POLICY'];
let prepared = false;

/** Makes a text safe to insert. Never throws. */
export function safeHtml(html: string, options: FinishOptions): SafeHtml {
  if (brokenBound(html, options.profile.bounds)) return { text: stripTags(html), reason: 'bounds' };
  try {
    const fragment = sanitize(html, options.profile);
    if (fragment) {
      finish(fragment, options);
      return { fragment };
    }
  } catch {
    // Reported through `reason`: a reader gets the words, without their form.
  }
  return { text: stripTags(html), reason: 'sanitizer' };
}

function sanitize(html: string, profile: HtmlProfile): DocumentFragment | undefined {
  prepare();
  // Without a DOM that it supports, DOMPurify would hand back its input.
  if (!purify?.isSupported) return undefined;
  const result: unknown = purify.sanitize(html, {
    ...(policy && { TRUSTED_TYPES_POLICY: policy }),
    ALLOWED_TAGS: [...profile.tags],
    ALLOWED_ATTR: [...profile.attributes],
    FORBID_CONTENTS: [...DROPPED_WITH_CONTENT],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  // It answers `null` for frameset shapes and where a page forbids its policy.
  return result instanceof DocumentFragment ? result : undefined;
}

/** An own instance and an own policy: hooks and settings of the host page's copy do not reach ours, nor ours theirs. */
function prepare(): void {
  if (prepared) return;
  prepared = true;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  try {
    policy = trustedTypes?.createPolicy(POLICY_NAME, { createHTML: (html: string) => html, createScriptURL: () => '' });
  } catch {
    // The page's list leaves our name out: sanitizing answers null there, and texts stay plain.
  }
  purify = createDOMPurify(window);
}
