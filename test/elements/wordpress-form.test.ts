import { expect } from '@open-wc/testing';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, Comment, Draft, ReplyPolicy } from '../../src/core/types.js';
import { withForm } from '../../src/elements/wordpress-form.js';
import { asked, FORM, listOf, page, serve, SITE, visit } from '../support/comment-markup.js';
import { place, watchPage } from '../support/elements.js';

watchPage();

const own = location.pathname + location.search;
const ALL = { sort: 'oldest', limit: 50 } as const;
const REF = { key: '4' };
const LOGIN: ReplyPolicy = { access: 'login', name: 'required', email: 'required', url: 'no', login: '/wp-login.php' };
const ACCOUNT = FORM.replace(
  '<textarea',
  '<p class="logged-in-as">Angemeldet als Ann. <a href="#">Abmelden?</a></p><textarea',
);
const DRAFT: Draft = { key: 'key', text: '“Hello” & <b>you</b>', guest: { name: 'Ann', email: 'ann@example.org' } };

const comment = (id: string, name: string, html: string): Comment => ({
  id,
  kind: 'comment',
  state: 'published',
  author: { name },
  body: { kind: 'html', value: html },
});

/** What WordPress has over REST, where it takes nothing from guests. */
function refusing(
  comments: Comment[],
  policy: ReplyPolicy | undefined = LOGIN,
): Backend & { readonly tries: string[] } {
  const tries: string[] = [];
  return {
    name: 'wordpress',
    capabilities: { sorts: ['oldest', 'newest'], once: 'content' },
    tries,
    list: () => Promise.resolve({ comments: [...comments], policy }),
    reply: (_ref, { text }) => {
      tries.push(text);
      return Promise.reject(new CommentsError('login-required', 'Refused.'));
    },
  };
}

/** A place for a thread in a page of the site. */
async function hostWith(inside: string): Promise<HTMLElement> {
  const host = document.createElement('comment-thread');
  host.innerHTML = inside;
  return place(host);
}

const posts = async () => (await asked()).filter(({ method }) => method === 'POST').map(({ path }) => path);

describe('wordpress where guests are refused over REST', () => {
  beforeEach(() => visit());
  afterEach(() => history.replaceState(null, '', own));

  it('asks what the form of the page asks for, and goes its way', async () => {
    const rest = refusing([comment('1', 'Reader 1', '<p>Text 1</p>')]);
    const backend = withForm(rest, await hostWith(FORM));
    const { policy } = await backend.list(REF, ALL);
    expect([policy?.access, policy?.name, policy?.url]).to.deep.equal(['open', 'required', 'optional']);
    await serve({
      'POST /wp-comments-post.php': [{ location: `${SITE}/post/` }],
      'GET /post/': [
        { html: page(listOf({ id: 1 }, { id: 8, name: 'Ann', text: '“Hello” &amp; <b>you</b>' }) + FORM) },
      ],
    });
    const posted = await backend.reply?.(REF, DRAFT);
    expect([posted?.state, posted?.comment.id, posted?.count]).to.deep.equal(['published', '8', undefined]);
    expect(rest.tries, 'no detour').to.deep.equal([]);
    expect(await posts()).to.deep.equal(['/wp-comments-post.php']);
  });

  it('finds over REST what the theme shows in a way that is not understood', async () => {
    const comments = [comment('1', 'Ann', '<p>Before.</p>')];
    const rest = refusing(comments);
    const backend = withForm(rest, await hostWith(FORM));
    await backend.list(REF, ALL);
    await serve({
      'POST /wp-comments-post.php': [{ location: `${SITE}/post/` }],
      'GET /post/': [{ html: '<!doctype html><p>Ann: Hello you</p>' }],
    });
    const unseen = await backend.reply?.(REF, DRAFT).catch((error: CommentsError) => error.code);
    expect(unseen).to.equal('rejected');
    comments.push(
      comment('7', 'Bob', '<p>Hello</p>'),
      comment('8', 'Ann', '<p>&#8220;Hello&#8221; &amp; <b>you</b></p>'),
    );
    const posted = await backend.reply?.(REF, { ...DRAFT, key: 'other' });
    expect([posted?.state, posted?.comment.id]).to.deep.equal(['published', '8']);
  });

  it('learns it from a refusal, too, and keeps to it', async () => {
    const rest = refusing([], undefined);
    const backend = withForm(rest, await hostWith(FORM));
    await serve({
      'POST /wp-comments-post.php': [{ location: `${SITE}/post/?unapproved=9&moderation-hash=x` }],
      'GET /post/': [{ html: page(listOf({ id: 9, name: 'Ann', text: 'Hello', held: true }) + FORM) }],
    });
    for (const key of ['one', 'two']) {
      const posted = await backend.reply?.(REF, { ...DRAFT, key });
      expect([posted?.state, posted?.comment.id]).to.deep.equal(['pending', '9']);
    }
    expect(rest.tries.length).to.equal(1);
  });

  it('sends nobody there whose account the page was made for, or where only accounts may write', async () => {
    for (const markup of [ACCOUNT, '<p class="must-log-in">Log in.</p>']) {
      const backend = withForm(refusing([]), await hostWith(markup));
      await serve({});
      expect((await backend.list(REF, ALL)).policy).to.deep.equal(LOGIN);
      const open = withForm(refusing([], undefined), await hostWith(markup));
      const code = await open.reply?.(REF, DRAFT).catch((error: CommentsError) => error.code);
      expect(code).to.equal('login-required');
      expect(await posts()).to.deep.equal([]);
    }
  });
});
