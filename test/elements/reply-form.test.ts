import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Backend, Comment } from '../../src/core/types.js';
import { CommentBeforePostEvent, CommentCancelEvent, CommentPostEvent } from '../../src/elements/index.js';
import { backendOf, comment, comments, withResolvers } from '../support/backends.js';
import {
  announced,
  announcement,
  articleOf,
  button,
  buttons,
  field,
  fill,
  focused,
  formOf,
  inner,
  item,
  makeThread,
  nextEvent,
  part,
  parts,
  place,
  pressReply,
  same,
  text,
  texts,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const GUEST = { text: 'Hello', name: 'Ken' };

/** A backend whose replies wait until they are let go, and that counts them. */
function slow(items: readonly Comment[]): { backend: Backend; sent: string[]; release: () => void } {
  const memory = backendOf(items);
  const gate = withResolvers();
  const sent: string[] = [];
  const reply: Backend['reply'] = async (thread, draft) => {
    sent.push(draft.text);
    await gate.promise;
    return memory.reply?.(thread, draft) ?? expect.fail();
  };
  return { backend: { ...memory, reply }, sent, release: gate.resolve };
}

describe('answering a comment', () => {
  it('opens the form under it, says to whom, and puts the focus into the text', async () => {
    const element = await thread({ comments: comments(1, 2) });
    const form = await pressReply(element, '1');
    expect(item(element, '1').contains(form)).to.be.true;
    expect(text(part(form, 'form-title'))).to.equal('Leave a Reply to Reader 1');
    same(focused(), field(form, 'text'), 'the focus');
    expect(element.matches(':state(replying)')).to.be.true;
  });

  it('keeps typed text over Reply on another comment, and over Cancel', async () => {
    const element = await thread({ comments: comments(1, 2) });
    const form = await pressReply(element, '1');
    await sendKeys({ type: 'Half a thought' });
    await pressReply(element, '2');
    expect(item(element, '2').contains(form)).to.be.true;
    expect(field(form, 'text').value).to.equal('Half a thought');
    button(inner(form), 'Cancel reply').click();
    await until(() => !form.parent);
    await element.updateComplete;
    expect(form.isConnected).to.be.true;
    expect(field(form, 'text').value).to.equal('Half a thought');
    expect(item(element, '2').contains(form)).to.be.false;
  });

  it('ends with Cancel or Escape, and the focus goes back to the button it came from', async () => {
    const element = await thread({ comments: comments(1, 2) });
    for (const cancel of ['button', 'Escape']) {
      const form = await pressReply(element, '2');
      const told = nextEvent(element, 'comment-cancel');
      if (cancel === 'Escape') await sendKeys({ press: 'Escape' });
      else button(inner(form), 'Cancel reply').click();
      expect(await told).to.be.instanceOf(CommentCancelEvent);
      await until(() => focused() === button(articleOf(element, '2'), 'Reply'));
      expect(text(part(form, 'form-title'))).to.equal('Leave a Reply');
      expect(element.matches(':state(replying)')).to.be.false;
    }
  });

  it('works before the form has come', async () => {
    const element = makeThread({ comments: comments(1) });
    element.addEventListener('comment-load', () => void element.reply('1'), { once: true });
    await place(element);
    const form = await formOf(element);
    await until(() => focused() === field(form, 'text'), 'the field has the focus');
    expect(form.parent?.id).to.equal('1');
    expect(text(part(form, 'form-title'))).to.equal('Leave a Reply to Reader 1');
  });

  it('leaves the form, with its text, in its own place when the comment is gone', async () => {
    const memory = backendOf(comments(1, 2));
    let shown = 2;
    const list: Backend['list'] = async (...request) => {
      const page = await memory.list(...request);
      return { ...page, comments: page.comments.slice(2 - shown) };
    };
    const element = await thread({ set: { backend: { ...memory, list } } });
    const form = await pressReply(element, '1');
    await fill(form, GUEST);
    shown = 1;
    await element.reload();
    await until(() => parts(element, 'comment').length === 1);
    await until(() => form.isConnected && !form.parent, 'the form is there');
    expect(form.value).to.equal('Hello');
  });
});

describe('writing a comment', () => {
  it('begins at the button by the heading, and at the invitation where there is none yet', async () => {
    for (const [items, way] of [
      [comments(1), 'Leave a comment'],
      [[], 'Be the first to reply.'],
    ] as const) {
      const element = await thread({ comments: items });
      const form = await formOf(element);
      button(inner(element), way).click();
      await until(() => focused() === field(form, 'text'));
    }
  });

  it('ends with the comment in its place, with the focus on it, and an announcement', async () => {
    const element = await thread({ comments: comments(1), post: { count: { total: 8 } } });
    const form = await formOf(element);
    await fill(form, GUEST);
    const told = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    const { posted } = await told;
    expect(posted.state).to.equal('published');
    await announcement(element, 'Your comment was posted.');
    const posting = articleOf(element, posted.comment.id);
    await until(() => posting.contains(focused()), 'the new comment has the focus');
    expect(text(posting.querySelector('[part="content"]'))).to.equal('Hello');
    expect(text(posting.querySelector('[part="badge"]'))).to.equal('You');
    expect(text(part(element, 'heading'))).to.equal('9 responses to “Dawn”');
    expect(field(form, 'text').value).to.equal('');
    expect(field(form, 'name').value, 'nothing is asked twice').to.equal('Ken');
  });

  it('puts a reply under the comment that it answers, also where that is collapsed', async () => {
    const element = await thread({ comments: [comment('1'), comment('2', { parentId: '1' })] });
    const form = await pressReply(element, '1');
    await fill(form, GUEST);
    await element.toggle('1', false);
    const told = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    const { posted } = await told;
    await announcement(element, 'Your reply was posted.');
    expect(item(element, '1').contains(item(element, posted.comment.id))).to.be.true;
    await until(() => articleOf(element, posted.comment.id).contains(focused()), 'the new comment has the focus');
    expect(text(part(form, 'form-title'))).to.equal('Leave a Reply');
  });

  it('says when a comment waits for moderation, and shows it to its writer', async () => {
    const element = await thread({ memory: { moderate: () => true } });
    const form = await formOf(element);
    await fill(form, GUEST);
    part(form, 'submit').click();
    await announcement(element, 'Thank you. Your comment will be visible after it has been approved.');
    expect(texts(element, 'content')).to.deep.equal(['Hello']);
    expect(texts(element, 'notice')).to.deep.equal(['Your comment is awaiting moderation.']);
    expect(parts(element, 'comment-pending')).to.have.length(1);
    expect(buttons(part(element, 'list'))).to.deep.equal([]);
    expect(text(part(element, 'heading'))).to.equal('No responses to “Dawn” yet');
  });

  it('sends once, however often it is sent', async () => {
    const { backend, sent, release } = slow(comments(1));
    const element = await thread({ set: { backend } });
    const form = await formOf(element);
    await fill(form, GUEST);
    field(form, 'text').focus();
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    part(form, 'submit').click();
    part(form, 'submit').click();
    void form.submit();
    await form.updateComplete;
    expect(text(part(form, 'submit'))).to.equal('Posting Comment…');
    expect(announced(form)).to.equal('Posting Comment…');
    expect(form.matches(':state(submitting)')).to.be.true;
    release();
    await announcement(element, 'Your comment was posted.');
    expect(sent).to.deep.equal(['Hello']);
    expect(parts(element, 'comment')).to.have.length(2);
  });

  it('does not send while an input method composes', async () => {
    const { backend, sent, release } = slow([]);
    const element = await thread({ set: { backend } });
    const form = await pressFirst(await formOf(element));
    release();
    const enter = { key: 'Enter', ctrlKey: true, bubbles: true };
    field(form, 'text').dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing: true }));
    await form.updateComplete;
    expect(form.matches(':state(submitting)')).to.be.false;
    expect(sent).to.deep.equal([]);
    field(form, 'text').dispatchEvent(new KeyboardEvent('keydown', enter));
    await announcement(element, 'Your comment was posted.');
  });

  it('keeps what is typed while the comment is on its way', async () => {
    const { backend, release } = slow([]);
    const element = await thread({ set: { backend } });
    const form = await pressFirst(await formOf(element));
    part(form, 'submit').click();
    await until(() => form.matches(':state(submitting)'));
    await fill(form, { text: 'Hello, and another thing' });
    release();
    await announcement(element, 'Your comment was posted.');
    expect(field(form, 'text').value).to.equal('Hello, and another thing');
  });

  it('can be held back by the page, which sees what would be sent', async () => {
    const { backend, sent } = slow([]);
    const element = await thread({ set: { backend } });
    const form = await pressFirst(await formOf(element));
    element.addEventListener('comment-before-post', (event) => event.preventDefault(), { once: true });
    const told = nextEvent(element, 'comment-before-post');
    part(form, 'submit').click();
    const event = await told;
    expect(event).to.be.instanceOf(CommentBeforePostEvent);
    expect(event.reply).to.deep.equal({ text: 'Hello', guest: { name: 'Ken' } });
    await form.updateComplete;
    expect([sent, form.value, form.matches(':state(submitting)')]).to.deep.equal([[], 'Hello', false]);
  });

  it('tells the page once, on the element that the page has placed', async () => {
    const element = await thread({});
    const form = await pressFirst(await formOf(element));
    const heard: EventTarget[] = [];
    document.addEventListener('comment-post', ({ target }) => heard.push(target ?? document), { once: true });
    const told = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    expect(await told).to.be.instanceOf(CommentPostEvent);
    await announcement(element, 'Your comment was posted.');
    expect(heard.map((target) => target === element)).to.deep.equal([true]);
  });

  /** A form that is ready to be sent. */
  async function pressFirst<T extends Awaited<ReturnType<typeof formOf>>>(form: T): Promise<T> {
    await fill(form, GUEST);
    return form;
  }
});
