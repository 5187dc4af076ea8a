import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { setBrowser } from '../e2e/stage.js';
import { FREE, openSite, serve as serveProtocol } from '../server/server.js';
import { serve } from '../support/loopback.js';
import { bundle } from '../support/bundle.js';
import type { Played, Schedule, Step } from './schedule-page.js';

/** Random schedules in all, and how many of them run side by side. */
const SCHEDULES = Number(process.env['SCHEDULES'] ?? 10_000);
/** So many on the storage of the browser, which takes them one after the other. */
const IN_BROWSER = Math.ceil(SCHEDULES / 50);
const AT_ONCE = 50;

/**
 * What the server does with each reply that comes: it answers, stores it and loses the answer, loses it before, is too busy, is
 * slow, or ends and starts again on its database.
 */
const MOODS = ['well', 'lost', 'gone', 'busy', 'slow', 'restart'] as const;
type Mood = (typeof MOODS)[number];

const site = await openSite();
await site.add({ id: 'post', policy: FREE });
/** A comment that is stored twice shall be seen twice: the server's own guard against the same words is off. */
const startServer = () => serveProtocol(site.database, { limits: { duplicateHours: 0 } });
const problems: string[] = [];
let running = await startServer();
const moods = new Map<string, Mood[]>();
const script = await bundle(new URL('schedule-page.ts', import.meta.url));
const server = await serve((request, response) => {
  const [, action, id = '', ...rest] = (request.url ?? '/').split('/');
  if (action === '')
    return void response.setHeader('content-type', 'text/html').end('<script type="module" src="/page.js"></script>');
  if (action === 'page.js') return void response.setHeader('content-type', 'text/javascript').end(script);
  if (action === 'heal') return void (moods.delete(id), response.end());
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const mood = moods.get(id)?.shift() ?? 'well';
    if (mood === 'gone') return void request.socket.destroy();
    if (mood === 'busy') return void response.writeHead(503).end();
    if (mood === 'restart') await restart();
    if (mood === 'slow') await new Promise((resolve) => setTimeout(resolve, 20));
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': String(request.headers['idempotency-key']),
    };
    const answer = await fetch(`${running.base}/${rest.join('/')}`, {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    });
    const body = await answer.text();
    if (mood === 'lost' || mood === 'restart') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
  })()
    // The server has just ended.
    .catch(() => request.socket.destroy());
});
/** What is under way is still answered by the old one. */
async function restart(): Promise<void> {
  const old = running;
  running = await startServer();
  void old.close().catch((thrown: unknown) => problems.push(String(thrown)));
}
const browser = await setBrowser();
after(async () => {
  await server.close();
  await running.close();
  await site.close();
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('post', 'post', 'double click', 'close and open', 'wait for the answer'),
    tab: fc.nat(1),
  }),
  fc.record({ do: fc.constant('pause' as const), tab: fc.nat(1), time: fc.nat(8) }),
);
const schedule = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  moods: fc.array(fc.constantFrom(...MOODS), { maxLength: 6 }),
});

for (const [where, schedules] of [
  ['memory', SCHEDULES],
  ['IndexedDB', IN_BROWSER],
] as const) {
  test(`${schedules} random schedules over ${where}: every comment is stored once`, () => playAll(where, schedules));
}

async function playAll(where: 'memory' | 'IndexedDB', count: number): Promise<void> {
  const page = await browser.newPage();
  // No delay is left to chance: the schedules are.
  await page.addInitScript('Math.random = () => 0;');
  await page.goto(`${server.origin}/`);
  let number = 0;
  const total = { played: 0, duplicates: 0, losses: 0, told: 0, left: 0 };
  const batch = fc.array(schedule, { minLength: AT_ONCE, maxLength: AT_ONCE });
  await fc.assert(
    fc.asyncProperty(batch, async (drawn) => {
      const first = number + 1;
      const schedules = drawn.map(({ steps, moods: some }): Schedule => {
        const id = `${where}-${(number += 1)}`;
        moods.set(id, [...some]);
        return { id, steps };
      });
      const played = await page.evaluate(
        ([all, inBrowser]) =>
          (window as unknown as { playAll: (...args: [readonly Schedule[], boolean]) => Promise<Played[]> }).playAll(
            all,
            inBrowser,
          ),
        [schedules, where === 'IndexedDB'] as const,
      );
      const rows = await site.database.query<{ body_value: string; n: number }>(
        `select body_value, count(*)::int as n from comments where body_value = any($1) group by body_value`,
        [played.map(({ text }) => text)],
      );
      const stored = new Map(rows.map(({ body_value: text, n }) => [text, n]));
      const wrong = played.filter(({ text, posted, left }) => stored.get(text) !== 1 || !posted || left);
      total.played += played.length;
      total.duplicates += rows.filter(({ n }) => n > 1).length;
      total.losses += played.filter(({ text }) => !stored.has(text)).length;
      total.told += played.filter(({ posted }) => posted).length;
      total.left += played.filter(({ left }) => left).length;
      // fast-check would print the whole batch; the seed brings it back.
      for (const each of wrong) {
        const { id, text } = each;
        console.log(
          JSON.stringify({ ...each, rows: stored.get(text) ?? 0, ...drawn[Number(id.split('-')[1]) - first] }),
        );
      }
      assert.equal(wrong.length, 0);
    }),
    { numRuns: Math.ceil(count / AT_ONCE), seed: Number(process.env['SEED'] ?? 5), endOnFailure: true },
  );
  console.log(
    `\n${total.played} schedules over ${where}: ${total.duplicates} duplicates and ${total.losses} losses in the database, ` +
      `${total.told} readers told that it is stored, ${total.left} drafts left\n`,
  );
  assert.deepEqual(problems, []);
  await page.close();
}
