import { fileURLToPath } from 'node:url';

/** What a module of Lit is asked for by, and the file beside this one that stands in for it. */
const SMALLER = { lit: 'lit', 'lit/decorators.js': 'decorators' };

/**
 * Smaller modules in place of some of Lit's, with just what the elements of this package use of them. Only for the CDN build,
 * where that saves about two kilobytes of every reader's download; whoever imports the npm package gets Lit itself.
 * @returns {import('rollup').Plugin}
 */
export const litCdn = () => ({ name: 'lit-cdn', resolveId: (id) => smaller(id) });

/**
 * Path of the smaller module, if there is one.
 * @param {string} id
 */
export function smaller(id) {
  const name = SMALLER[/** @type {keyof typeof SMALLER} */ (id)];
  return name ? fileURLToPath(new URL(`lit/${name}.js`, import.meta.url)) : null;
}
