/** A server whose answers are wrong in every way that real ones are, with the pages that show them. */
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../support/demo.js';

const CORS = { 'access-control-allow-origin': '*' };
/** What a server answers that has recovered. */
const COMMENT = {
  id: '1',
  author: { name: 'Ann' },
  body: 'Everything is fine again.',
  publishedAt: '2012-01-16T09:30:00Z',
};
const TOO_MUCH = 50 * 1024 * 1024;

export type BackendName = 'http' | 'json';

/** A wrong answer to whoever asks for comments. */
export type Fault = (response: ServerResponse, backend: BackendName) => void;

export interface FaultyServer {
  readonly origin: string;
  /** Address of a page with one thread, read by this backend from `src`; by default from this server. */
  page(backend: BackendName, src?: string): string;
  close(): Promise<void>;
}

/**
 * Serves the built package, pages, and comments.
 *
 * @param fault what is wrong now; nothing when it returns undefined
 * @param port of a server that is to come back; any free one by default
 */
export async function openFaultyServer(fault: () => Fault | undefined, port = 0): Promise<FaultyServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server');
    const backend = pathname.startsWith('/api/') ? 'http' : 'json';
    if (pathname === '/page') return sendPage(response, searchParams);
    if (pathname.startsWith('/dist/')) return sendScript(response, pathname);
    if (pathname === '/icon') return void response.writeHead(204).end();
    (fault() ?? sendComments([COMMENT]))(response, backend);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    page: (backend, src = backend === 'http' ? '/api/' : '/comments.json') =>
      `${origin}/page?${new URLSearchParams({ backend, src })}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A right answer in the format of the backend. */
export function sendComments(comments: readonly unknown[]): Fault {
  return (response, backend) => {
    const data = backend === 'json' ? comments : { comments };
    response.writeHead(200, { 'content-type': 'application/json', ...CORS }).end(JSON.stringify(data));
  };
}

/** This status with a page for people. */
export function sendStatus(status: number): Fault {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...CORS }).end(`<!doctype html><h1>${status}</h1>`);
  };
}

/** This body, whatever it is. */
export function sendBody(body: string, type = 'application/json'): Fault {
  return (response) => void response.writeHead(200, { 'content-type': type, ...CORS }).end(body);
}

/** The beginning of an answer, whose end is lost with the connection. */
export const cutOff: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000, ...CORS });
  response.write('[{"id": "1", "body": "This is where', () => response.destroy());
};

/** 50 MB of comments, without saying before how much it will be. */
export const flood: Fault = (response, backend) => {
  const item = JSON.stringify({ ...COMMENT, body: 'x'.repeat(64 * 1024) });
  response.writeHead(200, { 'content-type': 'application/json', ...CORS });
  response.write(backend === 'json' ? '[' : '{"comments":[');
  let left = Math.ceil(TOO_MUCH / item.length);
  const more = () => {
    while (left > 0 && response.writable) {
      left -= 1;
      if (!response.write(`${item},`)) return;
    }
    response.end(`${item}${backend === 'json' ? ']' : ']}'}`);
  };
  response.on('drain', more);
  more();
};

/** Nothing at all, for ever. */
export const hang: Fault = () => {};

function sendPage(response: ServerResponse, params: URLSearchParams): void {
  const { backend = '', src = '' } = Object.fromEntries(params);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>
<html lang="en">
  <title>Thread</title>
  <link rel="icon" href="/icon" />
  <script type="module" src="/dist/cdn/commentariat.js"></script>
  <comment-thread backend="${backend}" src="${src}" thread="/thread/"></comment-thread>
</html>`);
}

function sendScript(response: ServerResponse, path: string): void {
  response.setHeader('content-type', 'text/javascript; charset=utf-8').end(readFileSync(join(ROOT, path)));
}
