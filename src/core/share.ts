import { abortable } from './abort.js';
import { CommentsError } from './errors.js';
import type { RequestOptions } from './types.js';

interface Run<T> {
  readonly promise: Promise<T>;
  readonly cancel: () => void;
  waiting: number;
  ended: boolean;
}

/**
 * Does a piece of work once for all who ask, until somebody asks for it `fresh`. Work that failed is not kept; work that
 * nobody waits for any more is cancelled.
 */
export function share<T>(
  work: (signal: AbortSignal, fresh: boolean) => Promise<T>,
): (request?: RequestOptions) => Promise<T> {
  let latest: Run<T> | undefined;
  const drop = (run: Run<T>): void => {
    if (latest === run) latest = undefined;
  };
  const start = (fresh: boolean): Run<T> => {
    const controller = new AbortController();
    const promise = work(controller.signal, fresh);
    const run = { promise, cancel: () => controller.abort(), waiting: 0, ended: false };
    promise.then(
      () => (run.ended = true),
      () => drop(run),
    );
    return run;
  };
  return async ({ signal, fresh = false } = {}) => {
    if (signal?.aborted) throw new CommentsError('aborted', 'The request was cancelled.');
    const run = (latest = latest && !fresh ? latest : start(fresh));
    run.waiting++;
    try {
      return await abortable(run.promise, signal);
    } finally {
      if (--run.waiting === 0 && !run.ended) {
        drop(run);
        run.cancel();
      }
    }
  };
}
