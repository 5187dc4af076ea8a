/** Pages with one thread or form over a comments server that a test can break, for tests with whole browsers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after } from 'node:test';
import { memory, type MemoryBackend } from '../../src/core/backends/memory.js';
import type { Draft, Posted } from '../../src/core/types.js';
import { serve } from '../support/loopback.js';
import { bundle } from '../support/bundle.js';

export interface Site {
  readonly origin: string;
  readonly store: MemoryBackend;
  /** Replies that reached the server, each time they came. */
  readonly asked: Draft[];
  /** How the server treats the next replies: it answers, loses the answer after it has stored the reply, or is gone. */
  mood: 'well' | 'lost' | 'gone';
  /** Texts that are stored, as the reader of another browser would see them. */
  texts(thread?: string): Promise<(string | undefined)[]>;
}

/** Serves `/page?thread=…&element=…` and the http protocol. */
export async function openSite(): Promise<Site> {
  const store = memory({ posts: ['post', 'other'].map((id) => ({ id, title: id, comments: [FIRST] })) });
  const script = await bundle(new URL('site-page.ts', import.meta.url));
  const server = await serve((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site');
    if (url.pathname === '/page.js') return void response.setHeader('content-type', 'text/javascript').end(script);
    if (url.pathname === '/sw.js') return void response.setHeader('content-type', 'text/javascript').end(WORKER);
    if (!url.pathname.startsWith('/api/')) return void response.setHeader('content-type', 'text/html').end(PAGE);
    if (site.mood === 'gone') return void request.socket.destroy();
    void answer(site, request.method ?? '', url, request, response).catch((thrown: unknown) => {
      response.writeHead(400, { 'content-type': 'application/problem+json' }).end(JSON.stringify(thrown));
    });
  });
  after(() => server.close());
  const site: Site = {
    origin: server.origin,
    store,
    asked: [],
    mood: 'well',
    texts: async (key = 'post') =>
      (await store.list({ key }, { sort: 'oldest', limit: 200 })).comments.map(({ body }) => body?.value),
  };
  return site;
}

const FIRST = {
  id: 'first',
  kind: 'comment',
  state: 'published',
  author: { name: 'Ann' },
  body: { kind: 'text', value: 'The first.' },
  publishedAt: '2012-03-04T10:00:00.000Z',
} as const;

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">
<body><script type="module" src="/page.js"></script>`;

/** The page itself, and its script, are there without a network. */
const WORKER = `
addEventListener('install', (event) => event.waitUntil(caches.open('page').then((cache) => cache.addAll(['/page', '/page.js'])).then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (pathname === '/page' || pathname === '/page.js') event.respondWith(caches.match(pathname));
});`;

async function answer(
  site: Site,
  method: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, data: unknown) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
  if (method === 'GET') {
    const page = await site.store.list({ key: url.searchParams.get('thread') ?? '' }, { sort: 'oldest', limit: 200 });
    return send(200, page);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { thread, ...draft } = JSON.parse(Buffer.concat(chunks).toString()) as Draft & { thread: string };
  const sent = { ...draft, key: String(request.headers['idempotency-key']) };
  site.asked.push(sent);
  const posted: Posted = await site.store.reply({ key: thread }, sent);
  if (site.mood === 'lost') return void request.socket.destroy();
  send(201, posted);
}
