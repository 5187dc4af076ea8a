import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Comment, Count } from '../../src/core/types.js';
import { FREE, MAIL, TOKEN, assertRefused, openSite, rowsOf } from './server.js';
import type { Answer, PostedBody, TestServer, TestSite } from './server.js';

interface SettledBody {
  readonly state: 'published' | 'deleted';
  readonly comment?: Comment;
  readonly count: Count;
}

interface HeldBody {
  readonly held: readonly { readonly thread: string; readonly title?: string; readonly comment: Comment }[];
  readonly next?: string;
}

const THREE_LINKS = 'http://a.example http://b.example http://c.example';

let site: TestSite;
let server: TestServer;

before(async () => {
  site = await openSite();
  server = await site.serve();
  await site.add(
    ...['/hold/', '/tree/', '/chain/', '/race/', '/list/'].map((id) => ({ id, title: `Post ${id}`, policy: FREE })),
  );
});
after(() => site.close());

async function post(thread: string, text: string, parentId?: string): Promise<Comment> {
  const guest = { name: 'Ole', email: `ole${MAIL}`, url: 'https://ole.example' };
  const answer = await server.reply({ thread, text, guest, ...(parentId === undefined ? {} : { parentId }) });
  assert.ok(answer.status < 300, answer.text);
  return answer.as<PostedBody>().comment;
}

function asModerator(path: string): Promise<Answer> {
  return server.ask(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
}

const textsOf = (comments: readonly Comment[]): string[] => comments.map(({ body, state }) => body?.value ?? state);

test('a held comment is listed for moderators only, and for everyone once approved', async () => {
  const { id } = await post('/hold/', THREE_LINKS);
  assert.deepEqual((await server.comments('/hold/')).comments, []);
  const { held } = (await asModerator('/moderation')).as<HeldBody>();
  assert.deepEqual(
    held.map(({ thread, title, comment }) => [thread, title, comment.id, comment.state]),
    [['/hold/', 'Post /hold/', id, 'pending']],
  );
  const approved = (await server.settle(id, 'approve')).as<SettledBody>();
  assert.deepEqual([approved.state, approved.comment?.state, approved.count.total], ['published', 'published', 1]);
  const page = await server.comments('/hold/');
  assert.deepEqual(page.comments, [approved.comment]);
  assert.equal(page.count.total, 1);
  assert.deepEqual((await asModerator('/moderation')).as<HeldBody>().held, []);
  assert.deepEqual((await server.settle(id, 'approve')).as<SettledBody>(), approved, 'approving again changes nothing');
});

test('a held comment that is deleted is gone', async () => {
  const before = await rowsOf(site.database, '/hold/');
  const { id } = await post('/hold/', `${THREE_LINKS} http://d.example`);
  const deleted = (await server.settle(id, 'delete')).as<SettledBody>();
  assert.deepEqual([deleted.state, deleted.comment], ['deleted', undefined]);
  assert.equal(await rowsOf(site.database, '/hold/'), before);
  assertRefused(await server.settle(id, 'approve'), 404, 'not-found');
});

test('a deleted comment with replies keeps its place without author, body and e-mail; without replies it goes', async () => {
  const root = await post('/tree/', 'Root');
  const reply = await post('/tree/', 'Reply', root.id);
  const other = await post('/tree/', 'Other');
  const emptied = (await server.settle(root.id, 'delete')).as<SettledBody>();
  const { id, publishedAt } = root;
  assert.deepEqual(emptied.comment, { id, kind: 'comment', state: 'deleted', author: {}, publishedAt });
  assert.deepEqual(emptied.count, { total: 2, comments: 2, pings: 0, roots: 1 });
  const emails = await site.database.query('select 1 from comment_emails where comment_id = $1::bigint', [root.id]);
  assert.deepEqual(emails, []);
  assert.deepEqual(textsOf((await server.comments('/tree/')).comments), ['deleted', 'Reply', 'Other']);
  assertRefused(await server.settle(root.id, 'approve'), 404, 'not-found');
  await server.settle(other.id, 'delete');
  assert.deepEqual(textsOf((await server.comments('/tree/')).comments), ['deleted', 'Reply']);
  await server.settle(reply.id, 'delete');
  assert.deepEqual((await server.comments('/tree/')).comments, []);
  assert.equal(await rowsOf(site.database, '/tree/'), 0, 'the place went with its last reply');
});

test('a comment stays when its only reply is deleted', async () => {
  const parent = await post('/tree/', 'Parent');
  const reply = await post('/tree/', 'Only reply', parent.id);
  const settled = (await server.settle(reply.id, 'delete')).as<SettledBody>();
  assert.equal(settled.count.total, 1);
  assert.deepEqual((await server.comments('/tree/')).comments, [parent]);
});

test('places above the last reply go as far up as nothing else needs them', async () => {
  const top = await post('/chain/', 'Top');
  const middle = await post('/chain/', 'Middle', top.id);
  const beside = await post('/chain/', 'Beside', top.id);
  const last = await post('/chain/', 'Last', middle.id);
  for (const each of [top, middle, last]) await server.settle(each.id, 'delete');
  assert.deepEqual(textsOf((await server.comments('/chain/')).comments), ['deleted', 'Beside']);
  await server.settle(beside.id, 'delete');
  assert.equal(await rowsOf(site.database, '/chain/'), 0);
});

test('a reply and the deletion of its parent at the same time leave a tree that holds together', async () => {
  for (let round = 0; round < 5; round += 1) {
    const parent = await post('/race/', `Parent ${round}`);
    const sent = { thread: '/race/', text: `Reply ${round}`, parentId: parent.id };
    const [reply] = await Promise.all([server.reply(sent), server.settle(parent.id, 'delete')]);
    assert.ok([201, 409].includes(reply.status), reply.text);
  }
  const { comments } = await server.comments('/race/', { limit: '200' });
  const ids = new Set(comments.map(({ id }) => id));
  assert.ok(comments.every(({ parentId }) => parentId === undefined || ids.has(parentId)));
});

test('held comments come in pages, the longest waiting first', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push((await post('/list/', `${THREE_LINKS} ${n}`)).id);
  const seen: string[] = [];
  let next: string | undefined = '';
  for (let pages = 0; next !== undefined; pages += 1) {
    assert.ok(pages < 3);
    const answer: HeldBody = (await asModerator(`/moderation?limit=2${next && `&after=${next}`}`)).as<HeldBody>();
    seen.push(...answer.held.map(({ comment }) => comment.id));
    next = answer.next;
  }
  assert.deepEqual(seen, ids);
});

test('moderation needs its token, answers no other site, and refuses what it does not know', async () => {
  const { id } = await post('/hold/', 'Untouched');
  const headers = { 'Content-Type': 'application/json' };
  const body = '{"action":"delete"}';
  const wrong = [
    undefined,
    '',
    'Bearer',
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Basic ${TOKEN}`,
    TOKEN,
    'Bearer undefined',
  ];
  for (const authorization of wrong) {
    const sent = authorization === undefined ? {} : { Authorization: authorization };
    assertRefused(await server.ask('/moderation', { headers: sent }), 401, 'login-required');
    const answer = await server.ask(`/moderation/${id}`, { method: 'POST', headers: { ...headers, ...sent }, body });
    assertRefused(answer, 401, 'login-required');
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  }
  assert.ok((await server.comments('/hold/')).comments.some((comment) => comment.id === id));
  const locked = await site.serve({ moderationToken: undefined } as object);
  assertRefused(await locked.settle(id, 'delete'), 401, 'login-required');
  for (const unknown of ['999999', 'x', '0', '9'.repeat(30), "1'--"]) {
    assertRefused(await server.settle(encodeURIComponent(unknown), 'delete'), 404, 'not-found');
  }
  assertRefused(await server.settle(id, 'explode' as 'delete'), 400, 'invalid');
  assertRefused(await asModerator('/moderation?after=x'), 400, 'invalid');
  assertRefused(await asModerator('/moderation?limit=0'), 400, 'invalid');
});
