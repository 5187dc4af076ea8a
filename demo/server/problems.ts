import type { ErrorCode, FieldProblems } from '../../src/core/errors.js';

/** The codes that a server can answer with; the others of `ERROR_CODES` are found out by the client. */
export type ProblemCode = Exclude<ErrorCode, 'aborted' | 'offline' | 'timeout' | 'bad-data'>;

interface Kind {
  readonly status: number;
  readonly title: string;
  /** What it means and what helps, for `GET {base}/problems/CODE`. */
  readonly explanation: string;
}

/** Every problem of the protocol: its usual status, and its texts for developers. */
export const PROBLEMS: Readonly<Record<ProblemCode, Kind>> = {
  invalid: {
    status: 422,
    title: 'The request is not valid.',
    explanation:
      'With status 422, `fields` names what is wrong with each field of the reply, and the writer can correct it. ' +
      'With status 400, the request itself could not be read, which is a mistake in the client.',
  },
  'login-required': {
    status: 401,
    title: 'An account is needed.',
    explanation: 'This discussion takes replies from signed-in readers only, or the token for moderation is wrong.',
  },
  closed: {
    status: 403,
    title: 'The discussion is closed.',
    explanation: 'No more replies are taken here. What was said before stays readable.',
  },
  rejected: {
    status: 403,
    title: 'The reply was refused.',
    explanation: 'The rules of this site do not admit the reply. Sending it again unchanged will not help.',
  },
  forbidden: {
    status: 403,
    title: 'This is not allowed.',
    explanation: 'The server understood the request and will not carry it out for this reader.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here.',
    explanation: 'The thread, the comment or the address is not known to this server.',
  },
  duplicate: {
    status: 409,
    title: 'This was said already.',
    explanation: 'The same writer sent the same text to the same place within the last day, as a separate reply.',
  },
  'parent-gone': {
    status: 409,
    title: 'The comment that is answered is gone.',
    explanation:
      'It was deleted, is held for moderation, or belongs to another thread. A new top-level reply may work.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large.',
    explanation: 'The body of the request has more bytes than this server reads.',
  },
  unsupported: {
    status: 415,
    title: 'The request is not of a supported kind.',
    explanation: 'A reply is sent as application/json (else status 415), and by a method of its address (else 405).',
  },
  conflict: {
    status: 422,
    title: 'The key belongs to another reply.',
    explanation: 'The Idempotency-Key was used before for other content. A new reply needs a new key.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many replies in a short time.',
    explanation: 'Retry-After says how many seconds to wait. The same key can then be sent again.',
  },
  server: {
    status: 500,
    title: 'The server failed.',
    explanation: 'Something went wrong that is not the fault of the request. Trying again later can help.',
  },
};

/** Whether a word is the code of a problem. */
export function isProblemCode(word: string): word is ProblemCode {
  return Object.hasOwn(PROBLEMS, word);
}

export interface ProblemOptions {
  /** In place of the usual status of the code. */
  readonly status?: number;
  readonly fields?: FieldProblems;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere below a route to refuse the request; `detail` is shown to developers, so it tells no secrets. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly fields: FieldProblems | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail?: string, options: ProblemOptions = {}) {
    super(detail);
    this.code = code;
    this.status = options.status ?? PROBLEMS[code].status;
    this.fields = options.fields;
    this.headers = options.headers ?? {};
  }
}

/** The request cannot be read at all: `invalid` with status 400. */
export function unreadable(detail: string): Problem {
  return new Problem('invalid', detail, { status: 400 });
}

/** The problem document of RFC 9457, with our members `code` and `fields`. */
export function problemResponse(problem: Problem, base: string): Response {
  const document = {
    type: `${base}/problems/${problem.code}`,
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    detail: problem.message || undefined,
    code: problem.code,
    fields: problem.fields,
  };
  return new Response(JSON.stringify(document), {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...problem.headers },
  });
}
