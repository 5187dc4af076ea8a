import { ERROR_CODES, type ErrorCode } from './error-codes.js';
import type { FieldProblems } from './errors.js';
import { attempt, defined, readObject, readText, readWord } from './fields.js';

const REPLY_FIELDS = ['name', 'email', 'url', 'text'] as const;
const FIELD_PROBLEMS = ['required', 'invalid', 'too-long', 'too-short'] as const;

/** What a server says about a failed request (RFC 9457), as far as it is understood here. */
export interface Problem {
  readonly code?: ErrorCode;
  readonly fields?: FieldProblems;
  /** For developers and logs. */
  readonly detail?: string;
}

/** Reads the body of a refusal. A `code` that only a client can know (`aborted`, `offline`) is not believed. */
export function readProblem(raw: unknown): Problem {
  return (
    attempt(() => {
      const problem = readObject(raw);
      const code = readWord(problem?.['code'], ERROR_CODES);
      return defined<Problem>({
        code: code === 'aborted' || code === 'offline' ? undefined : code,
        fields: readFieldProblems(problem?.['fields']),
        detail: readText(problem?.['detail'] ?? problem?.['title'], 300),
      });
    }) ?? {}
  );
}

function readFieldProblems(raw: unknown): FieldProblems | undefined {
  const fields = readObject(raw);
  if (!fields) return undefined;
  const problem = (field: string) => readWord(fields[field], FIELD_PROBLEMS);
  return defined<FieldProblems>(Object.fromEntries(REPLY_FIELDS.map((field) => [field, problem(field)])));
}
