/**
 * `npm run integrity`: writes the hashes of the script-tag files, as the build has just made them, into README.md. Packing and
 * `npm version` do it by themselves, so that the README of a version shows the hashes of the files of that version; in between
 * it goes on showing those of the last one, since each change of a source would change them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What pages name themselves. The files that these load are in `integrity.json`, under names that change with them. */
const FILES = ['commentariat.js', 'commentariat.classic.js'];
const PLACE = /(<!-- integrity[^>]*-->\n)[^]*?(<!-- \/integrity -->)/;

/**
 * A README with these hashes in its place for them.
 * @param {string} readme
 * @param {string} version
 * @param {Record<string, string>} hashes by file name
 */
export function withHashes(readme, version, hashes) {
  const rows = FILES.map((file) => {
    const hash = hashes[file];
    if (!hash) throw new Error(`dist/cdn/integrity.json does not know ${file}.`);
    return `| \`${file}\` | \`${hash}\` |`;
  });
  if (!PLACE.test(readme)) throw new Error('README.md has no place for the hashes.');
  const table = [`| file of version ${version} | \`integrity\` |`, '| --- | --- |', ...rows].join('\n');
  return readme.replace(PLACE, (_, start, end) => `${start}\n${table}\n\n${end}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = (/** @type {string} */ path) => new URL(`../${path}`, import.meta.url);
  const read = (/** @type {string} */ path) => readFileSync(at(path), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  writeFileSync(at('README.md'), withHashes(read('README.md'), version, JSON.parse(read('dist/cdn/integrity.json'))));
}
