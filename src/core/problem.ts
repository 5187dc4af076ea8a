import { ERROR_CODES, type ErrorCode } from './error-codes.js';
import type { FieldProblem, FieldProblems } from './errors.js';
import { readerOf, readText, readWord } from './fields.js';

/** What a server says about a failed request (RFC 9457), as far as it is understood here. */
export interface Problem {
  readonly code?: ErrorCode;
  readonly fields?: FieldProblems;
  /** For developers and logs. */
  readonly detail?: string;
}

const readFieldProblem = (value: unknown): FieldProblem | undefined =>
  readWord(value, ['required', 'invalid', 'too-long', 'too-short']);

const readDetail = (value: unknown): string | undefined => readText(value, 300);

const readKnown = readerOf<Problem & { readonly title?: string }>({
  // Only a client can know that it is offline or gave up.
  code: (value) => readWord(value === 'aborted' || value === 'offline' ? undefined : value, ERROR_CODES),
  fields: readerOf<FieldProblems>({
    name: readFieldProblem,
    email: readFieldProblem,
    url: readFieldProblem,
    text: readFieldProblem,
  }),
  detail: readDetail,
  title: readDetail,
});

/** Reads the body of a refusal. A `code` that only a client can know (`aborted`, `offline`) is not believed. */
export function readProblem(raw: unknown): Problem {
  const { title: detail, ...problem } = readKnown(raw) ?? {};
  return detail === undefined ? problem : { detail, ...problem };
}
