/** The faults of the corpus that a server can play, by their names: what becomes of an answer on its way. */
import { brotliCompressSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { send, type Transport } from './fault-server.js';
import type { Answer } from './fault-backends.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const MEGABYTE = 1024 * 1024;

const instead =
  (status: number, body: string | Buffer, headers: Record<string, string> = JSON_TYPE): Transport =>
  (response) =>
    send(response, { status, headers, body });

/** One comment in place of the list, as all three kinds of servers would send it. */
const comments =
  (count: number, text: string): Transport =>
  (response, _answer, { method }) => {
    const one = { author: { name: 'Ann' }, body: text, content: { rendered: text }, author_name: 'Ann' };
    const list = Array.from({ length: count }, (_, index) => ({ id: String(index + 1), ...one }));
    const body =
      method === 'POST'
        ? { state: 'published', comment: list[0] }
        : { comments: list, posts: [{ id: '4', comments: list }] };
    send(response, { status: 200, headers: JSON_TYPE, body: JSON.stringify(body) });
  };

/** Writes pieces until there are enough, or nobody listens any more. */
function pour(response: ServerResponse, piece: string, pieces: number): void {
  response.writeHead(200, JSON_TYPE).write('{"comments":["');
  const more = (left: number): void => {
    if (response.destroyed) return;
    if (left === 0) response.end('"]}');
    else if (response.write(piece)) setImmediate(more, left - 1);
    else response.once('drain', () => more(left - 1));
  };
  more(pieces);
}

function cutAt(part: number, lengthToo: number): Transport {
  return (response, { status, body }) => {
    const bytes = Buffer.from(body);
    response.writeHead(status, { ...JSON_TYPE, 'content-length': String(bytes.length + lengthToo) });
    response.write(bytes.subarray(0, Math.floor(bytes.length * part)), () => response.destroy());
  };
}

const stall: Transport = () => {};
const refuse = (status: number, code: string, more: object = {}): Transport =>
  instead(status, JSON.stringify({ code, title: code, data: { status }, ...more }), {
    'content-type': 'application/problem+json',
  });

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  'invalid utf-8': instead(200, Buffer.from([0xff, 0xfe, 0xfd])),
  'utf-8 with NUL': instead(200, '{"comments":\u0000[]}'),
  'gzip header, plain body': instead(200, '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }),
  'brotli truncated': (response, { body }) => {
    const packed = brotliCompressSync(Buffer.from(body));
    send(response, {
      status: 200,
      headers: { ...JSON_TYPE, 'content-encoding': 'br' },
      body: packed.subarray(0, packed.length / 2),
    });
  },
  'content-length too long': cutAt(1, 100),
  'content-length too short': (response, { body }) => {
    response.socket?.end(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n${String(body)}`,
    );
  },
  'truncated at 50%': cutAt(0.5, 0),
  'reset mid-body': (response) => {
    response.writeHead(200, JSON_TYPE).write('{"comments":[', () => response.socket?.resetAndDestroy());
  },
  'chunk stalls for 120 s after the headers': (response) => void response.writeHead(200, JSON_TYPE).write('{"comm'),
  'headers stall for 120 s': stall,
  '1 byte a second': (response) => {
    response.writeHead(200, JSON_TYPE);
    const timer = setInterval(() => response.write(' '), 1000);
    response.on('close', () => clearInterval(timer));
  },
  '10 MB body': (response) => pour(response, 'x'.repeat(MEGABYTE), 17),
  '100 MB body': (response) => pour(response, 'x'.repeat(MEGABYTE), 100),
  'JSON nested 100,000 deep': instead(200, '['.repeat(100_000) + ']'.repeat(100_000)),
  'one comment of 1 MB': comments(1, 'word '.repeat(MEGABYTE / 5)),
  'one comment of 10 MB': comments(1, 'word '.repeat(2 * MEGABYTE)),
  'one word of 1 MB': comments(1, 'w'.repeat(MEGABYTE)),
  '10,000 links in one comment': comments(1, 'https://a.example/ '.repeat(10_000)),
  '100,000 comments': comments(100_000, 'Yes.'),
  'redirect loop': (response, _answer, { url = '' }) =>
    send(response, { status: 307, headers: { location: url }, body: '' }),
  'redirect to login page 200 HTML': instead(302, '', { location: '/login' }),
  'redirect cross-origin drops Authorization': refuse(401, 'login-required'),
  '302 on POST becomes GET': (response, _answer, { url = '' }) =>
    send(response, { status: 302, headers: { location: url }, body: '' }),
  '304 without a cached copy': instead(304, ''),
  // What a page sees of it: the connection ends without an answer.
  'HTTP/2 GOAWAY': (response) => response.destroy(),
  'slow success after client timeout on POST': (response, answer) => {
    const timer = setTimeout(() => send(response, answer), 20_000);
    response.on('close', () => clearTimeout(timer));
  },
  '200 on POST but body unreadable': cutAt(0.3, 0),
  '201 with Location only': instead(201, '', { location: '/comments/7' }),
  '202 held for moderation': (response, answer) => send(response, heldOf(answer)),
  '409 duplicate comment (WordPress comment_duplicate)': refuse(409, 'comment_duplicate'),
  '429 flood (WordPress comment_flood)': refuse(429, 'comment_flood'),
  '401 mid-session (token expired)': refuse(401, 'login-required'),
  '403 nonce expired (rest_cookie_invalid_nonce)': refuse(403, 'rest_cookie_invalid_nonce'),
  '403 comments closed': refuse(403, 'closed'),
  '404 parent gone': refuse(404, 'parent-gone'),
  '413 too large': refuse(413, 'too-large'),
  '422 validation errors by field': refuse(422, 'invalid', { fields: { name: 'invalid' } }),
  '451 legal': refuse(451, 'forbidden'),
  '200 with an error object in it': instead(200, '{"error":"database is locked"}'),
};

export function transport(name: string): Transport | undefined {
  return TRANSPORTS[name];
}

/** The same answer of a server that shows it to nobody yet. */
function heldOf({ body }: Answer): Answer {
  const data = JSON.parse(String(body)) as Record<string, unknown>;
  const held =
    'state' in data ? { ...data, state: 'pending' } : Array.isArray(data) ? data : { ...data, status: 'hold' };
  return { status: 202, headers: JSON_TYPE, body: JSON.stringify(held) };
}
