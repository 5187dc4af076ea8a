/** Secrets of one attempt to sign in (RFC 7636): a word that stays here, and its digest, which may go anywhere. */
import { CommentsError } from './errors.js';

/** 256 random bits in base64url, 43 characters. */
export function randomWord(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * The digest of a word by method S256.
 * @throws CommentsError `unsupported` on a page that is not secure: browsers have no `crypto.subtle` there
 */
export async function challengeOf(word: string): Promise<string> {
  // Typed as always there, which it is not.
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (!subtle) throw new CommentsError('unsupported', 'Signing in needs a page that comes over https.');
  return base64Url(new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(word))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
