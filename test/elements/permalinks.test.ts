import { expect } from '@open-wc/testing';
import type { Comment } from '../../src/core/types.js';
import { CommentPermalinkEvent, type CommentThread } from '../../src/elements/index.js';
import { backendOf, comment, comments, held } from '../support/backends.js';
import {
  articleOf,
  countOf,
  focused,
  item,
  makeThread,
  nextEvent,
  parts,
  place,
  same,
  text,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const PAGES = Array.from({ length: 9 }, (_, index) => comment(String(index + 1)));

/** Follows a link to a place on this page. */
function go(hash: string): void {
  location.hash = hash;
}

const targets = (element: CommentThread) => parts(element, 'comment-target').map(({ dataset }) => dataset['id']);

async function marked(element: CommentThread, id: string): Promise<void> {
  await until(() => targets(element).join() === id, `${id} is marked`);
  await until(() => articleOf(element, id).contains(focused()), `${id} has the focus`);
}

afterEach(() => history.replaceState(null, '', location.pathname + location.search));

describe('an address that names a comment', () => {
  it('leads to it when the page opens: in view, with the focus, and marked', async () => {
    go('#comment-9');
    const element = await thread({
      comments: PAGES.map((each) => ({ ...each, body: { kind: 'text', value: 'Long\n\n'.repeat(20) } })),
    });
    await marked(element, '9');
    const { top, bottom } = articleOf(element, '9').getBoundingClientRect();
    expect(top).to.be.within(0, innerHeight);
    expect(bottom).to.be.greaterThan(0);
    expect(focused()?.getAttribute('role')).to.equal('heading');
  });

  it('brings the pages that it takes, also for a thread that would wait', async () => {
    go('#comment-9');
    const element = await place(makeThread({ comments: PAGES, set: { pageSize: 2, loading: 'lazy' } }));
    await until(() => parts(element, 'comment').length >= 9);
    await marked(element, '9');
  });

  it('waits for markup that has to be made safe first', async () => {
    const last: Comment = comment('3', { body: { kind: 'html', value: '<b>Bold</b>' } });
    go('#comment-3');
    const element = await thread({ comments: [...comments(1, 2), last], set: { pageSize: 2 } });
    await marked(element, '3');
    expect(countOf(element, 'b')).to.equal(1);
  });

  it('opens what is collapsed above it, and moves the mark', async () => {
    const element = await thread({
      comments: [comment('1'), comment('2', { parentId: '1' }), comment('3', { parentId: '2' })],
    });
    await element.toggle('1', false);
    await element.toggle('2', false);
    go('#comment-3');
    await marked(element, '3');
    go('#comment-1');
    await marked(element, '1');
    expect(getComputedStyle(articleOf(element, '1')).outlineStyle).to.equal('solid');
  });

  it('loses its mark when the reader goes elsewhere', async () => {
    go('#comment-1');
    const element = await thread({ comments: comments(1) });
    await marked(element, '1');
    for (const elsewhere of ['#top', '#comment-404']) {
      go(elsewhere);
      await until(() => targets(element).length === 0, `${elsewhere} takes the mark away`);
      go('#comment-1');
      await marked(element, '1');
    }
  });

  it('may hold an id of any kind', async () => {
    const ids = ['a b', '%', 'ü', '"]', '1/2'];
    const element = await thread({ comments: comments(...ids) });
    for (const id of ids) {
      const link = articleOf(element, id).querySelector<HTMLAnchorElement>('a[part="time"]');
      go(link?.hash ?? '');
      await marked(element, id);
    }
    go('#comment-%E0%A4%A');
    await until(() => targets(element).length === 0);
  });

  it('is left to the page when it cancels the event', async () => {
    const element = await thread({ comments: comments(1, 2) });
    element.addEventListener('comment-permalink', (event) => event.preventDefault(), { once: true });
    const told = nextEvent(element, 'comment-permalink');
    go('#comment-2');
    const event = await told;
    expect(event).to.be.instanceOf(CommentPermalinkEvent);
    expect(event.comment.id).to.equal('2');
    await element.updateComplete;
    expect(targets(element)).to.deep.equal([]);
    go('#comment-1');
    await marked(element, '1');
  });

  it('does nothing where there is no such comment, and asks for no more than there is', async () => {
    const gate = held(backendOf(comments(1, 2, 3)));
    go('#comment-404');
    const element = await place(makeThread({ set: { backend: gate.backend, pageSize: 2 } }));
    for (const pages of [1, 2]) {
      await until(() => gate.asked.length === pages);
      gate.release();
    }
    await until(() => parts(element, 'comment').length === 3);
    expect(targets(element)).to.deep.equal([]);
    expect(gate.asked).to.have.length(2);
    same(document.activeElement, document.body);
  });
});

describe('a link to a comment', () => {
  it('is the address of the page, whatever its base is', async () => {
    const base = document.createElement('base');
    base.href = 'https://elsewhere.example/';
    document.head.append(base);
    try {
      const element = await thread({ comments: comments('a b') });
      const links = [...articleOf(element, 'a b').querySelectorAll('header a[href]')].map((link) =>
        link.getAttribute('href'),
      );
      expect(new Set(links)).to.deep.equal(new Set([`${location.href.replace(/#.*/, '')}#comment-a%20b`]));
    } finally {
      base.remove();
    }
  });

  it('can be followed by script, which says whether it got there', async () => {
    const element = await thread({ comments: PAGES, set: { pageSize: 2 } });
    expect(await element.scrollToComment('7')).to.be.true;
    await marked(element, '7');
    expect(await element.scrollToComment('404')).to.be.false;
    expect(text(item(element, '7'))).to.contain('Text 7');
  });
});
