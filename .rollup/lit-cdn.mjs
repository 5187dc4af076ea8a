import { fileURLToPath } from 'node:url';

/** What a module of Lit is asked for by, and the file beside this one that stands in for it. */
const SMALLER = { lit: 'lit', 'lit/decorators.js': 'decorators' };

/**
 * Smaller modules in place of some of Lit's, with just what the elements of this package use of them. Only for the CDN build,
 * where that saves about two kilobytes of every reader's download; whoever imports the npm package gets Lit itself.
 * @returns {import('rollup').Plugin}
 */
export const litCdn = () => ({
  name: 'lit-cdn',
  resolveId: (id) => smaller(id),
  transform(code, id) {
    if (/[\\/]lit-html[\\/]lit-html\.js$/.test(id)) return { code: hardened(code), map: null };
    return /[\\/]dompurify[\\/]/.test(id) ? { code: withoutDefault(code), map: null } : null;
  },
});

/** What is replaced in lit-html, by what, and how often it must be there. @type {readonly [RegExp, string, number][]} */
const HARDENED = [
  // A page whose `trusted-types` list has no `lit-html` is told so by define.js; the bundle must not throw on it.
  [/\w+\.createPolicy\("lit-html",\{createHTML:\w+=>\w+\}\)/g, '(()=>{try{return $&}catch{}})()', 1],
  // Elements of a page that take the place of members of `document`.
  [/(?<![\w$.])l\.(?=create)/g, 'page.', 4],
  [/\?\?l\)\.importNode/g, '??page).importNode', 1],
  [/\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]+"\)/g, 'void 0', 1],
];

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

/**
 * Lit for pages that are not ours: of what stands in them, and of what they allow, nothing is taken for granted.
 * @param {string} code
 * @throws {Error} where lit-html is no longer written as expected
 */
export function hardened(code) {
  const place = fileURLToPath(new URL('../dist/elements/page.js', import.meta.url));
  const done = HARDENED.reduce((text, [pattern, by, times]) => {
    const found = text.match(pattern)?.length ?? 0;
    if (found !== times) throw new Error(`lit-html has ${pattern} ${found} times, not ${times} (.rollup/lit-cdn.mjs).`);
    return text.replace(pattern, by);
  }, code);
  return `import { page } from ${JSON.stringify(place)};\n${done}`;
}

/**
 * Path of the smaller module, if there is one.
 * @param {string} id
 */
export function smaller(id) {
  const name = SMALLER[/** @type {keyof typeof SMALLER} */ (id)];
  return name ? fileURLToPath(new URL(`lit/${name}.js`, import.meta.url)) : null;
}
