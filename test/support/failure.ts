import assert from 'node:assert/strict';
import { CommentsError } from '../../src/core/errors.js';

/** Waits for a rejection and returns it; it must be the package's own error. */
export async function failure(work: Promise<unknown>): Promise<CommentsError> {
  const thrown: unknown = await work.then(
    (value) => assert.fail(`it succeeded: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof CommentsError, String(thrown));
  return thrown;
}
