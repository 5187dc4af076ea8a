import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CommentsError } from '../../src/core/errors.js';
import { CommentReplyEvent, CommentToggleEvent, type CommentThread } from '../../src/elements/index.js';
import { backendOf, comment, comments, held } from '../support/backends.js';
import {
  announced,
  announcement,
  articleOf,
  button,
  buttons,
  focused,
  formOf,
  inner,
  item,
  makeThread,
  nextEvent,
  nextSettled,
  part,
  parts,
  place,
  pressReply,
  same,
  text,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const shownIds = (element: CommentThread) =>
  parts(element, 'comment')
    .map(({ dataset }) => dataset['id'])
    .join(' ');
const seen = (node: Element | null | undefined) => node?.checkVisibility({ contentVisibilityAuto: false }) ?? false;

describe('buttons of one author on one day', () => {
  const open = { policy: { access: 'open', name: 'no', email: 'no', url: 'no' } } as const;
  const ken = (id: string) => comment(id, { author: { name: 'Ken' } });
  const names = (element: CommentThread) =>
    parts(element, 'reply-button').map((each) =>
      each
        .getAttribute('aria-label')
        ?.replace(/^.*AM|^.*PM/, '')
        .trim(),
    );

  it('are told apart by numbers, which they keep when others come or go', async () => {
    const element = await thread({ comments: [ken('1'), ken('2'), ken('3'), comment('4')], post: open });
    await formOf(element);
    await until(() => names(element).includes('(3)'), 'numbers');
    expect(names(element)).to.deep.equal(['', '(2)', '(3)', '']);
    await element.toggle('2', false);
    await element.updateComplete;
    element.backend = backendOf([ken('2'), ken('3'), ken('5')], open);
    await nextSettled(element);
    await until(() => new Set(names(element)).size === 3, 'no two alike');
  });

  it('have names of their own in another language, too', async () => {
    const element = await thread({ comments: [ken('1'), ken('2')], post: open });
    await formOf(element);
    await until(() => names(element).includes('(2)'));
    const labels = () => parts(element, 'reply-button').map((each) => each.getAttribute('aria-label') ?? '');
    element.closest('main')?.setAttribute('lang', 'de');
    await until(() => labels()[1]?.endsWith('(2)') && labels()[0]?.startsWith('Antworten'), 'German names');
    element.closest('main')?.setAttribute('lang', 'en');
    await until(() => labels()[0]?.startsWith('Reply') && labels()[1]?.endsWith('(2)'), 'the ones from before');
    expect(names(element)).to.deep.equal(['', '(2)']);
  });
});

describe('collapsing', () => {
  const BRANCH = [
    comment('1', { author: { name: 'Ken' } }),
    comment('2', { parentId: '1' }),
    comment('3', { parentId: '2' }),
    comment('4'),
  ];
  const contentOf = (element: CommentThread, id: string) => articleOf(element, id).querySelector('[part="content"]');

  it('hides a text and its replies behind a button that says how many', async () => {
    const element = await thread({ comments: BRANCH });
    const toggle = button(articleOf(element, '1'), 'Hide comment by Ken and its 2 replies');
    expect(toggle.getAttribute('aria-expanded')).to.equal('true');
    toggle.click();
    await until(() => !seen(contentOf(element, '1')));
    expect(['2', '3', '4'].map((id) => seen(contentOf(element, id)))).to.deep.equal([false, false, true]);
    expect(toggle.getAttribute('aria-label')).to.equal('Show comment by Ken and its 2 replies');
    expect(toggle.getAttribute('aria-expanded')).to.equal('false');
    expect(text(articleOf(element, '1').querySelector('header'))).to.contain('2 replies');
    toggle.click();
    await until(() => seen(contentOf(element, '3')));
    expect(text(articleOf(element, '1').querySelector('header'))).not.to.contain('2 replies');
  });

  it('works by keyboard, with the focus staying on the button', async () => {
    const element = await thread({ comments: BRANCH });
    const toggle = button(articleOf(element, '1'), 'Hide');
    toggle.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => !seen(contentOf(element, '1')));
    same(focused(), toggle, 'the focus');
  });

  it('leaves the text to find-in-page, which opens what it finds', async () => {
    const element = await thread({ comments: BRANCH });
    await element.toggle('1');
    await element.updateComplete;
    const hidden = [...item(element, '1').querySelectorAll('[hidden]')];
    expect(hidden.map((node) => node.getAttribute('hidden'))).to.deep.equal(['until-found', 'until-found']);
    hidden.at(-1)?.dispatchEvent(new Event('beforematch', { bubbles: true }));
    await until(() => seen(contentOf(element, '3')));
  });

  it('reaches replies that stand flat below the visual cap, and finds them again', async () => {
    const element = await thread({ comments: BRANCH, set: { threading: 'flat' } });
    await element.toggle('2');
    await element.updateComplete;
    expect(['1', '2', '3', '4'].map((id) => seen(articleOf(element, id)))).to.deep.equal([true, true, false, true]);
    item(element, '3').dispatchEvent(new Event('beforematch', { bubbles: true }));
    await until(() => seen(articleOf(element, '3')));
    expect(seen(contentOf(element, '2'))).to.be.true;
  });

  it('is told by an event with the comment, and can be done by script', async () => {
    const element = await thread({ comments: BRANCH });
    const told: string[] = [];
    element.addEventListener('comment-toggle', (event) => {
      expect(event).to.be.instanceOf(CommentToggleEvent);
      told.push(`${event.comment.id} ${String(event.open)}`);
    });
    await element.toggle('1');
    await element.toggle('4', false);
    await element.toggle('4', false);
    await element.toggle('unknown');
    await element.expandAll();
    expect(told).to.deep.equal(['1 false', '4 false', '1 true', '4 true']);
  });
});

describe('the order', () => {
  const DAYS = [1, 2, 3].map((day) => comment(String(day), { publishedAt: `2012-03-0${String(day)}T10:00:00.000Z` }));
  const select = (element: CommentThread) => part(element, 'sort') as HTMLSelectElement;

  it('is chosen by a labelled list that keeps the focus, and turns the thread round', async () => {
    const element = await thread({ comments: DAYS });
    const list = select(element);
    expect([...list.options].map(text)).to.deep.equal(['Oldest first', 'Newest first', 'Most replies']);
    expect(text(list.labels[0])).to.contain('Sort by');
    list.focus();
    list.value = 'newest';
    list.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => shownIds(element) === '3 2 1');
    same(focused(), list, 'the focus');
    expect(parts(element, 'number').map(text)).to.deep.equal(['3', '2', '1']);
  });

  it('can be set by script, and the list shows it also after a reader has chosen', async () => {
    const element = await thread({ comments: DAYS });
    const list = select(element);
    list.value = 'newest';
    list.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => shownIds(element) === '3 2 1');
    element.sort = 'oldest';
    await element.updateComplete;
    await until(() => shownIds(element) === '1 2 3');
    expect(list.value).to.equal('oldest');
  });

  it('is asked of the server while there is more', async () => {
    const element = await thread({ comments: DAYS, set: { pageSize: 2 } });
    expect(shownIds(element)).to.equal('1 2');
    expect([...select(element).options].map(text)).to.deep.equal(['Oldest first', 'Newest first']);
    element.sort = 'newest';
    await nextSettled(element);
    expect(shownIds(element)).to.equal('3 2');
  });

  it('is not offered where there is nothing to order', async () => {
    const element = await thread({ comments: comments(1) });
    expect(parts(element, 'sort')).to.deep.equal([]);
  });
});

describe('loading more', () => {
  it('says what is here, announces what came, and takes the focus there', async () => {
    const element = await thread({ comments: comments(1, 2, 3, 4, 5), set: { pageSize: 2 } });
    expect(text(part(element, 'count'))).to.equal('Showing 2 of 5');
    part(element, 'load-more').focus();
    await sendKeys({ press: 'Enter' });
    await announcement(element, '2 more comments were loaded.');
    expect(shownIds(element)).to.equal('1 2 3 4');
    await until(() => articleOf(element, '3').contains(focused()), 'the first new comment has the focus');
  });

  it('leaves the focus where the reader has taken it meanwhile', async () => {
    const gate = held(backendOf(comments(1, 2, 3, 4)));
    const element = makeThread({ set: { backend: gate.backend, pageSize: 2 } });
    const settled = nextSettled(element);
    await place(element);
    await until(() => gate.asked.length === 1);
    gate.release();
    await settled;
    part(element, 'load-more').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => gate.asked.length === 2);
    const reply = button(articleOf(element, '1'), 'Reply');
    reply.focus();
    gate.release();
    await announcement(element, '2 more comments were loaded.');
    same(focused(), reply, 'the focus');
  });

  it('announces each page, also one of the same size', async () => {
    const element = await thread({ comments: comments(1, 2, 3, 4, 5, 6), set: { pageSize: 2 } });
    const status = inner(element).querySelector('[role="status"]');
    const said: string[] = [];
    if (status)
      new MutationObserver(() => said.push(text(status))).observe(status, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    for (const expected of ['1 2 3 4', '1 2 3 4 5 6']) {
      part(element, 'load-more').click();
      await until(() => shownIds(element) === expected);
      await announcement(element, '2 more comments were loaded.');
    }
    expect(said.filter((words) => words === '2 more comments were loaded.')).to.have.length(2);
  });

  it('goes on to the first new comment when the last page takes the button away', async () => {
    const element = await thread({ comments: comments(1, 2, 3), set: { pageSize: 2 } });
    part(element, 'load-more').focus();
    await sendKeys({ press: 'Enter' });
    await announcement(element, '1 more comment was loaded.');
    expect(parts(element, 'load-more')).to.deep.equal([]);
    await until(() => articleOf(element, '3').contains(focused()), 'the new comment has the focus');
  });

  it('that fails keeps what is here, and trying again goes on where it failed', async () => {
    const gate = held(backendOf(comments(1, 2, 3)));
    const element = makeThread({ set: { backend: gate.backend, pageSize: 2 } });
    const settled = nextSettled(element);
    await place(element);
    await until(() => gate.asked.length === 1);
    gate.release();
    await settled;
    part(element, 'load-more').click();
    const failed = nextSettled(element);
    await until(() => gate.asked.length === 2);
    gate.fail(new CommentsError('offline', 'No network.'));
    await failed;
    expect(shownIds(element)).to.equal('1 2');
    button(inner(element), 'Try again').click();
    await until(() => gate.asked.length === 3);
    gate.release();
    await until(() => shownIds(element) === '1 2 3');
    expect(parts(element, 'error')).to.deep.equal([]);
  });

  it('asks once for two presses', async () => {
    const gate = held(backendOf(comments(1, 2, 3)));
    const element = makeThread({ set: { backend: gate.backend, pageSize: 2 } });
    const settled = nextSettled(element);
    await place(element);
    await until(() => gate.asked.length === 1);
    gate.release();
    await settled;
    const more = part(element, 'load-more');
    more.click();
    await element.updateComplete;
    expect(more.getAttribute('aria-disabled')).to.equal('true');
    expect(announced(element)).to.equal('Loading comments…');
    more.click();
    gate.release();
    gate.release();
    await until(() => shownIds(element) === '1 2 3');
    expect(gate.asked).to.have.length(2);
  });
});

describe('the buttons of a comment', () => {
  it('have names that are theirs alone, and say what they show', async () => {
    const author = { name: 'Ken' };
    const element = await thread({
      comments: [
        comment('1', { author, publishedAt: '2012-03-04T10:00:00.000Z' }),
        comment('2', { author, publishedAt: '2012-03-05T10:00:00.000Z' }),
      ],
    });
    await formOf(element);
    const names = buttons(part(element, 'list')).filter((name) => !name.startsWith('Hide'));
    expect(new Set(names).size).to.equal(names.length);
    for (const each of part(element, 'list').querySelectorAll('[part~="actions"] button')) {
      expect(each.getAttribute('aria-label')).to.contain(text(each));
    }
  });

  it('work at the first press, whatever still has to be loaded', async () => {
    const element = makeThread({ comments: comments(1) });
    const drawn = nextSettled(element);
    await place(element);
    await drawn;
    button(articleOf(element, '1'), 'Hide').click();
    await until(() => inner(element).querySelector('[aria-expanded="false"]') !== null);
  });

  it('leave a reply to the page when it cancels the event', async () => {
    const element = await thread({ comments: comments(1) });
    const form = await formOf(element);
    element.addEventListener('comment-reply', (event) => event.preventDefault(), { once: true });
    const told = nextEvent(element, 'comment-reply');
    button(articleOf(element, '1'), 'Reply').click();
    const event = await told;
    expect(event).to.be.instanceOf(CommentReplyEvent);
    expect([event.comment.id, event.bubbles, event.composed]).to.deep.equal(['1', true, false]);
    await element.updateComplete;
    expect(item(element, '1').contains(form)).to.be.false;
    expect((await pressReply(element, '1')).parent?.id).to.equal('1');
  });

  it('put the link to a comment into the address where the clipboard is closed to us', async () => {
    const element = await thread({ comments: comments(1) });
    const before = location.href;
    const restore = clipboard(() => Promise.reject(new DOMException('denied', 'NotAllowedError')));
    button(articleOf(element, '1'), 'Copy link').click();
    await announcement(element, 'The link could not be copied. Its address is now in the address bar.');
    expect(location.hash).to.equal('#comment-1');
    restore();
    history.replaceState(null, '', before);
  });

  it('put the link to a comment on the clipboard', async () => {
    const element = await thread({ comments: comments('a b') });
    const written: string[] = [];
    const restore = clipboard((link) => (written.push(link), Promise.resolve()));
    button(articleOf(element, 'a b'), 'Copy link').click();
    await announcement(element, 'Link copied.');
    expect(written).to.deep.equal([`${location.href.replace(/#.*/, '')}#comment-a%20b`]);
    restore();
  });

  /** The real one asks the person at the browser. */
  function clipboard(writeText: (text: string) => Promise<void>): () => void {
    Object.defineProperty(navigator.clipboard, 'writeText', { value: writeText, configurable: true });
    return () => void Reflect.deleteProperty(navigator.clipboard, 'writeText');
  }
});
