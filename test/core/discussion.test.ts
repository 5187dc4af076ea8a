import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Discussion, shown, type DiscussionState } from '../../src/core/discussion.js';
import { notShown } from '../../src/core/not-shown.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, Comment } from '../../src/core/types.js';
import { backendOf, comment, comments, held, without } from '../support/backends.js';

const REF = { key: 'post' };
const DAYS = ['1', '2', '3', '4', '5'].map((id) => comment(id, { publishedAt: `2012-03-0${id}T10:00:00.000Z` }));

function open(backend: Backend, pageSize = 50): Discussion {
  return new Discussion(backend, REF, { pageSize });
}

const idsOf = ({ comments: items }: DiscussionState) => items.map(({ id }) => id).join(' ');
const roots = ({ thread }: DiscussionState) => thread.roots.map((node) => node.comment.id).join(' ');
const errorOf = ({ state }: Discussion) => state.error?.code;
const offline = () => new CommentsError('offline', 'No network.');

/** Lets everything that is ready to run do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('reading', () => {
  test('goes from idle over loading to ready, with a frozen state each time', async () => {
    const discussion = open(backendOf(DAYS, { count: { total: 8 } }));
    const seen: string[] = [];
    const stop = discussion.subscribe(() => {
      assert.ok(Object.isFrozen(discussion.state));
      seen.push(`${discussion.state.status} ${discussion.state.comments.length}`);
    });
    assert.equal(discussion.state.status, 'idle');
    await discussion.load();
    assert.deepEqual(seen, ['loading 0', 'ready 5']);
    assert.equal(discussion.state.title, 'Dawn');
    stop();
    await discussion.reload();
    assert.equal(seen.length, 2);
  });

  test('merges the next page without repeating a comment that moved there', async () => {
    const memory = backendOf(DAYS);
    const moved: Backend = {
      ...memory,
      list: async (ref, query, options) => {
        const page = await memory.list(ref, query, options);
        return query.after === undefined ? page : { ...page, comments: [comment('2'), ...page.comments] };
      },
    };
    const discussion = open(moved, 2);
    await discussion.load();
    assert.equal(idsOf(discussion.state), '1 2');
    assert.equal(discussion.state.more, true);
    await discussion.loadMore();
    await discussion.loadMore();
    assert.equal(idsOf(discussion.state), '1 2 3 4 5');
    assert.equal(discussion.state.more, false);
    await discussion.loadMore();
    assert.equal(idsOf(discussion.state), '1 2 3 4 5');
  });

  test('asks once for the next page, however many want it, and again after it was given up', async () => {
    const { backend, asked, release } = held(backendOf(DAYS));
    const discussion = open(backend, 2);
    const first = discussion.load();
    release();
    await first;
    const all = Promise.all([discussion.loadMore(), discussion.loadMore()]);
    assert.equal(asked.length, 2);
    release();
    await all;
    assert.equal(idsOf(discussion.state), '1 2 3 4');
    void discussion.loadMore();
    discussion.close();
    const again = discussion.loadMore();
    assert.equal(asked.length, 4);
    release();
    release();
    await again;
    assert.equal(idsOf(discussion.state), '1 2 3 4 5');
  });

  test('ignores the late answer to a request that another one has replaced', async () => {
    const { backend, asked, release } = held(backendOf(DAYS));
    const discussion = open(backend, 2);
    const first = discussion.load();
    const second = discussion.reload();
    release();
    await first;
    assert.equal(discussion.state.status, 'loading');
    assert.equal(idsOf(discussion.state), '');
    release();
    await second;
    assert.equal(idsOf(discussion.state), '1 2');
    assert.equal(asked.length, 2);
  });

  test('ignores an answer, and a failure, that comes after it was closed', async () => {
    const gate = held(backendOf(DAYS));
    const discussion = open(gate.backend);
    void discussion.load();
    discussion.close();
    assert.equal(discussion.state.status, 'idle');
    gate.release();
    await settle();
    assert.equal(discussion.state.status, 'idle');
    void discussion.load();
    discussion.close();
    gate.fail(offline());
    await settle();
    assert.equal(errorOf(discussion), undefined);
    const again = discussion.load();
    gate.release();
    await again;
    assert.equal(discussion.state.status, 'ready', 'it can be used again');
    void discussion.reload();
    discussion.close();
    assert.equal(discussion.state.status, 'ready', 'what was loaded is still ready');
  });

  test('keeps what is loaded when a later request fails, and forgets the error with the next', async () => {
    const { backend, release, fail } = held(backendOf(DAYS));
    const discussion = open(backend, 2);
    const first = discussion.load();
    release();
    await first;
    for (const request of [() => discussion.loadMore(), () => discussion.reload()]) {
      const failing = request();
      assert.equal(errorOf(discussion), undefined);
      fail(offline());
      await failing;
      assert.equal(discussion.state.status, 'error');
      assert.equal(errorOf(discussion), 'offline');
      assert.equal(idsOf(discussion.state), '1 2');
    }
    const more = discussion.loadMore();
    release();
    await more;
    assert.equal(idsOf(discussion.state), '1 2 3 4');
    assert.equal(errorOf(discussion), undefined);
  });

  test('turns whatever a backend throws into an error with a code', async () => {
    const broken = { ...backendOf([]), list: () => Promise.reject(new TypeError('undefined is not a function')) };
    const discussion = open(broken);
    await discussion.load();
    assert.equal(errorOf(discussion), 'bad-data');
  });
});

describe('the order', () => {
  test('changes at once and without a request when everything is loaded', async () => {
    const { backend, asked, release } = held(backendOf(DAYS));
    const discussion = open(backend);
    const loading = discussion.load();
    release();
    await loading;
    await discussion.setSort('newest');
    assert.equal(roots(discussion.state), '5 4 3 2 1');
    assert.deepEqual(discussion.state.sorts, ['oldest', 'newest', 'replies']);
    assert.equal(asked.length, 1);
  });

  test('is asked of the backend when there is more, and only the orders it knows are offered', async () => {
    const { backend, asked, release } = held(backendOf(DAYS));
    const discussion = open(backend, 2);
    const loading = discussion.load();
    release();
    await loading;
    assert.deepEqual(discussion.state.sorts, ['oldest', 'newest']);
    const sorting = discussion.setSort('newest');
    assert.equal(roots(discussion.state), '2 1', 'what is here turns round at once');
    release();
    await sorting;
    assert.equal(roots(discussion.state), '5 4');
    assert.deepEqual(
      asked.map(({ sort }) => sort),
      ['oldest', 'newest'],
    );
  });

  test('counts when it changes before the first page has come', async () => {
    const { backend, asked, release } = held(backendOf(DAYS));
    const discussion = open(backend, 2);
    void discussion.load();
    const sorting = discussion.setSort('newest');
    release();
    release();
    await sorting;
    assert.equal(roots(discussion.state), '5 4');
    assert.equal(asked.at(-1)?.sort, 'newest');
  });

  test('never asks for the next page of another order', async () => {
    const { backend, asked, release, fail } = held(backendOf(DAYS));
    const discussion = open(backend, 2);
    const loading = discussion.load();
    release();
    await loading;
    const sorting = discussion.setSort('newest');
    fail(offline());
    await sorting;
    const more = discussion.loadMore();
    release();
    await more;
    assert.deepEqual(asked.at(-1), { sort: 'newest', limit: 2 });
    assert.equal(roots(discussion.state), '5 4');
  });

  test('is the nearest one that a backend knows', async () => {
    const { backend, asked, release } = held(backendOf(DAYS));
    const discussion = new Discussion(backend, REF, { sort: 'replies' });
    const loading = discussion.load();
    release();
    await loading;
    assert.equal(asked[0]?.sort, 'oldest');
    assert.equal(discussion.state.sort, 'replies');
  });
});

describe('counting', () => {
  const hidden: Comment[] = [comment('8', { state: 'deleted' }), comment('9', { state: 'pending' })];
  const ping = comment('7', { kind: 'pingback' });

  test('tells apart what the backend counts, what is shown, and what is not', async () => {
    const discussion = open(backendOf([...DAYS, ping, ...hidden], { count: { total: 8 } }));
    await discussion.load();
    assert.equal(shown(discussion.state), 6);
    assert.equal(notShown(discussion.state), 2);
  });

  test('calls nothing missing while more can be loaded, or where no count is known, or too small a one', async () => {
    const partly = open(backendOf(DAYS, { count: { total: 8 } }), 2);
    await partly.load();
    assert.equal(notShown(partly.state), 0);
    for (const count of [undefined, { total: 2 }]) {
      const memory = backendOf(DAYS);
      const list: Backend['list'] = async (...request) => {
        const { count: known, ...page } = await memory.list(...request);
        return known && count ? { ...page, count } : page;
      };
      const discussion = open({ ...memory, list });
      await discussion.load();
      assert.equal(notShown(discussion.state), 0);
    }
  });
});

describe('who may answer', () => {
  const open_ = { access: 'open', name: 'no', email: 'no', url: 'no' } as const;

  test('is nobody where the backend takes no replies, and a closed thread says so all the same', async () => {
    for (const [access, expected] of [
      ['open', 'none'],
      ['login', 'none'],
      ['closed', 'closed'],
    ] as const) {
      const discussion = open(without(backendOf([], { policy: { ...open_, access } }), 'reply'));
      await discussion.load();
      assert.equal(discussion.state.policy.access, expected);
    }
  });

  test('is what the first page said, over all pages', async () => {
    const memory = backendOf(comments(1, 2, 3), { policy: { ...open_, maxLength: 9 } });
    const list: Backend['list'] = async (ref, query, options) => {
      const { policy, ...page } = await memory.list(ref, query, options);
      return query.after === undefined && policy ? { ...page, policy } : page;
    };
    const discussion = open({ ...memory, list }, 2);
    await discussion.load();
    await discussion.loadMore();
    assert.equal(discussion.state.policy.maxLength, 9);
  });
});
