import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Discussion } from '../../src/core/discussion.js';
import { ReplyForm } from '../../src/elements/index.js';
import { backendOf, comment, comments } from '../support/backends.js';
import {
  countOf,
  field,
  fill,
  focused,
  inner,
  nextEvent,
  part,
  parts,
  place,
  text,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

function discussionOf(...items: Parameters<typeof backendOf>): Discussion {
  return new Discussion(backendOf(...items), { key: 'post' });
}

async function formFor(discussion: Discussion, set: Partial<ReplyForm> = {}): Promise<ReplyForm> {
  const form = await place(Object.assign(document.createElement('reply-form'), { discussion, ...set }));
  await form.updateComplete;
  return form;
}

describe('a form that a page places itself', () => {
  it('asks for what the discussion asks for, as soon as that is known', async () => {
    const discussion = discussionOf(comments(1));
    const form = await formFor(discussion);
    expect(countOf(form, 'input')).to.equal(0);
    await discussion.load();
    await form.updateComplete;
    expect([...inner(form).querySelectorAll('input')].map(({ name }) => name)).to.deep.equal(['name', 'email', 'url']);
  });

  it('stores a reply in the discussion, and tells the page', async () => {
    const discussion = discussionOf(comments(1));
    await discussion.load();
    const form = await formFor(discussion, { parent: comment('1') });
    expect(text(part(form, 'form-title'))).to.equal('Leave a Reply to Reader 1');
    await fill(form, { text: '  Hello\n\nyou ', name: 'Ken' });
    const told = nextEvent(form, 'comment-post');
    part(form, 'submit').click();
    const { posted } = await told;
    expect([posted.state, posted.comment.parentId]).to.deep.equal(['published', '1']);
    expect(discussion.state.thread.byId.get(posted.comment.id)?.comment.body?.value).to.equal('Hello\n\nyou');
    expect(form.value).to.equal('');
  });

  it('can be filled and sent by script, and checks what it sends', async () => {
    const discussion = discussionOf([], {
      policy: { access: 'open', name: 'no', email: 'no', url: 'no' },
    });
    await discussion.load();
    const form = await formFor(discussion);
    await form.submit();
    await form.updateComplete;
    expect(parts(form, 'field-error')).to.have.length(1);
    form.value = 'Hello';
    await form.updateComplete;
    expect(field(form, 'text').value).to.equal('Hello');
    await form.submit();
    expect(discussion.state.comments).to.have.length(1);
  });

  it('does nothing without a discussion', async () => {
    const form = await place(new ReplyForm());
    const told: Event[] = [];
    form.addEventListener('comment-before-post', (event) => told.push(event));
    await form.submit();
    expect(told).to.deep.equal([]);
  });

  it('takes the focus into its text', async () => {
    const discussion = discussionOf([]);
    await discussion.load();
    const form = await formFor(discussion);
    form.focus();
    await until(() => focused() === field(form, 'text'));
    await sendKeys({ type: 'Ha' });
    await sendKeys({ press: 'Escape' });
    expect(form.value, 'Escape takes nothing away').to.equal('Ha');
  });

  it('tells that a reply is cancelled, and leaves it to the page to say where it stands then', async () => {
    const discussion = discussionOf(comments(1));
    await discussion.load();
    const form = await formFor(discussion, { parent: comment('1') });
    const told = nextEvent(form, 'comment-cancel');
    part(form, 'cancel').click();
    await told;
    form.parent = undefined;
    await form.updateComplete;
    expect(parts(form, 'cancel')).to.deep.equal([]);
  });

  it('stops listening to its discussion when it leaves the page, and listens again when it is back', async () => {
    const discussion = discussionOf([]);
    const form = await formFor(discussion);
    const { parentElement } = form;
    form.remove();
    await discussion.load();
    await form.updateComplete;
    expect(countOf(form, 'input')).to.equal(0);
    parentElement?.append(form);
    await discussion.reload();
    await form.updateComplete;
    expect(countOf(form, 'input')).to.equal(3);
  });

  it('has slots for what the page adds', async () => {
    const discussion = discussionOf([]);
    await discussion.load();
    const form = await formFor(discussion);
    for (const name of ['title', 'notice', 'before-fields', 'after-fields']) {
      const child = document.createElement('span');
      child.slot = name;
      child.textContent = name;
      form.append(child);
    }
    expect([...form.children].every((child) => child.checkVisibility())).to.be.true;
    const order = [...form.children].map((child) => child.getBoundingClientRect().top);
    expect(order).to.deep.equal([...order].sort((a, b) => a - b));
  });
});
