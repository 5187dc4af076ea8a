import { abortable } from './abort.js';
import { CommentsError } from './errors.js';
import type { RequestOptions } from './types.js';

interface Run<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  /** Those who still wait; without end once the work is done and kept. */
  waiting: number;
}

/**
 * Does a piece of work once for all who ask, until somebody asks for it `fresh`. Work that failed is not kept; work that
 * nobody waits for any more is cancelled.
 */
export function share<T>(
  work: (signal: AbortSignal, fresh: boolean) => Promise<T>,
): (request?: RequestOptions) => Promise<T> {
  let latest: Run<T> | undefined;
  const end = (run: Run<T>): void => {
    if (latest === run) latest = undefined;
    run.controller.abort();
  };
  const start = (fresh: boolean): Run<T> => {
    const controller = new AbortController();
    const run = { promise: work(controller.signal, fresh), controller, waiting: 0 };
    run.promise.then(
      () => (run.waiting = Infinity),
      () => end(run),
    );
    return run;
  };
  return async ({ signal, fresh = false } = {}) => {
    if (signal?.aborted) throw new CommentsError('aborted', 'Cancelled.');
    const run = (latest = (!fresh && latest) || start(fresh));
    run.waiting++;
    try {
      return await abortable(run.promise, signal);
    } finally {
      if (--run.waiting === 0) end(run);
    }
  };
}
