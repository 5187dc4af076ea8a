/** A small server of the package's own protocol over a memory backend: what the tests of the `http` backend talk to. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MemoryBackend } from '../../src/core/backends/memory.js';
import { CommentsError, toCommentsError, type ErrorCode } from '../../src/core/errors.js';
import type { Draft, ThreadRef } from '../../src/core/types.js';
import { JUNK } from './json-document.js';
import { serve, type Loopback } from './loopback.js';

const MAX_BODY = 64 * 1024;
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type, idempotency-key',
  'access-control-expose-headers': 'retry-after, idempotency-replayed',
  'access-control-max-age': '86400',
};
const STATUSES: Partial<Record<ErrorCode, number>> = {
  closed: 403,
  'login-required': 401,
  rejected: 403,
  forbidden: 403,
  invalid: 422,
  duplicate: 409,
  'parent-gone': 409,
  conflict: 422,
  'rate-limited': 429,
  'too-large': 413,
  'not-found': 404,
  unsupported: 415,
};
export interface ProtocolServer extends Loopback {
  /** Where the protocol answers. */
  readonly base: string;
  /** From now on the thread's comments come with {@link JUNK} around them. */
  readonly spoil: (key: string) => void;
}

export async function startProtocolServer(backend: MemoryBackend): Promise<ProtocolServer> {
  const spoiled = new Set<string>();
  const seen = new Set<string>();
  const loopback = await serve((request, response) => {
    answer(request, response, { backend, spoiled, seen }).catch((thrown: unknown) => refuse(response, thrown));
  });
  return { ...loopback, base: `${loopback.origin}/api`, spoil: (key) => void spoiled.add(key) };
}

interface Source {
  readonly backend: MemoryBackend;
  readonly spoiled: ReadonlySet<string>;
  readonly seen: Set<string>;
}

async function answer(request: IncomingMessage, response: ServerResponse, source: Source): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const threads = searchParams.getAll('thread').map((key): ThreadRef => ({ key }));
  const [thread = { key: '' }] = threads;
  const { backend, spoiled } = source;
  const route = `${request.method} ${pathname}`;
  if (request.method === 'OPTIONS') send(response, 204, undefined);
  else if (route === 'GET /api/post') send(response, 200, await backend.post(thread));
  else if (route === 'GET /api/counts') {
    if (threads.length > 100) throw new CommentsError('invalid', 'At most 100 threads.');
    const counts = await backend.count(threads);
    send(response, 200, { counts: counts.map((count) => count ?? null) });
  } else if (route === 'GET /api/comments') {
    const page = await backend.list(thread, queryOf(searchParams));
    const comments = spoiled.has(thread.key) ? [...JUNK, ...page.comments, ...JUNK] : page.comments;
    send(response, 200, { ...page, comments });
  } else if (route === 'POST /api/comments') await post(request, response, source);
  else throw new CommentsError('not-found', `No ${route}`);
}

function queryOf(params: URLSearchParams) {
  const sort = params.get('sort') ?? 'oldest';
  const limit = Number(params.get('limit') ?? 50);
  const after = params.get('after');
  const known = sort === 'oldest' || sort === 'newest';
  if (!known || !(limit >= 1 && limit <= 200)) throw new CommentsError('invalid', 'No such page.');
  return { sort, limit, ...(after !== null && { after }) } as const;
}

async function post(request: IncomingMessage, response: ServerResponse, { backend, seen }: Source): Promise<void> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new CommentsError('unsupported', 'Send JSON.');
  }
  const key = String(request.headers['idempotency-key'] ?? '');
  if (!key) throw new CommentsError('invalid', 'Send an Idempotency-Key.');
  const { thread, ...rest } = JSON.parse(await bodyOf(request)) as { thread: string } & Omit<Draft, 'key'>;
  const posted = await backend.reply({ key: thread }, { ...rest, key });
  const replayed = seen.has(key) ? { 'idempotency-replayed': 'true' } : {};
  seen.add(key);
  send(response, posted.state === 'pending' ? 202 : 201, posted, replayed);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY) throw new CommentsError('too-large', `At most ${MAX_BODY} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, data: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...CORS, ...headers });
  response.end(data === undefined ? undefined : JSON.stringify(data));
}

function refuse(response: ServerResponse, thrown: unknown): void {
  const { code, message, fields, retryAfter } = toCommentsError(thrown);
  const status = STATUSES[code] ?? 500;
  const problem = { type: `about:blank#${code}`, title: message, status, code, fields };
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  send(response, status, problem, { 'content-type': 'application/problem+json', ...headers });
}
