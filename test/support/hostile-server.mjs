/**
 * Serves hostile texts to the tests that run inside browsers, from the server that serves these tests:
 *
 * - `GET /corpora/NAME`: a corpus as JSON; 404 where it is not here, as those that may not be copied are outside this project.
 * - `GET /hostile/KIND/FROM-TO.json`: a document of the `json` backend. The bodies FROM to TO of all texts are those of its posts,
 *   called `post-N`; together they are the comments of the post `all`.
 * - `GET /hostile/KIND/FROM-TO/comments` and `…/post`: the same by the protocol of the `http` backend.
 *
 * - `GET /raw-stage`: an empty page, for showing what hostile texts do when nothing is done about them.
 *
 * KIND is `text` or `html`.
 */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PLACES = ['../corpora/', '../../../shared/corpora/'];

const RAW_STAGE = readFileSync(new URL('raw-stage.js', import.meta.url), 'utf8');

/** @param {string} name */
function read(name) {
  const files = PLACES.map((place) => fileURLToPath(new URL(`${place}${name}.json`, import.meta.url)));
  const file = files.find((path) => statSync(path, { throwIfNoEntry: false }));
  return file && JSON.parse(readFileSync(file, 'utf8'));
}

/** The payloads of all corpora of markup that are here. @type {readonly string[]} */
const payloads = ['house-attacks', 'xss-permissive'].flatMap((name) =>
  (read(name)?.items ?? []).map((/** @type {{ p: string }} */ { p }) => p),
);

/** @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]} */
export async function hostileServer(context, next) {
  const corpus = /^\/corpora\/([\w-]+)$/.exec(context.path);
  const hostile = /^\/hostile\/(text|html)\/(\d+)-(\d+)(\.json|\/comments|\/post)$/.exec(context.path);
  if (corpus) answer(context, corpus[1] === 'payloads' ? { items: payloads } : read(String(corpus[1])));
  else if (context.path === '/raw-stage') {
    context.type = 'html';
    // Pictures fail at once, and nothing leaves the machine.
    context.set(
      'content-security-policy',
      "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'",
    );
    context.body = `<!doctype html><title>Raw</title><body><script>${RAW_STAGE}</script>`;
  } else if (hostile) {
    const [, kind = '', from, to, what = ''] = hostile;
    const { comments, posts } = contents(kind, Number(from), Number(to));
    if (what === '.json') answer(context, { version: 1, posts: [...posts, { id: 'all', comments }] });
    else if (what === '/comments') answer(context, { comments, count: { total: comments.length } });
    else
      answer(
        context,
        posts.find(({ id }) => id === context.query['thread']),
      );
  } else await next();
}

/** @param {string} kind @param {number} from @param {number} to */
function contents(kind, from, to) {
  const bodies = payloads.slice(from, to).map((value) => ({ kind, value }));
  const comments = bodies.map((body, index) => ({ id: String(from + index), author: { name: 'A' }, body }));
  const posts = bodies.map((body, index) => ({ id: `post-${from + index}`, title: 'A', body, categories: [] }));
  return { comments: comments.map((comment) => ({ ...comment, kind: 'comment', state: 'published' })), posts };
}

/** @param {Parameters<typeof hostileServer>[0]} context @param {unknown} data */
function answer(context, data) {
  context.status = data === undefined ? 404 : 200;
  context.type = 'application/json';
  context.body = data === undefined ? '{}' : JSON.stringify(data);
}
