import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { literalsHtmlCssMinifier } from '@literals/rollup-plugin-html-css-minifier';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { declarations } from './.rollup/declarations.mjs';
import { languageScripts } from './.rollup/language-scripts.mjs';
import { layers } from './.rollup/layers.mjs';
import { litCdn } from './.rollup/lit-cdn.mjs';
import { moduleOnly } from './.rollup/module-only.mjs';
import { minify } from './.rollup/minify.mjs';
import { privateMembers } from './.rollup/private-members.mjs';
import { privateNames } from './.rollup/private-names.mjs';
import { cdnSizes } from './.rollup/sizes.mjs';
import { themes } from './.rollup/themes.mjs';
import { together } from './.rollup/together.mjs';

const DIST = resolve('dist');
const ENTRY = resolve('dist/cdn.js');

const tsFiles = (folder) =>
  readdirSync(folder)
    .map((file) => `${folder}/${file}`)
    .filter((file) => file.endsWith('.ts'));

/** Modules that the package gives away. All others get a file too, but are internal. */
const doors = [
  'src/core/index.ts',
  'src/core/browser-accounts.ts',
  ...tsFiles('src/core/backends'),
  ...tsFiles('src/core/locales'),
  ...['index', 'article-view', 'comment-thread', 'comment-count', 'reply-form'].map(
    (name) => `src/elements/${name}.ts`,
  ),
  // Given to nobody, but nothing in step 1 imports all of it.
  'src/elements/language-scripts.ts',
  'src/cdn.ts',
  'src/cdn-classic.ts',
  'test/backends/contract.ts',
];

/**
 * Where the file of a module goes, both without an ending. No folder may be called node_modules: `npm pack` leaves those
 * out.
 */
const placed = (module) => module.replace(/^(src|test\/backends)\//, '').replace(/^.*node_modules\//, 'vendor/');

const clean = { name: 'clean', buildStart: () => rmSync(DIST, { recursive: true, force: true }) };

/** 1. One file per module, for bundlers, Node and import maps. TypeScript runs here and nowhere else. */
const modules = {
  input: doors,
  external: [/^lit(\/|$)/, /^@lit\//, /^date-fns(\/|$)/, 'dompurify', /^node:/],
  output: {
    dir: 'dist',
    format: 'es',
    preserveModules: true,
    sourcemap: true,
    entryFileNames: ({ name }) => `${placed(name)}.js`,
  },
  plugins: [
    clean,
    // `sideEffects` in package.json is about dist. Taken for src, it made what is kept of core/index.ts a matter of luck.
    nodeResolve({ ignoreSideEffectsForRoot: true }),
    typescript({ tsconfig: 'tsconfig.build.json', outputToFilesystem: false, noEmitOnError: true }),
    layers(process.cwd(), placed),
    declarations(placed),
    themes('src/themes', { minify: false }),
  ],
};

/** Step 2 reads the JavaScript of step 1; with its source maps too, the CDN maps lead back to TypeScript. */
const sourceMaps = {
  name: 'source-maps',
  load(id) {
    if (!id.startsWith(DIST + sep) || !existsSync(`${id}.map`)) return null;
    return { code: readFileSync(id, 'utf8'), map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) };
  },
};

const moduleName = (id) =>
  id.startsWith(DIST + sep)
    ? relative(DIST, id).split(sep).join('/')
    : (/node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[^]*$/.exec(id)?.[1] ?? id);
const sizes = cdnSizes('dist/cdn', moduleName);
const cdnInput = {
  input: ENTRY,
  plugins: [
    litCdn(),
    sourceMaps,
    nodeResolve({ browser: true, exportConditions: ['production'] }),
    privateNames(),
    privateMembers(),
    literalsHtmlCssMinifier({ include: ['dist/**'], failOnError: true }),
  ],
};

const JSON_BACKEND = resolve('dist/core/backends/json.js');
const isBackend = (id) => id.startsWith(resolve('dist/core/backends') + sep);

const FIRST = 'first';

/** What a long thread waits for before it is drawn. */
const FAR = resolve('dist/elements/far-comments.js');

/** Chunks for which a reader waits: before a comment is drawn, and while one is sent. */
const AWAITED = [
  ...[FIRST, 'far-comments', 'thread-extras', 'safe-html-body', 'html', 'http', 'wordpress'],
  ...['reply-form', 'thread-controls'],
];

/** Small modules that several parts share, and would otherwise be files of their own, which are more to ask for than to send. */
const SHARED = {
  html: ['core/allowed-markup', 'elements/safe-html-body'],
  common: ['core/locales/en-errors', 'elements/box.styles', 'elements/input-method'],
  few: ['core/lists', 'core/providers', 'core/wordpress/entities', 'elements/sheets'],
};

/**
 * What every page needs comes in one file: all that the entry imports, and all that several backends share, because one
 * backend is always loaded and would otherwise send the browser for another file. `json` is among it: it serves files, data
 * in the page and data given by script, and takes a third less here than by itself.
 */
function firstLoad(id, { getModuleInfo }) {
  if (id === ENTRY) return undefined;
  const needed = new Set([ENTRY, JSON_BACKEND]);
  for (const module of needed) for (const next of getModuleInfo(module).importedIds) needed.add(next);
  const isNeeded = needed.has(id) || getModuleInfo(id).importers.filter(isBackend).length > 1;
  return isNeeded
    ? FIRST
    : Object.keys(SHARED).find((name) => SHARED[name].some((module) => id.endsWith(`/${module}.js`)));
}

/** The core stands before the elements in the first file: like beside like, since gzip looks back 32 kB only. */
const CORE = ['backends/json', 'registry', 'discussion', 'messages', 'date-words'];
const coreFirst = {
  name: 'core-first',
  transform: (code, id) =>
    id === ENTRY ? { code: CORE.map((name) => `import './core/${name}.js';`).join('') + code, map: null } : null,
};

/** `json` is in the first file: nothing has to be asked for. */
const jsonHere = {
  name: 'json-here',
  transform(code, id) {
    if (id !== resolve('dist/core/registry.js')) return null;
    const asked = "(await import('./backends/json.js')).json";
    if (!code.includes(asked)) this.error(`registry.js does not hold '${asked}'.`);
    return { code: `import { json } from './backends/json.js';${code.replace(asked, 'json')}`, map: null };
  },
};

/** The entry has no code of its own that a map could lead to. */
const mapless = {
  name: 'mapless',
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (file.isEntry) file.code = file.code.replace(/\/\/# sourceMappingURL=.*\n?/, '');
      if (name === 'commentariat.js.map') delete bundle[name];
    }
  },
};

const LOCALES = resolve('dist/core/locales') + sep;

/**
 * Short, since every reader downloads these names; the build's table tells which is which. Languages have a hash of what they
 * are made from, because Rollup has hashes of six letters for 63 chunks only.
 */
function chunkName({ facadeModuleId }) {
  if (!facadeModuleId?.startsWith(LOCALES)) return 'chunks/[hash:6].js';
  const hash = createHash('sha256').update(readFileSync(facadeModuleId)).digest('base64url');
  return `chunks/[name]-${hash.slice(0, 8)}.js`;
}

/**
 * 2. For a `<script type="module">`: a fixed address that only leads to hashed siblings. No sibling imports the entry, so
 * that `commentariat.js?ver=2`, as WordPress writes it, does not run everything twice under two addresses.
 */
const cdn = {
  ...cdnInput,
  output: {
    dir: 'dist/cdn',
    format: 'es',
    sourcemap: true,
    entryFileNames: 'commentariat.js',
    chunkFileNames: chunkName,
    manualChunks: firstLoad,
    freeze: false,
    plugins: [minify(true, AWAITED)],
  },
  plugins: [
    coreFirst,
    jsonHere,
    ...cdnInput.plugins,
    together(FIRST, (id) => id === FAR),
    mapless,
    themes('src/themes', { minify: true }),
    sizes.modules,
  ],
};

/**
 * 3. For a plain `<script>`, which cannot load parts: everything in one file but languages, which are scripts beside it, and
 * what goes with modules that such a page cannot have.
 * `Commentariat` is its one global.
 */
const classic = {
  ...cdnInput,
  input: 'dist/cdn-classic.js',
  output: {
    file: 'dist/cdn/commentariat.classic.js',
    format: 'iife',
    name: 'Commentariat',
    inlineDynamicImports: true,
    sourcemap: true,
    generatedCode: 'es2015',
    plugins: [minify(false)],
  },
  plugins: [languageScripts(), moduleOnly(), ...cdnInput.plugins, sizes.classic],
};

export default [modules, cdn, classic];
