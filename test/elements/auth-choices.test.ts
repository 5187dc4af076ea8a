import { expect } from '@open-wc/testing';
import type { MemoryPost } from '../../src/core/backends/memory.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, ReplyPolicy } from '../../src/core/types.js';
import type { CommentThread } from '../../src/elements/comment-thread.js';
import type { ReplyForm } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import {
  MASTODON,
  PROVIDERS,
  scriptedAccounts,
  TOMAS,
  VERA,
  withAccounts,
  type ScriptedAccounts,
} from '../support/accounts.js';
import { backendOf, comments } from '../support/backends.js';
import {
  announced,
  button,
  buttons,
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

const OPEN: ReplyPolicy = { access: 'open', name: 'optional', email: 'optional', url: 'optional', accounts: true };
const DETAILS: ReplyPolicy = { ...OPEN, name: 'required', email: 'required' };
const LOGIN: ReplyPolicy = { ...OPEN, access: 'login' };
const DRAFT = 'Half a sentence, which';

interface Setup {
  readonly accounts?: ScriptedAccounts;
  readonly policy?: ReplyPolicy;
  readonly backend?: Partial<Backend>;
  readonly set?: Partial<CommentThread>;
  readonly post?: Partial<MemoryPost>;
}

interface Shown {
  readonly element: CommentThread;
  readonly form: ReplyForm;
  readonly accounts: ScriptedAccounts;
}

/** A thread whose form offers accounts, in view. */
async function shown({ accounts = scriptedAccounts(), policy = OPEN, backend, set, post }: Setup = {}): Promise<Shown> {
  const memory = backendOf(comments(1), { policy, ...post });
  const element = await thread({ set: { backend: { ...withAccounts(memory, accounts), ...backend }, ...set } });
  const form = await formOf(element);
  form.scrollIntoView();
  await until(() => parts(form, 'provider-button').length + parts(form, 'log-out').length, 'the choices come');
  return { element, form, accounts };
}

const auth = (form: ReplyForm) => text(parts(form, 'auth')[0]);
const within = (form: ReplyForm) => parts(form, 'auth')[0] ?? expect.fail('there are no choices');
const says = (form: ReplyForm, words: string) => until(() => auth(form).includes(words), `says "${words}"`);
const fieldsIn = (form: ReplyForm) =>
  [...inner(form).querySelectorAll<HTMLInputElement>('.field :is(input, textarea)')].map(({ name }) => name);

/** Presses a button while the browser opens windows as the test says. */
function pressWith(opened: Window | null, press: HTMLElement): void {
  const { open } = window;
  window.open = () => opened;
  press.click();
  window.open = open;
}

/** A window that is somewhere, and closed when it is no longer needed. */
class SomeWindow {
  closed = false;
  close(): void {
    this.closed = true;
  }
}

/** Presses "Log in with …", and waits until the form knows where the window leads. */
async function connect(form: ReplyForm, name = 'Log in with X'): Promise<SomeWindow> {
  const opened = new SomeWindow();
  const onLink = (event: Event) => event.preventDefault();
  window.addEventListener('click', onLink);
  pressWith(opened as unknown as Window, button(within(form), name));
  await says(form, 'Connecting to');
  await says(form, 'Please go on in the window');
  window.removeEventListener('click', onLink);
  return opened;
}

describe('a form whose readers can sign in', () => {
  it('asks no longer who they are when it leaves the page', async () => {
    const accounts = scriptedAccounts();
    const signals: (AbortSignal | undefined)[] = [];
    const { offer } = accounts;
    accounts.offer = (options) => {
      signals.push(options?.signal);
      return offer(options);
    };
    const { element } = await shown({ accounts });
    const [signal] = signals;
    expect(signal?.aborted).to.be.false;
    element.remove();
    expect(signal?.aborted).to.be.true;
  });

  const PROMPTS: readonly [string, ReplyPolicy, string, string][] = [
    ['login optional', OPEN, 'Leave a comment. Logging in is optional.', 'Leave a reply. Logging in is optional.'],
    [
      'details required',
      DETAILS,
      'Fill in your details below or log in to leave a comment.',
      'Fill in your details below or log in to leave a reply.',
    ],
    ['login required', LOGIN, 'Log in to leave a comment.', 'Log in to leave a reply.'],
  ];

  for (const [what, policy, comment, reply] of PROMPTS) {
    it(`has prompts of its own for comment and reply: ${what}`, async () => {
      const { element, form } = await shown({ policy });
      expect(auth(form)).to.include(comment);
      await element.reply('1');
      await says(form, reply);
    });
  }

  it('offers what the backend has, and nothing that was retired', async () => {
    const { form } = await shown();
    expect(buttons(within(form))).to.deep.equal(['Guest', 'Log in with X', 'Log in with Valley Pass']);
    expect(fieldsIn(form)).to.deep.equal(['text', 'name', 'email', 'url']);
  });

  it('asks nothing but the comment where an account is needed, and says so when it is sent without', async () => {
    const { element, form } = await shown({ policy: LOGIN });
    expect(fieldsIn(form)).to.deep.equal(['text']);
    expect(buttons(within(form))).to.deep.equal(['Log in with X', 'Log in with Valley Pass']);
    expect(texts(element, 'notice')).to.deep.equal([]);
    await fill(form, { text: DRAFT });
    part(form, 'submit').click();
    await until(() => text(focused()) === 'Log in to leave a comment.');
    expect([focused()?.role, focused()?.getAttribute('aria-labelledby')]).to.deep.equal(['group', 'auth-urge']);
    expect(form.value).to.equal(DRAFT);
  });

  it('is accessible in every state, and tells style sheets which that is', async () => {
    const { form, accounts } = await shown();
    const states = () => ['connecting', 'signed-in'].filter((name) => form.matches(`:state(${name})`));
    await expect(form).to.be.accessible();
    expect(states()).to.deep.equal([]);
    await connect(form);
    await expect(form).to.be.accessible();
    expect(states()).to.deep.equal(['connecting']);
    accounts.settle({ session: VERA });
    await says(form, 'You are commenting as');
    await expect(form).to.be.accessible();
    expect(states()).to.deep.equal(['signed-in']);
    accounts.tell({ type: 'expired' });
    await says(form, 'You have been logged out.');
    await expect(form).to.be.accessible();
    expect(states()).to.deep.equal([]);
  });

  it('shows guests what it always does where accounts cannot be asked for', async () => {
    const memory = backendOf(comments(1), { policy: OPEN });
    const down = { ...memory, accounts: () => Promise.reject(new CommentsError('offline', 'Gone.')) };
    const form = await formOf(await thread({ set: { backend: down } }));
    form.scrollIntoView();
    await until(() => parts(form, 'auth').length === 1);
    await fill(form, { text: 'As a guest.', name: 'Ken' });
    const posted = nextEvent(form, 'comment-post');
    part(form, 'submit').click();
    expect((await posted).posted.comment.author.name).to.equal('Ken');
  });
});

describe('signing in', () => {
  it('shows who writes, with the focus back in the comment, and what was typed untouched', async () => {
    const { element, form, accounts } = await shown({ policy: DETAILS });
    await fill(form, { text: DRAFT, name: 'Somebody' });
    // As on a page that goes on below; without, the end of the page would come up with the form's.
    document.documentElement.style.setProperty('padding-block-end', '200vh');
    const top = form.getBoundingClientRect().top;
    button(within(form), 'Log in with X').focus();
    const opened = await connect(form);
    expect(buttons(within(form))).to.deep.equal(['Cancel']);
    same(focused(), button(within(form), 'Cancel'), 'the focus');
    const identity = nextEvent(element, 'comment-identity');
    accounts.settle({ session: VERA });
    expect((await identity).session).to.equal(VERA);
    await says(form, 'You are commenting as Vera Osk using your X account.');
    await until(() => focused() === field(form, 'text'), 'the focus is in the comment');
    expect(form.value).to.equal(DRAFT);
    expect(fieldsIn(form)).to.deep.equal(['text']);
    expect(buttons(within(form))).to.deep.equal(['Log out', 'Change account']);
    expect(opened.closed).to.equal(true);
    expect(announced(form)).to.include('You are logged in as Vera Osk.');
    expect(Math.abs(form.getBoundingClientRect().top - top)).to.be.lessThan(2);
    document.documentElement.style.removeProperty('padding-block-end');
  });

  it('goes on by a link where the browser opens no window', async () => {
    const { form, accounts } = await shown();
    await fill(form, { text: DRAFT });
    pressWith(null, button(within(form), 'Log in with X'));
    await says(form, 'Your browser blocked the login window.');
    const link = within(form).querySelector('a') ?? expect.fail('there is no link');
    expect(text(link)).to.equal('Log in with X (opens in a new tab)');
    expect([link.target, link.rel, link.referrerPolicy]).to.deep.equal(['_blank', 'noopener', 'origin']);
    link.addEventListener('click', (event) => event.preventDefault());
    link.click();
    await says(form, 'Connecting to X');
    accounts.settle({ session: VERA });
    await says(form, 'You are commenting as Vera Osk');
    expect(form.value).to.equal(DRAFT);
  });

  const FAILURES = {
    denied: 'Logging in was cancelled.',
    failed: 'Logging in with X failed.',
    timeout: 'Logging in with X took too long.',
    offline: 'The comment server could not be reached.',
    insecure: 'Logging in needs a secure connection (https).',
  } as const;
  for (const [failure, words] of Object.entries(FAILURES) as [keyof typeof FAILURES, string][]) {
    it(`says why nothing has come of it, and offers the same again: ${failure}`, async () => {
      const { form, accounts } = await shown();
      await fill(form, { text: DRAFT });
      await connect(form);
      accounts.settle({ failure });
      await says(form, words);
      expect(buttons(within(form))).to.include('Log in with X');
      expect(form.value).to.equal(DRAFT);
    });
  }

  it('can be cancelled: what comes of it later changes nothing', async () => {
    const { form, accounts } = await shown();
    const opened = await connect(form);
    button(within(form), 'Cancel').click();
    await says(form, 'Logging in was cancelled.');
    expect(opened.closed).to.equal(true);
    accounts.settle({ session: VERA });
    await form.updateComplete;
    expect(auth(form)).not.to.include('Vera');
  });

  it('ignores the first of two attempts', async () => {
    const { form, accounts } = await shown();
    await connect(form);
    const { settle } = { settle: accounts.settle };
    button(within(form), 'Cancel').click();
    await says(form, 'cancelled');
    await connect(form, 'Log in with Valley Pass');
    expect(accounts.begun.map(([provider]) => provider)).to.deep.equal(['x', 'valley']);
    settle({ session: TOMAS });
    await says(form, 'You are commenting as Tomas Brin using your Valley Pass account.');
  });

  it('shows names and pictures as what they are: text, and nothing', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const session = { as: { name, provider: 'myspace', avatarUrl: 'javascript:alert(1)' } };
    const { form } = await shown({ accounts: scriptedAccounts(session), set: { avatars: 'image' } });
    expect(auth(form)).to.include(`You are commenting as ${name} using your myspace account.`);
    expect(inner(form).querySelectorAll('img').length).to.equal(0);
  });

  it('loads the account’s picture only where the site wants pictures', async () => {
    const initials = await shown({ accounts: scriptedAccounts(VERA) });
    expect(inner(initials.form).querySelectorAll('img').length).to.equal(0);
    expect(part(initials.form, 'avatar').dataset['initials']).to.equal('VO');
    const picture = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    const other = { as: { ...VERA.as, avatarUrl: `${location.origin}/vera.png#${picture.length}` } };
    const images = await shown({ accounts: scriptedAccounts(other), set: { avatars: 'image' } });
    const image = inner(images.form).querySelector('img');
    expect([image?.alt, image?.referrerPolicy]).to.deep.equal(['', 'no-referrer']);
  });
});

describe('what is said of a log-in', () => {
  const box = (form: ReplyForm) => text(inner(form).querySelector('#auth .box > p, #auth p.box'));

  it('is announced as it can be seen, word for word', async () => {
    const { form, accounts } = await shown();
    await connect(form);
    expect(box(form)).to.equal('Connecting to X… Please go on in the window that has opened.');
    expect(announced(form)).to.equal(box(form));
    accounts.settle({ failure: 'timeout' });
    await says(form, 'took too long');
    expect(announced(form)).to.equal(box(form));
    pressWith(null, button(within(form), 'Log in with X'));
    await says(form, 'Your browser blocked');
    expect(announced(form)).to.equal(box(form));
  });
});

describe('a reply that the server refuses for want of a session', () => {
  async function refused(session: typeof VERA | undefined, policy: ReplyPolicy, tell?: boolean): Promise<Shown> {
    const accounts = scriptedAccounts(session);
    const reply = async (): Promise<never> => {
      if (tell) accounts.tell({ type: 'expired' });
      throw new CommentsError('login-required', 'This session has ended.', { status: 401 });
    };
    const made = await shown({ accounts, policy, backend: { reply } });
    await fill(made.form, { text: DRAFT });
    const failed = nextEvent(made.form, 'comment-post-error');
    part(made.form, 'submit').click();
    await failed;
    return made;
  }
  const errors = (form: ReplyForm) => texts(form, 'error');

  for (const tell of [true, false]) {
    it(`is told once, beside the ways to log in${tell ? '' : ', although nobody has told of its end'}`, async () => {
      const { form, accounts } = await refused(VERA, LOGIN, tell);
      await says(form, 'You have been logged out.');
      expect(errors(form)).to.deep.equal(['You have been logged out. Please log in again. Your text has been kept.']);
      await until(() => focused()?.id === 'failure', 'the focus is on it');
      expect(parts(form, 'login').length).to.equal(0);
      expect(inner(form).querySelector<HTMLElement>('#auth-prompt')?.hidden).to.equal(true);
      expect(buttons(within(form))).to.deep.equal(['Log in with X', 'Log in with Valley Pass']);
      await expect(form).to.be.accessible();
      await connect(form);
      accounts.settle({ session: VERA });
      await says(form, 'You are commenting as Vera Osk');
      expect(errors(form)).to.deep.equal([]);
      expect(form.value).to.equal(DRAFT);
    });
  }

  it('is told there also to somebody who had none', async () => {
    const { form } = await refused(undefined, OPEN);
    await until(() => errors(form).length > 0);
    expect(errors(form)).to.deep.equal(['You must be logged in for this. Your text has been kept.']);
    expect(within(form).contains(part(form, 'error'))).to.equal(true);
    expect(auth(form)).to.include('Leave a comment. Logging in is optional.');
  });

  it('is told above the fields where nobody can log in here', async () => {
    const accounts = scriptedAccounts(undefined, []);
    const memory = withAccounts(backendOf(comments(1), { policy: OPEN }), accounts);
    const reply = () => Promise.reject(new CommentsError('login-required', 'No.', { status: 401 }));
    const form = await formOf(await thread({ set: { backend: { ...memory, reply } } }));
    form.scrollIntoView();
    await until(() => parts(form, 'auth').length === 1);
    await fill(form, { text: DRAFT });
    part(form, 'submit').click();
    await until(() => focused()?.id === 'failure');
    expect(errors(form)).to.deep.equal(['You must be logged in for this. Your text has been kept.']);
  });
});

describe('a provider with many servers', () => {
  const KEPT = 'commentariat server';
  const serverField = (form: ReplyForm) => inner(form).querySelector<HTMLInputElement>('#server');
  const remember = (form: ReplyForm) =>
    inner(form).querySelector<HTMLInputElement>('#remember-server') ?? expect.fail('there is no box');
  const problem = (form: ReplyForm) => text(inner(form).querySelector('#server-error'));

  afterEach(() => localStorage.removeItem(KEPT));

  async function asked(): Promise<Shown> {
    const made = await shown({ accounts: scriptedAccounts(undefined, [MASTODON]) });
    button(within(made.form), 'Log in with Mastodon').click();
    await until(
      () => serverField(made.form) !== null && focused() === serverField(made.form),
      'the field has the focus',
    );
    return made;
  }

  function enter(form: ReplyForm, server: string): void {
    const input = serverField(form) ?? expect.fail('there is no field');
    input.value = server;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  /** Presses Enter while the browser opens windows as given; whether the key was used up. */
  function pressEnter(form: ReplyForm): boolean {
    const input = serverField(form) ?? expect.fail('there is no field');
    const { open } = window;
    window.open = () => null;
    const unused = input.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }),
    );
    window.open = open;
    return !unused;
  }

  it('asks for the server in a field with a label, a hint and no tick', async () => {
    const { form, accounts } = await asked();
    const input = serverField(form);
    expect(text(inner(form).querySelector('label[for=server]'))).to.equal('Your Mastodon server');
    expect(input?.getAttribute('aria-describedby')).to.equal('server-hint');
    expect(text(inner(form).querySelector('#server-hint'))).to.include('Such as mastodon.social');
    expect(remember(form).checked).to.equal(false);
    expect(accounts.begun).to.deep.equal([]);
    await expect(form).to.be.accessible();
  });

  it('goes on with Enter, which does not send the comment, nor is the server typed into it', async () => {
    const { form, accounts } = await asked();
    await fill(form, { text: DRAFT });
    enter(form, '@vera@mastodon.example');
    expect(pressEnter(form)).to.equal(true);
    await says(form, 'Your browser blocked the login window.');
    expect(accounts.servers).to.deep.equal(['@vera@mastodon.example']);
    expect(form.value).to.equal(DRAFT);
    accounts.settle({ session: { as: { name: 'Vera Osk', provider: 'mastodon' } } });
    await says(form, 'You are commenting as Vera Osk using your Mastodon account.');
  });

  const JUNK = {
    '': 'Please enter the address of your server.',
    'not a server': 'This is not the address of a server. It looks like mastodon.social.',
    'http://mastodon.example': 'Only servers with a secure connection (https) can be used.',
  };
  for (const [typed, words] of Object.entries(JUNK)) {
    it(`says what is wrong without asking anybody: ${typed || 'nothing'}`, async () => {
      const { form, accounts } = await asked();
      enter(form, typed);
      pressEnter(form);
      await until(() => problem(form) === words, words);
      const input = serverField(form);
      expect([input?.value, input?.ariaInvalid]).to.deep.equal([typed, 'true']);
      expect(input?.getAttribute('aria-describedby')).to.equal('server-error server-hint');
      expect(accounts.begun).to.deep.equal([]);
      await expect(form).to.be.accessible();
    });
  }

  const PROBLEMS = {
    unreachable: 'mastodon.example could not be reached, or is not a Mastodon server.',
    wrong: 'mastodon.example is not a Mastodon server.',
    refused: 'mastodon.example does not allow this site to log readers in.',
    unreadable: 'mastodon.example sent an answer that cannot be read.',
  } as const;
  for (const [name, words] of Object.entries(PROBLEMS) as [keyof typeof PROBLEMS, string][]) {
    it(`says what is wrong with a server, in the field where another can be named: ${name}`, async () => {
      const { form, accounts } = await asked();
      accounts.problem = name;
      enter(form, 'https://mastodon.example/@vera');
      pressEnter(form);
      await until(() => problem(form) === words, words);
      await until(() => focused() === serverField(form), 'the focus is back in the field');
      expect(serverField(form)?.value).to.equal('https://mastodon.example/@vera');
    });
  }

  it('is given up with Escape, and the focus is on its button again', async () => {
    const { form } = await asked();
    serverField(form)?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    );
    await says(form, 'Leave a comment.');
    await until(() => text(focused()) === 'Log in with Mastodon', 'the focus is on the button');
  });

  it('is remembered only while the box is ticked, and never what is no server', async () => {
    const { form } = await asked();
    enter(form, 'mastodon.example');
    pressEnter(form);
    await says(form, 'blocked');
    expect(localStorage.getItem(KEPT)).to.equal(null);
    button(within(form), 'Cancel').click();
    await says(form, 'cancelled');
    button(within(form), 'Log in with Mastodon').click();
    await until(() => serverField(form) !== null);
    remember(form).click();
    expect(localStorage.getItem(KEPT)).to.equal('mastodon.example');
    const other = await asked();
    expect([serverField(other.form)?.value, remember(other.form).checked]).to.deep.equal(['mastodon.example', true]);
    enter(other.form, 'not a server');
    pressEnter(other.form);
    await until(() => problem(other.form) !== '');
    expect(localStorage.getItem(KEPT)).to.equal('mastodon.example');
    remember(other.form).click();
    expect(localStorage.getItem(KEPT)).to.equal(null);
  });
});

describe('a reader who is signed in', () => {
  it('was so before, and sends nothing but the comment', async () => {
    const { form } = await shown({ accounts: scriptedAccounts(VERA), policy: DETAILS });
    await fill(form, { text: 'Under my name.' });
    const sent = nextEvent(form, 'comment-before-post');
    part(form, 'submit').click();
    expect((await sent).reply).to.deep.equal({ text: 'Under my name.', guest: {} });
  });

  it('logs out and is a guest again', async () => {
    const { element, form } = await shown({ accounts: scriptedAccounts(VERA) });
    await fill(form, { text: DRAFT });
    button(within(form), 'Log out').focus();
    const identity = nextEvent(element, 'comment-identity');
    button(within(form), 'Log out').click();
    expect((await identity).session).to.equal(undefined);
    await says(form, 'Leave a comment.');
    await until(() => text(focused()) === 'Guest', 'the focus goes on');
    expect(form.value).to.equal(DRAFT);
    expect(fieldsIn(form)).to.deep.equal(['text', 'name', 'email', 'url']);
  });

  it('changes the account, and keeps the old one when nothing comes of it', async () => {
    const { form, accounts } = await shown({ accounts: scriptedAccounts(VERA) });
    button(within(form), 'Change account').click();
    await until(() => buttons(within(form)).includes('Log in with Valley Pass'));
    expect(buttons(within(form))).to.deep.equal([
      'Log out',
      'Change account',
      'Log in with X',
      'Log in with Valley Pass',
      'Cancel',
    ]);
    await connect(form, 'Log in with Valley Pass');
    expect(accounts.begun).to.deep.equal([['valley', true]]);
    accounts.settle({ failure: 'denied' });
    await says(form, 'Logging in was cancelled.');
    expect(auth(form)).to.include('You are commenting as Vera Osk');
    button(within(form), 'Change account').click();
    await until(() => buttons(within(form)).includes('Log in with Valley Pass'));
    await connect(form, 'Log in with Valley Pass');
    accounts.settle({ session: TOMAS });
    await says(form, 'You are commenting as Tomas Brin using your Valley Pass account.');
  });

  it('is asked to log in again when the session has ended', async () => {
    const { form, accounts } = await shown({ accounts: scriptedAccounts(VERA) });
    await fill(form, { text: DRAFT });
    accounts.session = undefined;
    accounts.tell({ type: 'expired' });
    await says(form, 'You have been logged out. Please log in again.');
    expect(buttons(within(form))).to.include('Log in with X');
    expect(form.value).to.equal(DRAFT);
  });

  it('is seen by all forms of a page, and by those in other tabs', async () => {
    const accounts = scriptedAccounts();
    const { form } = await shown({ accounts });
    accounts.tell({ type: 'session', session: VERA });
    await says(form, 'You are commenting as Vera Osk');
    accounts.session = TOMAS;
    accounts.tell({ type: 'elsewhere' });
    await says(form, 'You are commenting as Tomas Brin');
    accounts.session = undefined;
    accounts.tell({ type: 'elsewhere' });
    await says(form, 'Leave a comment.');
  });
});

describe('a page with its own single sign-on', () => {
  it('logs the reader in by itself', async () => {
    const { element, form, accounts } = await shown();
    element.addEventListener('comment-before-login', (event) => event.respondWith(Promise.resolve(VERA)), {
      once: true,
    });
    button(within(form), 'Log in with X').click();
    await says(form, 'You are commenting as Vera Osk');
    expect(accounts.begun).to.deep.equal([]);
  });

  it('keeps the reader from logging in, has nobody, or fails', async () => {
    const { element, form } = await shown();
    const once = { once: true };
    element.addEventListener('comment-before-login', (event) => event.preventDefault(), once);
    button(within(form), 'Log in with X').click();
    await form.updateComplete;
    expect(auth(form)).to.include('Leave a comment.');
    element.addEventListener('comment-before-login', (event) => event.respondWith(Promise.resolve(undefined)), once);
    button(within(form), 'Log in with X').click();
    await says(form, 'Logging in was cancelled.');
    element.addEventListener(
      'comment-before-login',
      (event) => event.respondWith(Promise.reject(new Error('No.'))),
      once,
    );
    button(within(form), 'Log in with X').click();
    await says(form, 'Logging in with X failed.');
  });

  it('may hand in an identity, which markup cannot forge', async () => {
    const { form } = await shown();
    form.setAttribute('identity', '{"name":"Mira Tolan"}');
    await form.updateComplete;
    expect(auth(form)).not.to.include('Mira');
    form.identity = { name: 'Mira Tolan' };
    await says(form, 'You are commenting as Mira Tolan.');
    expect(fieldsIn(form)).to.deep.equal(['text']);
    form.identity = undefined;
    await says(form, 'Leave a comment.');
  });

  it('may do so where the backend has no accounts', async () => {
    const form = await formOf(await thread({ post: { policy: { ...OPEN, accounts: false } } }));
    form.identity = { name: 'Mira Tolan' };
    form.scrollIntoView();
    await until(() => parts(form, 'auth').length === 1);
    expect(auth(form)).to.include('You are commenting as Mira Tolan.');
    expect(PROVIDERS.length).to.equal(3);
  });
});

describe('own comments', () => {
  const OWN = async () => [{ id: '1', until: new Date(Date.now() + 60_000).toISOString() }];

  async function own(): Promise<Shown> {
    const accounts = scriptedAccounts(VERA);
    accounts.own = OWN;
    const made = await shown({ accounts });
    await until(() => buttons(inner(made.element)).some((name) => name.startsWith('Edit your comment')));
    return made;
  }

  it('are changed in place', async () => {
    const { element } = await own();
    button(inner(element), 'Edit your comment of').click();
    await until(() => focused() instanceof HTMLTextAreaElement);
    const area = focused() as HTMLTextAreaElement;
    expect(area.value).to.equal('Text 1');
    await expect(element).to.be.accessible();
    area.value = 'Text 1, corrected';
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    button(inner(element), 'Save').click();
    await until(() => texts(element, 'content').includes('Text 1, corrected'));
    expect(announced(element)).to.include('Your comment was changed.');
  });

  it('keep what was typed when the change is refused, and are as they were when it is given up', async () => {
    const { accounts, element } = await own();
    accounts.edit = () => Promise.reject(new CommentsError('forbidden', 'Too late.'));
    button(inner(element), 'Edit your comment of').click();
    await until(() => focused() instanceof HTMLTextAreaElement);
    const area = focused() as HTMLTextAreaElement;
    area.value = 'Another';
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    button(inner(element), 'Save').click();
    await until(() => texts(element, 'error').join().includes('The comment server does not allow this.'));
    expect(area.value).to.equal('Another');
    button(inner(element), 'Cancel').click();
    await until(() => texts(element, 'content').includes('Text 1'));
    await until(() => focused()?.getAttribute('data-action') === 'edit', 'the focus is back on the button');
  });

  it('are deleted after a question', async () => {
    const { element } = await own();
    button(inner(element), 'Delete your comment of').click();
    await until(() => text(focused()) === 'Delete it');
    await expect(element).to.be.accessible();
    button(inner(element), 'Delete it').click();
    await until(() => parts(element, 'comment').length === 0);
    expect(announced(element)).to.include('Your comment was deleted.');
  });

  it('are no longer offered to be changed once the reader has logged out', async () => {
    const { element, form } = await own();
    button(within(form), 'Log out').click();
    await until(() => !buttons(inner(element)).some((name) => name.startsWith('Edit')));
  });
});
