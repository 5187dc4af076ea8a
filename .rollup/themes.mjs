import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'lightningcss';

/**
 * Puts the themes of a folder into `themes/` of an output. Under npm they stay as they are written, to be read and copied.
 * @param {string} folder
 * @param {{ minify: boolean }} options
 * @returns {import('rollup').Plugin}
 */
export function themes(folder, { minify }) {
  return {
    name: 'themes',
    buildStart() {
      for (const file of themeFiles(folder)) this.addWatchFile(file);
    },
    generateBundle() {
      for (const file of themeFiles(folder)) {
        const code = readFileSync(file);
        const source = minify ? transform({ filename: file, code, minify }).code : code;
        this.emitFile({ type: 'asset', fileName: `themes/${file.slice(folder.length + 1)}`, source });
      }
    },
  };
}

/** @param {string} folder */
function themeFiles(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .map((file) => join(folder, file));
}
