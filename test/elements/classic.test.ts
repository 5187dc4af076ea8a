import { expect } from '@open-wc/testing';
import '../../src/elements/index.js';
import type { CommentThread, ReplyForm } from '../../src/elements/index.js';
import {
  adopted,
  asked,
  FORM,
  listOf,
  page,
  serve,
  SITE,
  visit,
  type ThemeComment,
} from '../support/comment-markup.js';
import {
  buttons,
  countOf,
  field,
  fill,
  formOf,
  inner,
  nextEvent,
  part,
  parts,
  pressReply,
  text,
  texts,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const own = location.pathname + location.search;
const POST = 'POST /wp-comments-post.php';
const ANN = { name: 'Ann', email: 'ann@example.org' };

beforeEach(() => visit());
afterEach(() => history.replaceState(null, '', own));

const ids = (thread: CommentThread) => parts(thread, 'comment').map(({ dataset }) => dataset['id']);
const sent = async () =>
  (await asked())
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
const read = async () => (await asked()).filter(({ method }) => method === 'GET').map(({ path }) => path);

/** Answers a comment with the page that shows these; the heading counts them. */
const redirect = (query = '') => ({ location: `${SITE}/post/${query}` });
const shows = (...comments: ThemeComment[]) => ({ html: page(listOf(...comments) + FORM) });
const refusal = (status: number) => ({
  status,
  html: '<body id="error-page"><div class="wp-die-message"><p><strong>Fehler:</strong> Nicht so.</p></div><a href="javascript:history.back()">Zurück</a></body>',
});

/** A thread of one comment with the form of WordPress. */
async function opened(markup = listOf({ id: 1 }) + FORM): Promise<{ thread: CommentThread; form: ReplyForm }> {
  const thread = await adopted(markup);
  return { thread, form: await formOf(thread) };
}

async function send(form: ReplyForm, values: Parameters<typeof fill>[1] = { ...ANN, text: 'Hello' }): Promise<void> {
  await fill(form, values);
  await form.submit();
}

/** Sends, and returns what the thread tells of the refusal. */
async function refused(form: ReplyForm, thread: CommentThread, values?: Parameters<typeof fill>[1]) {
  const told = nextEvent(thread, 'comment-post-error');
  await send(form, values);
  const { error } = await told;
  await form.updateComplete;
  return error;
}

describe('the form of a WordPress page that a thread has taken over', () => {
  it('says what is asked for, by whatever marks the theme uses', async () => {
    const { form } = await opened();
    const needs = (names: readonly string[]) =>
      names.map((name) => inner(form).querySelector(`[name="${name}"]`)?.getAttribute('aria-required'));
    expect(needs(['text', 'name', 'email', 'url'])).to.deep.equal(['true', 'true', 'true', 'false']);
    const other = await opened(
      `${listOf({ id: 1 })}<form action="/wp-comments-post.php?from=host"><textarea name="comment" maxlength="9"></textarea>
        <p><input name="author"> <span class="required">*</span></p><input type="hidden" name="email" value=""></form>`,
    );
    const names = [...inner(other.form).querySelectorAll('.field :is(input, textarea)')].map((each) =>
      each.getAttribute('name'),
    );
    expect(names).to.deep.equal(['text', 'name']);
    expect(field(other.form, 'name').getAttribute('aria-required')).to.equal('true');
    await fill(other.form, { text: '123456789x', name: 'A' });
    await other.form.submit();
    await other.form.updateComplete;
    expect(text(inner(other.form))).to.contain('too long by 1 character');
  });

  it('tells who is logged in, who has to be, and where nobody can write any more', async () => {
    const account = (words: string, bar = '') =>
      opened(
        `${bar}${listOf({ id: 1 })}<form action="${SITE}/wp-comments-post.php"><p class="logged-in-as">${words}</p><textarea name="comment"></textarea></form>`,
      );
    const known = await account(
      'Angemeldet als Rita R. <a href="/wp-admin/profile.php">Profil</a>',
      '<div id="wpadminbar"><span class="display-name">Rita R.</span></div>',
    );
    expect(text(inner(known.form))).to.contain('Rita R.');
    expect(inner(known.form).querySelector('[name="name"]')).to.be.null;
    const english = await account('Logged in as Mrs. Q.. <a href="#">Edit your profile</a>. <a href="#">Log out?</a>');
    expect(text(inner(english.form))).to.contain('Mrs. Q.');

    const login = await adopted(
      `${listOf({ id: 1 })}<p class="must-log-in">Bitte <a href="/wp-login.php?redirect_to=x">anmelden</a></p>`,
    );
    await until(() => texts(login, 'notice').join().includes('log'), 'it says so');
    const links = [...inner(login).querySelectorAll('a')].map(({ href }) => href);
    expect(links).to.include(new URL('/wp-login.php?redirect_to=x', location.href).href);
    expect(buttons(inner(login)).filter((name) => name.startsWith('Reply'))).to.deep.equal([]);

    const closed = await adopted(`${listOf({ id: 1 })}<p class="no-comments">Geschlossen.</p>`);
    expect(text(part(closed, 'notice'))).to.equal('Comments are closed.');
    const silent = await adopted(listOf({ id: 1 }));
    expect(parts(silent, 'notice')).to.deep.equal([]);
    expect(countOf(silent, 'reply-form')).to.equal(0);
  });

  it('is never that of another thread', async () => {
    await opened();
    const other = await adopted(listOf({ id: 5 }));
    expect(buttons(inner(other)).filter((name) => name.startsWith('Reply'))).to.deep.equal([]);
  });

  it('is found beside the thread, too, and then left as it is', async () => {
    await serve({ [POST]: [redirect()], 'GET /post/': [shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Hello' })] });
    const beside = document.createElement('div');
    beside.innerHTML = FORM;
    document.body.append(beside);
    try {
      const before = beside.innerHTML;
      const { thread, form } = await opened(listOf({ id: 1 }));
      await send(form);
      await until(() => ids(thread).length === 2, 'it is shown');
      expect(beside.innerHTML).to.equal(before);
      expect(beside.querySelector('textarea')?.checkVisibility()).to.be.true;
      expect((await sent())[0]).to.include({ comment: 'Hello', robot_trap: 'a&b' });
    } finally {
      beside.remove();
    }
  });
});

describe('a comment that is posted as the form of the page would', () => {
  it('is sent once, with all that the form holds, and shown as the page then shows it', async () => {
    await serve({
      [POST]: [redirect()],
      'GET /post/': [
        shows(
          { id: 1 },
          { id: 7, name: 'Bob', text: 'Meanwhile' },
          { id: 8, name: 'Ann', text: '“Hello” <em>you</em>…' },
        ),
      ],
    });
    const { thread, form } = await opened();
    await send(form, { ...ANN, text: '"Hello" <em>you</em>...', url: 'ann.example' });
    await until(() => ids(thread).includes('8'), 'it is shown');
    expect(await sent()).to.deep.equal([
      {
        comment: '"Hello" <em>you</em>...',
        author: 'Ann',
        email: 'ann@example.org',
        url: 'https://ann.example',
        comment_post_ID: '4',
        comment_parent: '0',
        robot_trap: 'a&b',
        submit: 'Absenden',
      },
    ]);
    expect((await asked())[0]?.type).to.match(/^application\/x-www-form-urlencoded/);
    expect(texts(thread, 'content').at(-1)).to.equal('“Hello” you…');
    expect(texts(thread, 'badge')).to.deep.equal(['You']);
    expect(parts(thread, 'comment-pending')).to.deep.equal([]);
    expect(form.value).to.equal('');
  });

  it('is a reply where it answers, also where the theme shows it elsewhere', async () => {
    await serve({ [POST]: [redirect()], 'GET /post/': [shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Deep' })] });
    const { thread } = await opened();
    const form = await pressReply(thread, '1');
    await send(form, { ...ANN, text: 'Deep' });
    await until(() => ids(thread).includes('2'), 'it is shown');
    expect((await sent())[0]).to.include({ comment_parent: '1' });
    expect(
      parts(thread, 'comment')
        .find(({ dataset }) => dataset['id'] === '2')
        ?.parentElement?.closest('li')?.dataset['id'],
    ).to.equal('1');
  });

  it('takes along what plugins and the reader have changed in the form since', async () => {
    await serve({ [POST]: [redirect()], 'GET /post/': [shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Hello' })] });
    const { thread, form } = await opened();
    const host = thread.querySelector('form') ?? expect.fail();
    const real = host.querySelector('textarea') ?? expect.fail();
    real.name = 'x91c';
    real.insertAdjacentHTML(
      'afterend',
      '<textarea name="comment" aria-hidden="true" tabindex="-1" style="display:none"></textarea>',
    );
    host.querySelector<HTMLInputElement>('[name="wp-comment-cookies-consent"]')?.click();
    host.querySelector('[name="robot_trap"]')?.setAttribute('value', 'human');
    await send(form);
    expect((await sent())[0]).to.include({
      x91c: 'Hello',
      comment: '',
      robot_trap: 'human',
      'wp-comment-cookies-consent': 'yes',
    });
    expect(real.value).to.equal('');
  });

  it('waits for approval where the address says so, and the page shows it to its writer', async () => {
    await serve({
      [POST]: [redirect('?unapproved=9&moderation-hash=abc')],
      'GET /post/': [
        shows({ id: 1 }, { id: 8, name: 'Ann', text: 'Hello' }, { id: 9, name: 'Ann', text: 'Hello', held: true }),
      ],
    });
    const { thread, form } = await opened();
    await send(form);
    await until(() => ids(thread).length === 2, 'it is shown');
    expect(parts(thread, 'comment-pending').map(({ dataset }) => dataset['id'])).to.deep.equal(['9']);
    expect(await read()).to.deep.equal(['/post/?unapproved=9&moderation-hash=abc']);
  });

  it('waits for approval also where no page shows it', async () => {
    await serve({
      [POST]: [redirect('?unapproved=9&moderation-hash=abc'), { location: `${SITE}/thanks/` }],
      'GET /post/': [shows({ id: 1 })],
      'GET /thanks/': [{ html: 'Danke!' }],
    });
    const { thread, form } = await opened();
    for (const words of ['One', 'Two']) await send(form, { ...ANN, text: words });
    await until(() => parts(thread, 'comment-pending').length === 2, 'both are shown');
    expect(texts(thread, 'content')).to.deep.equal(['Text 1', 'One', 'Two']);
    expect(texts(thread, 'author-name')).to.deep.equal(['Reader 1', 'Ann', 'Ann']);
    expect(buttons(parts(thread, 'comment-pending')[0] ?? document).join()).not.to.contain('Reply');
  });

  it('is looked for on a new copy where the answer is an old one', async () => {
    await serve({
      [POST]: [redirect('?old')],
      'GET /post/': [shows({ id: 1 }), shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Hello' })],
    });
    const { thread, form } = await opened();
    await send(form);
    await until(() => ids(thread).includes('2'), 'it is shown');
    expect(await read()).to.deep.equal(['/post/?old', '/post/']);
    expect(parts(thread, 'comment-pending')).to.deep.equal([]);
  });

  it('is found by its writer where a plugin has changed its words, and is never another’s', async () => {
    await serve({
      [POST]: [redirect()],
      'GET /post/': [shows({ id: 1 }, { id: 2, name: 'Bob', text: 'Hello' }, { id: 3, name: 'Ann', text: 'H***o' })],
    });
    const { thread, form } = await opened();
    await send(form);
    await until(() => ids(thread).length === 2, 'it is shown');
    expect(ids(thread)).to.deep.equal(['1', '3']);
  });
});

describe('a comment that the form of the page refuses', () => {
  const answers: readonly (readonly [string, object[], object[], string, Parameters<typeof fill>[1]?])[] = [
    ['a second time', [refusal(409)], [], 'duplicate'],
    ['too soon', [refusal(429)], [], 'rate-limited'],
    [
      'where comments have been closed',
      [refusal(403)],
      [{ html: page(`${listOf({ id: 1 })}<p class="no-comments">Zu.</p>`) }],
      'closed',
    ],
    [
      'where accounts are needed now',
      [refusal(403)],
      [{ html: page(`${listOf({ id: 1 })}<p class="must-log-in">Zu.</p>`) }],
      'login-required',
    ],
    ['for no reason that can be told', [refusal(403)], [shows({ id: 1 })], 'rejected'],
    ['with a page that says success', [refusal(200)], [], 'rejected'],
    ['with nothing at all', [{ html: '' }], [], 'closed'],
    [
      'for an address that WordPress does not take',
      [refusal(200)],
      [],
      'invalid',
      { ...ANN, email: 'ä@example.org', text: 'x' },
    ],
    ['and throws away, being spam', [redirect()], [shows({ id: 1 })], 'rejected'],
    ['by a login page', [{ location: `${SITE}/wp-login.php` }], [shows({ id: 1 })], 'login-required'],
    ['because it is broken', [refusal(500)], [], 'server'],
    ['because it is gone', [refusal(404)], [], 'not-found'],
    ['because it answers in no language of pages', [{ type: 'application/json', html: '{"ok":true}' }], [], 'bad-data'],
  ];
  for (const [why, post, get, code, values] of answers) {
    it(`${why} is ${code}: the text is kept, and nothing of the site’s page is shown`, async () => {
      await serve({ [POST]: post, 'GET /post/': get, 'GET /wp-login.php': [{ html: '<form id="loginform"></form>' }] });
      const { thread, form } = await opened();
      const error = await refused(form, thread, values);
      expect(error.code).to.equal(code);
      expect(form.value).to.equal(values?.text ?? 'Hello');
      expect(ids(thread)).to.deep.equal(['1']);
      expect(text(inner(form))).not.to.match(/Fehler|Zurück|Nicht so/);
      expect(await sent()).to.have.length(1);
    });
  }

  it('says how long to wait, and which field is wrong', async () => {
    await serve({ [POST]: [refusal(429), { ...refusal(429), headers: { 'retry-after': '40' } }, refusal(200)] });
    const { thread, form } = await opened();
    expect((await refused(form, thread)).retryAfter).to.equal(15);
    expect((await refused(form, thread)).retryAfter).to.equal(40);
    const { fields } = await refused(form, thread, { ...ANN, email: 'a@b.c', text: 'x' });
    expect(fields).to.deep.equal({ email: 'invalid' });
  });

  it('because the comment it answers is gone is told apart', async () => {
    await serve({ [POST]: [refusal(403)], 'GET /post/': [shows({ id: 2 })] });
    const { thread } = await opened(listOf({ id: 1 }, { id: 2 }) + FORM);
    const form = await pressReply(thread, '1');
    expect((await refused(form, thread)).code).to.equal('parent-gone');
  });
});

describe('a comment whose answer is lost', () => {
  it('is found on the page when the site then calls it a duplicate, and not sent a third time', async () => {
    await serve({
      [POST]: [{ cut: true }, refusal(409)],
      'GET /post/': [shows({ id: 1 }), shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Hello' })],
    });
    const { thread, form } = await opened();
    const error = await refused(form, thread);
    expect([error.code, error.maybeStored]).to.deep.equal(['offline', true]);
    expect(form.value).to.equal('Hello');
    await form.submit();
    await until(() => ids(thread).includes('2'), 'it is shown');
    expect((await asked()).map(({ method }) => method).join(' ')).to.equal('POST GET POST GET');
    expect(parts(thread, 'comment-pending')).to.deep.equal([]);
  });

  it('is not sent again where the page shows it by now', async () => {
    await serve({ [POST]: [{ cut: true }], 'GET /post/': [shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Hello' })] });
    const { thread, form } = await opened();
    await refused(form, thread);
    await thread.reload();
    await until(() => ids(thread).includes('2'), 'the reader sees it');
    await form.submit();
    await until(() => form.value === '', 'it counts as posted');
    expect(await sent()).to.have.length(1);
    expect(ids(thread)).to.deep.equal(['1', '2']);
  });

  it('waits for approval where the page does not show it', async () => {
    await serve({ [POST]: [{ cut: true }, refusal(409)], 'GET /post/': [shows({ id: 1 })] });
    const { thread, form } = await opened();
    await refused(form, thread);
    await form.submit();
    await until(() => parts(thread, 'comment-pending').length, 'it is shown');
    expect(texts(thread, 'content')).to.deep.equal(['Text 1', 'Hello']);
  });

  it('is lost as well where only the page behind it fails', async () => {
    await serve({
      [POST]: [redirect('?new')],
      'GET /post/': [
        { status: 500, html: 'x' },
        { status: 500, html: 'x' },
        shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Hello' }),
      ],
    });
    const { thread, form } = await opened();
    const error = await refused(form, thread);
    expect([error.code, error.maybeStored]).to.deep.equal(['server', true]);
    await form.submit();
    await until(() => ids(thread).includes('2'), 'it is shown');
  });

  it('is no duplicate where the browser itself has sent it twice', async () => {
    await serve({ [POST]: [refusal(409)], 'GET /post/': [shows({ id: 1 }, { id: 2, name: 'Ann', text: 'Hello' })] });
    const { thread, form } = await opened();
    await send(form);
    await until(() => ids(thread).includes('2'), 'it is shown');
    expect((await refused(form, thread)).code).to.equal('duplicate');
  });

  it('is a duplicate for a text that was never sent from here', async () => {
    await serve({ [POST]: [{ cut: true }, refusal(409)] });
    const { thread, form } = await opened();
    await refused(form, thread);
    expect((await refused(form, thread, { ...ANN, text: 'Another' })).code).to.equal('duplicate');
  });
});

describe('a form that leads to another origin', () => {
  const action = `http://localhost:${location.port}${SITE}/wp-comments-post.php`;

  /** A page of its own, which can be left. */
  async function framed(): Promise<{ frame: HTMLIFrameElement; form: ReplyForm; thread: CommentThread }> {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 800px; height: 800px';
    const body = `<comment-thread backend="dom" loading="eager">${listOf({ id: 1 })}${FORM.replace(`${SITE}/wp-comments-post.php`, action)}</comment-thread><script type="module" src="/src/elements/index.ts"></script>`;
    frame.src = `/page?${encodeURIComponent(body)}`;
    document.body.append(frame);
    await until(() => frame.contentDocument?.querySelector('comment-thread')?.shadowRoot, 'the thread comes');
    const thread = frame.contentDocument?.querySelector('comment-thread') ?? expect.fail();
    return { frame, thread, form: await formOf(thread) };
  }

  it('is sent by the browser itself, which leaves the page for the answer', async () => {
    await serve({ [POST]: [{ html: 'The page of the site' }] });
    const { frame, form } = await framed();
    await fill(form, { ...ANN, text: 'Across' });
    void form.submit();
    await until(() => frame.contentDocument === null, 'the page is left');
    expect(await sent()).to.have.length(1);
    expect((await sent())[0]).to.include({ comment: 'Across', author: 'Ann', comment_post_ID: '4', robot_trap: 'a&b' });
    frame.remove();
  });

  it('keeps the text for a reader who comes back', async () => {
    await serve({ [POST]: [{ status: 204 }] });
    const { frame, form, thread } = await framed();
    await fill(form, { ...ANN, text: 'Across' });
    void form.submit();
    await until(async () => (await sent()).length, 'it is sent');
    expect(thread.querySelectorAll('form')).to.have.length(2);
    frame.contentWindow?.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(() => text(inner(form)).includes('Your text has been kept.'), 'it says so');
    expect(form.value).to.equal('Across');
    expect(thread.querySelectorAll('form')).to.have.length(1);
    frame.remove();
  });
});
