import { memory, type MemoryOptions, type MemoryPost } from '../../src/core/backends/memory.js';
import type { Backend, Comment, ListQuery, Page } from '../../src/core/types.js';

/** A published comment; what the id says is enough to tell it from others. */
export function comment(id: string, details: Partial<Comment> = {}): Comment {
  return {
    id,
    kind: 'comment',
    state: 'published',
    author: { name: `Reader ${id}` },
    body: { kind: 'text', value: `Text ${id}` },
    publishedAt: '2012-03-04T10:00:00.000Z',
    ...details,
  };
}

/** Comments with these ids, each at top level. */
export function comments(...ids: readonly (number | string)[]): Comment[] {
  return ids.map((id) => comment(String(id)));
}

/** A backend in memory over one post with the key `post`. */
export function backendOf(
  items: readonly Comment[],
  post: Partial<MemoryPost> = {},
  options: MemoryOptions = {},
): Backend {
  return memory({ ...options, posts: [{ id: 'post', title: 'Dawn', comments: items, ...post }] });
}

/** A backend that lacks something it need not have. */
export function without(backend: Backend, lacking: 'post' | 'count' | 'reply'): Backend {
  return Object.fromEntries(Object.entries(backend).filter(([name]) => name !== lacking)) as unknown as Backend;
}

/** Held answers of a backend, so that a test says which comes when. */
export interface Held {
  readonly backend: Backend;
  /** What was asked for, in the order of asking. */
  readonly asked: ListQuery[];
  /** Lets the oldest held answer go. */
  readonly release: () => void;
  /** Fails the oldest held answer. */
  readonly fail: (error: unknown) => void;
}

/** Holds back every page of a backend. Signals are ignored, as by a backend that cannot cancel: the answer comes late. */
export function held(backend: Backend): Held {
  const asked: ListQuery[] = [];
  const waiting: PromiseWithResolvers[] = [];
  const list = async (...[thread, query, options = {}]: Parameters<Backend['list']>): Promise<Page> => {
    asked.push(query);
    const gate = withResolvers();
    waiting.push(gate);
    await gate.promise;
    return backend.list(thread, query, options.fresh === undefined ? {} : { fresh: options.fresh });
  };
  return {
    backend: { ...backend, list },
    asked,
    release: () => waiting.shift()?.resolve(),
    fail: (error) => waiting.shift()?.reject(error),
  };
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** A promise that a test settles. */
export function withResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
