/**
 * What hostile texts did in each browser and by each way into the page: the tests send a line each to `POST /figures`, and the run
 * prints them as one table at its end.
 */

/**
 * @typedef {{ way: string, texts: number, executed: number, navigated: number, requested: number, strays: number }} Figures
 */

/** @type {(Figures & { browser: string })[]} */
const lines = [];
/** @type {Set<string>} */
const warnings = new Set();

const HEAD = ['browser', 'way', 'texts', 'ran', 'navigated', 'requests', 'strays'];

/** @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]} */
export async function figures(context, next) {
  if (context.path !== '/figures' || context.method !== 'POST') return next();
  let text = '';
  for await (const chunk of context.req) text += chunk;
  const told = JSON.parse(text);
  if ('missing' in told) warnings.add(told.missing);
  else lines.push({ ...told, browser: nameOf(context.get('user-agent')) });
  context.status = 204;
}

/** @returns {import('@web/test-runner').Reporter} */
export const figuresReporter = () => ({
  stop() {
    const rows = lines.map(({ browser, way, texts, ...seen }) => [
      ...[browser, way, String(texts)],
      ...[seen.executed, seen.navigated, seen.requested, seen.strays].map(String),
    ]);
    const widths = HEAD.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
    const print = (/** @type {string[]} */ row) =>
      row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)));
    for (const row of [HEAD, ...rows]) console.log(`  ${print(row).join('  ')}`);
    for (const warning of warnings) console.log(`\n  !!! ${warning} !!!`);
  },
});

/** @param {string} agent */
function nameOf(agent) {
  const [, name = 'WebKit', version = ''] =
    /(Firefox|Chrome)\/(\d+)/.exec(agent) ?? /()Version\/([\d.]+)/.exec(agent) ?? [];
  return `${name || 'WebKit'} ${version}`;
}
