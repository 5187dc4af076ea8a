import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits that nobody can guess, in base64url. */
export function randomWord(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 in base64url: by it a secret is known again without being kept. It is also the challenge of a PKCE verifier. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** What a verifier or a challenge looks like (RFC 7636, 4.1 and 4.2). */
export function isWord(text: string | undefined): text is string {
  return /^[\w.~-]{43,128}$/.test(text ?? '');
}
