import { expect } from '@open-wc/testing';
import type { Comment } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { backendOf, comment } from '../support/backends.js';
import { drawAll, articleOf, inner, makeThread, part, parts, place, thread, until } from '../support/elements.js';

const COUNT = 400;

/** Every fifth answers the one before it. */
const MANY: readonly Comment[] = Array.from({ length: COUNT }, (_, index) =>
  comment(String(index), index % 5 === 4 ? { parentId: String(index - 1) } : {}),
);
const ids = (element: Element) => parts(element, 'comment').map(({ dataset }) => dataset['id']);
const IDS = MANY.map(({ id }) => id);
const backend = () => backendOf(MANY);

/** What changes in the list of a thread while something is done. */
async function changed(element: Element, act: () => unknown): Promise<Set<string | undefined>> {
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((some) => records.push(...some));
  observer.observe(part(element, 'list'), { subtree: true, childList: true, attributes: true, characterData: true });
  await act();
  const items = [...records, ...observer.takeRecords()].flatMap(({ attributeName, target }) => {
    // What comes near is marked so; it is not drawn for that.
    if (attributeName === 'data-near') return [];
    const node = target instanceof Element ? target : target.parentElement;
    return node?.closest('li')?.dataset['id'] ?? [];
  });
  observer.disconnect();
  return new Set(items);
}

describe('a long thread', () => {
  it('shows its first comments before the others are drawn, and all of them in the end', async () => {
    const element = makeThread({ set: { backend: backend(), pageSize: 1000 } });
    const placed = place(element);
    // What is there when the first piece of work has ended: whoever looks later may see them all.
    const first = await new Promise<(string | undefined)[]>((resolve) => {
      const observer = new MutationObserver(() => ids(element).length > 0 && resolve(ids(element)));
      observer.observe(inner(element), { childList: true, subtree: true });
    });
    await placed;
    expect(first.length).to.be.within(12, COUNT - 1);
    expect(first).to.deep.equal(IDS.slice(0, first.length));
    await element.updateComplete;
    expect(ids(element)).to.deep.equal(IDS);
  });

  it('is drawn to its end in a page that is hidden', async () => {
    const hidden = Object.getOwnPropertyDescriptor(Document.prototype, 'hidden');
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    try {
      const element = await thread({ set: { backend: backend(), pageSize: 1000 } });
      expect(ids(element)).to.deep.equal(IDS);
    } finally {
      Reflect.deleteProperty(document, 'hidden');
      expect(hidden).not.to.be.undefined;
    }
  });

  it('takes what a reader asks for while it is drawn', async () => {
    const element = await place(makeThread({ set: { backend: backend(), pageSize: 1000 } }));
    await until(() => parts(element, 'comment').length > 0);
    element.sort = 'newest';
    element.numbers = 'none';
    await element.updateComplete;
    const roots = IDS.filter((id) => Number(id) % 5 !== 4).reverse();
    expect(parts(element, 'comment-root').map(({ dataset }) => dataset['id'])).to.deep.equal(roots);
    drawAll();
    expect(parts(element, 'number')).to.deep.equal([]);
  });

  it('goes to a comment far below', async () => {
    const element = await thread({ set: { backend: backend(), pageSize: 1000 } });
    expect(await element.scrollToComment('399')).to.be.true;
    expect(inner(element).activeElement).to.equal(articleOf(element, '399').querySelector('[role="heading"]'));
  });

  it('draws a comment anew only where something about it has changed', async () => {
    const element = await thread({ set: { backend: backend(), pageSize: 1000 } });
    const redraw = async () => {
      element.requestUpdate();
      await element.updateComplete;
    };
    const far = [...(await changed(element, redraw))].filter((id) => Number(id) > COUNT / 2);
    expect(far, 'far from the reader').to.deep.equal([]);
    drawAll();
    expect([...(await changed(element, redraw))]).to.deep.equal([]);
    expect([...(await changed(element, () => element.expandAll().then(redraw)))], 'what comes later').to.deep.equal([]);
    expect([...(await changed(element, () => element.toggle('7').then(redraw)))]).to.deep.equal(['7']);
    expect([...(await changed(element, () => element.scrollToComment('9').then(redraw)))]).to.deep.equal(['9']);
  });
});
