import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { rollup, type Plugin } from 'rollup';
import { layers } from '../../.rollup/layers.mjs';
import { cdnSizes } from '../../.rollup/sizes.mjs';

/** Serves modules from memory under their names; what is not among them is another package. */
function memory(modules: Readonly<Record<string, string>>, root = ''): Plugin {
  const id = (name: string): string => (root ? resolve(root, name) : name);
  const known = new Map(Object.entries(modules).map(([name, code]) => [id(name), code]));
  return {
    name: 'memory',
    resolveId: (name) => (known.has(id(name)) ? id(name) : { id: name, external: true }),
    load: (name) => known.get(name),
  };
}

/** Builds one module with the given code, beside a backend and an element that import nothing. */
async function buildModule(module: string, code: string): Promise<void> {
  const modules = { 'core/backends/json.ts': '', 'core/tree.ts': '', 'elements/source.ts': '', [module]: code };
  const bundle = await rollup({
    input: module,
    logLevel: 'silent',
    plugins: [memory(modules, '/project'), layers('/project', (path) => path)],
  });
  await bundle.close();
}

const forbidden: readonly (readonly [string, string])[] = [
  ['core/tree.ts', `import 'lit';`],
  ['core/tree.ts', `import 'date-fns/parseISO';`],
  ['core/tree.ts', `import 'elements/source.ts';`],
  ['core/errors.ts', `import 'core/tree.ts';`],
  ['core/index.ts', `export * from 'core/backends/json.ts';`],
  ['core/registry.ts', `import 'core/backends/json.ts';`],
  ['core/backends/http.ts', `import 'core/backends/json.ts';`],
  ['core/backends/http.ts', `export const load = () => import('core/backends/json.ts');`],
  ['core/backends/http.ts', `import 'dompurify';`],
  ['elements/body.ts', `import 'dompurify';`],
  ['elements/body.ts', `import 'date-fns';`],
  ['elements/body.ts', `import 'core/backends/json.ts';`],
  ['elements/body.ts', `export const load = () => import('core/backends/json.ts');`],
  ['core/nobody-knows.ts', `export {};`],
];

for (const [module, code] of forbidden) {
  test(`the build refuses ${code} in ${module}`, async () => {
    await assert.rejects(buildModule(module, code), /\.rollup\/layers\.mjs/);
  });
}

const allowed: readonly (readonly [string, string])[] = [
  ['core/dates.ts', `import 'date-fns/parseISO';`],
  ['core/registry.ts', `export const load = () => import('core/backends/json.ts');`],
  ['core/index.ts', `export * from 'core/tree.ts';`],
  ['elements/safe-html.ts', `import 'dompurify'; import 'elements/source.ts';`],
  ['elements/body.ts', `import 'lit'; import 'lit/directives/repeat.js'; import 'tslib'; import 'core/tree.ts';`],
];

for (const [module, code] of allowed) {
  test(`the build takes ${code} in ${module}`, async () => buildModule(module, code));
}

/** A script-tag build whose first file holds so many bytes that no compression makes smaller. */
async function buildCdn(dir: string, bytes: number): Promise<void> {
  const backends = ['core/backends/json.js', 'core/backends/http.js'];
  const lazy = [...backends, 'elements/reply-form.js', 'core/replying.js', 'dompurify'];
  const entry = `export const noise = '${randomBytes(bytes / 2).toString('hex')}';\n`;
  const modules = {
    'cdn.js': entry + lazy.map((name, index) => `export const m${index} = () => import('${name}');`).join('\n'),
    ...Object.fromEntries(lazy.map((name) => [name, `export const name = '${name}';`])),
  };
  const sizes = cdnSizes(dir, (id) => id);
  for (const [last, plugin] of [sizes.modules, sizes.classic].entries()) {
    const bundle = await rollup({ input: 'cdn.js', plugins: [memory(modules), plugin] });
    const output = last ? { file: join(dir, 'classic.js'), name: 'All', inlineDynamicImports: true } : { dir };
    await bundle.write({ ...output, format: last ? 'iife' : 'es' });
    await bundle.close();
  }
}

for (const [bytes, outcome] of [
  [1_000, 'passes within'],
  [100_000, 'fails past'],
] as const) {
  test(`the build ${outcome} the byte budget`, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'commentariat-sizes-'));
    try {
      const built = buildCdn(dir, bytes);
      await (bytes > 50_000 ? assert.rejects(built, /'read a thread from json' takes \d+ of \d+ bytes/) : built);
      assert.equal(existsSync(join(dir, 'integrity.json')), bytes < 50_000);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
}
