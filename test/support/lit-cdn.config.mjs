import { relative, sep } from 'node:path';
import { PAGE, smaller, smallerDOMPurify } from '../../.rollup/lit-cdn.mjs';
import usual from '../../web-test-runner.config.mjs';

/** The tools of the tests keep Lit itself, and the tests the DOMPurify that a page may have of its own. */
const OURS = /^\/(src|test|\.rollup)\//;
const SMALLER_DOMPURIFY = '/node_modules/dompurify/dist/purify.es.mjs?smaller';

/**
 * The same tests with what stands in for Lit in the CDN build, and with what that leaves of DOMPurify.
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
        if (context.path.startsWith('/src/') && source === 'dompurify') return SMALLER_DOMPURIFY;
        const path = smaller(source);
        return path ? `/${relative(process.cwd(), path).split(sep).join('/')}` : undefined;
      },
      transform: ({ url, body }) => (url === SMALLER_DOMPURIFY ? smallerDOMPurify(String(body)) : undefined),
    },
    ...(usual.plugins ?? []),
  ],
};

export default config;
