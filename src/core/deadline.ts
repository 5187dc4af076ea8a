import { CommentsError } from './errors.js';

/** ms that a backend may take to answer; those of this package give up earlier by themselves. */
const DEADLINE = 60_000;

export interface DeadlineOptions {
  /** Nobody waits any more when it fires. */
  readonly signal?: AbortSignal;
  /** What is late may have been stored. */
  readonly maybeStored?: boolean;
}

/** Follows a promise that might never settle. @throws CommentsError `timeout`, or `aborted` by the signal */
export function inTime<T>(work: Promise<T>, { signal, maybeStored = false }: DeadlineOptions = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (code: 'timeout' | 'aborted') => () => {
      clearTimeout(timer);
      reject(new CommentsError(code, 'The backend has not answered.', { maybeStored }));
    };
    const timer = setTimeout(stop('timeout'), DEADLINE);
    signal?.addEventListener('abort', stop('aborted'), { once: true });
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
