import { expect } from '@open-wc/testing';
import '../../src/elements/index.js';
import { comment } from '../support/backends.js';
import { corpusOf, isWhole, slices } from '../support/corpora.js';
import { Detector } from '../support/detector.js';
import { drawAll, parts, place, thread, watchPage } from '../support/elements.js';
import { firedRaw } from '../support/raw.js';
import { pass, strays, type Allowlist } from '../support/safe-html.js';
import { Tally, tell } from './tally.js';

watchPage();

interface Matrix {
  readonly tags: readonly string[];
  readonly handlers: readonly string[];
  readonly templates: readonly string[];
  readonly counts: { readonly product: number };
}

let attacks: readonly string[];
let allowlist: Allowlist;
let detector: Detector;

before(async () => {
  const matrix = (await corpusOf<never, Matrix>('event-handlers')) ?? expect.fail('the matrix is missing');
  attacks = matrix.tags.flatMap((tag) =>
    matrix.handlers.flatMap((handler) => matrix.templates.map((template) => filled(template, tag, handler))),
  );
  expect(attacks).to.have.length(70_200).and.to.have.length(matrix.counts.product);
  allowlist = (await corpusOf<never, Allowlist>('allowlist')) ?? expect.fail('the allowlist is missing');
  detector = new Detector(window);
});

after(() => detector.stop());

function filled(template: string, tag: string, handler: string): string {
  return template.replaceAll('%t', tag).replaceAll('%h', handler).replaceAll('%H', handler.toUpperCase());
}

describe('every handler on every element', () => {
  it('runs something when it comes in raw: the detector is alive', async () => {
    const some = attacks.filter((text, index) => index % 50 === 0 && !/unload|pagehide|print/i.test(text));
    const fired = await firedRaw(some);
    const none = { navigated: 0, requested: 0, strays: 0 };
    await tell({ way: 'raw innerHTML, every 50th of the matrix', texts: some.length, executed: fired.size, ...none });
    expect(fired.size).to.be.at.least(400);
  });

  it('does nothing in light DOM', async () => {
    const tally = new Tally('matrix, light DOM', detector);
    const box = await place(document.createElement('div'));
    for (const [at, texts] of slices(attacks, 2_000).entries()) {
      for (const text of texts) {
        const safe = pass(text, { base: 'https://source.example/' });
        const plain = 'text' in safe;
        tally.add(text, plain ? [] : strays(safe.fragment, allowlist));
        box.append(plain ? safe.text : safe.fragment);
      }
      await tally.look(`slice ${at}`);
      box.replaceChildren();
    }
    await tally.close();
  });

  it(`does nothing in a thread${isWhole() ? '' : ' (every tenth; CORPUS=whole runs all)'}`, async () => {
    const tally = new Tally('matrix, thread, shadow DOM', detector);
    const chosen = isWhole() ? attacks : attacks.filter((_, index) => index % 10 === 0);
    for (const [at, texts] of slices(chosen, 2_000).entries()) {
      const comments = texts.map((value, index) => comment(String(index), { body: { kind: 'html', value } }));
      const element = await thread({ comments, set: { pageSize: 2_000, readOnly: true } });
      await tally.look(`slice ${at}, words alone`);
      drawAll();
      const shown = parts(element, 'content');
      expect(shown).to.have.length(texts.length);
      for (const [index, content] of shown.entries()) tally.add(texts[index], handlersIn(content));
      await tally.look(`slice ${at}`);
      element.remove();
    }
    await tally.close();
  });
});

function handlersIn(content: HTMLElement): string[] {
  return [...content.querySelectorAll('*')].flatMap((node) =>
    node.getAttributeNames().filter((name) => /^on|^style$|^autofocus$|^src$/i.test(name)),
  );
}
