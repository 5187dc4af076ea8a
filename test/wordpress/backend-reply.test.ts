import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordpress, type WordPressOptions } from '../../src/core/backends/wordpress.js';
import type { Backend, Comment, Draft, ListQuery, Posted, ThreadRef } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import type { Settings, WordPress } from './server.js';
import { onEachVersion } from './versions.js';

const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const GUEST = { name: 'Ken', email: 'ken@example.test' };
const LOST = { match: 'POST /wp-json/wp/v2/comments', cut: 0 };

let keys = 0;

function draftOf(text: string, more: Partial<Draft> = {}): Draft {
  return { key: `key-${++keys}`, text, guest: GUEST, ...more };
}

function send(backend: Backend, thread: ThreadRef, draft: Draft): Promise<Posted> {
  return backend.reply?.(thread, draft) ?? assert.fail();
}

function open(wp: WordPress, options: Partial<WordPressOptions> = {}): { backend: Backend; thread: ThreadRef } {
  return { backend: wordpress({ base: wp.rest(), ...options }), thread: { key: String(wp.content.posts.empty.id) } };
}

/** What stands in the database for the post without comments, oldest first. */
async function rows(wp: WordPress, post = wp.content.posts.empty.id) {
  return (await wp.stored(post)).map((row) => [row.comment_content, row.comment_author, row.comment_approved]);
}

async function listed({ backend, thread }: { backend: Backend; thread: ThreadRef }): Promise<readonly Comment[]> {
  return (await backend.list(thread, ALL, { fresh: true })).comments;
}

onEachVersion((site) => {
  test('a guest replies, and the site keeps what was typed', async () => {
    const wp = site();
    const { backend, thread } = open(wp);
    const text = 'C:\\temp \\"quoted\\" <em>yes</em> 100% + 50 & more\nsecond line';
    const guest = { name: 'O’Hara & "Söhne" \\o/', email: 'ken@example.test', url: 'https://ken.example/?a=1&b=2' };
    const { state, comment } = await send(backend, thread, draftOf(text, { guest }));
    assert.equal(state, 'published');
    assert.equal(comment.author.name, guest.name);
    assert.equal(comment.author.url, guest.url);
    assert.match(comment.body?.value ?? '', /C:\\temp .*<em>yes<\/em> 100% \+ 50 &amp; more<br \/>\nsecond line/);
    const [row] = await wp.stored(wp.content.posts.empty.id);
    assert.equal(row?.comment_content, text.replaceAll('& ', '&amp; '));
    assert.equal(row?.comment_author_email, guest.email);
    const [shown] = await listed({ backend, thread });
    assert.deepEqual(shown, comment, 'the list shows the same comment');
  });

  test('a reply to a reply stands where it was written, at any depth', async () => {
    const wp = site();
    const { open: post } = wp.content.posts;
    const { backend } = open(wp);
    const thread = { key: String(post.id) };
    const parentId = String(post.comments['deepest']);
    const { comment } = await send(backend, thread, draftOf('Depth seven.', { parentId }));
    assert.equal(comment.parentId, parentId);
    assert.equal((await listed({ backend, thread })).find(({ id }) => id === comment.id)?.parentId, parentId);
  });

  test('what is held is pending, shown to nobody, and counted nowhere', async () => {
    const wp = site();
    await wp.set({ options: { comment_moderation: 1 } });
    const source = open(wp);
    const { state, comment } = await send(source.backend, source.thread, draftOf('Wait for me.'));
    assert.deepEqual([state, comment.state], ['pending', 'pending']);
    assert.deepEqual(await listed(source), []);
    await wp.moderate(Number(comment.id), 'approve');
    assert.deepEqual(
      (await listed(source)).map(({ id, state: now }) => [id, now]),
      [[comment.id, 'published']],
    );
  });

  test('a lost answer: the reply is sent again, has arrived, and is there once', async () => {
    const wp = site();
    await wp.set({ flood: true });
    const source = open(wp);
    // WordPress does not know words with a backslash again.
    const text = 'It\'s in "C:\\temp" :) 3x4 <b>bold</b> & see https://example.test/?a=1&b=2 -- :D';
    const draft = draftOf(text);
    wp.fail(LOST);
    const error = await failure(send(source.backend, source.thread, draft));
    assert.deepEqual([error.code, error.maybeStored], ['bad-data', true]);
    const { state, comment } = await send(source.backend, source.thread, draft);
    assert.equal(state, 'published');
    const [shown, ...others] = await listed(source);
    assert.deepEqual([shown, others], [comment, []]);
    assert.equal((await rows(wp)).length, 1);
  });

  test('a new key is a new reply, of which nobody knows that it was sent before', async () => {
    const wp = site();
    const { backend, thread } = open(wp);
    await send(backend, thread, draftOf('Twice.'));
    const error = await failure(send(backend, thread, draftOf('Twice.')));
    assert.deepEqual([error.code, error.maybeStored], ['duplicate', false]);
    assert.equal((await rows(wp)).length, 1);
  });

  test('a lost answer below another comment, while others write', async () => {
    const wp = site();
    const { open: post } = wp.content.posts;
    const { backend } = open(wp);
    const thread = { key: String(post.id) };
    const draft = draftOf('Yes.', { parentId: String(post.comments['first']) });
    wp.fail(LOST);
    await failure(send(backend, thread, draft));
    await send(
      backend,
      thread,
      draftOf('Yes.', { guest: { ...GUEST, name: 'Ada', email: 'ada@example.test' }, parentId: draft.parentId ?? '' }),
    );
    await send(backend, thread, draftOf('Yes.'));
    const { comment } = await send(backend, thread, draft);
    assert.deepEqual([comment.author.name, comment.parentId], ['Ken', draft.parentId]);
    const mine = (await wp.stored(post.id)).filter((row) => row.comment_content === 'Yes.');
    assert.deepEqual(mine.map((row) => row.comment_ID).sort()[0], comment.id);
    assert.equal(mine.length, 3);
  });

  test('a lost answer about a reply that is held', async () => {
    const wp = site();
    await wp.set({ options: { comment_moderation: 1 } });
    const { backend, thread } = open(wp);
    const draft = draftOf('Fish & chips < wait.');
    wp.fail(LOST);
    await failure(send(backend, thread, draft));
    const { state, comment } = await send(backend, thread, draft);
    assert.deepEqual(
      [state, comment.body, comment.author.name],
      ['pending', { kind: 'text', value: draft.text }, 'Ken'],
    );
    assert.deepEqual(await rows(wp), [['Fish &amp; chips &lt; wait.', 'Ken', '0']]);
  });

  test('a site that answers too late stores it once', async () => {
    const wp = site();
    const { backend, thread } = open(wp, { timeout: 1500 });
    await backend.list(thread, ALL);
    const draft = draftOf('Slow.');
    wp.fail({ match: 'POST /wp-json/wp/v2/comments', delayMs: 3000 });
    const error = await failure(send(backend, thread, draft));
    assert.deepEqual([error.code, error.maybeStored], ['timeout', true]);
    assert.equal((await send(backend, thread, draft)).state, 'published');
    // The first one goes on at the site; an answer to a later question does not mean that it is through.
    while (wp.late() < 1) await backend.list(thread, ALL);
    assert.equal((await rows(wp)).length, 1);
  });

  test('a proxy that answers for the site, and a site that is down', async () => {
    const wp = site();
    const { backend, thread } = open(wp);
    await backend.list(thread, ALL);
    const draft = draftOf('Later.');
    wp.fail({ match: 'POST', status: 502, body: '<h1>Bad Gateway</h1>' });
    const proxy = await failure(send(backend, thread, draft));
    assert.deepEqual([proxy.code, proxy.maybeStored], ['server', true]);
    await wp.stop();
    const down = await failure(send(backend, thread, draft));
    assert.deepEqual([down.code, down.maybeStored], ['offline', true]);
    await wp.start();
    assert.equal((await send(backend, thread, draft)).state, 'published');
    assert.equal((await rows(wp)).length, 1);
  });

  test('who writes too quickly is told how long to wait', async () => {
    const wp = site();
    await wp.set({ flood: true });
    const { backend, thread } = open(wp);
    await send(backend, thread, draftOf('One.'));
    const error = await failure(send(backend, thread, draftOf('Two.')));
    assert.deepEqual([error.code, error.retryAfter, error.maybeStored], ['rate-limited', 15, false]);
    assert.equal((await rows(wp)).length, 1);
  });

  test('the discussion is closed while someone writes', async () => {
    const wp = site();
    const { backend, thread } = open(wp);
    assert.equal((await backend.list(thread, ALL)).policy?.access, 'open');
    await wp.set({ options: { close_comments_for_old_posts: 1, close_comments_days_old: 14 } });
    assert.equal((await failure(send(backend, thread, draftOf('Too late.')))).code, 'closed');
    assert.equal((await backend.list(thread, ALL)).policy?.access, 'closed');
    const closed = { key: String(wp.content.posts.closed.id) };
    assert.equal((await failure(send(backend, closed, draftOf('Too late.')))).code, 'closed');
    assert.deepEqual(await rows(wp), []);
  });

  const ACCOUNTS: Record<string, Settings> = {
    'guests may not write anywhere': { options: { comment_registration: 1 } },
    'guests may not write over REST': { guests: false },
  };
  for (const [title, settings] of Object.entries(ACCOUNTS)) {
    test(`${title}: that is known after the first try`, async () => {
      const wp = site();
      await wp.set(settings);
      const login = `${wp.url}/wp-login.php`;
      const { backend, thread } = open(wp, { policy: { login } });
      assert.equal((await backend.list(thread, ALL)).policy?.access, 'open');
      const error = await failure(send(backend, thread, draftOf('Hello.')));
      assert.deepEqual([error.code, error.maybeStored], ['login-required', false]);
      const { policy } = await backend.list(thread, ALL);
      assert.deepEqual([policy?.access, policy?.login], ['login', login]);
      assert.deepEqual(await rows(wp), []);
    });
  }

  test('the page can say beforehand that guests may not write', async () => {
    const { backend, thread } = open(site(), { guests: false });
    assert.equal((await backend.list(thread, ALL)).policy?.access, 'login');
  });

  test('what is wrong with a field is said of that field', async () => {
    const wp = site();
    const { backend, thread } = open(wp);
    const long = 'x'.repeat(300);
    const cases: [Partial<Draft>, object][] = [
      [{ guest: {} }, { name: 'required', email: 'required' }],
      [{ guest: { name: 'Ken' } }, { email: 'required' }],
      [{ guest: { email: GUEST.email } }, { name: 'required' }],
      [{ guest: { name: ' ', email: ' ' } }, { name: 'required', email: 'required' }],
      [{ guest: { ...GUEST, email: 'ken' } }, { email: 'invalid' }],
      [{ guest: { ...GUEST, email: 'ken@example' } }, { email: 'invalid' }],
      [{ guest: { ...GUEST, email: `${long}@example.test` } }, { email: 'too-long' }],
      [{ guest: { ...GUEST, name: long } }, { name: 'too-long' }],
      [{ guest: { ...GUEST, url: `https://example.test/${long}` } }, { url: 'too-long' }],
      [{ text: 'я'.repeat(40_000) }, { text: 'too-long' }],
      [{ text: '' }, { text: 'required' }],
      [{ text: ' \n ' }, { text: 'required' }],
    ];
    for (const [wrong, fields] of cases) {
      const error = await failure(send(backend, thread, draftOf('Hello.', wrong)));
      const said = JSON.stringify(wrong).slice(0, 80);
      assert.deepEqual([error.code, error.fields, error.maybeStored], ['invalid', fields, false], said);
    }
    assert.deepEqual(await rows(wp), []);
    await wp.set({ options: { require_name_email: 0 } });
    assert.equal((await send(backend, thread, draftOf('Hello.', { guest: {} }))).comment.author.name, undefined);
  });

  test('what was answered is no longer there', async () => {
    const wp = site();
    const { open: post, closed } = wp.content.posts;
    const { backend } = open(wp);
    const thread = { key: String(post.id) };
    const before = (await rows(wp, post.id)).length;
    const gone = [
      post.comments['held'],
      post.comments['spam'],
      post.comments['trash'],
      closed.ids[0],
      999_999,
      '~made-up',
    ];
    for (const parentId of gone) {
      const error = await failure(send(backend, thread, draftOf('Hello?', { parentId: String(parentId) })));
      assert.deepEqual([error.code, error.maybeStored], ['parent-gone', false], String(parentId));
    }
    assert.equal((await rows(wp, post.id)).length, before);
  });

  test('what the site throws away is rejected without a reason', async () => {
    const wp = site();
    await wp.set({ options: { disallowed_keys: 'casino' } });
    const { backend, thread } = open(wp);
    const error = await failure(send(backend, thread, draftOf('The best casino.')));
    assert.deepEqual([error.code, error.fields, error.maybeStored], ['rejected', {}, false]);
    assert.doesNotMatch(error.message, /spam|trash|casino/);
    assert.deepEqual(await listed({ backend, thread }), []);
  });

  test('a protected post takes replies from those who know the password', async () => {
    const wp = site();
    const { secret } = wp.content.posts;
    const thread = { key: String(secret.id) };
    const outside = await failure(send(open(wp).backend, thread, draftOf('Let me in.')));
    assert.equal(outside.code, 'forbidden');
    const posted = await send(open(wp, { password: 'sesame' }).backend, thread, draftOf('I am in.'));
    assert.equal(posted.state, 'published');
    assert.equal((await rows(wp, secret.id)).length, 2);
  });

  test('a cancelled reply is not sent; one that is under way is not called back', async () => {
    const wp = site();
    let sent = 0;
    let isSent: () => void = () => {};
    const onItsWay = new Promise<void>((resolve) => (isSent = resolve));
    const controller = new AbortController();
    const spy: typeof fetch = (input, init) => {
      if (init?.method === 'POST') {
        sent++;
        isSent();
      } else controller.abort();
      return fetch(input, init);
    };
    const { backend, thread } = open(wp, { fetch: spy });
    const draft = draftOf('Cancel me.');
    const sendFor = ({ signal }: AbortController) => backend.reply?.(thread, draft, { signal }) ?? assert.fail();
    const early = await failure(sendFor(controller));
    assert.deepEqual([early.code, early.maybeStored], ['aborted', false]);
    // What it was waiting for when it was cancelled has been answered then.
    await listed({ backend, thread });
    assert.equal(sent, 0);
    wp.fail({ match: 'POST /wp-json/wp/v2/comments', delayMs: 1000 });
    const late = new AbortController();
    const second = sendFor(late);
    await onItsWay;
    late.abort();
    const error = await failure(second);
    assert.deepEqual([error.code, error.maybeStored], ['aborted', true]);
    assert.equal((await send(backend, thread, draft)).state, 'published');
    assert.equal(sent, 1);
    assert.equal((await rows(wp)).length, 1);
  });
});
