import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { formatMessage } from 'publint/utils';
import { publint } from 'publint';
import { withHashes } from '../../.rollup/integrity.mjs';
import { makeConsumer, ROOT, run } from './consumer.js';

const consumer = makeConsumer();
const { files, manifest } = consumer;

/** Files that an entry of `exports` leads to; a `*` stands for any name. */
function reached(target: string): string[] {
  const [start = '', end] = target.replace('./', '').split('*');
  if (end === undefined) return files.filter((file) => file === start);
  return files.filter((file) => file.startsWith(start) && file.endsWith(end));
}

const targets = Object.values(manifest.exports).flatMap((door) =>
  typeof door === 'string' ? [door] : [door.types, ...(door.default ? [door.default] : [])],
);

test('every entry of exports, unpkg and jsdelivr leads to a file', () => {
  for (const target of [...targets, manifest.unpkg, manifest.jsdelivr]) {
    assert.notDeepEqual(reached(target), [], `${target} leads nowhere`);
  }
});

test('every backend, every language and every element can be imported', () => {
  const doors = new Set(targets.flatMap(reached));
  const meant = files.filter((file) => /^dist\/core\/(backends|locales)\/[^/]+\.js$/.test(file));
  const elements = ['index', 'article-view', 'comment-thread', 'comment-count', 'reply-form'];
  for (const file of [...meant, ...elements.map((name) => `dist/elements/${name}.js`)]) {
    assert.ok(doors.has(file), `${file} has no door`);
    assert.ok(doors.has(file.replace(/\.js$/, '.d.ts')), `${file} has no types`);
  }
  assert.ok(meant.length >= 5, 'two languages and three backends at least');
});

test('every file that is imported is in the tarball, and none is left that nothing imports', () => {
  const scripts = files.filter((file) => /^dist\/(?!cdn\/).*\.js$/.test(file));
  const used = new Set([...targets.flatMap(reached), 'dist/cdn.js', 'dist/cdn-classic.js']);
  for (const file of used) {
    for (const next of importsOf(file)) {
      assert.ok(files.includes(next), `${file} imports ${next}, which is not in the tarball`);
      used.add(next);
    }
  }
  assert.deepEqual(
    scripts.filter((file) => !used.has(file)),
    [],
  );
});

test('packages that are imported are dependencies, and the other way round', () => {
  const sources = files.filter((file) => /^dist\/(?!cdn\/).*\.js$/.test(file)).map(read);
  const names = sources.flatMap((source) => [...source.matchAll(/(?:from|import)\s*\(?'([^.'][^']*)'/g)]);
  const packages = new Set(names.map(([, name = '']) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name));
  assert.deepEqual([...packages].sort(), Object.keys(manifest.dependencies).sort());
});

test('what the guides link to is in the tarball, too', () => {
  const guides = files.filter((file) => /^(README|docs\/.*)\.md$/.test(file));
  assert.ok(guides.length > 1);
  for (const guide of guides) {
    const links = [...read(guide).matchAll(/[^!]\[[^\]]*\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => to);
    for (const link of links) assert.ok(files.includes(posix.join(posix.dirname(guide), link)), `${guide}: ${link}`);
  }
});

test('every script has a source map with its sources inside', () => {
  // The files of languages for the classic script are data, and the entry of the modules only passes on what another file has.
  for (const file of files.filter((path) => /^(?!dist\/cdn\/(languages\/|commentariat\.js$)).*\.js$/.test(path))) {
    assert.match(read(file), /\n\/\/# sourceMappingURL=[^\n]+\.map\s*$/, `${file} names no map`);
    const map = JSON.parse(read(`${file}.map`)) as { sources: string[]; sourcesContent?: (string | null)[] };
    assert.equal(map.sourcesContent?.filter(Boolean).length, map.sources.length, `${file}.map lacks sources`);
  }
});

test('maps of the script-tag build lead back to TypeScript', () => {
  const map = JSON.parse(read('dist/cdn/commentariat.classic.js.map')) as { sources: string[] };
  assert.ok(map.sources.some((source) => source.endsWith('src/elements/comment-thread.ts')));
});

test('browsers are told to compile what a reader waits for as it arrives', () => {
  const first = /"(\.\/chunks\/[^"]+)"/.exec(read('dist/cdn/commentariat.js'))?.[1] ?? 'nothing';
  const sanitizer = files.find(
    (file) => /^dist\/cdn\/chunks\/.*\.js$/.test(file) && read(file).includes('ALLOWED_TAGS'),
  );
  for (const file of [posix.join('dist/cdn', first), sanitizer ?? 'nothing'])
    assert.match(read(file), /^\/\/# allFunctionsCalledOnLoad\n/, file);
});

test('nothing but the package is in the tarball', () => {
  const foreign = files.filter(
    (file) =>
      !/^(dist\/|docs\/[a-z.]+\.json$|docs\/(accessibility|accounts|downloads|reliability|security|theming|translating)\.md$|docs\/wordpress(\.md|\/[a-z]+\.php)$|(package\.json|README\.md|CHANGELOG\.md|LICENSE)$)/.test(
        file,
      ),
  );
  assert.deepEqual(foreign, []);
  assert.deepEqual(
    files.filter((file) => /(^|\/)(test|demo|node_modules)\/|\.test\.|tsbuildinfo/.test(file)),
    [],
  );
});

test('the files of the script-tag build have the hashes that are published with them', () => {
  const hashes = JSON.parse(read('dist/cdn/integrity.json')) as Record<string, string>;
  const scripts = files
    .filter((file) => /^dist\/cdn\/.*\.(js|css)$/.test(file))
    .map((file) => file.slice('dist/cdn/'.length));
  assert.deepEqual(Object.keys(hashes).sort(), scripts.sort());
  for (const [file, hash] of Object.entries(hashes)) {
    const content = readFileSync(join(consumer.installed, 'dist/cdn', file));
    assert.equal(hash, `sha384-${createHash('sha384').update(content).digest('base64')}`, file);
  }
});

test('the README shows the hashes of the files that pages name, of this version', () => {
  const readme = read('README.md');
  const { version, scripts } = JSON.parse(read('package.json')) as { version: string; scripts: Record<string, string> };
  const shown = [...readme.matchAll(/^\| `(\S+\.js)` \| `sha384-[\w+/]{64}` \|$/gm)].map(([, file]) => file);
  assert.deepEqual(shown, ['commentariat.js', 'commentariat.classic.js']);
  assert.ok(readme.includes(`| file of version ${version} |`), 'npm run build && npm run integrity');
  assert.match(scripts['prepack'] ?? '', /build && npm run integrity$/);
});

test('what packing writes into the README are the hashes of the files', () => {
  const hashes = JSON.parse(read('dist/cdn/integrity.json')) as Record<string, string>;
  const readme = withHashes(read('README.md'), '9.8.7', hashes);
  for (const file of ['commentariat.js', 'commentariat.classic.js']) {
    const content = readFileSync(join(consumer.installed, 'dist/cdn', file));
    const hash = createHash('sha384').update(content).digest('base64');
    assert.ok(readme.includes(`| \`${file}\` | \`sha384-${hash}\` |`), file);
  }
  assert.ok(readme.includes('| file of version 9.8.7 |'));
  assert.equal(withHashes(readme, '9.8.7', hashes), readme);
});

test('publint finds nothing', async () => {
  const { buffer, byteOffset, byteLength } = readFileSync(consumer.tarball);
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg = {} } = await publint({ pack: { tarball }, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg, { color: false })),
    [],
  );
});

test('types are found by every way of resolving ES modules', () => {
  // attw does not resolve patterns itself, and knows no data files.
  const doors = Object.keys(manifest.exports).filter((door) => !door.includes('*') && !door.endsWith('.json'));
  const backends = files.filter((file) => /^dist\/core\/(backends|locales)\/[^/]+\.js$/.test(file));
  const entries = [...doors, ...backends.map((file) => file.replace('dist/core/', './'))];
  const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const args = [attw, consumer.tarball, '--profile', 'esm-only', '--entrypoints', ...entries];
  assert.doesNotMatch(run(process.execPath, args, ROOT), /does not contain types/);
});

function read(file: string): string {
  return readFileSync(join(consumer.installed, file), 'utf8');
}

function importsOf(file: string): string[] {
  if (!/\.js$/.test(file) || !existsSync(join(consumer.installed, file))) return [];
  const specifiers = [...read(file).matchAll(/(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g)];
  return specifiers.map(([, path = '']) => posix.join(file, '..', path));
}
