import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createApp } from '../../demo/server/app.js';
import type { AppOptions } from '../../demo/server/app.js';
import type { Database } from '../../demo/server/database.js';
import type { WrittenPost } from '../../demo/server/document.js';
import { importDocument } from '../../demo/server/import.js';
import { listen } from '../../demo/server/listen.js';
import { migrate } from '../../demo/server/migrate.js';
import type { Comment, Count, Guest, Provider, ReplyPolicy } from '../../src/core/types.js';
import { assertDocumented } from './openapi.js';
import type { ReceivedAnswer } from './openapi.js';
import { makeStore } from './store.js';

/** Ending of every e-mail address that the tests send: none of it may ever come back. */
export const MAIL = '@secret.example';

export const TOKEN = 'token-of-the-tests';

/** An answer that was checked against the protocol document. */
export interface Answer extends ReceivedAnswer {
  /** The body as JSON; the caller says what it expects, and the document was asked already. */
  as<T>(): T;
}

/** Body of `GET /comments`. */
export interface PageBody {
  readonly comments: readonly Comment[];
  readonly next?: string;
  readonly count: Count;
  readonly policy: ReplyPolicy;
  readonly title?: string;
  readonly providers?: readonly Provider[];
}

/** Body of a reply that was taken. */
export interface PostedBody {
  readonly state: 'published' | 'pending';
  readonly comment: Comment;
  readonly count: Count;
}

/** Body of every refusal. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a reply is made of; the key is new each time unless given, and left out when null. */
export interface Sent {
  readonly thread: string;
  readonly text: string;
  readonly parentId?: string;
  readonly guest?: Guest;
  readonly key?: string | null;
}

/** A server on a free port of the loopback interface. */
export interface TestServer {
  /** Such as `http://127.0.0.1:40123/api`. */
  readonly base: string;
  readonly database: Database;
  /** A request; `path` is below the base. The answer fails the test unless the document describes it. */
  ask(path: string, init?: RequestInit): Promise<Answer>;
  comments(thread: string, query?: Readonly<Record<string, string>>): Promise<PageBody>;
  reply(sent: Sent): Promise<Answer>;
  /** Decides about a comment as moderator. */
  settle(id: string, action: 'approve' | 'delete'): Promise<Answer>;
  close(): Promise<void>;
}

/** A migrated database for one test file, and servers on it. */
export interface TestSite {
  readonly database: Database;
  /** Adds posts, as a json document writes them. */
  add(...posts: readonly WrittenPost[]): Promise<void>;
  serve(options?: Partial<AppOptions>): Promise<TestServer>;
  close(): Promise<void>;
}

/** Posts that take replies without asking for anything. */
export const FREE = { access: 'open', name: 'optional', email: 'optional', url: 'optional' } as const;

export async function openSite(): Promise<TestSite> {
  const store = await makeStore('passing');
  const database = await store.open();
  await migrate(database);
  const servers: TestServer[] = [];
  return {
    database,
    add: (...posts) => database.transaction((tx) => importDocument(tx, { posts }, new Date())),
    serve: async (options = {}) => {
      const server = await serve(database, options);
      servers.push(server);
      return server;
    },
    close: async () => {
      // All are closed, also where one fails: an open server would keep the test's process from ending.
      const closings = await Promise.allSettled(servers.map((server) => server.close()));
      await database.close();
      await store.remove();
      for (const closing of closings) if (closing.status === 'rejected') throw closing.reason;
    },
  };
}

/** A server with no limit on replies a minute, unless the options say otherwise; a failure inside fails the test. */
export async function serve(database: Database, options: Partial<AppOptions> = {}): Promise<TestServer> {
  const failures: unknown[] = [];
  const app = createApp({
    database,
    moderationToken: TOKEN,
    onError: (error) => failures.push(error),
    ...options,
    limits: { repliesPerMinute: Infinity, ...options.limits },
  });
  const { url, close } = await listen(app.fetch, '127.0.0.1', 0);
  const base = `${url}api`;
  const ask = (path: string, init: RequestInit = {}) => askChecked(base, path, init);
  return {
    base,
    database,
    ask,
    comments: async (thread, query = {}) => {
      const answer = await ask(`/comments?${new URLSearchParams({ thread, ...query }).toString()}`);
      assert.equal(answer.status, 200, answer.text);
      return answer.as<PageBody>();
    },
    reply: ({ key = randomUUID(), ...body }) => {
      const headers = { 'Content-Type': 'application/json', ...(key === null ? {} : { 'Idempotency-Key': key }) };
      return ask('/comments', { method: 'POST', headers, body: JSON.stringify(body) });
    },
    settle: (id, action) => {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` };
      return ask(`/moderation/${id}`, { method: 'POST', headers, body: JSON.stringify({ action }) });
    },
    close: async () => {
      await close();
      assert.deepEqual(failures, [], 'no failure inside the server');
    },
  };
}

async function askChecked(base: string, path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(base + path, init);
  const text = await response.text();
  const answer = {
    method: init.method ?? 'GET',
    path: new URL(base + path).pathname.slice('/api'.length),
    status: response.status,
    headers: response.headers,
    text,
    as: <T>() => JSON.parse(text) as T,
  };
  assertDocumented(answer);
  assertSafe(answer);
  return answer;
}

/** What holds for every answer whatever was asked: the security headers, and no e-mail address of anyone. */
function assertSafe({ headers, text, status }: ReceivedAnswer): void {
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('referrer-policy'), 'strict-origin-when-cross-origin');
  assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/);
  assert.ok(!text.includes(MAIL), `no e-mail address in ${text}`);
  assert.ok(!JSON.stringify([...headers]).includes(MAIL), 'no e-mail address in the headers');
  if (status < 400) return;
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.doesNotMatch(text, /\bat .*:\d+:\d+|node_modules|\.ts\b/, 'no stack trace');
}

/** Fails unless the answer is this refusal; returns its document. */
export function assertRefused(answer: Answer, status: number, code: string): ProblemBody {
  const problem = answer.as<ProblemBody>();
  assert.deepEqual([answer.status, problem.code], [status, code], answer.text);
  assert.equal(problem.status, status);
  assert.equal(problem.type, `/api/problems/${code}`);
  return problem;
}

/** How many comments of a thread are in the table, in any state. */
export async function rowsOf(database: Database, thread: string): Promise<number> {
  const [row] = await database.query<{ n: number }>(
    'select count(*)::int as n from comments c join posts p on p.id = c.post_id where p.key = $1',
    [thread],
  );
  return row?.n ?? 0;
}
