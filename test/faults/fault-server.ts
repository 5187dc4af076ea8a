/**
 * Plays corpora/http-faults.json over loopback: `/f/CASE/BACKEND/VERB/…` answers as that backend's server would, but for the
 * fault of the case, which only that verb meets. What a real server might have stored before it failed is stored.
 *
 * `POST /heal/CASE/BACKEND/VERB` ends a fault, `GET /rows/CASE/BACKEND/VERB` tells how many comments are stored.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type Loopback } from '../support/loopback.js';
import { backendAnswer, type Answer, type Stored } from './fault-backends.js';
import { transport } from './fault-transports.js';

export interface HttpFault {
  readonly c: 'status' | 'retry-after' | 'body' | 'transport';
  readonly name: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: string;
}

/** What a fault does to an answer that is ready to be sent. */
export type Transport = (response: ServerResponse, answer: Answer, request: IncomingMessage) => void;

/** What happened to a case, by its path. */
export interface Case {
  readonly stored: Stored[];
  healed: boolean;
}

export interface FaultServer extends Loopback {
  /** Uncaught failures of the server itself. */
  readonly problems: string[];
}

/**
 * @param pages what is answered without a fault, by path
 * @param cors headers for other origins
 * @param cases shared by servers that stand for one
 */
export async function openFaultServer(
  faults: readonly HttpFault[],
  pages: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {},
  cors: Readonly<Record<string, string>> = {},
  cases = new Map<string, Case>(),
): Promise<FaultServer> {
  const problems: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://server');
    const page = pages[url.pathname];
    if (page) return void response.writeHead(200, { 'content-type': page.type }).end(page.body);
    for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') return void response.writeHead(403).end();
    const [, action = '', number = '', backend = '', verb = '', ...rest] = url.pathname.split('/');
    const key = `${number}/${backend}/${verb}`;
    const known = cases.get(key) ?? { stored: [], healed: false };
    cases.set(key, known);
    if (action === 'heal') known.healed = true;
    if (action === 'heal' || action === 'rows') return void response.end(String(known.stored.length));
    if (action !== 'f')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>Log in');
    const body = await bodyOf(request);
    const fault = faults[Number(number)];
    const meets = verb === (request.method === 'POST' ? 'post' : 'read');
    const stores = !fault || known.healed || !meets || mayStore(fault);
    const ready = backendAnswer(
      backend,
      `${request.method} ${rest.join('/')}`,
      body,
      stores ? known.stored : [...known.stored],
      String(request.headers['idempotency-key'] ?? ''),
    );
    if (!fault || known.healed || !meets) return send(response, ready);
    play(fault, response, ready, request);
  };
  const loopback = await serve((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      problems.push(String(thrown));
      response.destroy();
    });
  });
  return { ...loopback, problems };
}

/** A refusal stores nothing; of everything else the worst is supposed. */
function mayStore({ c, status = 200, name }: HttpFault): boolean {
  if (c === 'retry-after') return false;
  if (c === 'status') return status < 300 || status >= 500;
  return !/^(4\d\d |302|redirect)/.test(name);
}

function play(fault: HttpFault, response: ServerResponse, ready: Answer, request: IncomingMessage): void {
  const { c, name, status = 200, headers = {}, contentType, body = '' } = fault;
  if (c === 'transport') return (transport(name) ?? send)(response, ready, request);
  if (c === 'body')
    return send(response, { status: 200, headers: contentType ? { 'content-type': contentType } : {}, body });
  const isEmpty = [204, 205, 304].includes(status);
  const location = status >= 300 && status < 400 && status !== 304 ? { location: '/login' } : {};
  send(response, {
    status,
    headers: { 'content-type': 'text/html', ...headers, ...location },
    body: isEmpty ? '' : `<!doctype html><h1>${status}</h1>`,
  });
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
