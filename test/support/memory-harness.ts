import { memory, type MemoryBackend } from '../../src/core/backends/memory.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, Draft, ThreadRef } from '../../src/core/types.js';
import type { Harness, Refusal } from '../backends/contract.js';
import { memoryPost, POLICIES } from './seeds.js';

export interface MemorySource {
  readonly store: MemoryBackend;
  /** What the contract asks of a harness, for any backend over this store. */
  readonly harness: (backend: Backend) => Harness;
}

/** A memory backend with switches for moderation and refusals. */
export function memorySource(): MemorySource {
  let holds = false;
  let reason: Refusal | undefined;
  const store = memory({
    moderate: () => holds,
    refuse: () => reason && new CommentsError(reason, 'As the test wished.', { retryAfter: 7 }),
  });
  const provoke = async (wanted: Refusal): Promise<{ thread: ThreadRef; draft: Draft }> => {
    const post = memoryPost({ comments: [] }, POLICIES[wanted]);
    store.add(post);
    const thread = { key: post.id };
    const draft = { key: crypto.randomUUID(), text: 'mark1', guest: { name: 'Ken' } };
    if (wanted === 'invalid') return { thread, draft: { ...draft, guest: {} } };
    if (wanted === 'parent-gone') return { thread, draft: { ...draft, parentId: '999' } };
    if (wanted === 'duplicate') await store.reply(thread, { ...draft, key: crypto.randomUUID() });
    else if (!POLICIES[wanted]) reason = wanted;
    return { thread, draft };
  };
  return {
    store,
    harness: (backend) => ({
      backend,
      provoke,
      seed: (thread) => {
        const post = memoryPost(thread);
        store.add(post);
        return Promise.resolve({ key: post.id });
      },
      hold: () => {
        holds = true;
        return Promise.resolve();
      },
    }),
  };
}
