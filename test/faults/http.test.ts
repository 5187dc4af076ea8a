import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setBrowser } from '../e2e/stage.js';
import { corpus } from '../support/corpus.js';
import { serve } from '../support/loopback.js';
import { bundle } from '../support/bundle.js';
import { openFaultServer, type Case, type HttpFault } from './fault-server.js';
import type { Addresses, BackendName, Outcome, Verb } from './http-page.js';

const AT_ONCE = 12;
const KINDS: readonly (readonly [BackendName, Verb])[] = [
  ['json', 'read'],
  ['http', 'read'],
  ['http', 'post'],
  ['wordpress', 'read'],
  ['wordpress', 'post'],
];
/** Time of the page runs faster where it is long, so that a deadline of 15 s is met in 2.5. No delay is taken by chance. */
const CLOCK = `
  const { setTimeout: wait } = window;
  window.setTimeout = (work, delay = 0, ...rest) => wait(work, delay > 1000 ? delay / 6 : delay, ...rest);
  Math.random = () => 0;
`;

const faults = corpus<HttpFault>('http-faults');
const browser = await setBrowser();
const closed = await serve(() => {});
await closed.close();
const cases = new Map<string, Case>();
const other = (headers: Record<string, string>) => openFaultServer(faults, {}, headers, cases);
const cors = {
  'CORS refused (no header)': await other({}),
  'CORS preflight 403': await other({ 'access-control-allow-origin': '*' }),
  'CORS wildcard with credentials': await other({ 'access-control-allow-origin': 'null' }),
};
const csp = "connect-src 'self' http://127.0.0.1:* https://127.0.0.1:* http://*.invalid";
const pages = {
  '/': {
    type: 'text/html',
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${csp}">
      <title>Faults</title><script>${CLOCK}</script><script type="module" src="/page.js"></script>`,
  },
  '/page.js': { type: 'text/javascript', body: await bundle(new URL('http-page.ts', import.meta.url)) },
};
const server = await openFaultServer(faults, pages, {}, cases);
after(() => Promise.all([server, ...Object.values(cors)].map((each) => each.close())));

test('every HTTP fault, for every backend that talks HTTP, reading and posting', async () => {
  const page = await browser.newPage();
  const crashes: string[] = [];
  page.on('pageerror', ({ message }) => crashes.push(message));
  page.on('crash', () => crashes.push('the renderer crashed'));
  // Not by a route of Playwright, which answers preflights by itself from then on.
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Network.enable');
  await protocol.send('Network.setBlockedURLs', { urls: ['*://blocked.invalid/*'] });
  await page.goto(`${server.origin}/`);
  const addresses: Addresses = {
    closed: closed.origin,
    forbidden: server.origin.replace('127.0.0.1', 'localhost'),
    cors: Object.fromEntries(Object.entries(cors).map(([name, { origin }]) => [name, origin])),
  };
  const all = faults.flatMap(({ name }, number) => KINDS.map(([backend, verb]) => ({ name, number, backend, verb })));
  const alone = all.filter(({ name }) => /^offline/.test(name));
  const jobs = all.filter((job) => !alone.includes(job));
  const met: (Outcome & (typeof all)[number])[] = [];
  const run = async (job: (typeof all)[number]) => {
    const outcome = await page.evaluate(
      ({ name, number, backend, verb, addresses: given }) =>
        (window as unknown as { harness: typeof import('./http-page.js') }).harness.meet(
          name,
          number,
          backend,
          verb,
          given,
        ),
      { ...job, addresses },
    );
    met.push({ ...job, ...outcome });
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) await run(job);
    }),
  );
  for (const job of alone) await run(job);
  const uncaught = await page.evaluate(
    () => (window as unknown as { harness: typeof import('./http-page.js') }).harness.uncaught,
  );
  await page.close();
  report(met, [...uncaught, ...crashes]);
  const wrong = met.filter(
    (each) => !each.typed || !each.kept || each.healed !== 'ok' || (each.verb === 'post' && each.rows !== 1),
  );
  assert.deepEqual(wrong, []);
  assert.deepEqual([...uncaught, ...crashes, ...server.problems], []);
  assert.equal(met.length, faults.length * KINDS.length);
});

function report(
  met: readonly (Outcome & { readonly backend: string; readonly verb: string })[],
  uncaught: readonly string[],
): void {
  console.log('\nbackend    verb   faults  ok  waiting  typed errors  text kept  healed  stored once');
  for (const [backend, verb] of KINDS) {
    const some = met.filter((each) => each.backend === backend && each.verb === verb);
    const count = (is: (each: Outcome) => boolean) => String(some.filter(is).length);
    const cells = [
      count(() => true).padStart(6),
      count(({ met: how }) => how === 'ok').padStart(4),
      count(({ met: how }) => how === 'waiting').padStart(9),
      count(({ met: how, typed }) => typed && how !== 'ok' && how !== 'waiting').padStart(14),
      count(({ kept }) => kept).padStart(11),
      count(({ healed }) => healed === 'ok').padStart(8),
      (verb === 'post' ? count(({ rows }) => rows === 1) : '-').padStart(13),
    ];
    console.log(`${backend.padEnd(11)}${verb.padEnd(6)}${cells.join('')}`);
  }
  console.log(`uncaught errors: ${uncaught.length}\n`);
}
