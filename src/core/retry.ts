/** When a request that failed may be made again. Only what a reader has sent is repeated without being asked. */
import { CommentsError } from './errors.js';

/** A request is made so often in all; then the reader decides. */
export const TRIES = 3;
const FIRST = 500;
const LONGEST = 8_000;
/** Seconds that a server may ask to wait; a reader who would wait for longer is told instead. */
const PATIENCE = 10;

/**
 * Milliseconds until the next try, undefined when there shall be none: full jitter over a doubling bound, so that a server
 * that comes back is not met by all at once, and never before what it asked for by `Retry-After`.
 * @param tries how often it was tried
 */
export function delayBefore(error: CommentsError, tries: number, random = Math.random): number | undefined {
  const { code, retryable, retryAfter } = error;
  const told = retryAfter ?? (code === 'rate-limited' ? Infinity : 0);
  if (!retryable || tries >= TRIES || told > PATIENCE) return undefined;
  return told * 1000 + random() * Math.min(LONGEST, FIRST * 2 ** (tries - 1));
}

/** Waits. @throws CommentsError `aborted` */
export function pause(delay: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new CommentsError('aborted', 'Not tried again.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, delay);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
