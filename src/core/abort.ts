import { CommentsError } from './errors.js';

/**
 * Follows a promise until the signal fires, then rejects: with the signal's reason where that is a `CommentsError`, else
 * with `aborted`. The work behind the promise goes on.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () =>
      reject(signal?.reason instanceof CommentsError ? signal.reason : new CommentsError('aborted', 'Cancelled.'));
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort));
  });
}
