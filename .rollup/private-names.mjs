import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A custom property that only the style sheets of this package read. */
const PRIVATE = /--_[a-z-]+/g;
const SHEETS = /(^|[./\\])styles\.js$/;

/**
 * Gives the private custom properties of the style sheets (`--_text-muted`) short names, the same in all files of the build:
 * some sixty bytes less for every reader (measured). Which one gets which is settled before anything is read, or builds of the
 * same code would differ, and with them their hashes.
 * @param {string} folder of the compiled sheets
 * @returns {import('rollup').Plugin}
 */
export function privateNames(folder = resolve('dist/elements')) {
  /** @type {string[]} */
  let names = [];
  /** @param {string} name */
  const short = (name) => `--_${names.indexOf(name).toString(36)}`;
  return {
    name: 'private-names',
    buildStart() {
      const sheets = readdirSync(folder).filter((file) => SHEETS.test(file));
      const found = sheets.flatMap((file) => readFileSync(join(folder, file), 'utf8').match(PRIVATE) ?? []);
      names = [...new Set(found)].sort();
    },
    transform: (code, id) => (SHEETS.test(id) ? { code: code.replace(PRIVATE, short), map: null } : null),
  };
}
