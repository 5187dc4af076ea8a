import { expect } from '@open-wc/testing';
import type { MemoryOptions } from '../../src/core/backends/memory.js';
import { Discussion } from '../../src/core/discussion.js';
import { CommentsError, type FieldProblems } from '../../src/core/errors.js';
import type { ReplyPolicy } from '../../src/core/types.js';
import type { ReplyForm } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { backendOf, comment, comments } from '../support/backends.js';
import {
  announced,
  countOf,
  field,
  fill,
  focused,
  formOf,
  inner,
  nextEvent,
  part,
  parts,
  place,
  same,
  text,
  texts,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const OPEN: ReplyPolicy = { access: 'open', name: 'optional', email: 'no', url: 'no' };
const MEMBERS: ReplyPolicy = { access: 'login', name: 'no', email: 'no', url: 'no' };
const LOGIN = 'https://blog.example/login?back=1';

/** A form that a page has placed itself, for a discussion with this policy. */
async function alone(policy: ReplyPolicy, memory: MemoryOptions = {}, lang = 'en'): Promise<ReplyForm> {
  const discussion = new Discussion(backendOf(comments(1), { policy }, memory), { key: 'post' });
  await discussion.load();
  const form = await place(Object.assign(document.createElement('reply-form'), { discussion }), lang);
  if (lang === 'ru') await until(() => text(part(form, 'form-title')) === 'Оставить комментарий');
  await form.updateComplete;
  return form;
}

async function refused(policy: ReplyPolicy, refuse: () => CommentsError): Promise<ReplyForm> {
  const form = await alone(policy, { refuse });
  await fill(form, { text: 'Hello' });
  const told = nextEvent(form, 'comment-post-error');
  part(form, 'submit').click();
  await told;
  await form.updateComplete;
  return form;
}

describe('a reader who is logged in', () => {
  it('is told as whom the comment is written, and asked for nothing else', async () => {
    // Whatever a backend says about guests besides.
    const form = await alone({ ...OPEN, name: 'required', email: 'required', as: { name: 'Mira <b>' } });
    expect(text(part(form, 'identity'))).to.equal('Commenting as Mira <b>');
    expect(part(form, 'identity').querySelector('bdi')?.textContent).to.equal('Mira <b>');
    expect(countOf(form, 'input')).to.equal(0);
    expect(parts(form, 'hint')).to.deep.equal([]);
    await expect(form).to.be.accessible();
    await fill(form, { text: 'Hello' });
    const told = nextEvent(form, 'comment-before-post');
    part(form, 'submit').click();
    expect((await told).reply).to.deep.equal({ text: 'Hello', guest: {} });
  });

  it('is told so in the language of the page', async () => {
    const form = await alone({ ...OPEN, as: { name: 'Мира' } }, {}, 'ru');
    expect(text(part(form, 'identity'))).to.equal('Вы комментируете как Мира');
  });

  it('is not told a name that nobody knows', async () => {
    const form = await alone({ ...OPEN, as: { role: 'member' } });
    expect([countOf(form, 'input'), parts(form, 'identity').length]).to.deep.equal([0, 0]);
  });
});

describe('where only members may reply', () => {
  it('a thread says so, and leads to the login', async () => {
    const element = await thread({ comments: comments(1), post: { policy: { ...MEMBERS, login: LOGIN } } });
    expect(text(part(element, 'notice'))).to.equal('You must be logged in to comment. Log in');
    expect(part(element, 'login').getAttribute('href')).to.equal(LOGIN);
    await expect(element).to.be.accessible();
  });

  it('a thread says so in Russian', async () => {
    const element = await thread({ comments: comments(1), lang: 'ru', post: { policy: { ...MEMBERS, login: LOGIN } } });
    await until(() => text(part(element, 'notice')) === 'Чтобы оставить комментарий, нужно войти. Войти');
  });

  it('no address that could run code is linked to, and none where it would lead nowhere', async () => {
    const policies: ReplyPolicy[] = [
      { ...MEMBERS, login: 'javascript:alert(1)' },
      MEMBERS,
      { ...MEMBERS, access: 'closed', login: LOGIN },
    ];
    for (const policy of policies) {
      const element = await thread({ comments: comments(1), post: { policy } });
      expect(parts(element, 'notice')).to.have.length(1);
      expect(parts(element, 'login')).to.deep.equal([]);
      expect(parts(await alone(policy), 'login')).to.deep.equal([]);
    }
  });

  it('a form says so in place of its fields', async () => {
    const form = await alone({ ...MEMBERS, login: LOGIN });
    expect(text(part(form, 'error'))).to.equal('You must be logged in for this. Log in');
    expect(part(form, 'login').getAttribute('href')).to.equal(LOGIN);
    expect(countOf(form, 'textarea, input, button')).to.equal(0);
    await expect(form).to.be.accessible();
    const closed = await alone({ ...MEMBERS, access: 'closed' });
    expect(text(part(closed, 'error'))).to.equal('Sorry, comments are closed for this item.');
    expect(countOf(closed, 'textarea')).to.equal(0);
  });

  it('a refused reply is kept, and the login opens beside it', async () => {
    const form = await refused({ ...OPEN, login: LOGIN }, () => new CommentsError('login-required', 'No.'));
    const told = part(form, 'error');
    expect(text(told)).to.equal('You must be logged in for this. Log in (opens in a new tab) Your text has been kept.');
    same(focused(), told, 'the focus');
    const { href, target, rel } = part(form, 'login') as HTMLAnchorElement;
    expect([href, target, rel]).to.deep.equal([LOGIN, '_blank', 'noopener']);
    expect(field(form, 'text').value).to.equal('Hello');
    await expect(form).to.be.accessible();
  });

  it('a refusal for another reason leads to no login', async () => {
    const form = await refused({ ...OPEN, login: LOGIN }, () => new CommentsError('rejected', 'No.'));
    expect(parts(form, 'login')).to.deep.equal([]);
  });
});

describe('a comment that a server finds too long', () => {
  const fields: FieldProblems = { text: 'too-long' };
  const refuse = () => new CommentsError('invalid', 'No.', { fields });

  it('is said to be so, without a number that is not known', async () => {
    const form = await refused(OPEN, refuse);
    expect(texts(form, 'field-error')).to.deep.equal(['Your comment is too long.']);
  });

  it('is said to be so in Russian', async () => {
    const form = await alone(OPEN, { refuse }, 'ru');
    await fill(form, { text: 'Hello' });
    part(form, 'submit').click();
    await until(() => texts(form, 'field-error')[0] === 'Ваш комментарий слишком длинный.');
  });
});

describe('a form that a page places itself, when its reply was stored', () => {
  it('says so where it can be seen, and announces it', async () => {
    const cases = [
      [{}, undefined, 'Your comment was posted.'],
      [{}, comment('1'), 'Your reply was posted.'],
      [{ moderate: () => true }, undefined, 'Thank you. Your comment will be visible after it has been approved.'],
    ] as const;
    for (const [memory, parent, expected] of cases) {
      const form = await alone(OPEN, memory);
      form.parent = parent;
      await fill(form, { text: 'Hello' });
      part(form, 'submit').click();
      await until(() => announced(form) === expected, expected);
      const status = part(form, 'status');
      expect([status.checkVisibility(), status.offsetHeight > 10]).to.deep.equal([true, true]);
      expect(text(part(form, 'submit'))).to.equal('Post Comment');
      await expect(form).to.be.accessible();
    }
  });

  it('says so until the next comment is written', async () => {
    const form = await alone(OPEN);
    await fill(form, { text: 'Hello' });
    part(form, 'submit').click();
    await until(() => announced(form) === 'Your comment was posted.');
    expect(form.matches(':state(submitted)')).to.be.true;
    await fill(form, { text: 'And' });
    expect(announced(form)).to.equal('');
    expect(form.matches(':state(submitted)')).to.be.false;
  });

  it('says so in the words of the page, where it has some', async () => {
    const form = await alone(OPEN);
    form.innerHTML = '<b slot="success">Danke schön!</b>';
    await fill(form, { text: 'Hello' });
    part(form, 'submit').click();
    await until(() => form.matches(':state(submitted)'));
    await form.updateComplete;
    expect(form.querySelector('b')?.assignedSlot?.closest('[role=status]')).to.equal(part(form, 'status'));
    expect(form.querySelector('b')?.checkVisibility()).to.be.true;
    await expect(form).to.be.accessible();
  });

  it('leaves it to a page that wants to say so itself, as a thread does', async () => {
    const form = await alone(OPEN);
    form.addEventListener('comment-post', (event) => event.preventDefault());
    const element = await thread({ comments: comments(1), post: { policy: OPEN } });
    for (const quiet of [form, await formOf(element)]) {
      await fill(quiet, { text: 'Hello' });
      const told = nextEvent(quiet, 'comment-post');
      part(quiet, 'submit').click();
      await told;
      await until(() => !quiet.matches(':state(submitting)'));
      await quiet.updateComplete;
      expect(announced(quiet)).to.equal('');
      expect(inner(quiet).querySelector('[role="status"]')).not.to.equal(null);
    }
  });
});

describe('the checks of a form that has a discussion', () => {
  it('can be asked for by script', async () => {
    const form = await alone(OPEN);
    expect(form.checkValidity()).to.be.false;
    await form.updateComplete;
    expect(parts(form, 'error')).to.deep.equal([]);
    expect(form.reportValidity()).to.be.false;
    await form.updateComplete;
    same(focused(), part(form, 'error'), 'the focus');
    form.value = 'Hello';
    expect([form.checkValidity(), form.reportValidity()]).to.deep.equal([true, true]);
  });
});
