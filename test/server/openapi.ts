import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Any object of the document; its members are checked where they are used. */
export type Node = { readonly [member: string]: unknown };

const DOCUMENT = new URL('../../docs/openapi.json', import.meta.url);

/** The protocol document. */
export const openapi = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as Node;

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
ajv.addSchema(closed(openapi) as Node, 'protocol');

/**
 * The document with every object closed against members that it does not name. Clients must put up with more, but what
 * this server sends is all to be found in the document.
 */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  return copy['type'] === 'object' && 'properties' in copy ? { ...copy, unevaluatedProperties: false } : copy;
}

/** Follows a JSON pointer from the root of the document, through references. */
export function at(...path: readonly string[]): { readonly pointer: string; readonly node: Node } {
  let node: unknown = openapi;
  let pointer = '#';
  for (const member of path) {
    node = (node as Node)[member];
    pointer += `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    assert.ok(node !== undefined, `${pointer} is in docs/openapi.json`);
    const reference = (node as Node)['$ref'];
    if (typeof reference === 'string') ({ pointer, node } = at(...membersOf(reference)));
  }
  return { pointer, node: node as Node };
}

function membersOf(reference: string): string[] {
  return reference
    .slice('#/'.length)
    .split('/')
    .map((member) => member.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Fails unless the value fits the schema at this place of the document. */
export function assertFits(value: unknown, pointer: string, what: string): void {
  const validate = ajv.compile({ $ref: `protocol${pointer}` });
  assert.ok(validate(value), `${what} fits ${pointer}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)}`);
}

/** One answer of a server, with its body read. */
export interface ReceivedAnswer {
  readonly method: string;
  /** Path below the base, without the query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Fails unless the document describes this answer: its status, its headers, its body. */
export function assertDocumented(answer: ReceivedAnswer): void {
  const operation = operationOf(answer);
  const what = `${answer.method} ${answer.path} with ${answer.status}`;
  // What the document says in words for all addresses: an unknown one, and a method that one does not take.
  if (!operation) {
    assert.ok([404, 405].includes(answer.status), `${what} is in docs/openapi.json`);
    return assertFits(JSON.parse(answer.text), '#/components/schemas/Problem', what);
  }
  const { node, pointer } = at(...operation, 'responses', String(answer.status));
  assertHeaders(answer.headers, (node['headers'] ?? {}) as Node, what);
  const content = node['content'] as Node | undefined;
  if (!content || answer.method === 'HEAD') return assert.equal(answer.text, '', `${what} has no body`);
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  assert.ok(type in content, `${what} has one of the types ${Object.keys(content).join()}, not ${type}`);
  const schema = `${pointer}/content/${type.replaceAll('/', '~1')}/schema`;
  assertFits(type.endsWith('json') ? JSON.parse(answer.text) : answer.text, schema, what);
}

function operationOf({ method, path }: ReceivedAnswer): string[] | undefined {
  const paths = openapi['paths'] as { readonly [path: string]: Node };
  const template = Object.keys(paths).find((each) => new RegExp(`^${each.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
  if (template === undefined) return undefined;
  const name = method === 'HEAD' ? 'get' : method.toLowerCase();
  // All addresses of readers answer a preflight alike; it is written down at one of them.
  const documented = name === 'options' && !path.startsWith('/moderation') ? '/comments' : template;
  return name in (paths[documented] ?? {}) ? ['paths', documented, name] : undefined;
}

function assertHeaders(headers: Headers, documented: Node, what: string): void {
  for (const name of Object.keys(documented)) {
    const { node, pointer } = resolve(documented[name] as Node);
    const value = headers.get(name);
    if (value === null) assert.notEqual(node['required'], true, `${what} has the header ${name}`);
    else if (pointer) assertFits(value, `${pointer}/schema`, `${what}, header ${name}`);
    else assert.equal(value, (node['schema'] as Node)['const'], `${what}, header ${name}`);
  }
  for (const name of ['retry-after', 'idempotency-replayed', 'allow', 'www-authenticate', 'set-cookie']) {
    const named = Object.keys(documented).some((each) => each.toLowerCase() === name);
    assert.ok(named || !headers.has(name), `${what} has the header ${name}, which is not in docs/openapi.json`);
  }
}

function resolve(node: Node): { readonly pointer: string | undefined; readonly node: Node } {
  const reference = node['$ref'];
  return typeof reference === 'string' ? at(...membersOf(reference)) : { pointer: undefined, node };
}
