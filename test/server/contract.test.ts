import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createApp } from '../../demo/server/app.js';
import { DEFAULT_LIMITS } from '../../demo/server/limits.js';
import { readDocument } from '../../demo/server/document.js';
import { importDocument } from '../../demo/server/import.js';
import { listen } from '../../demo/server/listen.js';
import { http } from '../../src/core/backends/http.js';
import type { ReplyPolicy, ThreadRef } from '../../src/core/types.js';
import { backendContract } from '../backends/contract.js';
import type { Harness, SeedThread } from '../backends/contract.js';
import { POLICIES, rawPost } from '../support/seeds.js';
import { openSite } from './server.js';
import type { TestSite } from './server.js';

// The contract of backends, kept by our client and this server together: real requests, a real database.

const WORD = 'unwelcome';

let site: TestSite;

before(async () => {
  site = await openSite();
});
after(() => site.close());

async function addThread(thread: SeedThread, policy?: ReplyPolicy): Promise<ThreadRef> {
  const post = { ...rawPost(thread), id: `/${randomUUID()}/`, ...(policy && { policy }) };
  const document = readDocument(JSON.stringify({ version: 1, posts: [post] }), '');
  await site.database.transaction((transaction) => importDocument(transaction, document, new Date()));
  return { key: post.id };
}

async function openHarness(): Promise<Harness> {
  const app = (maxLinks: number) =>
    createApp({ database: site.database, disallowedWords: [WORD], limits: { maxLinks, repliesPerMinute: 5 } });
  let current = app(DEFAULT_LIMITS.maxLinks);
  const { url, close } = await listen((request, env) => current.fetch(request, env), '127.0.0.1', 0);
  const backend = http({ base: `${url}api` });
  return {
    backend,
    seed: (thread) => addThread(thread),
    hold: async () => {
      current = app(-1);
    },
    provoke: async (reason) => {
      const thread = await addThread({ comments: [{ mark: 'mark9' }] }, POLICIES[reason]);
      const draft = { key: randomUUID(), text: 'mark1', guest: { name: 'Ken' } };
      const send = (text: string) => backend.reply?.(thread, { ...draft, text, key: randomUUID() });
      if (reason === 'duplicate') await send(draft.text);
      if (reason === 'rate-limited') for (let time = 0; time < 5; time += 1) await send(`Reply ${time}`);
      if (reason === 'invalid') return { thread, draft: { ...draft, guest: {} } };
      if (reason === 'parent-gone') return { thread, draft: { ...draft, parentId: '999999' } };
      if (reason === 'rejected') return { thread, draft: { ...draft, text: `mark1 ${WORD}` } };
      if (reason === 'too-large') return { thread, draft: { ...draft, text: 'x'.repeat(DEFAULT_LIMITS.maxBodyBytes) } };
      return { thread, draft };
    },
    close,
  };
}

const cases = backendContract({
  name: 'http against the demo server',
  create: openHarness,
  without: {
    orphans: 'The tables do not admit a parent that is missing.',
    cycles: 'The tables do not admit a parent that came later.',
    malformed: 'The tables do not admit what cannot be read.',
  },
});
for (const { name, run } of cases) test(name, run);
