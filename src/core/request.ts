/**
 * The one fetch of the core. Every failure leaves as a `CommentsError`: there is a deadline over the whole exchange, a
 * bound on the bytes, and a code for every status. One try only; who may try again is decided elsewhere.
 */
import { inTime } from './deadline.js';
import { CommentsError, type CommentsErrorOptions, type ErrorCode } from './errors.js';
import type { Problem } from './problem.js';

const MAX_BYTES = 16 * 1024 * 1024;
/** Longest wait in milliseconds, eleven days: past 2 ** 31 timers fire at once. */
const MAX_TIMEOUT = 1e9;

export interface JsonRequest {
  /** `GET` by default. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole exchange, the body included; 15,000 by default. */
  readonly timeout?: number | undefined;
  /** Most bytes of the decoded body; 16 MiB by default. */
  readonly maxBytes?: number;
  /** Ask the server even where the browser's cache has an answer. */
  readonly fresh?: boolean | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** As for `fetch()`: `same-origin` by default. */
  readonly credentials?: RequestCredentials;
  /** Finds the code in the body of a refusal, for servers with codes of their own; reads RFC 9457 by default. */
  readonly problem?: (body: unknown, status: number) => Problem;
}

export interface JsonAnswer {
  /** The parsed body: untrusted. */
  readonly data: unknown;
  readonly status: number;
  readonly headers: Headers;
}

/**
 * Sends a request and reads its JSON answer, as UTF-8 whatever the header says.
 * @throws CommentsError: `aborted` by the caller, `timeout`, `offline` (no answer), `too-large`, `bad-data` (no JSON), or
 * what the status or the problem in the body says. For a request that writes, `maybeStored` is true unless the server
 * clearly refused it (4xx) or it was cancelled before it was sent.
 */
export function requestJson(url: string, request: JsonRequest = {}): Promise<JsonAnswer> {
  const { signal, timeout = 15_000 } = request;
  return inTime((until) => exchange(url, request, until), {
    ...{ signal, timeout: Math.min(timeout, MAX_TIMEOUT) },
    ...{ maybeStored: writes(request), of: url },
  });
}

async function exchange(url: string, request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
  const { fetch = globalThis.fetch, fresh, maxBytes = MAX_BYTES } = request;
  let response: Response | undefined;
  try {
    response = await fetch(url, {
      // `fetch` reads what it knows of a request and nothing else.
      ...request,
      headers: { accept: 'application/json', ...request.headers },
      cache: fresh ? 'no-cache' : 'default',
      signal,
    });
    const { ok, status, headers } = response;
    if (ok) return { data: JSON.parse(await readBody(response, maxBytes)), status, headers };
  } catch (cause) {
    const code = cause instanceof RangeError ? 'too-large' : 'bad-data';
    throw failure(response ? code : 'offline', url, request, { cause, status: response?.status });
  }
  throw await refusal(response, request);
}

/** Hears once of each long answer how it begins, so that what it will take to show it can be fetched while the rest comes. */
export const ahead: { look?: (beginning: string) => void } = {};
/** So many characters tell. */
const BEGINNING = 32_000;

/**
 * Decodes the body while it comes, so that no more than the bound is ever held.
 * @throws RangeError past the bound
 */
export async function readBody({ body, headers }: Response, maxBytes: number): Promise<string> {
  const declared = Number(headers.get('content-length'));
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let room = declared > maxBytes ? -1 : maxBytes;
  let text = '';
  let { look } = ahead;
  for (;;) {
    if (room < 0) throw new RangeError('Too large.');
    const { value } = (await reader?.read()) ?? {};
    if (!value) return text + decoder.decode();
    room -= value.byteLength;
    text += decoder.decode(value, { stream: true });
    if (text.length < BEGINNING) continue;
    look?.(text);
    look = undefined;
  }
}

/** What a refusal means is read by a file of its own; where that cannot be fetched, the status alone speaks. */
async function refusal(response: Response, request: JsonRequest): Promise<CommentsError> {
  try {
    return await (await import('./refusal.js')).readRefusal(response, request);
  } catch (cause) {
    const { status, url } = response;
    const maybeStored = writes(request) && status >= 500;
    return failure(status === 404 ? 'not-found' : 'server', url, request, { status, cause, maybeStored });
  }
}

function failure(code: ErrorCode, url: string, request: JsonRequest, more?: CommentsErrorOptions): CommentsError {
  return new CommentsError(code, `${code}: ${url}`, { maybeStored: writes(request), ...more });
}

/** Whether a request may change something at the server. */
export function writes({ method = 'GET' }: JsonRequest): boolean {
  return method !== 'GET';
}
