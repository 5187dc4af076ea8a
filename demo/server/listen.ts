import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError, reasonOf } from './start-error.js';

/** How long a client may take to send its headers, and its whole request, in milliseconds: a slow one holds a connection. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 };

/** How long requests under way may take once the server closes, in milliseconds. */
const GRACE = 5_000;

export interface Listening {
  /** With the port that was really taken, and a slash at the end. */
  readonly url: string;
  /** Takes no more requests, and resolves when those under way are answered, or cut off after a few seconds. */
  close(): Promise<void>;
}

/**
 * Serves on one address.
 *
 * @param port 0 for any free one
 * @throws {StartError} when the port is taken or not ours to take
 */
export async function listen(
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<Listening> {
  const server = Object.assign(createAdaptorServer({ fetch }) as Server, PATIENCE);
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(new StartError(refusal(error, host, port), { cause: error })));
    server.listen(port, host, done);
  });
  const taken = (server.address() as AddressInfo).port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`, close: () => close(server) };
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): string {
  const another = `Choose another one, for example with PORT=${port < 65_000 ? port + 1 : 4173}.`;
  if (error.code === 'EADDRINUSE') return `Port ${port} on ${host} is taken by another program. ${another}`;
  if (error.code === 'EACCES') return `Port ${port} on ${host} is reserved for the system. ${another}`;
  return `The server cannot listen on ${host}, port ${port}: ${reasonOf(error)}.`;
}

function close(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), GRACE);
  return new Promise((done) => {
    server.close(() => {
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });
}
