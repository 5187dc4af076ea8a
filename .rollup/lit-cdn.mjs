import { fileURLToPath } from 'node:url';

/** What a module of Lit is asked for by, and the file in `lit/` that stands in for it. */
const SMALLER = { lit: 'lit', 'lit/decorators.js': 'decorators', 'lit/directives/if-defined.js': 'templates' };

/** A module of the package that the stand-ins use. */
export const PAGE = '../../src/elements/page.js';

/**
 * Smaller modules in place of Lit's, with just what the elements of this package use of them. Only for the CDN build, where that
 * saves about four kilobytes of every reader's download; whoever imports the npm package gets Lit itself.
 * @returns {import('rollup').Plugin}
 */
export const litCdn = () => ({
  name: 'lit-cdn',
  resolveId(id) {
    if (id === PAGE) return fileURLToPath(new URL('../dist/elements/page.js', import.meta.url));
    const path = smaller(id);
    if (!path && /^(lit(-\w+)?|@lit)(\/|$)/.test(id)) this.error(`Nothing stands in for ${id} (.rollup/lit-cdn.mjs).`);
    return path;
  },
  transform: (code, id) => (/[\\/]dompurify[\\/]/.test(id) ? { code: smallerDOMPurify(code), map: null } : null),
});

/** DOMPurify as it stands in the CDN build. @param {string} code */
export const smallerDOMPurify = (code) => withoutLists(withoutDefault(code));

/**
 * DOMPurify makes an instance for the page when it is loaded, which fails where elements stand in for members of `document`. We
 * use one of our own, so that this one is made for nothing.
 * @param {string} code
 */
function withoutDefault(code) {
  const made = ' = createDOMPurify();';
  if (code.split(made).length !== 2) throw new Error(`DOMPurify has not one '${made}' (.rollup/lit-cdn.mjs).`);
  return code.replace(made, ' = createDOMPurify({});');
}

/** The lists of tags and attributes that DOMPurify allows where nobody says what is allowed. */
const LISTS = /^const (html\$1|html|svg|mathMl|xml) = freeze\(\[[^\]]*\]\)/gm;

/**
 * Ours are always named (`configure()` in elements/safe-html.ts), so that those of DOMPurify are downloaded for nothing: 1.5 kB.
 * Its lists of what belongs to SVG and to MathML stay, since it asks them whether a tag stands where it may.
 * @param {string} code
 */
function withoutLists(code) {
  const lists = code.match(LISTS)?.length;
  if (lists !== 5) throw new Error(`DOMPurify has ${lists} of the five lists that are known (.rollup/lit-cdn.mjs).`);
  return code.replace(LISTS, 'const $1 = freeze([])');
}

/**
 * Path of the smaller module, if there is one.
 * @param {string} id
 */
export function smaller(id) {
  const name = SMALLER[/** @type {keyof typeof SMALLER} */ (id)];
  return name ? fileURLToPath(new URL(`lit/${name}.js`, import.meta.url)) : null;
}
