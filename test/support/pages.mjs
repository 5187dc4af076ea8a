/** How often forms were sent to each address, and how many of these were answered to the end. */
const counts = new Map();
const answers = new Map();

/**
 * Addresses on the test runner's server, for tests that navigate for real. `GET /page?MARKUP` is a page with this markup;
 * `POST /sent/NAME` says what a form has sent, as it came; `POST /nothing/NAME` leaves the browser where it is (status 204).
 * `GET` of either says how often that was, and `GET /…?answered` how often it has been answered.
 * @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]}
 */
export async function pages(context, next) {
  const { path } = context;
  if (path === '/page') {
    context.type = 'html';
    context.body = `<!doctype html><html lang="en"><head><title>Page</title></head><body>${decodeURIComponent(context.querystring)}</body></html>`;
  } else if (/^\/(sent|nothing)\//.test(path)) await answer(context);
  else await next();
}

/** @param {Parameters<typeof pages>[0]} context */
async function answer(context) {
  const { method, path, req } = context;
  context.type = 'text';
  if (method !== 'POST') {
    context.body = String((context.querystring === 'answered' ? answers : counts).get(path) ?? 0);
    return;
  }
  counts.set(path, (counts.get(path) ?? 0) + 1);
  context.res.once('finish', () => answers.set(path, (answers.get(path) ?? 0) + 1));
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  if (path.startsWith('/nothing/')) context.status = 204;
  else context.body = Buffer.concat(chunks).toString();
}
