import { expect, fixture, html } from '@open-wc/testing';
import type { Comment } from '../../src/core/types.js';
import { putInBlock } from '../../src/elements/blocks.js';
import type { CommentThread } from '../../src/elements/comment-thread.js';
import { drawItems } from '../../src/elements/keyed-list.js';
import '../../src/elements/index.js';
import { backendOf, comment } from '../support/backends.js';
import { dice } from '../support/dice.js';
import {
  articleOf,
  button,
  drawAll,
  field,
  fill,
  formOf,
  inner,
  item,
  nextEvent,
  nextSettled,
  part,
  parts,
  pressReply,
  text,
  thread,
  until,
} from '../support/elements.js';

const COUNT = 300;
const LAST = String(COUNT - 1);
const MARKUP = '<p>Rock &amp; <em>roll</em> don&#8217;t &lt;stop&gt;</p><img src="/never.png">';

/** Every third is markup. None answers 0: that is nobody. */
const manyOf = (parentOf: (index: number) => number): readonly Comment[] =>
  Array.from({ length: COUNT }, (_, index) =>
    comment(String(index), {
      ...(parentOf(index) > 0 && { parentId: String(parentOf(index)) }),
      ...(index % 3 === 2 && { body: { kind: 'html', value: MARKUP } }),
      publishedAt: new Date(Date.UTC(2012, 2, 4, 10, index)).toISOString(),
    }),
  );
/** Every fifth answers the one before it. */
const MANY = manyOf((index) => (index % 5 === 4 ? index - 1 : 0));
const ROOTS = MANY.filter(({ parentId }) => parentId === undefined).map(({ id }) => id);

const long = (set: Partial<CommentThread> = {}, post = {}) =>
  thread({
    comments: MANY,
    post: { policy: { access: 'open', name: 'no', email: 'no', url: 'no' }, ...post },
    set: { pageSize: 1000, ...set },
  });
const rootsIn = (element: Element) => parts(element, 'comment-root').map(({ dataset }) => dataset['id']);
const isFull = (element: CommentThread, id: string) => articleOf(element, id).querySelector('[part=content]') !== null;

/** Resolves after a frame is painted. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function scrollPage(top: number): Promise<void> {
  scrollTo({ top, behavior: 'instant' });
  await nextEvent(document as unknown as HTMLElement, 'scroll');
}

/** So many frames: more than it takes until a reader counts as having arrived. */
const FRAMES = 12;

/** The comments in the window, and where. */
function seen(element: CommentThread): Map<string, number> {
  const shown = parts(element, 'comment').filter((each) => {
    const { bottom, top } = each.getBoundingClientRect();
    return each.checkVisibility({ contentVisibilityAuto: true }) && bottom > 0 && top < innerHeight;
  });
  return new Map(shown.map((each) => [each.dataset['id'] ?? '', each.getBoundingClientRect().top]));
}

/** Wherever the reader is brought, what is seen is whole at once, and stays where it is; the rest is words. */
async function expectWhole(element: CommentThread): Promise<void> {
  const shifts: number[] = [];
  const observer = new PerformanceObserver((list) =>
    shifts.push(...list.getEntries().map((entry) => (entry as unknown as { value: number }).value)),
  );
  observer.observe({ type: 'layout-shift' });
  for (const share of [0.2, 0.25, 0.9, 0.5, 0.52]) {
    await scrollPage(Math.round((document.documentElement.scrollHeight - innerHeight) * share));
    await painted();
    const first = seen(element);
    expect(first.size, `comments in the window at ${share}`).to.be.greaterThan(1);
    for (const id of first.keys()) expect(isFull(element, id), `${id} at ${share}`).to.be.true;
    for (let frame = 0; frame < FRAMES; frame += 1) {
      await painted();
      // Those that begin far above begin elsewhere when something above the window has got another height.
      for (const [id, top] of seen(element))
        if (top > 0) expect(Math.abs(top - (first.get(id) ?? top)), `${id} at ${share}`).to.be.at.most(1);
    }
  }
  observer.disconnect();
  expect(shifts).to.deep.equal([]);
  expect(parts(element, 'content').length).to.be.lessThan(COUNT / 2);
}

describe('a comment far from the reader', () => {
  afterEach(() => scrollTo({ top: 0, behavior: 'instant' }));

  it('has its name, date and words in the page, in the lists where they belong', async () => {
    const element = await long();
    expect(parts(element, 'comment').map(({ dataset }) => dataset['id'])).to.have.members(MANY.map(({ id }) => id));
    expect(isFull(element, '0')).to.be.true;
    expect(isFull(element, '280')).to.be.false;
    const article = articleOf(element, '280');
    const heading = inner(element).getElementById(article.getAttribute('aria-labelledby') ?? '');
    expect(heading?.getAttribute('role')).to.equal('heading');
    expect(text(heading)).to.match(/^Reader 280 March 4, 2012$/);
    expect(heading?.querySelector('bdi')?.textContent).to.equal('Reader 280');
    expect(text(article)).to.contain('Text 280');
    const reply = item(element, '284');
    expect(reply.parentElement?.closest('li')).to.equal(item(element, '283'));
    expect(text(reply)).to.contain('Reader 284');
  });

  it('has the words of markup as readers see them, and nothing else of it', async () => {
    const element = await long();
    const article = articleOf(element, '290');
    expect(text(article)).to.contain('Rock & roll don’t <stop>');
    expect([...article.querySelectorAll('*')].map(({ localName }) => localName)).to.deep.equal(['div', 'bdi', 'div']);
  });

  it('says that it was deleted, and what it quotes', async () => {
    const gone = comment('900', { state: 'deleted', author: {}, publishedAt: '2013-01-01T00:00:00Z' });
    const quoting = comment('901', {
      cite: { title: 'Dawn', source: 'The Courier' },
      publishedAt: '2013-01-02T00:00:00Z',
    });
    const element = await thread({ comments: [...MANY, gone, quoting], set: { pageSize: 1000 } });
    expect(text(articleOf(element, '900'))).to.equal('This comment was deleted. January 1, 2013');
    const { lastElementChild: words } = articleOf(element, '901');
    expect(text(words)).to.equal('Dawn The Courier Text 901');
  });

  it('stands in blocks that are nothing to assistive technology', async () => {
    const element = await long();
    const blocks = [...part(element, 'list').children];
    expect(blocks.length).to.be.greaterThan(5);
    for (const block of blocks) {
      expect(block.getAttribute('role')).to.equal('presentation');
      expect(block.childElementCount).to.be.within(1, 24);
      for (const each of block.children) expect(each.getAttribute('role')).to.equal('listitem');
    }
    await expect(element).to.be.accessible();
  });

  it('is whole in the frame that shows it, and nothing moves', async () => expectWhole(await long()));

  it('has no size, once it is drawn in full, that the browser would ask it for in every frame', async () => {
    const element = await long();
    await scrollPage(Math.round(document.documentElement.scrollHeight / 2));
    for (let frame = 0; frame < FRAMES; frame += 1) await painted();
    const inBlocks = [...inner(element).querySelectorAll<HTMLElement>('.block > .item')];
    const full = inBlocks.filter((each) => isFull(element, each.dataset['id'] ?? ''));
    expect(full.length).to.be.within(5, 100);
    // What is drawn in full is shown, or nothing would keep its height.
    for (const each of full) {
      const { containIntrinsicBlockSize, contentVisibility } = getComputedStyle(each);
      expect([each.dataset['id'], contentVisibility, containIntrinsicBlockSize]).to.deep.equal([
        each.dataset['id'],
        'visible',
        'none',
      ]);
    }
  });

  it('is shown once it has been drawn for paper, since nothing else keeps its height', async () => {
    const element = await long();
    drawAll();
    const inBlocks = [...inner(element).querySelectorAll<HTMLElement>('.block > .item')];
    expect(inBlocks.length).to.be.greaterThan(100);
    for (const each of inBlocks)
      expect(getComputedStyle(each).contentVisibility, each.dataset['id']).to.equal('visible');
  });

  it('moves nothing that is seen when the reader comes from below', async () => {
    const element = await long();
    const shifts: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    for (const [share, way] of [0.5, 0.505, 0.51, 0.515, 0.52].flatMap((from) => [
      [from, 90] as const,
      [from, 250] as const,
    ])) {
      await scrollPage(Math.round(document.documentElement.scrollHeight * share));
      for (let frame = 0; frame < FRAMES; frame += 1) await painted();
      for (let step = 0; step < (way === 90 ? 30 : 12); step += 1) {
        const before = seen(element);
        await scrollPage(scrollY - way);
        await painted();
        for (const [id, top] of seen(element)) {
          expect(isFull(element, id), id).to.be.true;
          if (before.has(id)) expect(top - (before.get(id) ?? 0), `${id}, ${way} above ${share}`).to.be.closeTo(way, 1);
        }
      }
    }
    observer.disconnect();
    expect(shifts).to.deep.equal([]);
    // Below the window they are as high as they are.
    await scrollPage(scrollY - 3 * innerHeight);
    await painted();
    await scrollPage(scrollY - 10);
    const held = [...inner(element).querySelectorAll<HTMLElement>('.item')].filter(({ style }) => style.minBlockSize);
    for (const each of held) expect(each.getBoundingClientRect().top, each.dataset['id']).to.be.lessThan(innerHeight);
  });

  it('takes about the room that it will have, so that a jump to the end leads there', async () => {
    const element = await long();
    const before = part(element, 'list').getBoundingClientRect().height;
    drawAll();
    element.style.setProperty('content-visibility', 'visible');
    for (const each of inner(element).querySelectorAll<HTMLElement>('.block, .root')) each.dataset['near'] = '';
    const after = part(element, 'list').getBoundingClientRect().height;
    expect(before / after).to.be.within(0.75, 1.35);
  });

  it('is drawn for paper', async () => {
    const element = await long();
    expect(parts(element, 'content').length).to.be.lessThan(COUNT / 2);
    drawAll();
    expect(parts(element, 'content')).to.have.length(COUNT);
    expect(inner(element).querySelectorAll('.item[style]')).to.have.length(0);
    expect(articleOf(element, '290').querySelector('em')?.textContent).to.equal('roll');
  });

  it('can be gone to, answered, collapsed and expanded', async () => {
    const element = await long();
    expect(await element.scrollToComment('284')).to.be.true;
    expect(isFull(element, '284')).to.be.true;
    expect(inner(element).activeElement).to.equal(articleOf(element, '284').querySelector('[role=heading]'));
    await element.toggle('200', false);
    await element.updateComplete;
    expect(button(articleOf(element, '200'), 'Show').getAttribute('aria-expanded')).to.equal('false');
    const form = await pressReply(element, '284');
    await fill(form, { text: 'One more.' });
    const posted = nextEvent(element, 'comment-post');
    await form.submit();
    const { posted: stored } = await posted;
    await element.updateComplete;
    const reply = item(element, stored.comment.id);
    expect(reply.parentElement?.closest('li')).to.equal(item(element, '284'));
    expect(text(reply)).to.contain('One more.');
    expect(button(articleOf(element, '283'), 'Hide').getAttribute('aria-label')).to.contain('2 replies');
    // The other way round, at once.
    await element.reply('100');
    await until(() => item(element, '100').contains(form), 'the form is under a comment that was far');
    expect(inner(form).activeElement).to.equal(field(form, 'text'));
  });

  it('takes the place that another order gives it', async () => {
    const element = await long();
    element.sort = 'newest';
    await element.updateComplete;
    expect(rootsIn(element)).to.deep.equal(ROOTS.toReversed());
    expect(isFull(element, LAST === '299' ? '298' : LAST)).to.be.true;
    element.sort = 'oldest';
    await element.updateComplete;
    expect(rootsIn(element)).to.deep.equal(ROOTS);
  });

  it('goes where it belongs when nesting is turned off and on', async () => {
    const element = await long();
    const reply = () => item(element, '284').parentElement?.closest('li')?.dataset['id'];
    expect(reply()).to.equal('283');
    for (const [threading, parent] of [
      ['flat', undefined],
      ['nested', '283'],
      ['flat', undefined],
    ] as const) {
      element.threading = threading;
      await element.updateComplete;
      expect(parts(element, 'comment').map(({ dataset }) => dataset['id'])).to.deep.equal(MANY.map(({ id }) => id));
      expect(reply(), threading).to.equal(parent);
    }
    drawAll();
    expect(parts(element, 'content')).to.have.length(COUNT);
  });

  it('comes with another page: what was there stays where it is, and the first new one has the focus', async () => {
    const element = await thread({ comments: MANY, set: { pageSize: 45 } });
    const first = parts(element, 'comment');
    await formOf(element);
    const more = part(element, 'load-more');
    more.focus();
    const loaded = nextSettled(element);
    more.click();
    await loaded;
    await until(() => inner(element).activeElement?.getAttribute('role') === 'heading', 'a heading has the focus');
    expect(parts(element, 'comment').slice(0, first.length)).to.deep.equal(first);
    expect(part(element, 'list').firstElementChild).to.equal(first[0]);
    const id = MANY[45]?.id ?? '';
    expect(inner(element).activeElement?.closest('li')?.dataset['id']).to.equal(id);
    expect(isFull(element, id)).to.be.true;
    expect(rootsIn(element)).to.deep.equal(ROOTS.filter((each) => Number(each) < 90));
  });

  it('has the focus when it is what others have written meanwhile', async () => {
    const backend = backendOf(MANY, { policy: { access: 'open', name: 'no', email: 'no', url: 'no' } });
    const element = await thread({ set: { backend, pageSize: 1000 } });
    await formOf(element);
    await backend.reply?.({ key: 'post' }, { text: 'Hello', key: 'a' });
    const { now } = Date;
    Date.now = () => now() + 120_000;
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => parts(element, 'new-bar').length === 1).finally(() => (Date.now = now));
    expect(isFull(element, '298'), 'the end is far').to.be.false;
    inner(element).querySelector<HTMLElement>('[data-action=news]')?.click();
    await until(() => inner(element).activeElement?.getAttribute('role') === 'heading', 'a heading has the focus');
    expect(text(inner(element).activeElement?.closest('article'))).to.contain('Hello');
  });

  it('is drawn in full where the browser does not say what comes near', async () => {
    const name = 'oncontentvisibilityautostatechange';
    const owner = [Element.prototype, HTMLElement.prototype].find((each) => Object.hasOwn(each, name)) ?? expect.fail();
    const known = Object.getOwnPropertyDescriptor(owner, name) ?? expect.fail();
    Reflect.deleteProperty(owner, name);
    try {
      expect(parts(await long(), 'content')).to.have.length(COUNT);
    } finally {
      Object.defineProperty(owner, name, known);
    }
  });
});

describe('a list in blocks', () => {
  const draw = (list: HTMLElement, keys: readonly string[]) => {
    const steps = drawItems(
      list,
      keys,
      (key) => key,
      () => [],
      putInBlock,
    );
    while (!steps.next().done);
  };
  const shown = (list: HTMLElement) => [...list.querySelectorAll('li')].map(({ dataset }) => dataset['id']);

  it('has the right items in the right order after each of 300 random changes, with and without free ones', async () => {
    const list = await fixture<HTMLElement>(html`<ol></ol>`);
    const roll = dice(42);
    const plain = drawItems(
      list,
      ['0', '1', '2', '3', '4'],
      (key) => key,
      () => [],
    );
    while (!plain.next().done);
    for (let round = 0; round < 300; round += 1) {
      const keys = Array.from({ length: 120 }, (_, index) => String(index)).filter(() => roll(5) > 0);
      if (round % 3 === 2) keys.reverse();
      for (let swaps = roll(6); swaps > 0; swaps -= 1) {
        const [one, other] = [roll(keys.length), roll(keys.length)];
        [keys[one], keys[other]] = [keys[other] ?? '', keys[one] ?? ''];
      }
      draw(list, keys);
      expect(shown(list), `round ${String(round)}`).to.deep.equal(keys);
    }
  });

  it('moves nothing when one more comes first, last or between', async () => {
    const list = await fixture<HTMLElement>(html`<ol></ol>`);
    const keys = Array.from({ length: 200 }, (_, index) => String(index));
    draw(list, keys);
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((some) => records.push(...some));
    observer.observe(list, { childList: true, subtree: true });
    for (const [what, next] of [
      ['first', ['x', ...keys]],
      ['last', ['x', ...keys, 'y']],
      ['between', ['x', ...keys.slice(0, 90), 'z', ...keys.slice(90), 'y']],
    ] as const) {
      draw(list, next);
      records.push(...observer.takeRecords());
      const removed = records.flatMap(({ removedNodes }) => [...removedNodes]);
      expect(removed, what).to.deep.equal([]);
      expect(shown(list)).to.deep.equal(next);
    }
    observer.disconnect();
  });
});

/** Other threads than those of many short branches, with the number of the last comment. */
const SHAPES: readonly [
  what: string,
  parentOf: (index: number) => number,
  set: Partial<CommentThread>,
  last: string,
][] = [
  ['under one comment with many replies', (index) => (index > 1 ? 1 : 0), {}, '2.298'],
  ['where replies are not nested', (index) => (index % 5 === 4 ? index - 1 : 0), { threading: 'flat' }, '240.1'],
  ['in a long chain of replies', (index) => index - 1, { maxDepth: 2 }, ''],
  [
    'in the branches under one comment',
    (index) => (index < 2 ? 0 : (index - 2) % 12 ? index - ((index - 2) % 12) : 1),
    {},
    '2.25.9',
  ],
  ['under a reply with many replies', (index) => (index < 4 ? index - 1 : 3), {}, '2.1.1.296'],
];

for (const [what, parentOf, set, last] of SHAPES) {
  describe(`a comment far from the reader ${what}`, () => {
    const comments = manyOf(parentOf);
    const make = () =>
      thread({
        comments,
        post: { policy: { access: 'open', name: 'no', email: 'no', url: 'no' } },
        set: { pageSize: 1000, numbers: 'all', ...set },
      });
    afterEach(() => scrollTo({ top: 0, behavior: 'instant' }));

    it('has its words, in their place', async () => {
      const element = await make();
      expect(parts(element, 'comment').map(({ dataset }) => dataset['id'])).to.deep.equal(comments.map(({ id }) => id));
      expect(isFull(element, '0')).to.be.true;
      expect(isFull(element, LAST)).to.be.false;
      expect(parts(element, 'content').length).to.be.lessThan(COUNT / 4);
      expect(text(articleOf(element, '298')))
        .to.contain('Reader 298 March 4, 2012')
        .and.to.contain('Text 298');
      const far = item(element, LAST);
      expect(far.parentElement?.getAttribute('role')).to.equal('presentation');
      expect(far.getAttribute('role')).to.equal('listitem');
      await expect(element).to.be.accessible();
    });

    it('is whole in the frame that shows it, and nothing moves', async () => expectWhole(await make()));

    it('can be gone to, answered and collapsed', async () => {
      const element = await make();
      expect(await element.scrollToComment(LAST)).to.be.true;
      expect(isFull(element, LAST)).to.be.true;
      const numbers = articleOf(element, LAST).querySelector('[part=number]');
      if (last) expect(text(numbers)).to.equal(last);
      expect(inner(element).activeElement).to.equal(articleOf(element, LAST).querySelector('[role=heading]'));
      const form = await pressReply(element, LAST);
      await fill(form, { text: 'One more.' });
      const posted = nextEvent(element, 'comment-post');
      await form.submit();
      const { comment: stored } = (await posted).posted;
      await element.updateComplete;
      expect(text(articleOf(element, stored.id))).to.contain('One more.');
      await element.toggle('150', false);
      await element.updateComplete;
      expect(button(articleOf(element, '150'), 'Show').getAttribute('aria-expanded')).to.equal('false');
      expect(parts(element, 'comment')).to.have.length(COUNT + 1);
    });

    it('is drawn for paper', async () => {
      const element = await make();
      drawAll();
      expect(parts(element, 'content')).to.have.length(COUNT);
      expect(inner(element).querySelectorAll('.item[style]')).to.have.length(0);
    });
  });
}
