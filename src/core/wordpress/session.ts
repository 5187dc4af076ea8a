/** Who the reader is at the site: by the cookie of the site itself and a nonce, or by an application password. */
import { CommentsError, toCommentsError } from '../errors.js';
import { readAuthor } from '../parse.js';
import type { JsonRequest } from '../request.js';
import type { Author } from '../types.js';
import { toAuthor } from './article.js';
import type { Site } from './site.js';

export interface Session {
  /** What a request must say to be the reader's own; undefined when the session has ended, or never was one. */
  readonly asReader: () => Promise<JsonRequest | undefined>;
  /**
   * The account, as far as the page or the site tells; undefined when the session has ended. Asks the site once.
   * @throws CommentsError when the site does not answer
   */
  readonly user: () => Promise<Author | undefined>;
  /** Takes a nonce that came with an answer. */
  readonly learn: (headers: Headers) => void;
  /** Asks for another nonce, after one was refused. Without one, the session has ended. */
  readonly renew: () => Promise<boolean>;
}

/** A nonce of WordPress: ten hexadecimal digits. */
const NONCE = /^[\da-f]{6,32}$/;
const TIMEOUT = 15_000;

export function openSession(site: Site): Session {
  const { credentials, nonceUrl, user: told } = site.options;
  let nonce = site.options.nonce;
  let ended = false;
  let known: Promise<Author | undefined> | undefined;
  const renew = async (): Promise<boolean> => {
    nonce = nonceUrl && !credentials ? await askNonce(site, nonceUrl) : undefined;
    ended = nonce === undefined;
    known = undefined;
    return !ended;
  };
  const asReader = async (): Promise<JsonRequest | undefined> => {
    // A cookie would win over the password, and is worth nothing without a nonce.
    if (credentials) return ended ? undefined : { headers: { authorization: basic(credentials) }, credentials: 'omit' };
    // Readers may have logged in again elsewhere.
    if (!nonce) await renew();
    return nonce ? { headers: { 'x-wp-nonce': nonce } } : undefined;
  };
  const askUser = async (again = true): Promise<Author | undefined> => {
    const request = await asReader();
    if (!request) return undefined;
    try {
      const { data } = await site.ask('users/me', { _fields: 'name,url,avatar_urls' }, {}, request);
      return readAuthor(toAuthor(data)) ?? { role: 'member' };
    } catch (thrown) {
      if (toCommentsError(thrown).code !== 'forbidden') throw thrown;
      return (await renew()) && again ? askUser(false) : undefined;
    }
  };
  const user = async (): Promise<Author | undefined> => {
    if (ended && !(await asReader())) return undefined;
    const asked = readAuthor(told) ?? (known ??= askUser());
    if (asked === known) known.catch(() => (known = undefined));
    return asked;
  };
  return {
    asReader,
    renew,
    user,
    learn: (headers) => {
      const fresh = headers.get('x-wp-nonce') ?? '';
      if (nonce && NONCE.test(fresh)) nonce = fresh;
    },
  };
}

/** Asks WordPress' own address for nonces, which answers with bare text: `0` to those who are not logged in. */
async function askNonce({ options }: Site, nonceUrl: string): Promise<string | undefined> {
  const { fetch = globalThis.fetch, timeout = TIMEOUT } = options;
  try {
    const response = await fetch(nonceUrl, { cache: 'no-store', signal: AbortSignal.timeout(timeout) });
    return NONCE.exec((await response.text()).trim())?.[0];
  } catch (cause) {
    throw new CommentsError('offline', `offline: ${nonceUrl}`, { cause });
  }
}

/** RFC 7617, in UTF-8. WordPress takes the blanks of an application password as they are shown. */
function basic({ user, password }: NonNullable<Site['options']['credentials']>): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
}
