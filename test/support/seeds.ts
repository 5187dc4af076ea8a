/** Turns the threads of the contract into data of the package's own format. */
import type { MemoryPost } from '../../src/core/backends/memory.js';
import type { ReplyPolicy } from '../../src/core/types.js';
import type { Refusal, SeedThread } from '../backends/contract.js';

const START = Date.UTC(2012, 0, 16, 9, 30);
const MINUTE = 60_000;
const CLOSED: ReplyPolicy = { access: 'closed', name: 'no', email: 'no', url: 'no' };

let threads = 0;

/** A post as it stands in a document or in a server's database: untrusted, and with ids that are not the marks. */
export function rawPost({ comments, title, closed }: SeedThread) {
  const ids = new Map(comments.map(({ mark }, index) => [mark, String(100 + index)]));
  return {
    id: `thread-${++threads}`,
    title,
    comments: comments.map(({ mark, under, text = mark, name = 'Ann', url }, index) => ({
      id: ids.get(mark),
      parentId: under && (ids.get(under) ?? '999'),
      author: { name, url, email: 'ann@example.com', ip: '192.0.2.1' },
      body: text,
      publishedAt: new Date(START + index * MINUTE).toISOString(),
    })),
    ...(closed && { policy: CLOSED }),
  };
}

/** The same for the memory backend, which reads it as untrusted data too. */
export function memoryPost(thread: SeedThread, policy?: ReplyPolicy): MemoryPost {
  return { ...rawPost(thread), ...(policy && { policy }) } as unknown as MemoryPost;
}

/** Policy under which a reply of the contract is refused. */
export const POLICIES: Partial<Record<Refusal, ReplyPolicy>> = {
  'login-required': { access: 'login', name: 'no', email: 'no', url: 'no' },
  invalid: { access: 'open', name: 'required', email: 'no', url: 'no' },
};
