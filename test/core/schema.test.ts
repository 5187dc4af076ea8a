import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { json } from '../../src/core/backends/json.js';
import type { ListQuery } from '../../src/core/types.js';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
}

const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const schema = JSON.parse(readFileSync(new URL('../../docs/comments.schema.json', import.meta.url), 'utf8')) as Schema;
// `uri-reference` is a hint for editors; the pattern beside it decides.
const valid = new Ajv2020({ strictTypes: false, formats: { 'uri-reference': true } }).compile(schema);
const [example] = schema.examples ?? [];

/** A document with one post and one comment. */
const documentOf = (comment: object, post: object = {}) => ({
  version: 1,
  posts: [{ id: 'x', ...post, comments: [{ id: 1, ...comment }] }],
});
/** The dotted names of everything in a value that is an object. */
const namesIn = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [`${path}${name}`, ...namesIn(inner, `${path}${name}.`)])
    : [];

test('every property is described', () => {
  const look = (part: Schema, path: string): void => {
    for (const [name, property] of Object.entries(part.properties ?? {})) {
      assert.match(property.description ?? '', /\.$/, `${path}.${name}`);
      look(property, `${path}.${name}`);
    }
    for (const [name, definition] of Object.entries(part.$defs ?? {})) look(definition, name);
    part.anyOf?.forEach((choice) => look(choice, path));
  };
  look(schema, '');
});

test('the example inside is valid, and all of it is read', async () => {
  assert.ok(valid(example), JSON.stringify(valid.errors));
  const backend = json({ document: example, src: 'https://blog.example/comments.json' });
  const thread = { key: '/2012/03/the-old-bridge' };
  const page = await backend.list(thread, ALL);
  const post = await backend.post?.(thread);
  assert.equal(page.skipped, undefined);
  const [raw] = (example as { posts: { comments: object[] }[] }).posts;
  const { comments = [], policy, ...article } = { policy: undefined, ...raw };
  assert.ok(policy);
  comments.forEach((item, index) => {
    for (const name of namesIn(item))
      assert.ok(namesIn(page.comments[index]).includes(name), `${name} of comment ${index}`);
  });
  for (const name of namesIn(article)) assert.ok(namesIn(post).includes(name), `${name} of the article`);
  assert.deepEqual([page.policy?.access, page.count?.total, page.providers?.length], ['closed', 6, 1]);
});

const GOOD: Record<string, unknown> = {
  'no posts': { version: 1, posts: [] },
  'a bare list': [{ id: 1, body: 'Hi' }],
  'a schema for editors': { $schema: './comments.schema.json', version: 1, posts: [] },
  'a post without comments': { version: 1, posts: [{ id: 7 }] },
  'free properties': { version: 1, _made: 'by hand', posts: [{ id: 'x', _x: 1, comments: [{ id: 1, _votes: 3 }] }] },
  'no parent': [...[null, 0, '0'].map((parentId, id) => ({ id: id + 1, parentId, body: 'Hi' }))],
  'an id of letters': [{ id: 'at://did:plc:x/3k', parentId: '~1', body: 'Hi' }],
  'text as an object': documentOf({ body: { value: 'Hi' } }),
  'every date': documentOf({ publishedAt: '2012-01-16T14:30+0500', editedAt: '2012-01-16T14:30:00.123Z' }),
  'relative links': documentOf({ url: '#1', author: { name: 'K', avatarUrl: '../k.png' } }, { url: 'hello/' }),
};

for (const [name, document] of Object.entries(GOOD)) {
  test(`valid and read without loss: ${name}`, async () => {
    assert.ok(valid(document), JSON.stringify(valid.errors));
    const backend = json({ document, src: 'https://blog.example/comments.json' });
    const posts = Array.isArray(document) ? [{ id: 'x', comments: document }] : (document as { posts: object[] }).posts;
    for (const post of posts as { id: string | number; comments?: object[] }[]) {
      const page = await backend.list({ key: String(post.id) }, ALL);
      assert.deepEqual([page.comments.length, page.skipped], [post.comments?.length ?? 0, undefined]);
      page.comments.forEach((comment, index) => {
        const raw = Object.entries(post.comments?.[index] ?? {});
        const given = raw.filter(([field, value]) => !field.startsWith('_') && value && value !== '0');
        for (const [field] of given) assert.ok(field in comment, `${field} is lost`);
      });
    }
  });
}

const BAD: Record<string, unknown> = {
  'no version': { posts: [] },
  'a later version': { version: 2, posts: [] },
  'no list of posts': { version: 1, posts: {} },
  'a misspelt property': { version: 1, post: [], posts: [] },
  'a post without an id': { version: 1, posts: [{ title: 'T' }] },
  'an empty id': documentOf({ id: '' }),
  'an id that is rounded': documentOf({ id: 2 ** 53 }),
  'an id that is no whole number': documentOf({ id: 1.5 }),
  'a comment that is a text': ['Hi'],
  'an e-mail address': documentOf({ author: { name: 'Ann', email: 'ann@example.com' } }),
  'an IP address': documentOf({ ip: '192.0.2.1' }),
  'an unknown kind': documentOf({ kind: 'like' }),
  'an unknown state': documentOf({ state: 'spam' }),
  'an unknown role': documentOf({ author: { role: 'admin' } }),
  'a body without a value': documentOf({ body: { kind: 'html' } }),
  'a body of another kind': documentOf({ body: { kind: 'markdown', value: '*Hi*' } }),
  'a date without a zone': documentOf({ publishedAt: '2012-01-16T09:30:00' }),
  'a date for people': documentOf({ publishedAt: '16 January 2012' }),
  'a month 13': documentOf({ publishedAt: '2012-13-01' }),
  'a script for a link': documentOf({ url: 'javascript:alert(1)' }),
  'a link with a user': documentOf({ url: 'https://example.com@evil.example/' }),
  'a home page that is not whole': documentOf({ author: { url: 'ann.example' } }),
  'a language by its name': documentOf({ lang: 'English language' }),
  'a name of spaces': documentOf({ author: { name: '  ' } }),
  'a negative count': documentOf({}, { count: { total: -1 } }),
  'a count without a total': documentOf({}, { count: { comments: 1 } }),
  'an unknown access': documentOf({}, { policy: { access: 'everyone' } }),
  'a category that is a text': documentOf({}, { categories: ['News'] }),
};

for (const [name, document] of Object.entries(BAD)) {
  test(`refused: ${name}`, () => assert.equal(valid(document), false));
}
