/** The server of the bench: pages, scripts, and the same comments in the format of each contender. On loopback only. */
import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { serve } from '../support/loopback.js';
import { makeComments, type BenchComment } from './comments.js';
import { pageOf, type Contender } from './contenders.js';
import { floorMarkup } from './floor.js';
import { artalkAnswer, walineAnswer } from './peer-answers.js';

const PAGES = fileURLToPath(new URL('pages', import.meta.url));
const LIT = fileURLToPath(new URL('../../node_modules/lit-html', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
};

/** Folders that files are served from. */
export interface Folders {
  /** The built package for pages without a build step. */
  readonly cdn: string;
  /** Where the peers are installed; none when they are left out. */
  readonly peers: string | undefined;
}

/** What was sent since it was asked the last time, in bytes as they went over the wire, without headers. */
export interface Sent {
  readonly code: number;
  readonly data: number;
}

export interface Site {
  readonly origin: string;
  readonly takeSent: () => Sent;
  readonly close: () => Promise<void>;
}

/** Serves everything compressed. What is asked for once is kept, so that no run waits for it to be made. */
export async function openBenchSite(folders: Folders): Promise<Site> {
  const made = new Map<string, Buffer | undefined>();
  let sent = { code: 0, data: 0 };
  const server = await serve((request, response) => {
    const path = pathOf(new URL(request.url ?? '/', 'http://site'));
    if (!made.has(path)) made.set(path, make(path, folders));
    const content = made.get(path);
    if (!content) return void response.writeHead(404).end();
    const type = path.startsWith('/data/') ? 'application/json' : (TYPES[extname(path)] ?? 'application/octet-stream');
    if (/javascript|css/.test(type) && !path.startsWith('/pages/')) sent.code += content.length;
    if (/^\/(data|floor|api)\//.test(path)) sent.data += content.length;
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'no-store' });
    response.end(content);
  });
  const takeSent = () => {
    const taken = sent;
    sent = { code: 0, data: 0 };
    return taken;
  };
  return { origin: server.origin, takeSent, close: server.close };
}

/** The peers name the thread in the query; theirs is the number of comments. */
function pathOf({ pathname, searchParams }: URL): string {
  const key = searchParams.get('path') ?? searchParams.get('page_key');
  return pathname.startsWith('/api/') ? `${pathname}/${key?.replaceAll('/', '') ?? ''}.json` : decodeURI(pathname);
}

function make(path: string, folders: Folders): Buffer | undefined {
  const content = answer(path) ?? readFrom(path, folders);
  return content === undefined ? undefined : gzipSync(content, { level: 9 });
}

/** What is made here and lies in no folder. */
const ANSWERS: readonly (readonly [path: RegExp, (...parts: string[]) => string])[] = [
  [/^\/blank$/, () => '<!doctype html><link rel="icon" href="data:,"><title>Bench</title>'],
  [/^\/page\/(\w+)\/(\d+)$/, (contender, count) => pageOf(contender as Contender, Number(count))],
  [/^\/data\/(\d+)\.json$/, (count) => documentOf(makeComments(Number(count)))],
  [/^\/data\/(\d+)-text\.json$/, (count) => documentOf(makeComments(Number(count), { html: 0 }))],
  [/^\/data\/http-(\d+)\/comments$/, (count) => pageOfProtocol(makeComments(Number(count), { html: 0 }))],
  [/^\/floor\/(\d+)\.html$/, (count) => floorMarkup(makeComments(Number(count)))],
  [/^\/api\/comment\/(\d+)\.json$/, (count) => JSON.stringify(walineAnswer(makeComments(Number(count))))],
  [
    /^\/api\/v2\/comments\/(\d+)\.json$/,
    (count = '') => JSON.stringify(artalkAnswer(makeComments(Number(count)), count)),
  ],
  // Visits, reactions and settings, which the peers ask for beside the comments.
  [/^\/api\//, () => '{"errno":0,"errmsg":"","data":[]}'],
];

function answer(path: string): string | undefined {
  for (const [pattern, give] of ANSWERS) {
    const parts = pattern.exec(path);
    if (parts) return give(...parts.slice(1));
  }
  return undefined;
}

function documentOf(comments: readonly BenchComment[]): string {
  return JSON.stringify({ version: 1, posts: [{ id: '/bench', title: 'Bench', comments }] });
}

/** The answer of our own protocol, with all comments on one page. */
function pageOfProtocol(comments: readonly BenchComment[]): string {
  const total = comments.length;
  return JSON.stringify({
    comments,
    title: 'Bench',
    count: { total, comments: total, pings: 0 },
    policy: { access: 'open', name: 'optional', email: 'no', url: 'no' },
  });
}

function readFrom(path: string, { cdn, peers }: Folders): Buffer | undefined {
  const [, name = '', rest = ''] = /^\/(\w+)\/(.+)$/.exec(normalize(path)) ?? [];
  const folder = new Map([
    ['cdn', cdn],
    ['peers', peers],
    ['pages', PAGES],
    ['lit', LIT],
  ]).get(name);
  const file = folder && join(folder, rest);
  return file && statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined;
}
