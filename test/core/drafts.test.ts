import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answered } from '../../src/core/answered.js';
import { Drafts, keyOf, later, type DraftPlace } from '../../src/core/drafts.js';
import { GuardedStorage, memoryStorage, type RecordStorage } from '../../src/core/storage.js';

const PLACE: DraftPlace = { backend: 'http', thread: '/dawn/' };
const DAY = 86_400_000;

/** A storage that can be broken. */
function fragile() {
  const memory = memoryStorage();
  const storage = { broken: false, ...memory } as RecordStorage & { broken: boolean };
  const work = <T>(does: () => Promise<T>) => (storage.broken ? Promise.reject(new Error('Full.')) : does());
  storage.change = (key, change) => work(() => memory.change(key, change));
  storage.list = (prefix) => work(() => memory.list(prefix));
  return storage;
}

describe('drafts', () => {
  test('are kept by backend, post, answered comment and account', async () => {
    const storage = memoryStorage();
    const drafts = new Drafts(storage);
    const places: DraftPlace[] = [
      PLACE,
      { ...PLACE, backend: 'wordpress' },
      { ...PLACE, thread: '/dusk/' },
      { ...PLACE, parentId: '7' },
      { ...PLACE, account: 'Mira' },
    ];
    for (const [index, place] of places.entries()) await drafts.save(place, `Text ${index}`);
    const found = await Promise.all(places.map(async (place) => (await drafts.load(place))?.text));
    assert.deepEqual(found, ['Text 0', 'Text 1', 'Text 2', 'Text 3', 'Text 4']);
    assert.deepEqual(await answered(storage, PLACE), ['7']);
  });

  test('of a guest go along when the guest logs in', async () => {
    const drafts = new Drafts(memoryStorage());
    await drafts.save(PLACE, 'Before');
    assert.equal((await drafts.load({ ...PLACE, account: 'Mira' }))?.text, 'Before');
    assert.equal(await drafts.load(PLACE), undefined);
  });

  test('of one page are one, however its address is written', () => {
    const written = ['https://a.example/dawn/', 'http://a.example/dawn', 'http://a.example/dawn/#comments'];
    assert.equal(new Set(written.map((thread) => keyOf({ ...PLACE, thread }))).size, 1);
    assert.notEqual(keyOf({ ...PLACE, thread: '/dawn?p=1' }), keyOf({ ...PLACE, thread: '/dawn?p=2' }));
  });

  test('count, so that tabs agree without a clock', async () => {
    const storage = memoryStorage();
    const ahead = new Drafts(storage, { tab: 'a', now: () => 9 * DAY });
    const behind = new Drafts(storage, { tab: 'b', now: () => 0 });
    const first = await ahead.save(PLACE, 'One');
    const second = await behind.save(PLACE, 'Two');
    assert.equal(later(first, second), second);
    assert.equal((await ahead.load(PLACE))?.text, 'Two');
    assert.equal(first?.id, second?.id);
  });

  test('are none after 30 days', async () => {
    let now = 0;
    const drafts = new Drafts(memoryStorage(), { now: () => now });
    await drafts.save(PLACE, 'Old');
    now = 30 * DAY;
    assert.equal((await drafts.load(PLACE))?.text, 'Old');
    now += 1;
    assert.equal(await drafts.load(PLACE), undefined);
  });

  test('are not removed by a text that is not theirs', async () => {
    const drafts = new Drafts(memoryStorage());
    await drafts.save(PLACE, 'Goes on');
    assert.equal(await drafts.remove(PLACE, 'Sent'), false);
    assert.equal((await drafts.load(PLACE))?.text, 'Goes on');
    assert.equal(await drafts.remove(PLACE, ' Goes on '), true);
    assert.equal(await drafts.load(PLACE), undefined);
  });
});

test('a storage that fails is told of once, and what it could not keep is kept until it can', async () => {
  const storage = fragile();
  let failures = 0;
  const guarded = new GuardedStorage(storage, () => (failures += 1));
  await guarded.change('a', () => 1);
  storage.broken = true;
  await guarded.change('a', () => 2);
  await guarded.change('b', () => 3);
  assert.deepEqual([failures, guarded.failing], [1, true]);
  assert.deepEqual(await guarded.list(''), [
    ['a', 2],
    ['b', 3],
  ]);
  storage.broken = false;
  assert.equal(await guarded.change('a', (stored) => Number(stored) + 5), 7);
  assert.deepEqual(await storage.list('a'), [['a', 7]]);
});
