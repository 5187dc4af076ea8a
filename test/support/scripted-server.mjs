/**
 * A server inside the one that serves the browser tests, so that it has their origin: what it answers is written by the test.
 *
 * - `PUT /scripted/NAME` with JSON `{"GET /post/": [Answer, …]}`: the answers to come, the last one again and again.
 * - `GET /scripted/NAME?log`: what was asked for since, as a list of `{method, path, type, body}`.
 * - Everything else below `/scripted/NAME` is answered as written. An Answer is `{status?, html?, type?, location?, headers?, cut?}`;
 *   `cut` ends the connection in the middle of the answer.
 *
 * @typedef {{ status?: number, html?: string, type?: string, location?: string, headers?: Record<string, string>, cut?: boolean }} Answer
 * @typedef {{ answers: Record<string, Answer[]>, log: object[] }} Script
 * @typedef {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]} Middleware
 * @returns {Middleware}
 */
export function scriptedServer() {
  /** @type {Map<string, Script>} */
  const scripts = new Map();
  return async (context, next) => {
    const [, name = '', path = ''] = /^\/scripted\/([^/?]+)(.*)$/.exec(context.path) ?? [];
    if (!name) return next();
    const { method } = context;
    const body = await bodyOf(context.req);
    const script = scripts.get(name);
    if (method === 'PUT') {
      scripts.set(name, { answers: JSON.parse(body), log: [] });
      context.status = 204;
    } else if (context.query['log'] !== undefined) {
      context.body = script?.log ?? [];
    } else {
      script?.log.push({ method, path: path + context.search, type: context.get('content-type'), body });
      answer(context, take(script, `${method} ${path}`));
    }
  };
}

/** @param {Script | undefined} script @param {string} key @returns {Answer} */
function take(script, key) {
  const answers = script?.answers[key] ?? [];
  return (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 404, html: 'Nothing was written for this.' };
}

/** @param {Parameters<Middleware>[0]} context @param {Answer} answer */
function answer(context, { status = 200, html = '', type = 'text/html; charset=utf-8', location, headers, cut }) {
  if (cut) {
    context.respond = false;
    // Without headers before it, browsers would ask once more by themselves.
    context.res.writeHead(200, { 'content-type': type, 'content-length': '1000' }).write('<');
    setTimeout(() => context.req.socket.destroy(), 20);
    return;
  }
  context.status = location === undefined ? status : 302;
  context.type = type;
  context.body = html;
  context.set({ 'cache-control': 'no-store', ...headers, ...(location !== undefined && { location }) });
}

/** @param {AsyncIterable<Uint8Array>} request */
async function bodyOf(request) {
  let body = '';
  const decoder = new TextDecoder();
  for await (const chunk of request) body += decoder.decode(chunk, { stream: true });
  return body;
}
