import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type Loopback } from './loopback.js';

/** A server whose behaviour a test changes between requests. */
export interface MoodyServer extends Loopback {
  /** What it does from now on. */
  handle: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** Answers every request the same way from now on. */
  readonly answer: (status: number, headers?: Record<string, string>, body?: string | Buffer) => void;
}

export async function moodyServer(): Promise<MoodyServer> {
  const server: MoodyServer = {
    ...(await serve((request, response) => void server.handle(request, response))),
    handle: (_request, response) => response.end('null'),
    answer: (status, headers = {}, body = '') => {
      server.handle = (_request, response) => response.writeHead(status, headers).end(body);
    },
  };
  return server;
}
