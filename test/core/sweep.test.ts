import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answered } from '../../src/core/answered.js';
import { Drafts, type DraftPlace } from '../../src/core/drafts.js';
import { memory } from '../../src/core/backends/memory.js';
import { Outbox } from '../../src/core/outbox.js';
import { memoryStorage } from '../../src/core/storage.js';
import { sweep } from '../../src/core/sweep.js';

const DAY = 86_400_000;
const PLACE: DraftPlace = { backend: 'http', thread: '/dawn/' };

/** The `localStorage` of a page. */
class PageStorage {
  readonly records: Record<string, string> = {};
  getItem = (key: string) => this.records[key] ?? null;
  setItem = (key: string, value: string) => void (this.records[key] = value);
  removeItem = (key: string) => void Reflect.deleteProperty(this.records, key);
}

/** What a page has kept that was left at once, as `Object.keys` tells it of a real `Storage`. */
function leftPage() {
  const page = new PageStorage();
  const storage = new Proxy(page, {
    ownKeys: () => Object.keys(page.records),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  }) as unknown as Storage;
  return { storage, keys: () => Object.keys(page.records) };
}

describe('what is kept', () => {
  test('goes after 30 days: drafts, also those of pages that were left at once, comments that wait, and copies', async () => {
    const storage = memoryStorage();
    const { storage: page, keys } = leftPage();
    const backend = memory();
    const realNow = Date.now;
    try {
      Date.now = () => 0;
      const drafts = new Drafts(storage, { leaving: () => page });
      await drafts.save(PLACE, 'Old');
      drafts.leave({ ...PLACE, parentId: '7' }, 'Left');
      await new Outbox({ backend, ref: { key: 'a' } }, storage).add({ text: 'Waits', guest: { email: 'k@e.example' } });
      await storage.change('copy ["http","a"]', () => ({ version: 1, at: 0, page: {} }));
      page.setItem('theirs', 'stays');
      Date.now = () => 30 * DAY;
      await sweep(storage, () => page);
      assert.equal((await storage.list('')).length, 4);
      Date.now = () => 30 * DAY + 1;
      await sweep(storage, () => page);
      assert.deepEqual([await storage.list(''), keys()], [[], ['theirs']]);
    } finally {
      Date.now = realNow;
    }
  });

  test('is bounded: of drafts the newest hundred stay', async () => {
    const storage = memoryStorage();
    let now = Date.now();
    const drafts = new Drafts(storage, { now: () => now });
    for (let index = 0; index < 150; index++, now++) await drafts.save({ ...PLACE, thread: String(index) }, 'New');
    await sweep(storage, () => null);
    const left = await Promise.all([49, 50, 149].map((index) => drafts.load({ ...PLACE, thread: String(index) })));
    assert.deepEqual([(await storage.list('')).length, left.map(Boolean)], [100, [false, true, true]]);
  });

  test('of a page that was left at once comes to the other drafts, unless those are newer', async () => {
    const storage = memoryStorage();
    const { storage: page, keys } = leftPage();
    const leaving = { leaving: () => page };
    const first = new Drafts(storage, leaving);
    const answer = { ...PLACE, parentId: '7' };
    first.leave(answer, 'An answer');
    first.leave({ ...PLACE, parentId: '8' }, '');
    await first.save(PLACE, 'Begun');
    first.leave(PLACE, 'Begun, and went on');
    const newer = { ...PLACE, thread: 'other' };
    first.leave(newer, 'Older');
    const second = new Drafts(storage);
    await second.save(newer, 'One');
    await second.save(newer, 'Newer');
    await sweep(storage, () => page);
    assert.deepEqual(keys(), []);
    const next = new Drafts(storage, leaving);
    assert.deepEqual(await answered(storage, PLACE), ['7']);
    const texts = await Promise.all([answer, PLACE, newer].map(async (place) => (await next.load(place))?.text));
    assert.deepEqual(texts, ['An answer', 'Begun, and went on', 'Newer']);
  });

  test('and changes in another tab in that moment is not touched', async () => {
    const storage = memoryStorage();
    const old = { version: 1, text: 'Old', id: 'i', count: 1, tab: 't', at: 0 };
    const draft = 'draft ["http","/dawn",null,null]';
    const records = {
      [draft]: old,
      'outbox a': [{ ...old, key: 'k', state: 'waiting' }],
      'copy a': { version: 1, at: 0 },
    };
    for (const [key, value] of Object.entries(records)) await storage.change(key, () => value);
    const changing = {
      ...storage,
      list: async (prefix: string) => {
        const listed = await storage.list(prefix);
        for (const [key] of listed)
          await storage.change(key, () => (key === draft ? { ...old, text: 'New', at: Date.now() } : undefined));
        return listed;
      },
    };
    await sweep(changing, () => null);
    assert.deepEqual(
      (await storage.list('')).map(([key, value]) => [key, (value as { text: string }).text]),
      [[draft, 'New']],
    );
  });

  test('where the page has no storage, or one that throws, goes all the same', async () => {
    const storage = memoryStorage();
    await storage.change('draft ["http","/dawn",null,null]', () => ({ version: 0 }));
    await sweep(storage, () => {
      throw new DOMException('No.', 'SecurityError');
    });
    assert.deepEqual(await storage.list(''), []);
  });
});
