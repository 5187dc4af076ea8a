import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { PROBLEMS } from '../../demo/server/problems.js';
import { FREE, MAIL, assertRefused, openSite } from './server.js';
import type { Answer, PostedBody, ProblemBody, TestServer, TestSite } from './server.js';

let site: TestSite;
let server: TestServer;

before(async () => {
  site = await openSite();
  server = await site.serve();
  await site.add({ id: '/here/', title: 'Here', policy: FREE, comments: [{ id: 'a', body: 'First' }] });
});
after(() => site.close());

test('a post comes with everything that its document said', async () => {
  const post = {
    title: 'A “title”',
    url: 'https://blog.example/rich/',
    lang: 'en',
    author: { name: 'Mira', role: 'author' as const, avatarUrl: 'https://blog.example/mira.png' },
    body: { kind: 'html' as const, value: '<p>Text</p>' },
    source: { title: 'First', dateText: '14/02/2012', date: '2012-02-14' },
    publishedAt: '2012-01-16T09:30:00.000Z',
    updatedAt: '2012-01-17',
    categories: [{ name: 'B', url: 'https://blog.example/b/' }, { name: 'A' }],
  };
  await site.add({
    id: '/rich/',
    ...post,
    publishedAt: '2012-01-16T10:30:00+01:00',
    policy: { ...FREE, maxLength: 500 },
  });
  const answer = (await server.ask('/post?thread=/rich/')).as<object>();
  const count = { total: 0, comments: 0, pings: 0, roots: 0 };
  assert.deepEqual(answer, { id: '/rich/', ...post, count, policy: { ...FREE, maxLength: 500 } });
});

test('a comment comes with everything that its document said', async () => {
  const comment = {
    kind: 'trackback' as const,
    state: 'published' as const,
    author: {
      name: 'Ken',
      url: 'https://k.example',
      avatarUrl: 'https://k.example/a.png',
      role: 'member' as const,
      provider: 'google-plus',
    },
    body: { kind: 'html' as const, value: '<p>Привет</p>' },
    cite: { title: 'Quoted', source: 'Paper', dateText: '31 Jan. 2012', date: '2012-01-31' },
    publishedAt: '2012-02-03',
    editedAt: '2012-02-04T00:00:00.000Z',
    url: 'https://blog.example/rich/#c1',
    lang: 'ru',
  };
  await site.add({ id: '/whole/', comments: [{ id: '31337', ...comment }] });
  assert.deepEqual((await server.comments('/whole/')).comments, [{ id: '31337', ...comment }]);
});

test('an unknown address and a method that an address does not take are problems too', async () => {
  for (const path of [
    '/',
    '',
    '/nothing',
    '/comments/',
    '/comments/7/8',
    '/post.json',
    '/problems',
    '/moderation/7/8',
    '/%00',
  ]) {
    assertRefused(await server.ask(path), 404, 'not-found');
  }
  const methods = {
    '/post': 'GET, HEAD',
    '/comments': 'GET, HEAD, POST',
    '/counts': 'GET, HEAD',
    '/problems/closed': 'GET, HEAD',
    '/own': 'GET, HEAD',
    '/auth/start': 'GET, HEAD',
  };
  for (const [path, allowed] of Object.entries(methods)) {
    for (const method of ['PUT', 'DELETE', 'PATCH', ...(path === '/comments' ? [] : ['POST'])]) {
      const answer = await server.ask(path, { method });
      assertRefused(answer, 405, 'unsupported');
      assert.equal(answer.headers.get('allow'), allowed);
    }
  }
});

test('a problem document has its type, title, status and code, and its type explains it', async () => {
  const problem = assertRefused(await server.ask('/comments?thread=/nowhere/'), 404, 'not-found');
  assert.deepEqual(problem, {
    type: '/api/problems/not-found',
    title: PROBLEMS['not-found'].title,
    status: 404,
    detail: 'This thread is not known here.',
    code: 'not-found',
  });
  for (const [code, { title, status, explanation }] of Object.entries(PROBLEMS)) {
    const text = await server.ask(`/problems/${code}`);
    assert.equal(text.headers.get('content-type')?.split(';')[0], 'text/plain');
    const html = await server.ask(`/problems/${code}`, { headers: { Accept: 'text/html,*/*;q=0.8' } });
    assert.match(html.headers.get('content-type') ?? '', /^text\/html/);
    for (const answer of [text, html]) {
      for (const part of [title, explanation, code, String(status)])
        assert.ok(answer.text.includes(part), `${code}: ${part}`);
    }
  }
  for (const code of ['nothing', 'constructor', '__proto__', '%3Cb%3E']) {
    assertRefused(await server.ask(`/problems/${code}`), 404, 'not-found');
  }
});

test('a failure inside is told to nobody but the log', async () => {
  const failures: unknown[] = [];
  const failing = await site.serve({ onError: (error) => failures.push(error) });
  await site.database.execute('alter table comments rename to comments_gone');
  const answers: Answer[] = [];
  try {
    const key = randomUUID();
    answers.push(
      await failing.ask('/comments?thread=/here/'),
      await failing.reply({ thread: '/here/', text: 'Lost?', key }),
    );
  } finally {
    await site.database.execute('alter table comments_gone rename to comments');
  }
  for (const answer of answers) {
    assert.deepEqual(assertRefused(answer, 500, 'server'), {
      type: '/api/problems/server',
      title: PROBLEMS.server.title,
      status: 500,
      code: 'server',
    });
  }
  assert.equal(failures.length, 2);
  for (const failure of failures) assert.match(String(failure), /comments/, 'the log has the reason');
  assert.equal(
    (await failing.reply({ thread: '/here/', text: 'Lost?' })).status,
    201,
    'nothing of the failed one was kept',
  );
});

test('pages of other sites may read and post, but not moderate', async () => {
  const ask = { Origin: 'https://blog.example', 'Access-Control-Request-Method': 'POST' };
  const headers = { ...ask, 'Access-Control-Request-Headers': 'content-type,idempotency-key' };
  for (const path of ['/comments', '/post', '/counts']) {
    const preflight = await server.ask(path, { method: 'OPTIONS', headers });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.equal(preflight.headers.get('access-control-max-age'), '86400');
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /\bPOST\b/);
    const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(',');
    for (const name of ['content-type', 'idempotency-key']) assert.ok(allowed.includes(name), name);
  }
  const page = await server.ask('/comments?thread=/here/', { headers: { Origin: 'https://blog.example' } });
  const exposed = (page.headers.get('access-control-expose-headers') ?? '').split(',');
  assert.deepEqual(exposed, ['Retry-After', 'Idempotency-Replayed']);
  assert.equal(page.headers.get('access-control-allow-credentials'), null);
  const refused = await server.ask('/nothing', { headers: { Origin: 'https://blog.example' } });
  assert.equal(refused.headers.get('access-control-allow-origin'), '*', 'scripts can read refusals');
  for (const path of ['/moderation', '/moderation/7']) {
    const answer = await server.ask(path, { method: 'OPTIONS', headers });
    assert.ok(answer.status >= 400);
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  }
});

test('a copy that is still right is not sent again', async () => {
  for (const path of ['/comments?thread=/here/', '/post?thread=/here/', '/counts?thread=/here/']) {
    const tag = (await server.ask(path)).headers.get('etag') ?? '';
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const answer = await server.ask(path, { headers: { 'If-None-Match': known } });
      assert.deepEqual([answer.status, answer.text, answer.headers.get('etag')], [304, '', tag]);
    }
    const outdated = await server.ask(path, { headers: { 'If-None-Match': '"other"' } });
    assert.equal(outdated.status, 200);
  }
});

test('a reply changes the tag', async () => {
  const path = '/comments?thread=/here/';
  const tag = (await server.ask(path)).headers.get('etag') ?? '';
  await server.reply({ thread: '/here/', text: 'Something new' });
  const answer = await server.ask(path, { headers: { 'If-None-Match': tag } });
  assert.equal(answer.status, 200);
  assert.notEqual(answer.headers.get('etag'), tag);
});

test('HEAD is answered like GET, without the body', async () => {
  const [get, head] = [
    await server.ask('/post?thread=/here/'),
    await server.ask('/post?thread=/here/', { method: 'HEAD' }),
  ];
  assert.deepEqual([head.status, head.text], [200, '']);
  assert.equal(head.headers.get('etag'), get.headers.get('etag'));
});

const HOSTILE = [
  "'; drop table comments; --",
  "' or '1'='1",
  '"; delete from posts; --',
  "\\'; select pg_sleep(10); --",
  '$1 $2 ${text} %s {0} :name ?',
  "E'\\x41' || chr(66)",
  '/* */ union select email from comment_emails --',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '\u202Egnp.exe\u2066 ​\ufeff',
  '{"$ref":"x"}',
];

test('SQL and markup in any field stay what they are: data', async () => {
  for (const [index, text] of HOSTILE.entries()) {
    const thread = `/${text}/`;
    await site.add({
      id: thread,
      title: text,
      policy: FREE,
      categories: [{ name: text }],
      author: { name: text },
      body: text,
    });
    const url = `https://x.example/?${encodeURIComponent(text)}'--`;
    const guest = { name: text, url, email: `o'x${index}--${MAIL}` };
    const { comment } = (await server.reply({ thread, text, guest })).as<PostedBody>();
    const clean = text.trim();
    assert.deepEqual([comment.body?.value, comment.author.name, comment.author.url], [clean, clean, url]);
    assert.deepEqual((await server.comments(thread)).comments, [comment]);
    const post = (await server.ask(`/post?${new URLSearchParams({ thread }).toString()}`)).as<{
      id: string;
      title: string;
    }>();
    assert.deepEqual([post.id, post.title], [thread, text]);
    for (const name of ['sort', 'limit', 'after']) {
      const query = new URLSearchParams({ thread, [name]: text });
      assert.equal((await server.ask(`/comments?${query.toString()}`)).status, 400);
    }
    assert.ok((await server.reply({ thread, text: 'x', parentId: text })).as<ProblemBody>().code === 'parent-gone');
  }
  const [row] = await site.database.query<{ n: number }>('select count(*)::int as n from comment_emails');
  assert.equal(row?.n, HOSTILE.length);
});

test('text that PostgreSQL cannot hold is stored without what it cannot', async () => {
  const { comment } = (
    await server.reply({ thread: '/here/', text: 'a\u0000b\ud800c\u0007d\te', guest: { name: 'x\udc00\u0000y' } })
  ).as<PostedBody>();
  assert.deepEqual([comment.body?.value, comment.author.name], ['ab\ufffdcd\te', 'x\ufffd y']);
});
