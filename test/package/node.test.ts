import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeConsumer, run } from './consumer.js';

const consumer = makeConsumer();

/** Runs a module of the consumer in a plain Node, and returns what it printed as JSON. */
function inNode(code: string): unknown {
  const file = join(consumer.dir, 'main.js');
  writeFileSync(file, code);
  return JSON.parse(run(process.execPath, [file], consumer.dir));
}

const names = (folder: string): string[] =>
  consumer.files.flatMap((file) => new RegExp(`^dist/core/${folder}/([^/]+)\\.js$`).exec(file)?.[1] ?? []);

test('the core, every backend, every language and the contract load without a DOM', () => {
  const doors = [
    '',
    '/contract.js',
    ...names('backends').map((name) => `/backends/${name}.js`),
    ...names('locales').map((name) => `/locales/${name}.js`),
  ];
  const imports = doors.map((door, index) => `import * as m${index} from 'commentariat${door}';`);
  const modules = doors.map((_door, index) => `Object.keys(m${index}).length`);
  const found = inNode(`${imports.join('\n')}
    const dom = ['document', 'window', 'HTMLElement', 'customElements'].filter((name) => name in globalThis);
    console.log(JSON.stringify({ dom, sizes: [${modules.join(', ')}] }));`);
  const { dom, sizes } = found as { dom: string[]; sizes: number[] };
  assert.deepEqual(dom, []);
  for (const [index, size] of sizes.entries()) assert.ok(size > 0, `commentariat${doors[index]} exports nothing`);
});

test('the elements load on a server, where they do nothing', () => {
  const classes = inNode(`import * as elements from 'commentariat/elements.js';
    console.log(JSON.stringify(Object.keys(elements)));`);
  for (const name of ['ArticleView', 'CommentThread', 'CommentCount', 'ReplyForm']) {
    assert.ok((classes as string[]).includes(name), `${name} is missing`);
  }
});

test('a thread is read and ordered in Node', () => {
  const document = [
    { id: '2', parentId: '1', body: 'Second', publishedAt: '2012-01-17T10:00:00Z' },
    { id: '1', body: 'First', publishedAt: '2012-01-16T10:00:00Z' },
  ];
  const found = inNode(`import { createBackend, buildThread } from 'commentariat';
    const backend = await createBackend('json', { document: ${JSON.stringify(document)} });
    const { comments } = await backend.list({ key: '/' }, { sort: 'oldest', limit: 50 });
    const [root] = buildThread(comments).roots;
    console.log(JSON.stringify([root.comment.id, root.children.map((child) => child.comment.id)]));`);
  assert.deepEqual(found, ['1', ['2']]);
});

test('data files and the manifest of the package can be asked for', () => {
  const found = inNode(`import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const tags = require('commentariat/custom-elements.json').modules
      .flatMap(({ exports = [] }) => exports)
      .filter(({ kind }) => kind === 'custom-element-definition')
      .map(({ name }) => name);
    const schema = Object.keys(require('commentariat/comments.schema.json')).length > 0;
    const openapi = Object.keys(require('commentariat/openapi.json')).length > 0;
    console.log(JSON.stringify({ tags: tags.sort(), schema, openapi, name: require('commentariat/package.json').name }));`);
  const tags = ['article-view', 'comment-count', 'comment-thread', 'reply-form'];
  assert.deepEqual(found, { tags, schema: true, openapi: true, name: 'commentariat' });
});

test('what is not exported cannot be reached', () => {
  assert.throws(() => inNode(`import 'commentariat/dist/core/tree.js';`), /ERR_PACKAGE_PATH_NOT_EXPORTED/);
});
