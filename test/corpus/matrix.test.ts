import { expect } from '@open-wc/testing';
import '../../src/elements/index.js';
import { comment } from '../support/backends.js';
import { corpusOf, isWhole, slices } from '../support/corpora.js';
import { Detector, firedRaw, NOTHING } from '../support/detector.js';
import { parts, place, thread, watchPage } from '../support/elements.js';
import { pass, strays, type Allowlist } from '../support/safe-html.js';

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
  it('fires when it comes in raw: the detector is alive', async () => {
    const some = attacks.filter((text, index) => index % 50 === 0 && !/unload|pagehide|print/i.test(text));
    expect(await firedRaw(some, 400)).to.be.at.least(400);
    await detector.look();
  });

  it('does nothing in light DOM', async () => {
    const box = await place(document.createElement('div'));
    for (const texts of slices(attacks, 2_000)) {
      for (const text of texts) {
        const safe = pass(text, { base: 'https://source.example/' });
        const plain = 'text' in safe;
        if (!plain) expect(strays(safe.fragment, allowlist), text).to.deep.equal([]);
        box.append(plain ? safe.text : safe.fragment);
      }
      expect(await detector.look()).to.deep.equal(NOTHING);
      box.replaceChildren();
    }
  });

  it(`does nothing in a thread${isWhole() ? '' : ' (every tenth; CORPUS=whole runs all)'}`, async () => {
    const chosen = isWhole() ? attacks : attacks.filter((_, index) => index % 10 === 0);
    for (const texts of slices(chosen, 2_000)) {
      const comments = texts.map((value, index) => comment(String(index), { body: { kind: 'html', value } }));
      const element = await thread({ comments, set: { pageSize: 2_000, readOnly: true } });
      expect(parts(element, 'content')).to.have.length(texts.length);
      const found = parts(element, 'content').flatMap((content) =>
        [...content.querySelectorAll('*')].flatMap((node) =>
          node.getAttributeNames().filter((name) => /^on/i.test(name)),
        ),
      );
      expect(found).to.deep.equal([]);
      expect(await detector.look()).to.deep.equal(NOTHING);
      element.remove();
    }
  });
});
