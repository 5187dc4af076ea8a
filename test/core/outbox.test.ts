import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';
import { memory } from '../../src/core/backends/memory.js';
import { CommentsError } from '../../src/core/errors.js';
import { Outbox } from '../../src/core/outbox.js';
import { GuardedStorage, memoryStorage, type RecordStorage } from '../../src/core/storage.js';
import type { Draft } from '../../src/core/types.js';

const openBackend = () =>
  memory({ posts: [{ id: 'post', policy: { access: 'open', name: 'no', email: 'no', url: 'no' } }] });

/** An outbox over a backend that can be broken, and what the backend was sent. */
function outboxOf(storage: RecordStorage = memoryStorage()) {
  const backend = openBackend();
  const sent: Draft[] = [];
  const broken = { by: undefined as CommentsError | undefined };
  const reply: typeof backend.reply = (ref, draft) => {
    sent.push(draft);
    return broken.by ? Promise.reject(broken.by) : backend.reply(ref, draft);
  };
  return { outbox: new Outbox({ backend: { ...backend, reply }, ref: { key: 'post' } }, storage), sent, broken };
}

const texts = async (outbox: Outbox) => (await outbox.all()).map(({ text }) => text);

describe('an outbox', () => {
  test('holds all that waits, however much, and remembers some of what was sent', async () => {
    const storage = memoryStorage();
    const { outbox } = outboxOf(storage);
    const waiting = Array.from({ length: 30 }, (_, index) => `Waits ${index}`);
    for (const text of waiting) await outbox.add({ text });
    for (let index = 0; index < 30; index++) await outbox.send((await outbox.add({ text: `Sent ${index}` })).key);
    assert.deepEqual(await texts(outbox), waiting);
    const [[, all] = []] = await storage.list('outbox ');
    assert.equal((all as unknown[]).length, 30 + 20);
  });

  test('keeps what was not taken for the reader to see, without the e-mail address', async () => {
    const { outbox, broken } = outboxOf();
    const guest = { name: 'Ken', email: 'ken@e.example' };
    const unsent = await outbox.add({ text: 'Spam', guest });
    broken.by = new CommentsError('rejected', 'No.');
    await assert.rejects(outbox.send(unsent.key), { code: 'rejected' });
    assert.deepEqual(await outbox.all(), []);
    await outbox.keep(unsent, 'rejected');
    const [kept] = await outbox.all();
    assert.deepEqual([kept?.text, kept?.failure, kept?.guest], ['Spam', 'rejected', { name: 'Ken' }]);
    assert.equal((await outbox.add({ text: 'Spam', guest })).failure, undefined);
  });

  test('gives a text back with its key where it may have arrived, and else without', async () => {
    const { outbox, sent, broken } = outboxOf();
    const reply = { text: 'Perhaps' };
    const first = await outbox.add(reply);
    broken.by = new CommentsError('timeout', 'Late.', { maybeStored: true });
    await assert.rejects(outbox.send(first.key, { again: false }), { maybeStored: true });
    assert.equal(await outbox.handBack(first.key), true);
    broken.by = undefined;
    await outbox.send((await outbox.add(reply)).key);
    assert.equal(new Set(sent.map(({ key }) => key)).size, 1);
    const other = await outbox.add({ text: 'Not sent' });
    assert.equal(await outbox.handBack(other.key), false);
    assert.deepEqual(await outbox.all(), []);
  });

  for (const once of ['key', 'id'] as const) {
    test(`sends again after a lost answer, where the backend tells a reply that comes twice by its ${once}`, async (context) => {
      context.mock.method(Math, 'random', () => 0);
      const backend = openBackend();
      const keys: string[] = [];
      const reply: typeof backend.reply = async (ref, draft) => {
        const posted = await backend.reply(ref, draft);
        if (keys.push(draft.key) > 1) return posted;
        throw new CommentsError('timeout', 'The answer was lost.', { maybeStored: true });
      };
      const capabilities = { ...backend.capabilities, once };
      const outbox = new Outbox(
        { backend: { ...backend, capabilities, reply }, ref: { key: 'post' } },
        memoryStorage(),
      );
      const { key } = await outbox.add({ text: 'Once' });
      assert.notEqual(await outbox.send(key), 'waiting');
      assert.deepEqual(keys, [key, key]);
      const { comments } = await backend.list({ key: 'post' }, { sort: 'oldest', limit: 10 });
      assert.deepEqual(
        comments.map(({ body }) => body?.value),
        ['Once'],
      );
    });
  }

  test('of a storage that is full goes on with what is in it', async () => {
    const lasting = memoryStorage();
    let isFull = false;
    const full: RecordStorage = {
      ...lasting,
      change: async (key, change) =>
        lasting.change(key, (stored) => {
          const value = change(stored);
          if (isFull && value !== undefined) throw new DOMException('Full.', 'QuotaExceededError');
          return value;
        }),
    };
    const { outbox } = outboxOf(new GuardedStorage(full));
    await outbox.add({ text: 'Before' });
    isFull = true;
    await outbox.add({ text: 'Meanwhile' });
    assert.deepEqual(await texts(outbox), ['Before', 'Meanwhile']);
    isFull = false;
    await outbox.add({ text: 'After' });
    assert.deepEqual(await texts(outboxOf(lasting).outbox), ['Before', 'Meanwhile', 'After']);
  });

  test('sends again not before Retry-After, and leaves longer waits to the reader', async () => {
    const { outbox, sent, broken } = outboxOf();
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    const { key } = await outbox.add({ text: 'Busy' });
    mock.timers.enable({ apis: ['setTimeout'] });
    const { random } = Math;
    Math.random = () => 0;
    try {
      broken.by = new CommentsError('rate-limited', 'Busy.', { retryAfter: 2 });
      const posted = outbox.send(key);
      await settled();
      mock.timers.tick(1999);
      await settled();
      assert.equal(sent.length, 1);
      broken.by = undefined;
      mock.timers.tick(1);
      assert.notEqual(await posted, 'waiting');
      assert.equal(sent.length, 2);
      broken.by = new CommentsError('rate-limited', 'Very busy.', { retryAfter: 11 });
      const late = await outbox.add({ text: 'Very busy' });
      await assert.rejects(outbox.send(late.key), { code: 'rate-limited', retryAfter: 11 });
      assert.equal(sent.length, 3);
    } finally {
      Math.random = random;
      mock.timers.reset();
    }
  });
});
