import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Discussion } from '../../src/core/discussion.js';
import type { ReplyForm } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { backendOf, comment } from '../support/backends.js';
import { field, fill, inner, part, parts, place, text, texts, until, watchPage } from '../support/elements.js';
import { answered, closePages, entriesIn, openPage, ownAddress, SCRIPT, timesSent } from '../support/host-page.js';

watchPage();
afterEach(closePages);

const GUEST = { text: 'Hello', name: 'Ken', email: 'ken@example.com' };

/** A page with the form in a form of its own. */
async function hosted({
  action = ownAddress(),
  attributes = '',
  inside = '',
  around = '',
  form = '',
  lang = 'en',
} = {}) {
  const page = await openPage(
    `<main lang=${lang}><form method="post" action="${action}" ${form}>${around}<reply-form ${attributes}>${inside}</reply-form></form></main>${SCRIPT}`,
  );
  return { ...page, action, form: await page.drawn() };
}

/** Names and values that a form would send now. */
function contents(host: HTMLFormElement): [string, FormDataEntryValue][] {
  return [...new FormData(host)];
}

/** The node that has the focus inside the form. */
const focusIn = (form: ReplyForm): Element | null => inner(form).activeElement;

describe('a form inside a form of the page', () => {
  it('goes out with it, by the browser, under the names that WordPress knows', async () => {
    const { form, left, action } = await hosted({
      attributes: 'thread="42" parent-id="7"',
      around: '<input type="hidden" name="nonce" value="n1">',
    });
    field(form, 'text').focus();
    for (const keys of ['One', 'Enter', 'Two & more', 'Tab', 'Ken', 'Tab', 'ken@example.com', 'Tab', 'ken.example'])
      await sendKeys(/^(Enter|Tab)$/.test(keys) ? { press: keys } : { type: keys });
    await sendKeys({ press: 'Enter' });
    const sent = await left();
    expect(sent.path).to.equal(action);
    expect(entriesIn(sent.text)).to.deep.equal([
      ['nonce', 'n1'],
      ['author', 'Ken'],
      ['email', 'ken@example.com'],
      ['url', 'https://ken.example'],
      ['comment', 'One\r\nTwo & more'],
      ['comment_post_ID', '42'],
      ['comment_parent', '7'],
    ]);
    expect(await timesSent(action)).to.equal(1);
  });

  it('is sent by its own button and by Ctrl+Enter, too', async () => {
    for (const way of ['button', 'keys', 'script']) {
      const { form, left, action } = await hosted();
      await fill(form, GUEST);
      if (way === 'button') part(form, 'submit').click();
      if (way === 'script') void form.submit();
      if (way === 'keys') {
        field(form, 'text').focus();
        await sendKeys({ down: 'Control' });
        await sendKeys({ press: 'Enter' });
        await sendKeys({ up: 'Control' });
      }
      expect((await left()).path).to.equal(action);
      closePages();
    }
  });

  it('asks for what its attributes say, and sends it under the names that they give', async () => {
    const { form, host } = await hosted({
      attributes: `fields="name url" require="url" maxlength="20" thread="42" names="author=from url=site
        comment=comment[message] comment_post_ID=about comment_parent=answers"`,
    });
    const fields = [...inner(form).querySelectorAll('textarea, input')];
    expect(fields.map((each) => [each.getAttribute('name'), each.ariaRequired])).to.deep.equal([
      ['text', 'true'],
      ['name', 'false'],
      ['url', 'true'],
    ]);
    await fill(form, { text: 'Hello', name: ' Ken ', url: 'https://ken.example/' });
    expect(text(part(form, 'count'))).to.equal('15 characters left');
    expect(contents(host())).to.deep.equal([
      ['from', 'Ken'],
      ['site', 'https://ken.example/'],
      ['comment[message]', 'Hello'],
      ['about', '42'],
      ['answers', '0'],
    ]);
  });

  it('follows its attributes, and the comment that it is given to answer', async () => {
    const { form, host } = await hosted({ attributes: 'thread="42" fields=""' });
    await fill(form, { text: 'Hello' });
    form.thread = '43';
    form.parent = comment('5');
    await form.updateComplete;
    expect(contents(host())).to.deep.equal([
      ['comment', 'Hello'],
      ['comment_post_ID', '43'],
      ['comment_parent', '5'],
    ]);
    expect(text(part(form, 'form-title'))).to.equal('Leave a Reply to Reader 5');
    form.setAttribute('fields', 'email');
    await form.updateComplete;
    expect(inner(form).querySelectorAll('input')).to.have.length(1);
    form.removeAttribute('fields');
    await form.updateComplete;
    expect(inner(form).querySelectorAll('input')).to.have.length(3);
  });

  it('says what is typed at once, without waiting to be drawn', async () => {
    const { form, host } = await hosted({ attributes: 'fields=""' });
    form.value = 'Hello';
    expect(contents(host())).to.deep.equal([['comment', 'Hello']]);
    expect([form.checkValidity(), host().checkValidity()]).to.deep.equal([true, true]);
    form.value = '';
    expect([form.checkValidity(), host().checkValidity()]).to.deep.equal([false, false]);
  });

  it('leaves what it is not told to the fields of the page', async () => {
    const { form, host } = await hosted({
      attributes: 'fields=""',
      inside: `<input type="hidden" name="comment_post_ID" value="8"><input type="hidden" name="comment_parent" value="0">`,
    });
    form.value = 'Hello';
    const before = contents(host());
    expect(Object.fromEntries(before)).to.deep.equal({ comment: 'Hello', comment_post_ID: '8', comment_parent: '0' });
    form.setAttribute('thread', '9');
    await form.updateComplete;
    expect(contents(host())).to.deep.equal([
      ['comment', 'Hello'],
      ['comment_post_ID', '9'],
      ['comment_parent', '0'],
    ]);
    form.removeAttribute('thread');
    await form.updateComplete;
    expect(contents(host())).to.deep.equal(before);
  });

  it('stays out of it where it has a discussion to send to', async () => {
    const { form, host } = await hosted({ attributes: 'thread="42"' });
    const discussion = new Discussion(backendOf([]), { key: 'post' });
    await discussion.load();
    form.discussion = discussion;
    await form.updateComplete;
    expect(contents(host())).to.deep.equal([]);
    expect(host().checkValidity(), 'an empty comment is no mistake of the page').to.be.true;
    await fill(form, { text: 'Hello', name: 'Ken' });
    part(form, 'submit').click();
    await until(() => discussion.state.comments.length === 1);
    form.discussion = undefined;
    await form.updateComplete;
    expect(new FormData(host()).get('author')).to.equal('Ken');
  });

  for (const state of ['as it comes', 'with mistakes', 'disabled']) {
    it(`breaks no rule of axe ${state}`, async () => {
      const host = document.createElement('form');
      host.append(document.createElement('reply-form'));
      await place(host);
      const form = host.querySelector('reply-form') ?? expect.fail();
      await until(() => inner(form).querySelector('textarea'));
      if (state === 'disabled') form.disabled = true;
      if (state === 'with mistakes') part(form, 'submit').click();
      await form.updateComplete;
      expect(parts(form, 'error')).to.have.length(state === 'with mistakes' ? 1 : 0);
      await expect(host).to.be.accessible();
    });
  }
});

describe('mistakes in a form inside a form of the page', () => {
  it('keep it from being sent, and are told by the form itself', async () => {
    for (const attributes of ['', 'novalidate']) {
      const { form, host } = await hosted({ form: attributes });
      let sent = 0;
      host().addEventListener('submit', () => (sent += 1));
      await fill(form, { text: 'Hello', email: 'nobody' });
      part(form, 'submit').click();
      await form.updateComplete;
      expect(text(part(form, 'error'))).to.match(/^Please correct 2 things: /);
      expect(focusIn(form) === part(form, 'error'), 'the focus is on the summary').to.be.true;
      expect(texts(form, 'field-error')).to.deep.equal([
        'Please enter your name.',
        'Please enter a valid email address.',
      ]);
      expect(form.matches(':state(invalid)') && form.matches(':invalid')).to.be.true;
      expect(sent).to.equal(0);
      closePages();
    }
  });

  it('are told by the form when a button of the page is pressed, too', async () => {
    const { form, host } = await hosted({ attributes: 'fields=""', around: '<button id="own">Send</button>' });
    const told: unknown[] = [];
    host().addEventListener('submit', ({ type }) => told.push(type));
    form.addEventListener('invalid', ({ defaultPrevented }) => told.push(defaultPrevented));
    host().querySelector<HTMLButtonElement>('#own')?.click();
    await form.updateComplete;
    expect(told, 'and not by the browser').to.deep.equal([true]);
    expect(texts(form, 'field-error')).to.deep.equal(['Please enter a comment.']);
    expect(focusIn(form) === part(form, 'error'), 'the focus is on the summary').to.be.true;
  });

  it('leave the focus to a field of the page that comes first', async () => {
    const { form, host, page } = await hosted({
      attributes: 'fields=""',
      around: '<input name="captcha" required aria-label="Word"><button>Send</button>',
    });
    host().querySelector('button')?.click();
    await form.updateComplete;
    expect(texts(form, 'field-error')).to.deep.equal(['Please enter a comment.']);
    expect(page().activeElement?.getAttribute('name')).to.equal('captcha');
  });

  it('are only known, not shown, where the page just asks for them', async () => {
    const { form, host } = await hosted({ lang: 'ru' });
    await until(() => text(part(form, 'submit')) === 'Отправить комментарий');
    await fill(form, { text: 'Hello', name: 'Ken' });
    const heard: string[] = [];
    form.addEventListener('invalid', ({ type }) => heard.push(type));
    expect([host().checkValidity(), form.checkValidity()]).to.deep.equal([false, false]);
    expect(heard).to.have.length(2);
    await form.updateComplete;
    expect(parts(form, 'error')).to.deep.equal([]);
    expect(form.validationMessage).to.equal('Пожалуйста, укажите адрес эл. почты.');
    expect([form.validity.valid, form.validity.valueMissing, form.willValidate]).to.deep.equal([false, true, true]);
  });

  it('lead the browser to the field, where a page lets it report them', async () => {
    const { form, host } = await hosted();
    await fill(form, { text: 'Hello', name: 'Ken', email: 'nobody' });
    expect(host().reportValidity()).to.be.false;
    expect(focusIn(form) === field(form, 'email'), 'the focus is in the field').to.be.true;
    expect(form.validity.typeMismatch).to.be.true;
  });

  it('are shown by reportValidity(), which is true once there are none', async () => {
    const { form } = await hosted({ attributes: 'fields="" maxlength="3"' });
    form.value = 'Hello';
    expect(form.reportValidity()).to.be.false;
    await form.updateComplete;
    expect(texts(form, 'field-error')).to.deep.equal(['Your comment is too long by 2 characters.']);
    expect(form.validity.tooLong).to.be.true;
    form.value = 'Hi';
    expect(form.reportValidity()).to.be.true;
    await form.updateComplete;
    expect(parts(form, 'error')).to.deep.equal([]);
    expect([form.validationMessage, form.matches(':valid')]).to.deep.equal(['', true]);
  });
});

describe('what a page can do to a form inside its own', () => {
  it('is to disable it, by itself or with its fieldset', async () => {
    const { form, host, page } = await hosted({ attributes: 'thread="42"' });
    const sent: string[] = [];
    host().addEventListener('submit', (event) => {
      sent.push(event.type);
      event.preventDefault();
    });
    const fieldset = page().createElement('fieldset');
    host().append(fieldset);
    fieldset.append(form);
    await fill(form, GUEST);
    for (const target of [form, fieldset]) {
      target.disabled = true;
      await form.updateComplete;
      expect(contents(host())).to.deep.equal([]);
      expect(inner(form).querySelectorAll(':is(input, textarea, button):not(:disabled)')).to.have.length(0);
      await form.submit();
      form.value = '';
      expect([form.willValidate, form.checkValidity(), form.matches(':disabled')]).to.deep.equal([false, true, true]);
      form.value = 'Hello';
      target.disabled = false;
      await form.updateComplete;
      expect(new FormData(host()).get('author')).to.equal('Ken');
      expect(inner(form).querySelectorAll(':disabled')).to.have.length(0);
    }
    expect(form.hasAttribute('disabled')).to.be.false;
    expect(sent).to.deep.equal([]);
  });

  it('is to reset it', async () => {
    const { form, host } = await hosted({
      inside: '<input name="author" value="Ken"><textarea name="comment">Draft</textarea>',
    });
    await fill(form, { text: '', name: 'Anna', email: 'anna@example.com' });
    form.reportValidity();
    host().reset();
    await form.updateComplete;
    const values = (['text', 'name', 'email'] as const).map((name) => field(form, name).value);
    expect(values).to.deep.equal(['Draft', 'Ken', '']);
    expect(parts(form, 'error')).to.deep.equal([]);
    expect(new FormData(host()).get('author')).to.equal('Ken');
  });

  it('is to hear what is typed, as from a field of its own', async () => {
    const { form, host } = await hosted({ attributes: 'fields=""' });
    const heard: unknown[] = [];
    for (const type of ['input', 'change'])
      host().addEventListener(type, (event) => heard.push(type, event.target === form, form.value));
    field(form, 'text').focus();
    await sendKeys({ type: 'a' });
    await sendKeys({ press: 'Tab' });
    expect(heard).to.deep.equal(['input', true, 'a', 'change', true, 'a']);
  });

  it('is to name and to label it', async () => {
    const { form, host, page } = await hosted({
      attributes: 'id="reply" name="reply"',
      around: '<label for="reply">Your words</label>',
    });
    expect(host().elements.namedItem('reply') === form && form.form === host()).to.be.true;
    const label = page().querySelector('label');
    expect([...form.labels]).to.deep.equal([label]);
    label?.click();
    await until(() => focusIn(form) === field(form, 'text'), 'the label leads to the text');
    form.name = 'answer';
    expect(host().elements.namedItem('answer') === form).to.be.true;
  });

  it('is to send it by itself', async () => {
    const { form, host, action } = await hosted();
    let asked = 0;
    host().addEventListener('submit', (event) => {
      asked += 1;
      event.preventDefault();
    });
    await fill(form, GUEST);
    for (let presses = 0; presses < 2; presses += 1) {
      part(form, 'submit').click();
      await new Promise((resolve) => setTimeout(resolve));
      await form.updateComplete;
    }
    expect([asked, form.matches(':state(submitting)')]).to.deep.equal([2, false]);
    expect(await timesSent(action)).to.equal(0);
  });
});

describe('a form that is on its way', () => {
  it('does nothing when it is sent again', async () => {
    const { form, host, window, action } = await hosted({
      action: ownAddress('nothing'),
      around: '<button id="own">Send</button>',
    });
    await fill(form, GUEST);
    const own = host().querySelector<HTMLButtonElement>('#own');
    const { setTimeout: wait } = window();
    const waits: (number | undefined)[] = [];
    window().setTimeout = ((use: () => void, time?: number) => {
      waits.push(time);
      return wait(use, time);
    }) as typeof setTimeout;
    part(form, 'submit').click();
    await until(() => form.matches(':state(submitting)'));
    expect(waits, 'until an answer of a slow server').to.include(10_000);
    await form.updateComplete;
    expect([part(form, 'submit').ariaDisabled, text(part(form, 'submit'))]).to.deep.equal(['true', 'Posting Comment…']);
    part(form, 'submit').click();
    void form.submit();
    own?.click();
    await until(async () => (await timesSent(action)) > 0);
    expect(await timesSent(action)).to.equal(1);
    // An answer to the first that comes only now would take the second along in Chromium.
    await answered(action);
    window().dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await form.updateComplete;
    expect(form.matches(':state(submitting)'), 'back from the cache of the browser').to.be.false;
    own?.click();
    await until(async () => (await timesSent(action)) === 2, 'it can be sent again');
  });

  it('does nothing when it is sent again inside a component of the page, either', async () => {
    const { form, host, page, action } = await hosted({
      action: ownAddress('nothing'),
      around: '<button id="own">Send</button>',
    });
    const component = page().createElement('section');
    const own = host().querySelector<HTMLButtonElement>('#own');
    page().body.append(component);
    component.attachShadow({ mode: 'open' }).append(host());
    own?.click();
    await form.updateComplete;
    expect(parts(form, 'error'), 'mistakes are told').to.have.length(1);
    await fill(form, GUEST);
    own?.click();
    await until(() => form.matches(':state(submitting)'));
    own?.click();
    await until(async () => (await timesSent(action)) > 0);
    expect(await timesSent(action)).to.equal(1);
  });

  it('can be sent again where the page has stayed, after a while', async () => {
    const { form, page } = await hosted({ form: 'target="answer"', action: ownAddress() });
    const answer = page().createElement('iframe');
    answer.name = 'answer';
    page().body.append(answer);
    await fill(form, GUEST);
    part(form, 'submit').click();
    await until(() => form.matches(':state(submitting)'));
    await until(() => answer.contentDocument?.body?.innerText.includes('author=Ken'), 'the answer comes');
    await until(() => !form.matches(':state(submitting)'));
    expect(field(form, 'text').value).to.equal('Hello');
  });
});
