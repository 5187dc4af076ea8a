import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommentsError } from '../../src/core/errors.js';
import type { MemoryBackend } from '../../src/core/backends/memory.js';
import type { Backend, Comment, Page } from '../../src/core/types.js';
import { memorySource } from '../support/memory-harness.js';
import { backendContract } from './contract.js';

/** Names of the cases that fail for a backend, without the backend's own. */
async function failing(sabotage: (store: MemoryBackend) => Partial<Backend>): Promise<string[]> {
  const cases = backendContract({
    name: 'x',
    create: () => {
      const { store, harness } = memorySource();
      return Promise.resolve(harness({ ...store, ...sabotage(store) }));
    },
    without: { malformed: 'What cannot be read is left out when it is added.' },
  });
  const names: string[] = [];
  for (const { name, run } of cases) await run().catch(() => names.push(name.slice('x: '.length)));
  return names;
}

const pages = (change: (page: Page) => Page) => (store: MemoryBackend) => ({
  list: async (...[thread, query, options]: Parameters<Backend['list']>) =>
    change(await store.list(thread, query, options)),
});
const comments = (change: (comment: Comment) => object) =>
  pages((page) => ({ ...page, comments: page.comments.map((comment) => change(comment) as Comment) }));
const escaped = (text = '') => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const omit = <T extends object>(object: T, field: keyof T): T =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== field)) as T;
let keys = 0;

/** What is done to a backend that keeps the contract, and a case that must notice. */
const SABOTAGE: Record<string, [(store: MemoryBackend) => Partial<Backend>, string]> = {
  'it has no name': [() => ({ name: '' }), 'says what it is and what it can'],
  'a comment is lost': [
    pages((page) => ({ ...page, comments: page.comments.slice(1) })),
    'all pages together have every comment exactly once',
  ],
  'a comment comes twice': [
    pages((page) => ({ ...page, comments: [...page.comments, ...page.comments.slice(0, 1)] })),
    'all pages together have every comment exactly once',
  ],
  'pages never end': [pages((page) => ({ ...page, next: 'x' })), 'an empty thread is empty'],
  'the first page comes again': [
    (store) => ({ list: (thread, { sort, limit }, options) => store.list(thread, { sort, limit }, options) }),
    'all pages together have every comment exactly once',
  ],
  'the order is never asked for': [
    (store) => ({ list: (thread, query, options) => store.list(thread, { ...query, sort: 'oldest' }, options) }),
    'the pages follow each other in the order asked for',
  ],
  'parents are forgotten': [comments((comment) => omit(comment, 'parentId')), 'replies name the comment they answer'],
  'the total is that of the page': [
    pages((page) => ({ ...page, count: { total: page.comments.length } })),
    'the total does not depend on the size of a page',
  ],
  'counts come in another order': [
    (store) => ({ count: async (threads, options) => (await store.count(threads, options)).toReversed() }),
    'counts many threads in the order asked',
  ],
  'names are escaped': [
    comments((comment) => ({ ...comment, author: { name: escaped(comment.author.name) } })),
    'markup in every field stays data',
  ],
  'texts are escaped': [
    comments(({ body, ...comment }) => ({ ...comment, body: { kind: 'text', value: escaped(body?.value) } })),
    'markup in every field stays data',
  ],
  'links are believed': [
    comments((comment) => ({ ...comment, author: { url: 'javascript:alert(1)' } })),
    'markup in every field stays data',
  ],
  'an e-mail address leaks': [comments((comment) => ({ ...comment, email: 'ann@example.com' })), 'one comment'],
  'ids are numbers': [comments((comment) => ({ ...comment, id: Number(comment.id) })), 'one comment'],
  'dates are as they came': [comments((comment) => ({ ...comment, publishedAt: 'yesterday' })), 'one comment'],
  'an empty name is a name': [
    comments((comment) => ({ ...comment, author: { name: '' } })),
    'a comment without a name',
  ],
  'errors are of another kind': [
    (store) => ({ list: (...args) => store.list(...args).catch(() => Promise.reject(new TypeError('no'))) }),
    'an unknown thread',
  ],
  'signals are ignored': [
    (store) => ({ list: (thread, query) => store.list(thread, query) }),
    'cancelled while it is asked',
  ],
  'the store itself is handed out': [
    (store) => {
      let kept: Promise<Page> | undefined;
      return { list: (thread, query) => (kept ??= store.list(thread, query)) };
    },
    'an answer is not touched by changes to an earlier one',
  ],
  'titles are escaped': [
    (store) => ({
      post: async (...args) => {
        const post = await store.post(...args);
        return { ...post, title: escaped(post.title) };
      },
    }),
    'the article',
  ],
  'there is a policy and no method': [
    (store) => ({ ...store, reply: undefined as never }),
    'what cannot take replies says so',
  ],
  'there is a method and no policy': [
    pages((page) => omit(page, 'policy')),
    'a backend that takes replies has a method for it',
  ],
  'keys are ignored': [
    (store) => ({
      reply: (thread, draft, options) =>
        store.reply(thread, { ...draft, key: `${++keys}`, text: draft.text + ' '.repeat(keys) }, options),
    }),
    'a reply sent twice is stored once',
  ],
  'another reply with a key gets the first answer': [
    (store) => {
      const answers = new Map<string, ReturnType<MemoryBackend['reply']>>();
      return {
        reply: (thread, draft) => {
          const answer = answers.get(draft.key) ?? store.reply(thread, draft);
          answers.set(draft.key, answer);
          return answer;
        },
      };
    },
    'a key that was used for another reply',
  ],
  'a held reply looks published': [
    (store) => ({
      reply: async (...args) => {
        const posted = await store.reply(...args);
        return { ...posted, state: 'published', comment: { ...posted.comment, state: 'published' } };
      },
    }),
    'a reply is held for moderation',
  ],
  'a reply loses its parent': [
    (store) => ({ reply: (thread, draft, options) => store.reply(thread, omit(draft, 'parentId'), options) }),
    'a reply to a comment',
  ],
  'a refusal leaves doubt': [
    (store) => ({
      reply: (...args) =>
        store.reply(...args).catch((error: CommentsError) => {
          throw new CommentsError(error.code, error.message, { fields: error.fields, maybeStored: true });
        }),
    }),
    'a closed thread refuses replies',
  ],
  'wrong fields are not named': [
    (store) => ({
      reply: (...args) =>
        store.reply(...args).catch((error: CommentsError) => {
          throw new CommentsError(error.code, error.message);
        }),
    }),
    'a reply is refused: invalid',
  ],
  'a cancelled reply is stored': [
    (store) => ({ reply: (thread, draft) => store.reply(thread, draft) }),
    'a reply that is cancelled before it is sent is not stored',
  ],
};

test('a backend that keeps the contract passes', async () => {
  assert.deepEqual(await failing(() => ({})), []);
});

for (const [title, [sabotage, noticing]] of Object.entries(SABOTAGE)) {
  test(`the contract notices when ${title}`, async () => {
    const names = await failing(sabotage);
    assert.ok(names.includes(noticing), `what failed was: ${names.join(', ') || 'nothing'}`);
  });
}

test('a feature that is said to be missing leaves its cases out, and only those', () => {
  const names = (without: object) =>
    backendContract({ name: 'x', create: () => Promise.reject(new Error('never opened')), without }).map(
      ({ name }) => name,
    );
  const all = names({});
  assert.equal(new Set(all).size, all.length);
  const left = names({ pending: 'It has no moderation.' });
  assert.deepEqual(
    all.filter((name) => !left.includes(name)),
    ['x: a reply is held for moderation', 'x: a held reply that is sent twice'],
  );
});

test('a harness is closed when its case fails', async () => {
  let closed = 0;
  const { store, harness } = memorySource();
  const [first] = backendContract({
    name: 'x',
    create: () => Promise.resolve({ ...harness({ ...store, name: '' }), close: () => Promise.resolve(void closed++) }),
  });
  await assert.rejects(first?.run() ?? assert.fail(), /it has no name/);
  assert.equal(closed, 1);
});
