import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Hono } from 'hono';
import { listen } from '../../demo/server/listen.js';
import type { Listening } from '../../demo/server/listen.js';
import { addPageNotFound, addPages } from '../../demo/server/pages.js';

const FILES = [
  ...[
    'demo/index.html',
    'demo/page.js',
    'demo/blog.css',
    'demo/content/a.json',
    'demo/sub/index.html',
    'demo/x.ts',
    'demo/README',
  ],
  ...[
    'demo/server/main.ts',
    'demo/server/public.html',
    'demo/server/deep/public.html',
    'demo/data/lock',
    'demo/data/public.json',
  ],
  ...[
    'demo/.data/public.html',
    'demo/.hidden.html',
    'demo/serverless.html',
    'dist/cdn/all.js',
    'dist/cdn/all.d.ts',
    'secret.html',
  ],
];

let root: string;
let listening: Listening;
const failures: unknown[] = [];

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'commentariat-pages-'));
  for (const file of FILES) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), file);
  }
  const [demo, dist] = [join(root, 'demo'), join(root, 'dist')];
  const app = new Hono();
  app.onError((error, context) => {
    failures.push(error);
    return context.text('', 500);
  });
  app.notFound((context) => context.json({}, 404));
  addPages(app, { demo, dist, hidden: [join(demo, 'server'), join(demo, 'data')] });
  addPageNotFound(app, '/api');
  listening = await listen(app.fetch, '127.0.0.1', 0);
});
after(async () => {
  await listening.close();
  rmSync(root, { recursive: true });
  assert.deepEqual(failures, []);
});

const get = (path: string): Promise<Response> => fetch(listening.url.slice(0, -1) + path, { redirect: 'manual' });

test('pages, their parts, the content and the package are served, to be checked before each use', async () => {
  const served = {
    '/': ['demo/index.html', 'text/html'],
    '/index.html': ['demo/index.html', 'text/html'],
    '/page.js?v=1': ['demo/page.js', 'text/javascript'],
    '/blog.css': ['demo/blog.css', 'text/css'],
    '/content/a.json': ['demo/content/a.json', 'application/json'],
    '/sub/': ['demo/sub/index.html', 'text/html'],
    '/serverless.html': ['demo/serverless.html', 'text/html'],
    '/dist/cdn/all.js': ['dist/cdn/all.js', 'text/javascript'],
  };
  for (const [path, [file, type]] of Object.entries(served)) {
    const answer = await get(path);
    assert.deepEqual([answer.status, await answer.text()], [200, file], path);
    assert.equal(answer.headers.get('content-type')?.split(';')[0], type);
    assert.equal(answer.headers.get('cache-control'), 'no-cache');
  }
});

test('a folder is found without its slash', async () => {
  const answer = await get('/sub');
  assert.deepEqual([answer.status, answer.headers.get('location')], [301, '/sub/']);
});

test('the sources of the server, the data, hidden files and everything else are not served', async () => {
  const unserved = [
    ...[
      '/server',
      '/server/',
      '/server/main.ts',
      '/server/public.html',
      '/SERVER/public.html',
      '/server/deep/public.html',
    ],
    ...[
      '/data/lock',
      '/data/public.json',
      '/Data/public.json',
      '/.data/public.html',
      '/.hidden.html',
      '/x.ts',
      '/README',
    ],
    ...[
      '/%2e%2e/secret.html',
      '/..%2fsecret.html',
      '/dist/..%2fsecret.html',
      '/sub/..%5cserver%5cpublic.html',
      '/dist/../../secret.html',
    ],
    ...[
      '//server/public.html',
      '/./server/public.html',
      '/sub/%2e%2e/server/public.html',
      '/%73erver/public.html',
      '/serve%72/public.html',
    ],
    ...[
      '/dist',
      '/dist/',
      '/dist/cdn/all.d.ts',
      '/content',
      '/content/',
      '/nothing.html',
      '/page.js/',
      '/page.js/x',
      '/%00',
      '/%',
      `/${'x'.repeat(5000)}`,
    ],
  ];
  for (const path of unserved) {
    const answer = await get(path);
    const place = answer.status === 301 ? await get(answer.headers.get('location') ?? '') : answer;
    assert.equal(place.status, 404, path);
    assert.match(await place.text(), /^There is no page at this address/, path);
  }
});

test('what is not found under the protocol is left to it', async () => {
  for (const path of ['/api', '/api/nothing']) assert.equal(await (await get(path)).text(), '{}');
  assert.match(await (await get('/apiary')).text(), /^There is no page/);
});

test('a package that is not built is not found', async () => {
  const app = new Hono();
  addPages(app, { demo: join(root, 'demo'), dist: join(root, 'nowhere'), hidden: [] });
  assert.equal((await app.request('/dist/cdn/all.js')).status, 404);
  assert.equal((await app.request('/')).status, 200);
});
