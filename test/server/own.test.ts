import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Comment, Count } from '../../src/core/types.js';
import { openSignInSite, signIn } from '../support/sign-in-site.js';
import { assertRefused, FREE, openSite, type PostedBody } from './server.js';

const THREAD = '/own/';
let time = Date.now();
const site = await openSite();
await site.add({ id: THREAD, policy: { ...FREE, maxLength: 40 } });
const place = await openSignInSite(site.database, { now: () => new Date(time), disallowedWords: ['pills'] });
after(async () => {
  await place.close();
  await site.close();
});
const [vera, tomas] = [await signIn(place, 'vera'), await signIn(place, 'tomas')];

async function write(token: string | undefined, text: string, parentId?: string): Promise<string> {
  const answer = await place.server.ask('/comments', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ thread: THREAD, text, parentId }),
  });
  return answer.as<PostedBody>().comment.id;
}

const edit = (token: string, id: string, text: unknown) =>
  place.server.ask(`/comments/${id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ text }),
  });
const remove = (token: string, id: string) =>
  place.server.ask(`/comments/${id}`, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
const own = async (token: string) =>
  (await place.server.ask(`/own?thread=${THREAD}`, { headers: { Authorization: `Bearer ${token}` } })).as<{
    comments: { id: string; until: string }[];
  }>().comments;
const textOf = async (id: string) =>
  (await place.server.comments(THREAD)).comments.find((comment) => comment.id === id)?.body?.value;

test('a reader changes an own comment within a quarter of an hour, and nobody else does', async () => {
  const id = await write(vera, 'The nite train.');
  assert.deepEqual(await own(vera), [{ id, until: new Date(time + 15 * 60_000).toISOString() }]);
  assert.deepEqual(await own(tomas), []);
  assertRefused(await edit(tomas, id, 'Mine now.'), 403, 'forbidden');
  assertRefused(await remove(tomas, id), 403, 'forbidden');
  const { comment } = (await edit(vera, id, ' The night train. ')).as<{ comment: Comment }>();
  assert.equal(comment.editedAt, new Date(time).toISOString());
  assert.equal(await textOf(id), 'The night train.');
  time += 15 * 60_000;
  assertRefused(await edit(vera, id, 'Too late.'), 403, 'forbidden');
  assertRefused(await remove(vera, id), 403, 'forbidden');
  assert.deepEqual(await own(vera), []);
  assert.equal(await textOf(id), 'The night train.');
});

test('a changed text is judged as a new one is', async () => {
  const id = await write(vera, 'As it was.');
  assert.deepEqual(assertRefused(await edit(vera, id, '  '), 422, 'invalid').fields, { text: 'required' });
  assert.deepEqual(assertRefused(await edit(vera, id, 'x'.repeat(41)), 422, 'invalid').fields, { text: 'too-long' });
  assertRefused(await edit(vera, id, 'Cheap pills!'), 403, 'rejected');
  assertRefused(await edit(vera, id, 7), 400, 'invalid');
  assert.equal(await textOf(id), 'As it was.');
  const links = 'http://a http://b http://c';
  assert.equal((await edit(vera, id, links)).as<{ comment: Comment }>().comment.state, 'pending');
  assert.equal(await textOf(id), undefined, 'it waits for approval');
});

test('a deleted comment leaves nothing, or its place where it was answered', async () => {
  const alone = await write(vera, 'Never mind.');
  const gone = (await remove(vera, alone)).as<{ comment?: Comment; count: Count }>();
  assert.equal(gone.comment, undefined);
  assert.equal(await textOf(alone), undefined);
  const answered = await write(vera, 'Anybody?');
  await write(tomas, 'Me.', answered);
  const kept = (await remove(vera, answered)).as<{ comment?: Comment; count: Count }>();
  assert.equal(kept.comment?.state, 'deleted');
  assert.deepEqual(kept.comment?.author, {});
  assertRefused(await remove(vera, answered), 404, 'not-found');
  assertRefused(await edit(vera, answered, 'Again.'), 404, 'not-found');
});

test('a guest’s comment belongs to no account', async () => {
  const id = await write(undefined, 'From a guest.');
  assertRefused(await edit(vera, id, 'Mine.'), 403, 'forbidden');
  assertRefused(await edit('nonsense', id, 'Mine.'), 401, 'login-required');
  assertRefused(await place.server.ask(`/comments/${id}`, { method: 'DELETE' }), 401, 'login-required');
  assertRefused(await place.server.ask(`/own?thread=${THREAD}`), 401, 'login-required');
  assertRefused(await edit(vera, '999999', 'None.'), 404, 'not-found');
  assertRefused(await edit(vera, 'x', 'None.'), 404, 'not-found');
});

test('two accounts may say the same; one account may not say it twice', async () => {
  await write(vera, 'Hear, hear.');
  await write(tomas, 'Hear, hear.');
  const again = await place.server.ask('/comments', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      Authorization: `Bearer ${vera}`,
    },
    body: JSON.stringify({ thread: THREAD, text: 'Hear, hear.' }),
  });
  assertRefused(again, 409, 'duplicate');
});
