import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Gives the classic script its own way to load languages, which is elements/language-scripts.ts in place of
 * core/language-files.ts, and puts a file for each of them beside it.
 * @returns {import('rollup').Plugin}
 */
export function languageScripts() {
  /** @type {Map<string, string>} */
  const sources = new Map();
  return {
    name: 'language-scripts',
    async buildStart() {
      const { LANGUAGES } = await import(pathToFileURL(resolve('dist/core/language-names.js')).href);
      for (const name of LANGUAGES) if (name !== 'en') sources.set(name, await sourceOf(name));
    },
    resolveId: (id) => (basename(id) === 'language-files.js' ? resolve('dist/elements/language-scripts.js') : null),
    load: (id) => (basename(id) === 'language-hashes.js' ? hashesOf(sources) : null),
    generateBundle() {
      for (const [name, source] of sources) this.emitFile({ type: 'asset', fileName: `languages/${name}.js`, source });
    },
  };
}

/** @param {string} name */
async function sourceOf(name) {
  const [messages] = Object.values(await import(pathToFileURL(resolve(`dist/core/locales/${name}.js`)).href));
  return `Commentariat.addLanguage(${JSON.stringify(name)},${JSON.stringify(messages)});\n`;
}

/** @param {Map<string, string>} sources */
function hashesOf(sources) {
  const hash = (/** @type {string} */ source) => `sha256-${createHash('sha256').update(source).digest('base64')}`;
  const hashes = Object.fromEntries([...sources].map(([name, source]) => [name, hash(source)]));
  return `export const languageHashes = ${JSON.stringify(hashes)};`;
}
