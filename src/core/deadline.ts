import { abortable } from './abort.js';
import { CommentsError } from './errors.js';

export interface DeadlineOptions {
  /** Nobody waits any more when it fires. */
  readonly signal?: AbortSignal | undefined;
  /** In milliseconds. A minute by default: the backends of this package give up earlier by themselves. */
  readonly timeout?: number;
  /** What is late may have been stored. */
  readonly maybeStored?: boolean;
  /** Who is asked, for the message. */
  readonly of?: string;
}

/**
 * Follows work that might never end, whether it honours the signal it is given or not. The signal fires in any case, in the end:
 * there is nothing left to be done.
 * @throws CommentsError `timeout`, or `aborted` by the signal
 */
export async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal, timeout = 60_000, maybeStored = false, of = 'the backend' }: DeadlineOptions = {},
): Promise<T> {
  if (signal?.aborted) throw new CommentsError('aborted', 'Cancelled.');
  const controller = new AbortController();
  const stop = (code: 'timeout' | 'aborted') => () =>
    controller.abort(new CommentsError(code, `${code}: ${of}`, { maybeStored }));
  const timer = setTimeout(stop('timeout'), timeout);
  signal?.addEventListener('abort', stop('aborted'), { signal: controller.signal });
  try {
    return await abortable(work(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
