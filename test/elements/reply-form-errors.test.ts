import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ERROR_CODES, type ErrorCode } from '../../src/core/error-codes.js';
import { CommentsError, type CommentsErrorOptions } from '../../src/core/errors.js';
import { english, errorMessage } from '../../src/core/messages.js';
import type { ReplyPolicy } from '../../src/core/types.js';
import { CommentPostErrorEvent, type ReplyForm } from '../../src/elements/index.js';
import { backendOf, comments } from '../support/backends.js';
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
  same,
  text,
  texts,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const ALL_REQUIRED: ReplyPolicy = { access: 'open', name: 'required', email: 'required', url: 'required' };

/** A form whose replies the server refuses. */
async function refusing(code: ErrorCode, options: CommentsErrorOptions = {}, policy: Partial<ReplyPolicy> = {}) {
  const refuse = () => new CommentsError(code, 'Refused.', options);
  const open: ReplyPolicy = { access: 'open', name: 'required', email: 'optional', url: 'optional', ...policy };
  const element = await thread({ comments: comments(1), post: { policy: open }, memory: { refuse } });
  const form = await formOf(element);
  await fill(form, { text: 'Hello', ...(open.name === 'required' && { name: 'Ken' }) });
  const told = nextEvent(element, 'comment-post-error');
  part(form, 'submit').click();
  const event = await told;
  await form.updateComplete;
  return { element, form, event };
}

async function formWith(policy: ReplyPolicy): Promise<ReplyForm> {
  return formOf(await thread({ post: { policy } }));
}

const problemOf = (form: ReplyForm, name: Parameters<typeof field>[1]) => {
  const input = field(form, name);
  const described = (input.getAttribute('aria-describedby') ?? '').split(' ');
  return described
    .map((id) => inner(form).getElementById(id))
    .filter((node) => node?.part.contains('field-error'))
    .map(text);
};

describe('what a server refuses', () => {
  for (const code of ERROR_CODES) {
    it(`is told in the words for ${code}, and the text is kept`, async () => {
      const { form, event } = await refusing(code);
      expect(event).to.be.instanceOf(CommentPostErrorEvent);
      expect([event.error.code, event.reply.text]).to.deep.equal([code, 'Hello']);
      const told = part(form, 'error');
      expect(text(told)).to.equal(`${english.text(errorMessage(code))} Your text has been kept.`);
      same(focused(), told, 'the focus');
      // Read because it has the focus; said by a live region, too, it would be said twice.
      expect([told.role, told.getAttribute('aria-labelledby')]).to.deep.equal(['group', told.id]);
      expect(announced(form)).to.equal('');
      expect(field(form, 'text').value).to.equal('Hello');
      expect(form.matches(':state(submitting)')).to.be.false;
    });
  }

  it('says how long to wait where the server says so', async () => {
    const { form } = await refusing('rate-limited', { retryAfter: 30 });
    expect(text(part(form, 'error'))).to.contain('Please wait 30 seconds.');
  });

  it('is tied to the field that the server objects to', async () => {
    const { form } = await refusing('invalid', { fields: { name: 'invalid', text: 'too-short' } });
    expect(problemOf(form, 'text')).to.deep.equal(['Your comment is too short.']);
    expect(problemOf(form, 'name')).to.deep.equal(['Please enter another name.']);
    expect(problemOf(form, 'email')).to.deep.equal([]);
    const invalid = ['text', 'name', 'email'] as const;
    expect(invalid.map((name) => field(form, name).getAttribute('aria-invalid'))).to.deep.equal([
      'true',
      'true',
      'false',
    ]);
    expect(form.matches(':state(invalid)')).to.be.true;
  });

  it('is told as a whole where the form has no such field', async () => {
    const { form } = await refusing('invalid', { fields: { name: 'required' } }, { name: 'no' });
    expect(text(part(form, 'error'))).to.contain('The comment server refused something in the form.');
  });

  it('can be sent again, and the old error goes', async () => {
    let refused = 0;
    const refuse = () => (refused++ === 0 ? new CommentsError('rejected', 'Spam.') : undefined);
    const element = await thread({ memory: { refuse } });
    const form = await formOf(element);
    await fill(form, { text: 'Hello', name: 'Ken' });
    const failed = nextEvent(element, 'comment-post-error');
    part(form, 'submit').click();
    await failed;
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    await form.updateComplete;
    expect(parts(form, 'error')).to.deep.equal([]);
    expect(texts(element, 'content')).to.deep.equal(['Hello']);
  });
});

describe('mistakes in a form', () => {
  it('are listed in a summary that takes the focus and leads to each field', async () => {
    const form = await formWith(ALL_REQUIRED);
    await fill(form, { email: 'nobody', url: 'no address' });
    part(form, 'submit').click();
    await form.updateComplete;
    const summary = part(form, 'error');
    same(focused(), summary, 'the focus');
    const named = inner(form).getElementById(summary.getAttribute('aria-labelledby') ?? '');
    expect(text(named)).to.equal('Please correct 4 things:');
    const links = [...summary.querySelectorAll('a')];
    expect(links.map(text)).to.deep.equal([
      'Please enter a comment.',
      'Please enter your name.',
      'Please enter a valid email address.',
      'Please enter a web address, such as https://example.com.',
    ]);
    const { hash } = location;
    for (const [index, name] of (['text', 'name', 'email', 'url'] as const).entries()) {
      links[index]?.focus();
      await sendKeys({ press: 'Enter' });
      same(focused(), field(form, name), 'the focus');
      expect(problemOf(form, name)).to.deep.equal([text(links[index])]);
    }
    expect(location.hash, 'no trace in the address').to.equal(hash);
  });

  it('are told again, with the focus, when the form is sent with them again', async () => {
    const form = await formWith({ ...ALL_REQUIRED, email: 'no', url: 'no' });
    await fill(form, { text: 'Hello' });
    for (let round = 0; round < 2; round += 1) {
      field(form, 'name').focus();
      await sendKeys({ press: 'Enter' });
      await form.updateComplete;
      same(focused(), part(form, 'error'), 'the focus');
    }
    expect(texts(form, 'field-error')).to.deep.equal(['Please enter your name.']);
  });

  it('are gone once they are corrected', async () => {
    const element = await thread({});
    const form = await formOf(element);
    part(form, 'submit').click();
    await form.updateComplete;
    expect(texts(form, 'field-error')).to.have.length(2);
    await fill(form, { text: 'Hello', name: 'Ken' });
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    await form.updateComplete;
    expect(parts(form, 'field-error')).to.deep.equal([]);
    expect(form.matches(':state(invalid)')).to.be.false;
  });

  it('are none where a web address is typed without https', async () => {
    const element = await thread({});
    const form = await formOf(element);
    await fill(form, { text: 'Hello', name: ' Ken ', url: 'example.com' });
    const told = nextEvent(element, 'comment-before-post');
    part(form, 'submit').click();
    expect((await told).reply.guest).to.deep.equal({ name: 'Ken', url: 'https://example.com' });
  });

  it('say by how much a text is too long', async () => {
    const form = await formWith({ access: 'open', name: 'no', email: 'no', url: 'no', maxLength: 10 });
    expect(text(part(form, 'count'))).to.equal('10 characters left');
    await fill(form, { text: 'Hello' });
    expect(text(part(form, 'count'))).to.equal('5 characters left');
    await fill(form, { text: 'Hello, Anna!' });
    part(form, 'submit').click();
    await form.updateComplete;
    expect(problemOf(form, 'text')).to.deep.equal(['Your comment is too long by 2 characters.']);
  });
});

describe('the fields of a form', () => {
  it('are those that the thread asks for, each with its name, its need and its autofill', async () => {
    const form = await formWith({ access: 'open', name: 'required', email: 'optional', url: 'no' });
    const fields = [...inner(form).querySelectorAll<HTMLInputElement>('input, textarea')];
    expect(fields.map(({ name }) => name)).to.deep.equal(['text', 'name', 'email']);
    expect(fields.map(({ labels }) => text(labels?.[0]))).to.deep.equal(['Comment *', 'Name *', 'Email (optional)']);
    expect(fields.map(({ ariaRequired }) => ariaRequired)).to.deep.equal(['true', 'true', 'false']);
    expect(fields.slice(1).map(({ autocomplete, type }) => `${autocomplete} ${type}`)).to.deep.equal([
      'name text',
      'email email',
    ]);
    expect(texts(form, 'hint')).to.deep.equal([
      'Required fields are marked *',
      'Your email address will not be published.',
    ]);
    expect(field(form, 'email').getAttribute('aria-describedby')).to.equal('email-hint');
  });

  it('change with what the thread asks for', async () => {
    const memory = backendOf([]);
    let name: ReplyPolicy['name'] = 'no';
    const list: typeof memory.list = async (...request) => {
      const page = await memory.list(...request);
      return { ...page, policy: { access: 'open', name, email: 'no', url: 'no' } };
    };
    const element = await thread({ set: { backend: { ...memory, list } } });
    const form = await formOf(element);
    expect(countOf(form, 'input')).to.equal(0);
    name = 'required';
    await element.reload();
    await until(() => inner(form).querySelector('input')?.name === 'name');
  });
});
