import { expect } from '@open-wc/testing';
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import { CommentsError } from '../../src/core/errors.js';
import { forget } from '../../src/core/forget.js';
import type { CommentThread, ReplyForm } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { backendOf, comments } from '../support/backends.js';
import {
  button,
  field,
  fill,
  focused,
  formOf,
  inner,
  item,
  nextEvent,
  part,
  parts,
  pressReply,
  same,
  text,
  thread,
  until,
  watchPage,
  type ThreadSetup,
} from '../support/elements.js';

watchPage();

const kept = indexedDbStorage();
const BACKEND = { comments: comments(1, 2) };

/** The texts that are kept in IndexedDB, as another tab would find them. */
async function keptTexts(): Promise<string[]> {
  return (await kept.list('draft ')).map(([, value]) => (value as { text: string }).text).sort();
}

async function untilKept(...texts: string[]): Promise<void> {
  let now: string[] = [];
  await until(async () => (now = await keptTexts()).join('|') === texts.join('|')).catch(() =>
    expect(now).to.deep.equal(texts),
  );
}

/** Leaves a thread as a page does that goes elsewhere, and comes back to it. */
async function comeBack(
  element: CommentThread,
  setup: ThreadSetup = BACKEND,
): Promise<{ element: CommentThread; form: ReplyForm }> {
  element.closest('main')?.remove();
  const next = await thread(setup);
  return { element: next, form: await formOf(next) };
}

async function written(
  value: string,
  setup: ThreadSetup = BACKEND,
): Promise<{ element: CommentThread; form: ReplyForm }> {
  const element = await thread(setup);
  const form = await formOf(element);
  await fill(form, { text: value });
  return { element, form };
}

const restored = (form: ReplyForm) => parts(form, 'draft').length === 1;

describe('a draft', () => {
  it('is kept within 300 ms of typing, as the text alone', async () => {
    const { form } = await written('Half a thought');
    await fill(form, { name: 'Ken', email: 'ken@example.com', url: 'ken.example' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await keptTexts()).to.deep.equal(['Half a thought']);
    expect(JSON.stringify(await kept.list(''))).not.to.match(/ken/i);
  });

  it('is restored when the thread is there again, and the reader is told', async () => {
    const { element } = await written('Half a thought');
    const { form } = await comeBack(element);
    await until(() => restored(form));
    expect(form.value).to.equal('Half a thought');
    expect(field(form, 'text').value).to.equal('Half a thought');
    expect(text(part(form, 'draft'))).to.equal('Your unsent text was restored. Discard');
  });

  it('is gone for good when it is discarded', async () => {
    const { element } = await written('Half a thought');
    const { element: next, form } = await comeBack(element);
    await until(() => restored(form));
    button(inner(form), 'Discard').click();
    await form.updateComplete;
    expect([form.value, parts(form, 'draft').length]).to.deep.equal(['', 0]);
    same(focused(), field(form, 'text'));
    await untilKept();
    const again = await comeBack(next);
    expect(again.form.value).to.equal('');
  });

  it('belongs to one thread, and does not show in another', async () => {
    const { element } = await written('About dawn');
    const other = await comeBack(element, { post: { id: 'other' }, set: { thread: 'other' } });
    expect([other.form.value, parts(other.form, 'draft').length]).to.deep.equal(['', 0]);
    other.element.remove();
    const { form } = await comeBack(other.element);
    await until(() => form.value === 'About dawn');
  });

  it('of a thread whose element turns to another one stays with the first', async () => {
    const { element, form } = await written('About dawn');
    element.backend = backendOf([], { id: 'other' });
    element.thread = 'other';
    await until(() => form.value === '');
    await fill(form, { text: 'About dusk' });
    await untilKept('About dawn', 'About dusk');
    element.thread = 'post';
    element.backend = backendOf(comments(1));
    await until(() => form.value === 'About dawn');
    await untilKept('About dawn', 'About dusk');
  });

  it('of an answer opens the form under that comment again', async () => {
    const first = await thread(BACKEND);
    await fill(await pressReply(first, '2'), { text: 'But Ken' });
    await untilKept('But Ken');
    const { element, form } = await comeBack(first);
    await until(() => item(element, '2').contains(form) && form.value === 'But Ken');
    expect(restored(form)).to.be.true;
  });

  it('of an answer to a comment that is gone stands in the form of the thread', async () => {
    const first = await thread(BACKEND);
    await fill(await pressReply(first, '2'), { text: 'But Ken' });
    await untilKept('But Ken');
    const { form } = await comeBack(first, { comments: comments(1) });
    await until(() => form.value === 'But Ken');
    expect(form.parent).to.equal(undefined);
    await untilKept('But Ken');
  });

  it('goes along to another comment, and back to the thread', async () => {
    const element = await thread(BACKEND);
    const form = await pressReply(element, '1');
    await fill(form, { text: 'To one' });
    await untilKept('To one');
    await pressReply(element, '2');
    await until(() => form.parent?.id === '2');
    expect(form.value).to.equal('To one');
    await fill(form, { text: 'To two' });
    await untilKept('To two');
    const { form: second } = await comeBack(element);
    await until(() => second.value === 'To two' && second.parent?.id === '2');
    button(inner(second), 'Cancel reply').click();
    await until(() => second.parent === undefined);
    await fill(second, { text: 'To all' });
    await untilKept('To all');
  });

  it('goes along through several places in one moment, and is kept in the last alone', async () => {
    const { element, form } = await written('Wherever');
    await untilKept('Wherever');
    for (const id of ['1', undefined, '2', '1', '2']) {
      form.parent = id === undefined ? undefined : element.toJSON().find((each) => each.id === id);
      await form.updateComplete;
      await fill(form, { text: `${form.value}, ${id ?? 'all'}` });
    }
    await untilKept('Wherever, 1, all, 2, 1, 2');
    const [[key] = ['']] = await kept.list('draft ');
    expect(key).to.contain('"2"');
    expect(form.value).to.equal('Wherever, 1, all, 2, 1, 2');
  });

  it('is removed when the comment is stored, in every tab, and not before', async () => {
    let refused = true;
    const refuse = () => (refused ? new CommentsError('rejected', 'Spam.') : undefined);
    const { element, form } = await written('Hello', { ...BACKEND, memory: { refuse } });
    const tab = await formOf(await thread(BACKEND));
    await untilKept('Hello');
    await until(() => tab.value === 'Hello');
    await fill(form, { name: 'Ken' });
    const failed = nextEvent(element, 'comment-post-error');
    part(form, 'submit').click();
    await failed;
    expect(await keptTexts()).to.deep.equal(['Hello']);
    refused = false;
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    await untilKept();
    await until(() => tab.value === '');
  });

  it('of another tab does not touch what is being written here', async () => {
    const { form } = await written('Here');
    await untilKept('Here');
    const other = await formOf(await thread(BACKEND));
    await until(() => other.value === 'Here');
    field(form, 'text').focus();
    await fill(other, { text: 'There' });
    await untilKept('There');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(form.value).to.equal(document.hasFocus() ? 'Here' : 'There');
    await fill(form, { text: 'Here again' });
    await untilKept('Here again');
  });

  it('is written at once when the page is hidden or left', async () => {
    for (const leave of [() => dispatchEvent(new PageTransitionEvent('pagehide'))]) {
      await written('On my way');
      leave();
      const left = Object.keys(localStorage).filter((key) => key.startsWith('commentariat:leaving'));
      expect(left).to.have.length(1);
      await untilKept('On my way');
      await until(() => !Object.keys(localStorage).some((key) => key.startsWith('commentariat:leaving')));
    }
  });

  it('with drafts="none" is not kept in the browser, and with "session" only for this tab', async () => {
    const none = await written('Nowhere', { ...BACKEND, set: { drafts: 'none' } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    none.element.closest('main')?.remove();
    const session = await written('Here only', { ...BACKEND, set: { drafts: 'session' } });
    await until(() => Object.values(sessionStorage).some((value) => String(value).includes('Here only')));
    expect(await keptTexts()).to.deep.equal([]);
    expect(JSON.stringify({ ...localStorage })).not.to.contain('Nowhere');
    const { form } = await comeBack(session.element, { ...BACKEND, set: { drafts: 'session' } });
    await until(() => form.value === 'Here only');
  });
});

describe('forgetting', () => {
  it('erases drafts, in the storage and in what this page remembers of it', async () => {
    const { element } = await written('To be forgotten');
    await untilKept('To be forgotten');
    element.closest('main')?.remove();
    expect(await forget()).to.deep.equal([]);
    expect(await indexedDB.databases()).to.deep.equal([]);
    const { form } = await comeBack(element);
    part(form, 'submit');
    expect(await keptTexts()).to.deep.equal([]);
    expect(form.value).to.equal('');
  });
});
