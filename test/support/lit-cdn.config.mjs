import { relative, sep } from 'node:path';
import { smaller } from '../../.rollup/lit-cdn.mjs';
import usual from '../../web-test-runner.config.mjs';

/**
 * The same tests with what stands in for Lit in the CDN build.
 * @type {import('@web/test-runner').TestRunnerConfig}
 */
const config = {
  ...usual,
  plugins: [
    {
      name: 'lit-cdn',
      resolveImport({ source }) {
        const path = smaller(source);
        return path ? `/${relative(process.cwd(), path).split(sep).join('/')}` : undefined;
      },
    },
    ...(usual.plugins ?? []),
  ],
};

export default config;
