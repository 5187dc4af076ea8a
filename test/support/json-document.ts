import type { SeedThread } from '../backends/contract.js';
import { rawPost } from './seeds.js';

/** What no reader of the format can make a comment of. */
export const JUNK = [null, 'text', 7, [], {}, { id: '', body: '' }, { id: 'spam', state: 'spam', body: 'hidden' }];

/** A document that the contract fills. */
export function growingDocument() {
  const posts: ReturnType<typeof rawPost>[] = [];
  return {
    document: { version: 1, posts },
    seed: (thread: SeedThread) => {
      const post = rawPost(thread);
      posts.push(post);
      return Promise.resolve({ key: post.id });
    },
    spoil: ({ key }: { key: string }) => {
      const comments = posts.find(({ id }) => id === key)?.comments as unknown[];
      comments.unshift(...JUNK);
      comments.push(...JUNK);
      return Promise.resolve();
    },
  };
}
