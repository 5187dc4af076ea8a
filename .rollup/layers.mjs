import { isAbsolute, relative, sep } from 'node:path';

/** @typedef {{ module: string, may: string[], never?: string[], lazily?: string[] }} Layer */

/**
 * Who may import what; the first row that fits a module holds. Names are module paths in the package without their
 * ending, or packages; a name with `*` stands for many. `may` lists what can be imported in either way, `lazily` what can be
 * loaded by `import()` alone, `never` takes away again. A module without a row fails the build.
 * @type {readonly Layer[]}
 */
export const LAYERS = [
  { module: 'core/types', may: [] },
  { module: 'core/error-codes', may: [] },
  { module: 'core/timestamps', may: [] },
  { module: 'core/defined', may: [] },
  { module: 'core/count', may: ['core/types'] },
  { module: 'core/providers', may: ['core/types'] },
  { module: 'core/provider-looks', may: ['core/types', 'core/providers'] },
  { module: 'core/accounts', may: ['core/types'] },
  { module: 'core/auth', may: ['core/types', 'core/provider-looks'] },
  { module: 'core/pkce', may: ['core/errors'] },
  {
    module: 'core/session-channel',
    may: ['core/fields'],
  },
  {
    module: 'core/http-accounts',
    may: [
      'core/types',
      'core/accounts',
      'core/abort',
      'core/errors',
      'core/fields',
      'core/parse',
      'core/pkce',
      'core/session-channel',
    ],
  },
  { module: 'core/http-counts', may: ['core/types', 'core/errors', 'core/fields', 'core/parse', 'core/request'] },
  { module: 'core/account-server', may: ['core/errors', 'core/fields'] },
  { module: 'core/sign-in-answer', may: ['core/fields'] },
  { module: 'core/sign-in-server', may: ['core/types', 'core/accounts', 'core/fields', 'core/request'] },
  { module: 'core/openid-server', may: ['core/errors', 'core/fields', 'core/sign-in-server'] },
  { module: 'core/mastodon-server', may: ['core/account-server', 'core/errors', 'core/fields', 'core/sign-in-server'] },
  {
    module: 'core/browser-accounts',
    may: [
      ...[
        'core/types',
        'core/accounts',
        'core/abort',
        'core/deadline',
        'core/account-server',
        'core/errors',
        'core/fields',
      ],
      ...['core/mastodon-server', 'core/openid-server', 'core/pkce', 'core/providers', 'core/request'],
      'core/sign-in-*',
    ],
  },
  { module: 'core/tree', may: ['core/types'] },
  { module: 'core/tree-growth', may: ['core/types', 'core/tree'] },
  { module: 'core/errors', may: ['core/types', 'core/error-codes'] },
  { module: 'core/dates', may: ['core/types', 'core/timestamps', 'date-fns'] },
  { module: 'core/date-words', may: ['core/types', 'core/timestamps'] },
  { module: 'core/locales/*', may: ['core/types', 'core/locales/en-errors'] },
  { module: 'core/messages', may: ['core/types', 'core/date-words', 'core/locales/en'], lazily: ['core/languages'] },
  { module: 'core/language-names', may: [] },
  { module: 'core/language-files', may: ['core/language-names'], lazily: ['core/locales/*'] },
  {
    module: 'core/languages',
    may: ['core/language-*', 'core/messages', 'core/date-words'],
    lazily: ['core/locales/tg-formats'],
  },
  { module: 'core/lists', may: [] },
  { module: 'core/allowed-markup', may: [] },
  { module: 'core/markup-policy', may: ['core/allowed-markup'] },
  { module: 'core/kept-parts', may: [] },
  { module: 'core/forget', may: ['core/kept-parts'] },
  { module: 'core/abort', may: ['core/errors'] },
  { module: 'core/share', may: ['core/abort', 'core/errors'] },
  { module: 'core/fields', may: ['core/types', 'core/errors', 'core/timestamps'], lazily: ['core/parse-rare'] },
  {
    module: 'core/parse*',
    may: ['core/types', 'core/errors', 'core/fields', 'core/dates', 'core/problem', 'core/parse*'],
  },
  { module: 'core/problem', may: ['core/types', 'core/errors', 'core/error-codes', 'core/fields'] },
  {
    module: 'core/request',
    may: ['core/types', 'core/errors', 'core/deadline', 'core/problem'],
    lazily: ['core/refusal'],
  },
  { module: 'core/refusal', may: ['core/types', 'core/errors', 'core/problem', 'core/request'] },
  {
    module: 'core/backends/*',
    may: ['core/*'],
    never: ['core/backends/*', 'core/locales/*', 'core/messages', 'core/discussion', 'core/registry', 'core/index'],
  },
  {
    module: 'core/wordpress/*',
    may: ['core/*'],
    never: ['core/backends/*', 'core/locales/*', 'core/messages', 'core/discussion', 'core/registry', 'core/index'],
  },
  { module: 'core/registry', may: ['core/types', 'core/errors'], lazily: ['core/backends/*'] },
  { module: 'core/storage', may: [] },
  { module: 'core/indexed-db', may: ['core/storage'] },
  { module: 'core/drafts', may: ['core/storage'] },
  { module: 'core/copies', may: ['core/types', 'core/drafts', 'core/fields', 'core/parse', 'core/storage'] },
  { module: 'core/one-tab', may: [] },
  { module: 'core/deadline', may: ['core/abort', 'core/errors'] },
  { module: 'core/retry', may: ['core/errors'] },
  {
    module: 'core/outbox',
    may: ['core/types', 'core/errors', 'core/deadline', 'core/drafts', 'core/one-tab', 'core/retry', 'core/storage'],
  },
  { module: 'core/answered', may: ['core/drafts', 'core/storage'] },
  { module: 'core/sweep', may: ['core/drafts', 'core/outbox', 'core/storage'] },
  {
    module: 'core/replying',
    may: ['core/types', 'core/discussion', 'core/errors', 'core/outbox', 'core/storage', 'core/tree-growth'],
  },
  {
    module: 'core/discussion',
    may: ['core/types', 'core/count', 'core/deadline', 'core/errors', 'core/tree'],
    lazily: ['core/replying'],
  },
  { module: 'core/not-shown', may: ['core/discussion', 'core/tree'] },
  { module: 'core/index', may: ['core/*'], never: ['core/backends/*'] },
  { module: 'elements/safe-html', may: ['core/*', 'elements/*', 'lit', 'dompurify'], never: ['core/backends/*'] },
  { module: 'elements/*', may: ['core/*', 'elements/*', 'lit'], never: ['core/backends/*'] },
  { module: 'cdn*', may: ['cdn-first', 'core/*', 'elements/*'], never: ['core/backends/*', 'core/locales/*'] },
  { module: 'contract*', may: ['core/errors', 'core/error-codes', 'core/types', 'contract/*'] },
];

/** tslib's decorator helper is put there by the compiler. */
const FREE = ['tslib'];

/**
 * Fails the build where an import breaks {@link LAYERS}. It listens to `moduleParsed` because Rollup asks `external`
 * before `resolveId`, so that a guard there never hears of packages. Imports of types alone leave no trace in
 * JavaScript and are free.
 * @param {string} root the project's folder.
 * @param {(path: string) => string} placed where the package has a module of the project; both are without an ending.
 * @returns {import('rollup').Plugin}
 */
export function layers(root, placed) {
  const name = (/** @type {string} */ id) => nameOf(id, root, placed);
  return {
    name: 'layers',
    moduleParsed({ id, importedIds, dynamicallyImportedIds }) {
      const module = name(id);
      if (FREE.includes(module)) return;
      const row = LAYERS.find((layer) => fits(layer.module, module));
      if (!row) this.error(`${module} has no row in .rollup/layers.mjs.`);
      const lazy = [...row.may, ...(row.lazily ?? [])];
      const wrong = [
        ...importedIds.filter((other) => !allowed(row, row.may, name(other))),
        ...dynamicallyImportedIds.filter((other) => !allowed(row, lazy, name(other))),
      ];
      if (wrong.length > 0) this.error(`${module} must not import ${wrong.map(name).join(', ')} (.rollup/layers.mjs).`);
    },
  };
}

/**
 * @param {Layer} row
 * @param {string[]} may
 * @param {string} other
 */
function allowed(row, may, other) {
  if (FREE.includes(other)) return true;
  return may.some((pattern) => fits(pattern, other)) && !row.never?.some((pattern) => fits(pattern, other));
}

/**
 * @param {string} pattern
 * @param {string} name
 */
function fits(pattern, name) {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/**
 * `src/core/tree.ts` is `core/tree`; whatever comes from a package, resolved or not, goes by the package's name.
 * @param {string} id
 * @param {string} root
 * @param {(path: string) => string} placed
 */
function nameOf(id, root, placed) {
  const path = id.split(sep).join('/').split('node_modules/').pop() ?? id;
  if (path.startsWith('node:')) return path;
  const inside = relative(root, id).split(sep).join('/');
  if (isAbsolute(path) && !inside.startsWith('..')) return placed(inside.replace(/\.[cm]?[jt]s$/, ''));
  return /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
}
