/** One WordPress: how it is asked, and what is known of it beside its answers. */
import type { WordPressOptions } from '../backends/wordpress.js';
import { notLoaded, toCommentsError } from '../errors.js';
import { readObject, readText } from '../fields.js';
import type { Problem } from '../problem.js';
import { requestJson, type JsonAnswer, type JsonRequest } from '../request.js';
import type { RequestOptions } from '../types.js';
import { readAddress, type Params } from './address.js';
import type { Session } from './session.js';

/** Asks a resource of `wp/v2`, or the index of the API by the empty path. */
export type Ask = (
  resource: string,
  params: Params,
  request?: RequestOptions,
  more?: JsonRequest,
) => Promise<JsonAnswer>;

export interface Site {
  readonly options: WordPressOptions;
  /** The site's front page, where it is known. */
  readonly home: string | undefined;
  /**
   * Reading goes without names first, so that it needs no preflight and any cache may answer; what is `forbidden` is asked
   * once more as the reader, where there is an account.
   */
  readonly ask: Ask;
  /**
   * The reader's account; undefined where there are only guests.
   * @param refused whether a guest was refused here, who may have logged in since.
   */
  readonly session: (refused?: boolean) => Promise<Session | undefined>;
}

/** @throws TypeError when `base` is not an absolute URL */
export function openSite(options: WordPressOptions): Site {
  const { base, fetch, timeout, credentials, nonce, nonceUrl, loggedIn, password } = options;
  const address = readAddress(base);
  let opened: Session | undefined;
  const session = async (refused?: boolean) => {
    if (!credentials && !nonce && !(nonceUrl && (refused || loggedIn !== false))) return undefined;
    const { openSession } = await import('./session.js').catch(notLoaded);
    return (opened ??= openSession(site));
  };
  const once: Ask = async (resource, params, { signal, fresh } = {}, more = {}) => {
    const request = { problem: readReason, ...more, signal, fresh, fetch, timeout };
    const work = requestJson(address.of(resource, params), request);
    if (!password) return work;
    return work.catch(async (thrown: unknown) =>
      (await import('./secret.js').catch(notLoaded)).withoutPassword(thrown),
    );
  };
  const ask: Ask = async (resource, params, request, more) => {
    try {
      return await once(resource, params, request, more);
    } catch (thrown) {
      const asReader = !more && toCommentsError(thrown).code === 'forbidden' && (await (await session())?.asReader());
      if (!asReader) throw thrown;
      return once(resource, params, request, asReader);
    }
  };
  const site: Site = { options, home: address.home, ask, session };
  return site;
}

/** What readers may not see is `forbidden`, where the status says that they should log in: most cannot. */
function readReason(body: unknown, status: number): Problem {
  const detail = readText(readObject(body)?.['code']) ?? '';
  return status === 401 ? { code: 'forbidden', detail } : { detail };
}
