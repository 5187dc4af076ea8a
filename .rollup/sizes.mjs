import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * @typedef {object} Budget
 * @property {string} what
 * @property {string[]} modules what must be there: the files that hold these modules, with all they import statically …
 * @property {string[]} without … less the files that another row has brought.
 * @property {number} gzip most bytes after `gzip -9`; the build fails past them.
 * @property {number} [goal] where it should come to; printed, so that it is not forgotten.
 */

/**
 * What readers are made to download from the CDN build, whole files counted.
 * @type {Record<string, Budget>}
 */
export const BUDGETS = {
  read: {
    what: 'read a thread from json',
    modules: ['cdn.js', 'core/backends/json.js'],
    without: [],
    // 18,000 once. Four hundred bytes spare what took longer than they do: `Intl` in English pages (8 ms) and half of reading.
    gzip: 18_460,
    goal: 14_000,
  },
  reply: {
    what: 'write a reply',
    modules: ['elements/reply-form.js', 'core/replying.js'],
    without: ['read'],
    // Drafts and the outbox are half of it. They come with the form, since they must be there when the network is not.
    gzip: 15_480,
  },
  http: { what: 'read a thread over http', modules: ['cdn.js', 'core/backends/http.js'], without: [], gzip: 19_480 },
  html: { what: 'show HTML comments', modules: ['dompurify'], without: ['read'], gzip: 14_260 },
};

/** The classic script carries everything: all backends and DOMPurify. Languages other than English are beside it. */
export const CLASSIC = { what: 'classic script', gzip: 93_570 };

/** @param {string | Buffer} content */
export const gzipSize = (content) => gzipSync(content, { level: 9 }).length;

/**
 * Measures the CDN build: fails it where a budget is broken, else prints all sizes and writes the hashes for
 * subresource integrity (`sha384-…` by file name) to `integrity.json`.
 * Give `.modules` to the output with chunks and `.classic` to the one that is built last.
 * @param {string} dir
 * @param {(id: string) => string} nameOf name of a module, as used in {@link BUDGETS}.
 */
export function cdnSizes(dir, nameOf) {
  /** @type {Map<string, import('rollup').OutputChunk>} */
  const chunks = new Map();
  return {
    modules: /** @type {import('rollup').Plugin} */ ({
      name: 'cdn-chunks',
      writeBundle(_options, bundle) {
        for (const file of Object.values(bundle)) if (file.type === 'chunk') chunks.set(file.fileName, file);
      },
    }),
    classic: /** @type {import('rollup').Plugin} */ ({
      name: 'cdn-sizes',
      writeBundle(_options, bundle) {
        const size = (/** @type {string} */ file) => gzipSize(readFileSync(join(dir, file)));
        const sum = (/** @type {string[]} */ files) => files.reduce((total, file) => total + size(file), 0);
        const rows = [
          ...Object.values(BUDGETS).map((budget) => ({ ...budget, size: sum(filesOf(budget, chunks, nameOf)) })),
          {
            ...CLASSIC,
            goal: undefined,
            size: sum(Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.fileName : []))),
          },
        ];
        console.log(table(dir, rows, chunks));
        const over = rows.find((row) => row.size > row.gzip);
        if (over) this.error(`'${over.what}' takes ${over.size} of ${over.gzip} bytes (.rollup/sizes.mjs).`);
        writeFileSync(join(dir, 'integrity.json'), `${JSON.stringify(integrity(dir), null, 2)}\n`);
      },
    }),
  };
}

/**
 * The files that a budget row counts.
 * @param {Budget} budget
 * @param {Map<string, import('rollup').OutputChunk>} chunks
 * @param {(id: string) => string} nameOf
 * @returns {string[]}
 */
function filesOf({ modules, without }, chunks, nameOf) {
  const before = without.flatMap((key) => {
    const row = BUDGETS[key];
    return row ? filesOf(row, chunks, nameOf) : [];
  });
  const files = new Set(modules.flatMap((module) => [...withImports(chunks, holder(chunks, nameOf, module))]));
  return [...files].filter((file) => !before.includes(file));
}

/**
 * @param {Map<string, import('rollup').OutputChunk>} chunks
 * @param {(id: string) => string} nameOf
 * @param {string} module
 */
function holder(chunks, nameOf, module) {
  const chunk = [...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => nameOf(id) === module));
  if (!chunk) throw new Error(`No chunk holds ${module}, which a budget in .rollup/sizes.mjs names.`);
  return chunk.fileName;
}

/**
 * @param {Map<string, import('rollup').OutputChunk>} chunks
 * @param {string} first
 */
function withImports(chunks, first) {
  const files = new Set([first]);
  for (const file of files) for (const next of chunks.get(file)?.imports ?? []) files.add(next);
  return files;
}

/**
 * What a page loads by a tag of its own, or what such a script loads.
 * @param {string} dir
 */
const loaded = (dir) =>
  /** @type {string[]} */ (readdirSync(dir, { recursive: true }))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(js|css)$/.test(file))
    .sort();

/** @param {string} dir */
function integrity(dir) {
  /** @param {string} file */
  const hash = (file) =>
    createHash('sha384')
      .update(readFileSync(join(dir, file)))
      .digest('base64');
  return Object.fromEntries(loaded(dir).map((file) => [file, `sha384-${hash(file)}`]));
}

/**
 * @param {string} dir
 * @param {{ what: string, size: number, gzip: number, goal?: number | undefined }[]} rows
 * @param {Map<string, import('rollup').OutputChunk>} chunks
 */
function table(dir, rows, chunks) {
  const line = (/** @type {string} */ name, /** @type {unknown[]} */ ...cells) =>
    name.padEnd(40) + cells.map((cell) => String(cell ?? '').padStart(9)).join('');
  const files = loaded(dir).map((file) => {
    const content = readFileSync(join(dir, file));
    return line(`${file} ${chunks.get(file)?.name ?? ''}`, content.length, gzipSize(content));
  });
  const budgets = rows.map(({ what, size, gzip, goal }) => line(what, size, gzip, goal));
  return ['', line('file', 'raw', 'gzip'), ...files, '', line('what', 'gzip', 'budget', 'goal'), ...budgets, ''].join(
    '\n',
  );
}
