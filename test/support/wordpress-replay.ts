/** Answers of a WordPress that ran for test/wordpress, with the plugin of docs/wordpress: from loopback, as they were recorded. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { serve, type Loopback } from './loopback.js';

/** An answer of the REST API. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string as it stands. */
  readonly body: unknown;
}

export interface Replay extends Loopback {
  /** Base for the backend. */
  readonly base: string;
  /** What it was asked, such as `GET comments`, with the parameters and headers of the request and its body. */
  readonly asked: Asked[];
  /** What it answers from now on, by e.g. `GET posts/4`; everything else is not found. */
  answers: Readonly<Record<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>>;
}

export interface Asked {
  readonly route: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

/** An answer from test/backends/wordpress-answers. */
export function recorded(name: string): Required<Answer> {
  const file = new URL(`../backends/wordpress-answers/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Required<Answer>;
}

export async function startReplay(answers: Replay['answers'] = {}): Promise<Replay> {
  const asked: Asked[] = [];
  const loopback = await serve((request, response) => {
    void (async () => {
      const { pathname, searchParams: params } = new URL(request.url ?? '', 'http://127.0.0.1');
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const route = `${request.method} ${pathname.replace('/wp-json/wp/v2/', '')}`;
      const question: Asked = { route, params, headers: request.headers, form: new URLSearchParams(body) };
      asked.push(question);
      const found = replay.answers[route] ?? recorded('unknown-post');
      const answer = typeof found === 'function' ? await found(question) : found;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    })();
  });
  const replay: Replay = { ...loopback, base: `${loopback.origin}/wp-json/`, asked, answers };
  return replay;
}
