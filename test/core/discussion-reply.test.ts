import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Discussion, type DiscussionState, type Reply } from '../../src/core/discussion.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, Draft } from '../../src/core/types.js';
import { backendOf, comments, held, without } from '../support/backends.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const HELLO: Reply = { text: 'Hello', guest: { name: 'Ken' } };

/** A backend in memory that notes each draft and may lose its answer after it was stored. */
function noting(memory: Backend = backendOf(comments(1))): { backend: Backend; drafts: Draft[]; lose: number } {
  const noted = { backend: memory, drafts: [] as Draft[], lose: 0 };
  noted.backend = {
    ...memory,
    reply: async (ref, draft, options) => {
      noted.drafts.push(draft);
      const posted = await memory.reply?.(ref, draft, options);
      if (!posted || noted.lose-- > 0) throw new CommentsError('timeout', 'No answer.', { maybeStored: true });
      return posted;
    },
  };
  return noted;
}

async function loaded(backend: Backend): Promise<Discussion> {
  const discussion = new Discussion(backend, { key: 'post' });
  await discussion.load();
  return discussion;
}

const idsOf = ({ comments: items }: DiscussionState) => items.map(({ id }) => id).join(' ');
const keysOf = (drafts: readonly Draft[]) => new Set(drafts.map(({ key }) => key)).size;

describe('a reply', () => {
  test('shows in its place once it is stored, is known as mine, and is counted', async () => {
    const { backend, drafts } = noting();
    const discussion = await loaded(backend);
    const posted = await discussion.reply({ ...HELLO, parentId: '1' });
    const { state } = discussion;
    assert.match(drafts[0]?.key ?? '', UUID);
    assert.equal(state.thread.byId.get(posted.comment.id)?.parent?.comment.id, '1');
    assert.ok(state.mine.has(posted.comment.id));
    assert.equal(state.count?.total, 2);
  });

  test('is counted here where the backend sends no new count, unless it waits for moderation', async () => {
    for (const pending of [false, true]) {
      const memory = backendOf(comments(1), {}, { moderate: () => pending });
      const reply: Backend['reply'] = async (...request) => {
        const { state, comment } = (await memory.reply?.(...request)) ?? assert.fail();
        return { state, comment };
      };
      const discussion = await loaded({ ...memory, reply });
      await discussion.reply(HELLO);
      const counts = pending ? [1, 1, 1] : [2, 2, 2];
      const { total, roots, comments: written } = discussion.state.count ?? {};
      assert.deepEqual([total, roots, written], counts);
      await discussion.reply({ ...HELLO, parentId: '1' });
      assert.deepEqual([discussion.state.count?.total, discussion.state.count?.roots], pending ? [1, 1] : [3, 2]);
    }
  });

  test('is sent once by a double call', async () => {
    const { backend, drafts } = noting();
    const discussion = await loaded(backend);
    const [first, second] = await Promise.all([discussion.reply(HELLO), discussion.reply({ ...HELLO })]);
    assert.equal(first, second);
    assert.equal(drafts.length, 1);
  });

  test('keeps its key over a retry, so that a lost answer leaves one comment', async () => {
    const noted = noting();
    noted.lose = 1;
    const discussion = await loaded(noted.backend);
    await assert.rejects(discussion.reply(HELLO), { code: 'timeout', maybeStored: true });
    assert.equal(idsOf(discussion.state), '1');
    await discussion.reply(HELLO);
    assert.equal(keysOf(noted.drafts), 1);
    assert.equal(idsOf(discussion.state), '1 2');
    await discussion.reload();
    assert.equal(discussion.state.count?.total, 2);
  });

  test('gets a new key when text, name or place change, and once it was stored', async () => {
    const noted = noting();
    noted.lose = Infinity;
    const discussion = await loaded(noted.backend);
    const versions: Reply[] = [
      HELLO,
      { ...HELLO, text: 'Hello!' },
      { ...HELLO, guest: { name: 'Ann' } },
      { ...HELLO, parentId: '1' },
    ];
    for (const version of versions) await assert.rejects(discussion.reply(version));
    assert.equal(keysOf(noted.drafts), versions.length);
    noted.lose = 0;
    await discussion.reply(HELLO);
    await assert.rejects(discussion.reply(HELLO), { code: 'duplicate' });
    assert.equal(keysOf(noted.drafts), versions.length + 1);
  });

  test('that is refused changes nothing here', async () => {
    const refuse = () => new CommentsError('rejected', 'Spam.');
    const discussion = await loaded(backendOf(comments(1), {}, { refuse }));
    const before = discussion.state;
    await assert.rejects(discussion.reply(HELLO), { name: 'CommentsError', code: 'rejected' });
    assert.equal(discussion.state, before);
  });

  test('rejects with our error whatever a backend throws, and where it takes no replies', async () => {
    const broken = await loaded({ ...backendOf([]), reply: () => Promise.reject(new RangeError('?')) });
    await assert.rejects(broken.reply(HELLO), { name: 'CommentsError', code: 'bad-data' });
    const readOnly = await loaded(without(backendOf([]), 'reply'));
    await assert.rejects(readOnly.reply(HELLO), { code: 'unsupported' });
  });

  test('stays after a reload that does not know of it yet, in its own place after one that does', async () => {
    const discussion = await loaded(backendOf(comments(1), {}, { moderate: ({ text }) => text === 'Hello' }));
    const { comment } = await discussion.reply(HELLO);
    await discussion.reload();
    assert.equal(idsOf(discussion.state), `1 ${comment.id}`);
    const other = await discussion.reply({ ...HELLO, text: 'Published' });
    await discussion.reload();
    assert.equal(idsOf(discussion.state), `1 ${other.comment.id} ${comment.id}`);
  });

  test('that was stored while a page was on its way is not lost when that page comes', async () => {
    const gate = held(backendOf(comments(1)));
    const discussion = new Discussion(gate.backend, { key: 'post' });
    const loading = discussion.load();
    await discussion.reply(HELLO);
    gate.release();
    await loading;
    assert.equal(idsOf(discussion.state), '1 2');
  });

  test('has a key on pages without TLS too', async () => {
    const { randomUUID } = crypto;
    const { backend, drafts } = noting();
    const discussion = await loaded(backend);
    try {
      Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
      await discussion.reply(HELLO);
    } finally {
      Object.defineProperty(crypto, 'randomUUID', { value: randomUUID, configurable: true });
    }
    assert.match(drafts[0]?.key ?? '', UUID);
  });
});
