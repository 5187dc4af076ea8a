/** The one request of the `dom` backend: for a page, as the browser itself would parse it. */
import { CommentsError, type ErrorCode } from '../core/errors.js';

const MAX_BYTES = 16 * 1024 * 1024;
/** Milliseconds; a page that was just written to is made anew. */
const TIMEOUT = 30_000;

/** A page that came, whatever its status. */
export interface FetchedPage {
  /** Nothing in it runs or is loaded, and none of its nodes ever stands in the page of the reader. */
  readonly document: Document;
  /** Where it came from in the end, without a fragment. */
  readonly url: string;
  readonly status: number;
  readonly header: (name: string) => string | null;
}

export interface PageRequest {
  /** Sent by POST, encoded like a form. */
  readonly fields?: URLSearchParams;
  readonly signal?: AbortSignal | undefined;
  /** Ask the server even where the browser's cache has an answer. */
  readonly fresh?: boolean | undefined;
}

/**
 * Asks for a page. By XMLHttpRequest, because it gives a document: the browser finds out the encoding, which is not UTF-8
 * everywhere, and no string has to be made into markup, which pages with Trusted Types forbid.
 * @throws CommentsError `aborted`, `timeout`, `offline`, `too-large`, `bad-data` (no HTML); `maybeStored` for a POST that was
 * sent
 */
export function requestPage(url: string, { fields, signal, fresh }: PageRequest = {}): Promise<FetchedPage> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (code: ErrorCode) => () =>
      reject(new CommentsError(code, `${code}: ${url}`, { maybeStored: fields !== undefined }));
    if (signal?.aborted) return reject(new CommentsError('aborted', `Not sent: ${url}`));
    signal?.addEventListener('abort', () => request.abort());
    request.addEventListener('abort', fail('aborted'));
    request.addEventListener('timeout', fail('timeout'));
    request.addEventListener('error', fail('offline'));
    request.addEventListener('progress', ({ loaded }) => {
      if (loaded > MAX_BYTES) {
        fail('too-large')();
        request.abort();
      }
    });
    request.addEventListener('load', () => {
      const { responseXML, responseURL, status } = request;
      if (!responseXML && isOk(status)) return fail('bad-data')();
      const page = responseXML ?? document.implementation.createHTMLDocument('');
      resolve({ document: page, url: responseURL, status, header: (name) => request.getResponseHeader(name) });
    });
    request.open(fields ? 'POST' : 'GET', url);
    request.responseType = 'document';
    request.timeout = TIMEOUT;
    request.setRequestHeader('accept', 'text/html');
    if (fresh) request.setRequestHeader('cache-control', 'no-cache');
    request.send(fields);
  });
}

/**
 * Asks for a page to read.
 * @throws CommentsError as {@link requestPage} does, and for what the status says
 */
export async function fetchPage(url: string, request?: PageRequest): Promise<FetchedPage> {
  const page = await requestPage(url, request);
  const { status } = page;
  if (isOk(status)) return page;
  throw new CommentsError(codeOf(status) ?? 'bad-data', `${status}: ${url}`, { status });
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'login-required',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  413: 'too-large',
  429: 'rate-limited',
};

/** What a status means; undefined where it says no more than that something is wrong. */
export function codeOf(status: number): ErrorCode | undefined {
  return CODES[status] ?? (status >= 500 ? 'server' : undefined);
}

/** Whether a status is one of success. */
export function isOk(status: number): boolean {
  return status >= 200 && status < 300;
}
