import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { CHROMIUM_ARGS, chromiumPath } from './test/support/browsers.mjs';
import { closingLineReporter } from './test/support/closing-line.mjs';
import { pages } from './test/support/pages.mjs';
import { scriptedServer } from './test/support/scripted-server.mjs';

/** @type {import('@web/test-runner').TestRunnerConfig} */
const config = {
  files: 'test/elements/**/*.test.ts',
  hostname: '127.0.0.1',
  nodeResolve: true,
  browsers: [chromeLauncher({ launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS } })],
  plugins: [
    a11ySnapshotPlugin(),
    // Without `tsconfig` esbuild takes Lit's decorators for the standard ones, and every element fails.
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  middleware: [scriptedServer(), pages],
  testFramework: { config: { timeout: 20_000 } },
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 300_000,
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
  // The default reporter redraws its lines, which a log file cannot show.
  reporters: [process.stdout.isTTY ? defaultReporter() : summaryReporter({ flatten: false }), closingLineReporter()],
};

export default config;
