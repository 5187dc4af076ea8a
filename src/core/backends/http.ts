/**
 * The documented HTTP protocol of this package (docs/openapi.json): any server that speaks it. Replies carry an
 * `Idempotency-Key`, so that a server stores each one once. Answers are untrusted.
 */
import { CommentsError, notLoaded } from '../errors.js';
import { readObject, readWord, withRare } from '../fields.js';
import type { HttpAccounts } from '../http-accounts.js';
import { readComment, readCount, readPage } from '../parse.js';
import type { BackendOptions } from '../registry.js';
import { requestJson, type JsonAnswer, type JsonRequest } from '../request.js';
import type { Backend, Posted, RequestOptions } from '../types.js';

export interface HttpOptions {
  /** Absolute address under which the server answers `post`, `comments` and `counts`. A query in it is sent along. */
  readonly base: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds for each request; 15,000 by default. */
  readonly timeout?: number;
}

/** Most comments a page may be asked for. */
const MAX_LIMIT = 200;
/**
 * Makes a backend that reads from and posts to a server of our own protocol.
 * @throws TypeError when `base` is not an absolute URL
 */
export function http({ base: address, fetch, timeout }: HttpOptions): Backend {
  const root = new URL(address);
  root.pathname = root.pathname.replace(/\/*$/, '/');
  const base = root.href;
  const ask = async (path: string, params: string[][], request: RequestOptions = {}, more: JsonRequest = {}) =>
    requestJson(addressOf(base, path, params), { ...more, ...request, fetch, timeout });
  let accounts: Promise<HttpAccounts> | undefined;
  return {
    name: 'http',
    base,
    capabilities: { sorts: ['oldest', 'newest'], once: 'key' },
    list: async ({ key }, { sort, limit, after }, request) => {
      const params = [
        ['thread', key],
        ['sort', sort === 'newest' ? sort : 'oldest'],
        ['limit', String(Math.min(Math.max(1, Math.trunc(limit)), MAX_LIMIT))],
      ];
      if (after !== undefined) params.push(['after', after]);
      const { data } = await ask('comments', params, request);
      return withRare(() => readPage(data, base));
    },
    post: async ({ key }, request) => {
      const { data } = await ask('post', [['thread', key]], request);
      const { readPost } = await import('../parse-post.js').catch(notLoaded);
      return withRare(() => readPost(data, base));
    },
    count: async (threads, request) => {
      const { askCounts } = await import('../http-counts.js').catch(notLoaded);
      return askCounts(threads, (params) => ask('counts', params, request));
    },
    reply: async ({ key: thread, url, title }, { key, parentId, text, guest }, request) => {
      // Whoever has never asked for accounts cannot have signed in.
      const send = (await accounts)?.asReader ?? ask;
      const answer = await send('comments', [], request, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ thread, parentId, text, guest, url, title }),
      });
      return withRare(() => readPosted(answer, base));
    },
    accounts: () => {
      accounts ??= import('../http-accounts.js').then(
        ({ openAccounts }) => openAccounts(base, ask, (path, params) => addressOf(base, path, params)),
        (cause: unknown) => {
          accounts = undefined;
          return notLoaded(cause);
        },
      );
      return accounts;
    },
  };
}

/** For the registry: the server whose address `src` is. */
export function openHttp({ src = '' }: BackendOptions): Backend {
  return http({ base: src });
}

function addressOf(base: string, path: string, params: string[][]): string {
  const url = new URL(base);
  url.pathname += path;
  for (const [name = '', value = ''] of params) url.searchParams.append(name, value);
  return url.href;
}

function readPosted({ data, status }: JsonAnswer, base: string): Posted {
  const posted = readObject(data);
  const state = readWord(posted?.['state'], ['published', 'pending'] as const);
  const comment = readComment(posted?.['comment'], base);
  // Also where a redirect made a GET of it, whose answer has no state.
  if (!state || !comment) {
    throw new CommentsError('bad-data', 'The server did not say what became of the reply.', {
      status,
      maybeStored: true,
    });
  }
  const count = readCount(posted?.['count']);
  return { state, comment: { ...comment, state }, ...(count && { count }) };
}
