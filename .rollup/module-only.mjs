import { basename } from 'node:path';

/** What only pages with `browserAccounts()` need, which is a module: they have the elements as modules, too. */
const MODULES = ['auth-server.js'];
const TEXTS = /'auth\.server\.\w+':\s*'[^']*',?/g;

/**
 * Leaves parts out of the classic script, with their texts. They are loaded by `import()`, and whoever loads them does without
 * where nothing comes.
 * @returns {import('rollup').Plugin}
 */
export function moduleOnly() {
  return {
    name: 'module-only',
    load: (id) => (MODULES.includes(basename(id)) ? 'export {};' : null),
    transform: (code, id) => (/[\\/]locales[\\/]/.test(id) ? { code: code.replace(TEXTS, ''), map: null } : null),
  };
}
