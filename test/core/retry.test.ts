import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ERROR_CODES } from '../../src/core/error-codes.js';
import { CommentsError } from '../../src/core/errors.js';
import { delayBefore, TRIES } from '../../src/core/retry.js';

test('a try comes never before Retry-After, never after 18 s, and never more often than it may', () => {
  const errors = fc.record({
    code: fc.constantFrom(...ERROR_CODES),
    retryAfter: fc.option(fc.nat(3600), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      errors,
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (told, tries, random) => {
        const { code, retryAfter } = told;
        const error = new CommentsError(code, 'Failed.', retryAfter === undefined ? {} : { retryAfter });
        const delay = delayBefore(error, tries, () => random);
        if (delay === undefined) return;
        assert.ok(error.retryable && tries < TRIES);
        assert.ok(delay >= (retryAfter ?? 0) * 1000 && delay <= 18_000);
      },
    ),
  );
});

test('the bound of the jitter doubles', () => {
  const error = new CommentsError('server', 'Down.');
  assert.deepEqual(
    [1, 2, 3].map((tries) => delayBefore(error, tries, () => 1)),
    [500, 1000, undefined],
  );
});
