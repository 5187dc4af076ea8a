import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { transform } from 'lightningcss';
import { THEMES } from '../../demo/themes.js';
import { makeConsumer, run } from './consumer.js';
import { described } from './surface.js';

const consumer = makeConsumer();
const elements = described();
const tokens = new Set(elements.flatMap(({ cssProperties = [] }) => cssProperties.map(({ name }) => name)));
const tags = elements.map(({ tagName }) => tagName);

/** Parts of an element; those of the form can be reached through the thread, too. */
function partsOf(tag: string): Set<string> {
  const own = elements.filter(
    ({ tagName }) => tagName === tag || (tag === 'comment-thread' && tagName === 'reply-form'),
  );
  return new Set(own.flatMap(({ cssParts = [] }) => cssParts.map(({ name }) => name)));
}

interface Used {
  /** Element and part of every selector; no part for the element itself. */
  readonly selectors: readonly (readonly [tag: string, part: string | undefined])[];
  readonly properties: readonly string[];
  readonly other: readonly string[];
}

/** What a style sheet addresses and sets, as a parser of CSS sees it. */
function usedBy(css: string): Used {
  const selectors: [string, string | undefined][] = [];
  const other: string[] = [];
  const properties = [...css.matchAll(/--[\w-]+/g)].map(([name]) => name);
  transform({
    filename: 'theme.css',
    code: Buffer.from(css),
    visitor: {
      Rule(rule) {
        if (rule.type !== 'style') return void other.push(rule.type);
        if (rule.value.declarations?.importantDeclarations?.length) other.push('!important');
        for (const [where, ...rest] of rule.value.selectors) {
          const [part, ...pseudo] = rest;
          const named = part?.type === 'pseudo-element' && part.kind === 'part' ? part.names[0] : undefined;
          const drawn = pseudo.every((each) => each.type === 'pseudo-element' && /^(before|after)$/.test(each.kind));
          if (where?.type !== 'pseudo-class' || where.kind !== 'where' || (part && !named) || !drawn) {
            other.push(JSON.stringify(rule.value.selectors));
          } else for (const [tag] of where.selectors) selectors.push([tag?.type === 'type' ? tag.name : '', named]);
        }
      },
    },
  });
  return { selectors, properties, other };
}

test('the six themes are there', () => {
  assert.deepEqual([...THEMES].sort(), ['cards', 'classic', 'contrast', 'default', 'newspaper', 'terminal']);
});

for (const theme of THEMES) {
  test(`${theme}: only documented properties and parts of our elements, no !important`, () => {
    const { selectors, properties, other } = usedBy(read(`dist/themes/${theme}.css`));
    assert.deepEqual(other, []);
    assert.ok(selectors.length > 0 && properties.length > 0);
    for (const [tag, part] of selectors) {
      assert.ok(tags.includes(tag), tag);
      assert.ok(part === undefined || partsOf(tag).has(part), `${tag}::part(${part})`);
    }
    for (const property of properties) assert.ok(tokens.has(property), property);
  });

  test(`${theme}: the file for a <link> says the same, in less`, () => {
    const [npm, cdn] = [read(`dist/themes/${theme}.css`), read(`dist/cdn/themes/${theme}.css`)];
    assert.ok(cdn.length < npm.length);
    const minified = transform({ filename: 'theme.css', code: Buffer.from(npm), minify: true });
    assert.equal(Buffer.from(minified.code).toString(), cdn);
  });
}

test('what leaves the documented way is seen', () => {
  const wrong = [
    'body { color: red }',
    'comment-thread .avatar { color: red }',
    ':where(comment-thread)::part(avatar) { color: red !important }',
    '@media print { :where(comment-thread) { color: red } }',
    ':where(comment-thread) > p { color: red }',
  ];
  for (const css of wrong) assert.ok(usedBy(css).other.length > 0, css);
  assert.deepEqual(usedBy(':where(a, b)::part(c)::before { content: "" }').selectors, [
    ['a', 'c'],
    ['b', 'c'],
  ]);
});

test('default.css sets every property, and nothing else', () => {
  const { selectors, properties } = usedBy(read('dist/themes/default.css'));
  assert.deepEqual([...new Set(properties)].sort(), [...tokens].sort());
  assert.ok(selectors.every(([, part]) => part === undefined));
});

test('every theme can be imported by its name', () => {
  const names = THEMES.map((theme) => `commentariat/themes/${theme}.css`);
  writeFileSync(
    join(consumer.dir, 'themes.js'),
    `import { statSync } from 'node:fs';\n${names.map((name) => `statSync(new URL(import.meta.resolve('${name}')));`).join('\n')}`,
  );
  run(process.execPath, ['themes.js'], consumer.dir);
});

test('style sheets of the script-tag build have hashes, too', () => {
  const hashes = JSON.parse(read('dist/cdn/integrity.json')) as Record<string, string>;
  for (const theme of THEMES) assert.match(hashes[`themes/${theme}.css`] ?? '', /^sha384-/);
});

function read(file: string): string {
  return readFileSync(join(consumer.installed, file), 'utf8');
}
