import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const cwd = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd });

/** Rules that code in a module of the elements breaks. */
async function broken(code: string, file = 'src/elements/avatar.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(`export const f = (el: Element, s: string): unknown => { ${code} };\n`, {
    filePath: `${cwd}${file}`,
  });
  return (result?.messages ?? []).flatMap(({ ruleId }) => ruleId ?? 'parsing');
}

const UNSAFE: readonly string[] = [
  'el.innerHTML = s;',
  'el.outerHTML = s;',
  `el['innerHTML'] = s;`,
  'Object.assign(el, { innerHTML: s });',
  `Reflect.set(el, 'innerHTML', s);`,
  `el.insertAdjacentHTML('beforeend', s);`,
  'document.write(s);',
  'document.writeln(s);',
  '(el as HTMLIFrameElement).srcdoc = s;',
  `el.setAttribute('srcdoc', s);`,
  `el.setAttribute('onclick', s);`,
  'return eval(s);',
  'return new Function(s);',
  'setTimeout(s);',
  'document.createRange().createContextualFragment(s);',
  `new DOMParser().parseFromString(s, 'text/html');`,
];

for (const code of UNSAFE) {
  test(`the lint refuses ${code}`, async () => {
    const rules = await broken(code);
    assert.ok(
      rules.some((rule) => /no-restricted-syntax|eval|new-func/.test(rule)),
      rules.join(' ') || 'nothing was found',
    );
  });
}

test('the lint refuses directives that take markup', async () => {
  for (const path of ['lit/directives/unsafe-html.js', 'lit/directives/unsafe-svg.js', 'lit/static-html.js']) {
    const [result] = await eslint.lintText(`export * from '${path}';\n`, { filePath: `${cwd}src/elements/avatar.ts` });
    assert.ok(
      result?.messages.some(({ ruleId }) => ruleId === 'no-restricted-imports'),
      path,
    );
  }
});

test('it lets text pass', async () => {
  assert.deepEqual(await broken('el.textContent = s; return s;'), []);
});
