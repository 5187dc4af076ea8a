import type { ErrorCode } from './error-codes.js';

export type { ErrorCode } from './error-codes.js';

/** Fields of a reply that a backend can object to. */
export type ReplyField = 'name' | 'email' | 'url' | 'text';

/** What is wrong with a field. */
export type FieldProblem = 'required' | 'invalid' | 'too-long' | 'too-short';

export type FieldProblems = Readonly<Partial<Record<ReplyField, FieldProblem>>>;

export interface CommentsErrorOptions {
  readonly cause?: unknown;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** Seconds to wait before another try, from `Retry-After` (RFC 9110, 10.2.3). */
  readonly retryAfter?: number;
  /** Which fields of the reply were refused, with `invalid`. */
  readonly fields?: FieldProblems;
  /** True when a reply may have been stored although its answer was lost. */
  readonly maybeStored?: boolean;
}

const RETRYABLE: readonly ErrorCode[] = ['offline', 'timeout', 'server', 'rate-limited', 'bad-data'];

/**
 * The one error of this package. `message` is for developers and logs; readers see the text that
 * `messages.ts` holds for `code`.
 */
export class CommentsError extends Error {
  override readonly name = 'CommentsError';
  readonly code!: ErrorCode;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly fields!: FieldProblems;
  readonly maybeStored!: boolean;

  constructor(code: ErrorCode, message: string, options: CommentsErrorOptions = {}) {
    super(message, options);
    Object.assign(this, { fields: {}, maybeStored: false }, options, { code });
  }

  /** Whether trying again, by the reader or by a timer, can help. */
  get retryable(): boolean {
    return RETRYABLE.includes(this.code);
  }
}

/** Wraps whatever was thrown; a `CommentsError` passes through unchanged. */
export function toCommentsError(thrown: unknown): CommentsError {
  if (thrown instanceof CommentsError) return thrown;
  const { name = '', message = 'Unknown failure.' } = thrown instanceof Error ? thrown : {};
  return new CommentsError(name === 'AbortError' ? 'aborted' : 'bad-data', message, { cause: thrown });
}

/** For `import().catch()`: a part of the package that could not be fetched. */
export function notLoaded(cause: unknown): never {
  throw new CommentsError('offline', 'A file did not load.', { cause });
}
