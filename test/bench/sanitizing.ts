/**
 * The program of `npm run bench:sanitizing`: what it costs to make markup safe, beside parsing the same text with nothing done to
 * it. Ends with an error when something does not work, never because something is slow.
 */
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { openBrowser, openSite } from '../package/site.js';
import { describeMachine } from './machine.js';
import { ORDINARY, WORST } from './sanitizing-texts.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROUNDS = 7;
const PAGE = `<!doctype html><title>Bench</title><script type="module">
  globalThis.bench = await import('/test/bench/pages/sanitizing.js');
</script>`;

interface Figure {
  /** `fragment`, or why it became plain text. */
  readonly became: string;
  /** Medians in milliseconds. */
  readonly safe: number;
  readonly raw: number;
}

async function bundle(): Promise<string> {
  const built = (await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: { entry: 'src/elements/safe-html.ts', formats: ['es'], fileName: 'door' },
      rollupOptions: { output: { codeSplitting: false } },
    },
  })) as Rollup.RollupOutput[];
  const [chunk] = built.flatMap(({ output }) => output);
  if (chunk?.type !== 'chunk') throw new Error('Nothing was built.');
  return chunk.code;
}

const site = await openSite(ROOT, { '/door.js': await bundle(), '/': PAGE });
const browser = await openBrowser();
try {
  const page = await browser.newPage();
  await page.goto(`${site.origin}/`);
  await page.waitForFunction('globalThis.bench');
  const cases: [string, readonly string[]][] = [
    ['1,000 ordinary bodies', ORDINARY],
    ...Object.entries(WORST).map(([name, text]): [string, string[]] => [name, [text]]),
  ];
  console.log([...describeMachine(browser, { peers: false, runs: ROUNDS }), ''].join('\n'));
  const line = (...cells: readonly string[]) =>
    console.log(cells.map((cell, index) => (index ? cell.padStart(10) : cell.padEnd(44))).join(''));
  line('text', 'bytes', 'safe ms', 'raw ms', 'ratio', 'becomes');
  for (const [name, texts] of cases) {
    const figure = await page.evaluate(`bench.measure(${JSON.stringify(texts)}, ${ROUNDS})`);
    const { safe, raw, became } = figure as Figure;
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const ratio = raw > 0 ? (safe / raw).toFixed(1) : '';
    line(name, String(bytes), safe.toFixed(1), raw.toFixed(1), ratio, became);
  }
} finally {
  await browser.close();
  await site.close();
}
