import type { Context, Hono } from 'hono';
import type { Provider, ReplyPolicy } from '../../src/core/types.js';
import { listComments } from './comments.js';
import type { PageSort } from './cursor.js';
import type { Database } from './database.js';
import { answerTagged } from './headers.js';
import { countThread, countThreads, findThread, listProviders, readPost } from './posts.js';
import type { Thread } from './posts.js';
import { Problem, unreadable } from './problems.js';
import { readLimit, readThreadKey } from './query.js';

const MAX_THREADS = 100;

/** What reading needs: the data, and the length limit that is told to clients. */
export interface ReadingSettings {
  readonly database: Database;
  readonly maxLength: number;
  /** What readers can sign in with. */
  readonly providers: readonly Pick<Provider, 'id' | 'label'>[];
}

/** `GET /post`, `/comments` and `/counts`. */
export function addReading(api: Hono, settings: ReadingSettings): void {
  api.get('/post', (context) => getPost(context, settings));
  api.get('/comments', (context) => getComments(context, settings));
  api.get('/counts', (context) => getCounts(context, settings));
}

async function getPost(context: Context, settings: ReadingSettings): Promise<Response> {
  const thread = await threadOf(context, settings);
  const post = await readPost(settings.database, thread);
  return answerTagged(context, {
    ...post,
    count: await countThread(settings.database, thread),
    policy: policyOf(thread, settings),
  });
}

async function getComments(context: Context, settings: ReadingSettings): Promise<Response> {
  const { database } = settings;
  const query = { sort: readSort(context), limit: readLimit(context), after: context.req.query('after') };
  const thread = await threadOf(context, settings);
  const page = await listComments(database, thread, query);
  const own = settings.providers.map(({ id, label }) => ({ id, label, status: 'active' as const }));
  const providers = [...(await listProviders(database)), ...own];
  return answerTagged(context, {
    ...page,
    count: await countThread(database, thread),
    policy: policyOf(thread, settings),
    title: thread.title,
    providers: providers.length > 0 ? providers : undefined,
  });
}

function policyOf({ policy }: Thread, { providers }: ReadingSettings): ReplyPolicy {
  const isTaken = policy.access === 'open' || policy.access === 'login';
  return isTaken && providers.length > 0 ? { ...policy, accounts: true } : policy;
}

async function getCounts(context: Context, { database }: ReadingSettings): Promise<Response> {
  const keys = context.req.queries('thread') ?? [];
  if (keys.length < 1 || keys.length > MAX_THREADS) throw unreadable('`thread` is to be given 1 to 100 times.');
  const counts = await countThreads(database, keys);
  return answerTagged(context, { counts: counts.map((count) => count ?? null) });
}

async function threadOf(context: Context, { database, maxLength }: ReadingSettings): Promise<Thread> {
  const thread = await findThread(database, readThreadKey(context), { maxLength });
  if (!thread) throw new Problem('not-found', 'This thread is not known here.');
  return thread;
}

function readSort(context: Context): PageSort {
  const sort = context.req.query('sort') ?? 'oldest';
  if (sort !== 'oldest' && sort !== 'newest') throw unreadable('`sort` is neither `oldest` nor `newest`.');
  return sort;
}
