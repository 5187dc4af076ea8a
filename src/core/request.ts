/**
 * The one fetch of the core. Every failure leaves as a `CommentsError`: there is a deadline over the whole exchange, a
 * bound on the bytes, and a code for every status. One try only; who may try again is decided elsewhere.
 */
import { CommentsError, type ErrorCode } from './errors.js';
import type { Problem } from './problem.js';

const MAX_BYTES = 16 * 1024 * 1024;
/** Longest delay of a timer in milliseconds; beyond it timers fire at once. */
const MAX_TIMEOUT = 2 ** 31 - 1;

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
export async function requestJson(url: string, request: JsonRequest = {}): Promise<JsonAnswer> {
  const { signal, timeout = 15_000 } = request;
  if (signal?.aborted) throw new CommentsError('aborted', `Cancelled before it was sent: ${url}`);
  const controller = new AbortController();
  let stop: (code: ErrorCode, message: string) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = (code, message) => reject(new CommentsError(code, `${message}: ${url}`, { maybeStored: writes(request) }));
  });
  const onAbort = () => stop('aborted', 'Cancelled');
  const timer = setTimeout(() => stop('timeout', `No answer in ${timeout} ms`), Math.min(timeout, MAX_TIMEOUT));
  signal?.addEventListener('abort', onAbort);
  try {
    // A race, because a `fetch` handed in need not honour its signal.
    return await Promise.race([exchange(url, request, controller.signal), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    // Ends the transfer, where there is still one.
    controller.abort();
  }
}

async function exchange(url: string, request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
  const response = await send(url, request, signal);
  const { status, headers } = response;
  if (!response.ok) throw await refusal(response, request);
  const options = { status, maybeStored: writes(request) };
  try {
    return { data: JSON.parse(await readBody(response, request.maxBytes ?? MAX_BYTES)), status, headers };
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new CommentsError('too-large', `Too much data: ${url}`, { ...options, cause });
    throw new CommentsError('bad-data', `No JSON, or not all of it: ${url}`, { ...options, cause });
  }
}

async function send(url: string, request: JsonRequest, signal: AbortSignal): Promise<Response> {
  const { method = 'GET', headers, body = null, fresh, credentials = 'same-origin' } = request;
  try {
    return await (request.fetch ?? globalThis.fetch)(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      body,
      signal,
      credentials,
      cache: fresh ? 'no-cache' : 'default',
    });
  } catch (cause) {
    throw new CommentsError('offline', `No connection: ${url}`, { cause, maybeStored: writes(request) });
  }
}

/**
 * Decodes the body while it comes, so that no more than the bound is ever held.
 * @throws RangeError past the bound
 */
export async function readBody({ body, headers }: Response, maxBytes: number): Promise<string> {
  const tooLarge = () => new RangeError(`More than ${maxBytes} bytes.`);
  if (Number(headers.get('content-length')) > maxBytes) throw tooLarge();
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let bytes = 0;
  let text = '';
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    bytes += chunk.value.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

/** What a refusal means is read by a file of its own; where that cannot be fetched, the status alone speaks. */
async function refusal(response: Response, request: JsonRequest): Promise<CommentsError> {
  try {
    const { readRefusal } = await import('./refusal.js');
    return await readRefusal(response, request);
  } catch (cause) {
    const { status } = response;
    return new CommentsError(status === 404 ? 'not-found' : 'server', `Refused: ${status}`, {
      status,
      cause,
      maybeStored: writes(request) && status >= 500,
    });
  }
}

/** Whether a request may change something at the server. */
export function writes({ method = 'GET' }: JsonRequest): boolean {
  return method !== 'GET';
}
