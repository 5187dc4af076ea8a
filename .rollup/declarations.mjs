import { posix } from 'node:path';

/**
 * The compiler lays declarations out as the sources lie (`src/core/tree.d.ts`, `test/backends/contract.d.ts`); this
 * puts each beside its JavaScript file and mends the specifiers of those that changed folder.
 * @param {(module: string) => string} placed where a module goes in the package; both paths are without an ending.
 * @returns {import('rollup').Plugin}
 */
export function declarations(placed) {
  return {
    name: 'declarations',
    generateBundle(_options, bundle) {
      for (const [file, asset] of Object.entries(bundle)) {
        if (asset.type !== 'asset' || !file.endsWith('.d.ts')) continue;
        const module = file.slice(0, -'.d.ts'.length);
        const source = String(asset.source).replaceAll(
          /(["'])(\.[^"'\n]+)\.js\1/g,
          (_all, quote, path) => `${quote}${between(placed(module), placed(posix.join(module, '..', path)))}${quote}`,
        );
        delete bundle[file];
        this.emitFile({ type: 'asset', fileName: `${placed(module)}.d.ts`, source });
      }
    },
  };
}

/**
 * The specifier by which one module imports another.
 * @param {string} from
 * @param {string} to
 */
function between(from, to) {
  const path = posix.relative(posix.dirname(from), `${to}.js`);
  return path.startsWith('.') ? path : `./${path}`;
}
