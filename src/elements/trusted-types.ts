/** The Trusted Types policy of this package, one for everything that it makes (W3C Trusted Types, 4.1). */
import type { Config } from 'dompurify';

/** Its name, for a page's `trusted-types` list. */
export const POLICY_NAME = 'commentariat';

export type Policy = NonNullable<Config['TRUSTED_TYPES_POLICY']>;

interface TrustedTypesFactory {
  createPolicy(name: string, rules: object): Policy;
}

/** Addresses of scripts that may be loaded: files of this package, where it loads any by itself. */
export const ownScripts = new Set<string>();

let policy: Policy | undefined;

/**
 * The policy, made when it is first asked for.
 *
 * @returns `undefined` where the browser has no Trusted Types
 * @throws {TypeError} where the page's list leaves the name out
 */
export function trustedPolicy(): Policy | undefined {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  return (policy ??= trustedTypes?.createPolicy(POLICY_NAME, {
    createHTML: (html: string) => html,
    createScriptURL: (address: string) => (ownScripts.has(address) ? address : ''),
  }));
}
