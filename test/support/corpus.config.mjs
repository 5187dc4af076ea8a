import { puppeteerCore, chromeLauncher } from '@web/test-runner-chrome';
import usual from '../../web-test-runner.config.mjs';
import { figures, figuresReporter } from './figures.mjs';
import { hostileServer } from './hostile-server.mjs';
import { webdriverLauncher } from './webdriver-launcher.mjs';

const MINUTES = 60_000;

/**
 * Everything that can run may run, so that an attack that succeeds is seen; everything that would be asked for is refused and
 * reported, so that it is seen in every browser and never leaves the machine.
 */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws:; frame-src http://localhost:*/raw-stage; form-action 'none'";

/** @type {Record<string, () => import('@web/test-runner').BrowserLauncher>} */
const LAUNCHERS = {
  // One page at a time: a page in the background gets no animation frames.
  firefox: () =>
    chromeLauncher({
      puppeteer: puppeteerCore,
      concurrency: 1,
      launchOptions: {
        browser: 'firefox',
        executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
        headless: true,
      },
    }),
  webkit: () => webdriverLauncher(),
};

const names = (process.env['BROWSERS'] ?? 'chromium').split(',');
const how = process.env['CORPUS'] ?? 'some';

/**
 * The corpora of hostile texts in the browsers that `BROWSERS` names (`chromium,firefox,webkit`); with `CORPUS=whole` also what takes
 * minutes.
 * @type {import('@web/test-runner').TestRunnerConfig}
 */
const config = {
  ...usual,
  files: 'test/corpus/**/*.test.ts',
  concurrency: 1,
  browsers: names.flatMap((name) => (name === 'chromium' ? (usual.browsers ?? []) : (LAUNCHERS[name]?.() ?? []))),
  middleware: [...(usual.middleware ?? []), hostileServer, figures],
  reporters: [figuresReporter(), ...(usual.reporters ?? [])],
  testRunnerHtml: (framework) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Corpus</title><meta name="corpus" content="${how}"><link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="${POLICY}"></head><body><script type="module" src="${framework}"></script></body></html>`,
  testFramework: { config: { timeout: String(10 * MINUTES) } },
  testsFinishTimeout: 13 * MINUTES,
};

export default config;
