import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROBLEMS } from '../../demo/server/problems.js';
import { ERROR_CODES } from '../../src/core/error-codes.js';
import { assertFits, at, openapi } from './openapi.js';
import type { Node } from './openapi.js';

interface Place {
  readonly path: readonly string[];
  readonly node: Node;
}

/** Every object inside the document, with the way to it. */
function* places(node: unknown = openapi, path: readonly string[] = []): Generator<Place> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield { path, node: node as Node };
  for (const [name, value] of Object.entries(node)) yield* places(value, [...path, name]);
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const operations = [...places()].filter(
  ({ path }) => path.length === 3 && path[0] === 'paths' && METHODS.includes(path[2] ?? ''),
);

test('every reference leads somewhere, and every component is used', () => {
  const used = new Set<string>();
  for (const { node } of places()) {
    const reference = node['$ref'];
    if (typeof reference !== 'string') continue;
    at(...reference.slice(2).split('/'));
    used.add(reference);
  }
  const kinds = ['parameters', 'headers', 'responses', 'schemas'];
  for (const kind of kinds) {
    for (const name of Object.keys(at('components', kind).node)) {
      assert.ok(used.has(`#/components/${kind}/${name}`), `${kind}/${name} is used`);
    }
  }
});

test('every operation has a name of its own, a tag, texts and its refusals', () => {
  const names = operations.map(({ node }) => node['operationId']);
  assert.equal(operations.length, 16);
  assert.equal(new Set(names).size, names.length);
  for (const { path, node } of operations) {
    for (const member of ['operationId', 'summary', 'description'])
      assert.equal(typeof node[member], 'string', `${path.join()} ${member}`);
    assert.equal((node['tags'] as string[]).length, 1);
    if (path[2] !== 'options') assert.ok('500' in (node['responses'] as Node), `${path.join()} can fail`);
  }
});

test('parameters, headers and answers are described, and every answer with a body has an example', () => {
  for (const { path, node } of places()) {
    const [kind = '', where = ''] = [path.at(-2), path.at(-1)];
    const isNamed = kind === 'headers' || kind === 'responses' || kind === 'parameters';
    if (isNamed && !('$ref' in node))
      assert.equal(typeof node['description'], 'string', `${path.join('/')} is described`);
    if (kind === 'content')
      assert.ok('example' in node || 'examples' in node, `${path.join('/')} (${where}) has an example`);
  }
});

test('every example fits its schema', () => {
  let count = 0;
  for (const { path, node } of places()) {
    if (!('schema' in node)) continue;
    const examples = Object.values((node['examples'] ?? {}) as Record<string, { readonly value: unknown }>);
    const values = [...examples.map(({ value }) => value), ...('example' in node ? [node['example']] : [])];
    const pointer = `#/${path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}/schema`;
    for (const value of values) assertFits(value, pointer, 'The example');
    count += values.length;
  }
  assert.ok(count >= 40, `${count} examples`);
});

test('the codes are those of the server, and of the client', () => {
  const codes = at('components', 'schemas', 'ProblemCode').node['enum'] as string[];
  assert.deepEqual([...codes].sort(), Object.keys(PROBLEMS).sort());
  for (const code of codes) assert.ok((ERROR_CODES as readonly string[]).includes(code), code);
});

test('the document tells the status of every code', () => {
  const told = new Set<string>();
  for (const { path, node } of places()) {
    const properties = node['properties'] as { status?: { const?: number }; code?: { enum?: string[] } } | undefined;
    const status = properties?.status?.const;
    if (status === undefined) continue;
    const named = path.includes('components') ? undefined : path.at(path.indexOf('responses') + 1);
    if (named !== undefined) assert.equal(String(status), named, path.join('/'));
    for (const code of properties?.code?.enum ?? []) told.add(`${code} ${status}`);
  }
  for (const [code, { status }] of Object.entries(PROBLEMS))
    assert.ok(told.has(`${code} ${status}`), `${code} with ${status}`);
});
