import { relative, sep } from 'node:path';
import { PAGE, smaller } from '../../.rollup/lit-cdn.mjs';
import usual from '../../web-test-runner.config.mjs';

/** The tools of the tests keep Lit itself. */
const OURS = /^\/(src|test|\.rollup)\//;

/**
 * The same tests with what stands in for Lit in the CDN build.
 * @type {import('@web/test-runner').TestRunnerConfig}
 */
const config = {
  ...usual,
  plugins: [
    {
      name: 'lit-cdn',
      resolveImport({ source, context }) {
        if (!OURS.test(context.path)) return undefined;
        if (context.path.startsWith('/.rollup/') && source === PAGE) return '/src/elements/page.ts';
        const path = smaller(source);
        return path ? `/${relative(process.cwd(), path).split(sep).join('/')}` : undefined;
      },
    },
    ...(usual.plugins ?? []),
  ],
};

export default config;
