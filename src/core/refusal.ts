/** What a server means that refuses a request. Apart from request.ts because most readers never meet a refusal. */
import { CommentsError, type ErrorCode } from './errors.js';
import { readProblem, type Problem } from './problem.js';
import { readBody, writes, type JsonRequest } from './request.js';

/** An error body is read for its code only. */
const MAX_PROBLEM_BYTES = 64 * 1024;
/** Longest wait in seconds that a server may ask for. */
const MAX_RETRY_AFTER = 3600;

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'login-required',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  413: 'too-large',
  415: 'unsupported',
  425: 'server',
  429: 'rate-limited',
  451: 'forbidden',
  501: 'unsupported',
};

/** Reads a refused answer: its problem details, else its status, and how long to wait. */
export async function readRefusal(response: Response, request: JsonRequest): Promise<CommentsError> {
  const { status, headers, url } = response;
  const { code, fields, detail } = await readBodyOf(response, request);
  const retryAfter = readRetryAfter(headers);
  return new CommentsError(code ?? codeOf(status, request), `${detail ?? 'Refused'}: ${status} ${url}`, {
    status,
    maybeStored: writes(request) && (status < 400 || status >= 500),
    ...(fields && { fields }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

async function readBodyOf(response: Response, { problem = readProblem }: JsonRequest): Promise<Problem> {
  // An HTML page of a proxy is not worth waiting for.
  if (!/json/i.test(response.headers.get('content-type') ?? '')) return {};
  try {
    return problem(JSON.parse(await readBody(response, MAX_PROBLEM_BYTES)), response.status);
  } catch {
    return {};
  }
}

function codeOf(status: number, request: JsonRequest): ErrorCode {
  const rest = status >= 400 && writes(request) ? 'invalid' : 'bad-data';
  return CODES[status] ?? (status >= 500 ? 'server' : rest);
}

/** Seconds to wait: digits or an HTTP date (RFC 9110, 10.2.3), which is reckoned by the server's own clock if it tells. */
function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const seconds = /GMT$/.test(value)
    ? Math.max(0, (Date.parse(value) - now) / 1000)
    : /^[\d.]+$/.test(value)
      ? Number(value)
      : NaN;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.ceil(seconds), MAX_RETRY_AFTER);
}
