import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/index.js';
import { drawItems } from '../../src/elements/keyed-list.js';
import { backendOf, comments } from '../support/backends.js';
import { dice } from '../support/dice.js';
import { inner, part, parts, thread } from '../support/elements.js';

/** Draws a list of the given rows; each new item gets a field to type in, and every item says how often it was drawn. */
function draw(list: HTMLElement, keys: readonly string[]): void {
  const rows = keys.map((key) => ({ key }));
  const steps = drawItems(
    list,
    rows,
    ({ key }) => key,
    (item) => {
      if (!item.firstChild) item.append(document.createElement('input'));
      item.dataset['drawn'] = String(Number(item.dataset['drawn'] ?? 0) + 1);
      return [];
    },
  );
  while (!steps.next().done);
}

const shownIn = (list: Element) => [...list.children].map((item) => (item as HTMLElement).dataset['id']);
const itemOf = (list: Element, key: string) =>
  [...list.children].find((item) => (item as HTMLElement).dataset['id'] === key);
const fieldOf = (list: Element, key: string) =>
  itemOf(list, key)?.querySelector('input') ?? expect.fail(`no item ${key}`);

/** Draws one list after the other, with the focus and a text in the item `b`, and expects the same items, moved. */
async function change(before: string, after: string): Promise<HTMLElement> {
  const list = await fixture<HTMLElement>(html`<ol></ol>`);
  draw(list, [...before]);
  const items = new Map([...before].map((key) => [key, itemOf(list, key)]));
  fieldOf(list, 'b').value = 'typed';
  fieldOf(list, 'b').focus();
  draw(list, [...after]);
  expect(shownIn(list)).to.deep.equal([...after]);
  for (const key of after)
    if (items.has(key)) expect(itemOf(list, key) === items.get(key), `the nodes of ${key}`).to.be.true;
  for (const [key, item] of items) expect(item?.isConnected, key).to.equal(after.includes(key));
  return list;
}

describe('a keyed list', () => {
  for (const [what, before, after] of [
    ['when others come before it', 'bc', 'xabc'],
    ['when others come after it', 'ab', 'abcd'],
    ['when others come on both sides', 'b', 'xaybcz'],
    ['when the one before it goes', 'abc', 'bc'],
    ['when all others go', 'xabcd', 'b'],
    ['when one goes and one comes before it', 'abc', 'xbc'],
    ['when others change their places', 'abcd', 'dabc'],
  ] as const) {
    it(`leaves an item and the focus in it where they are ${what}`, async () => {
      const list = await change(before, after);
      const field = fieldOf(list, 'b');
      expect(document.activeElement === field, 'the focus is kept').to.be.true;
      expect(field.value).to.equal('typed');
    });
  }

  for (const [what, before, after] of [
    ['in reverse', 'abcde', 'edcba'],
    ['moved to the end', 'abcd', 'acdb'],
    ['moved to the front', 'abcd', 'bacd'],
    ['among others that come and go', 'abcdef', 'gfbhc'],
  ] as const) {
    it(`keeps the nodes of an item ${what}`, async () => {
      expect(fieldOf(await change(before, after), 'b').value).to.equal('typed');
    });
  }

  it('is emptied and filled again', async () => {
    const list = await fixture<HTMLElement>(html`<ol></ol>`);
    for (const keys of ['abc', '', 'ba']) {
      draw(list, [...keys]);
      expect(shownIn(list)).to.deep.equal([...keys]);
    }
  });

  it('draws each item once, new or not', async () => {
    const list = await fixture<HTMLElement>(html`<ol></ol>`);
    draw(list, ['a', 'b']);
    draw(list, ['c', 'b', 'a']);
    expect([...list.children].map((item) => (item as HTMLElement).dataset['drawn'])).to.deep.equal(['1', '2', '2']);
  });

  it('takes any text for a key', async () => {
    const list = await fixture<HTMLElement>(html`<ol></ol>`);
    const keys = ['', '"]', 'a b', '__proto__', '\u{1f600}', '1'];
    draw(list, keys);
    const items = [...list.children];
    draw(list, keys.toReversed());
    expect(shownIn(list)).to.deep.equal(keys.toReversed());
    expect([...list.children].reverse().every((item, index) => item === items[index])).to.be.true;
  });

  it('has the right items in the right order after each of a thousand random changes', async () => {
    const list = await fixture<HTMLElement>(html`<ol></ol>`);
    const roll = dice(20120304);
    const items = new Map<string, Element>();
    for (let round = 0; round < 1000; round += 1) {
      const keys = Array.from({ length: 12 }, (_, index) => String(index)).filter(() => roll(4) > 0);
      for (let index = keys.length - 1; index > 0; index -= 1) {
        const other = roll(index + 1);
        [keys[index], keys[other]] = [keys[other] ?? '', keys[index] ?? ''];
      }
      draw(list, keys);
      expect(shownIn(list), `round ${String(round)}`).to.deep.equal(keys);
      for (const key of items.keys()) if (!keys.includes(key)) items.delete(key);
      for (const item of list.children) {
        const key = (item as HTMLElement).dataset['id'] ?? '';
        expect((items.get(key) ?? item) === item, `the nodes of ${key} in round ${String(round)}`).to.be.true;
        items.set(key, item);
      }
    }
  });
});

describe('the comments of a thread', () => {
  it('keep their nodes and the focus when newer ones come before them', async () => {
    let current = backendOf(comments(1, 2));
    const list: typeof current.list = (...request) => current.list(...request);
    const element = await thread({ set: { backend: { ...current, list }, sort: 'newest' } });
    const before = parts(element, 'comment');
    const button = before[1]?.querySelector<HTMLElement>('[data-action="copy"]');
    button?.focus();
    current = backendOf(comments(1, 2, 3));
    await element.reload();
    await element.updateComplete;
    expect(shownIn(part(element, 'list'))).to.deep.equal(['3', '2', '1']);
    expect(
      parts(element, 'comment')
        .slice(1)
        .every((item, index) => item === before[index]),
      'the same nodes',
    ).to.be.true;
    expect(inner(element).activeElement === button, 'the focus is kept').to.be.true;
  });
});
