/** Runs in the page: every state that a reader can meet, by name. */
import type { MemoryPost } from '../../src/core/backends/memory.js';
import type { CommentThread } from '../../src/elements/index.js';
import { MASTODON, TOMAS, VERA, withAccounts, scriptedAccounts } from '../support/accounts.js';
import { backendOf, comment, comments } from '../support/backends.js';
import * as given from './page-backends.js';
import { article, drawn, send, thread, threadWithAccounts } from './page-make.js';
import { button, enter, one, until } from './page-parts.js';

export type State = (place: HTMLElement) => Promise<unknown>;

const CLOSED = { access: 'closed', name: 'no', email: 'no', url: 'no' } as const;
const shut = (access: 'closed' | 'login' | 'none'): State => {
  return (place) => thread(place, { policy: { ...CLOSED, access }, waits: 'for comments' });
};
const broken = (code: Parameters<typeof given.failing>[0]): State => {
  return (place) => thread(place, { backend: () => given.failing(code), waits: 'for comments' });
};
const rootOf = (element: HTMLElement) => element.shadowRoot as ShadowRoot;

/** Presses "Reply" under a comment. */
async function answer(element: CommentThread, id: string): Promise<void> {
  await element.reply(id);
  await one(rootOf(element), `[data-id="${id}"] reply-form`);
  await drawn(element);
}

/** The reader has comments of their own here, and does something to one. */
async function own(place: HTMLElement, action: string): Promise<CommentThread> {
  const accounts = { ...scriptedAccounts(VERA), own: async () => [{ id: '1' }] };
  const policy = { ...given.EASY, accounts: true };
  const backend = (id: string) => withAccounts(backendOf(comments(1, 2), { id, policy }), accounts);
  const element = await thread(place, { backend });
  (await one(rootOf(element), `[data-action="${action}"]`)).click();
  await drawn(element);
  return element;
}

/** Somebody signs in, and it comes this far. */
async function signingIn(
  place: HTMLElement,
  opened: Window | null,
): Promise<Awaited<ReturnType<typeof threadWithAccounts>>> {
  const made = await threadWithAccounts(place);
  const { open } = window;
  window.open = () => opened;
  const stay = (event: Event) => event.preventDefault();
  addEventListener('click', stay);
  (await button(rootOf(made.element), 'Log in with X')).click();
  await one(rootOf(made.element), '[part~=auth] [part~=notice]');
  await drawn(made.element);
  window.open = open;
  removeEventListener('click', stay);
  return made;
}

/** Somebody is asked for the server of their account, and names one. */
async function naming(place: HTMLElement, server?: string): Promise<Awaited<ReturnType<typeof threadWithAccounts>>> {
  const made = await threadWithAccounts(place, { providers: [MASTODON] });
  const root = rootOf(made.element);
  (await button(root, 'Log in with Mastodon')).click();
  await one(root, '#server');
  await drawn(made.element);
  if (server === undefined) return made;
  enter(root, 'server', server);
  (await button(root, 'Log in with Mastodon')).click();
  await one(root, '#server-error');
  await drawn(made.element);
  return made;
}
const someWindow = { closed: false, close: () => {} } as unknown as Window;

const ARTICLE: Partial<MemoryPost> = {
  title: 'Dawn in the valley',
  author: { name: 'Анна', url: 'https://anna.example/' },
  source: { source: 'Paper', url: 'https://paper.example/', dateText: '14/02/2012' },
  publishedAt: '2012-03-04T10:00:00.000Z',
  updatedAt: '2012-03-06T10:00:00.000Z',
  body: {
    kind: 'html',
    value: `<p>First.</p><h2>Section</h2><p>Second, with <a href="https://a.example/">a link</a>.</p>`,
  },
  categories: [{ name: 'Energy', url: 'https://blog.example/energy' }, { name: 'Water' }],
};

const draft = async (place: HTMLElement): Promise<CommentThread> => {
  const first = await thread(place, { set: { drafts: 'none' } });
  enter(rootOf(first), 'text', 'Half a sentence, which');
  await new Promise((resolve) => setTimeout(resolve, 400));
  const { backend, thread: key } = first;
  first.remove();
  return thread(place, { backend: () => backend as never, set: { drafts: 'none', thread: String(key) } });
};
const offline = (id: string) => ({
  ...backendOf(given.RICH, { id, policy: given.EASY }),
  reply: () => Promise.reject(Object.assign(new Error('Gone.'), { code: 'offline' })),
});

/** Where a journey begins that ends in one of the others. */
export const BEGINNINGS: Readonly<Record<string, State>> = {
  'a reply will be held': (place) => thread(place, { memory: { moderate: () => true } }),
  'a reply will be refused': (place) => thread(place, { memory: given.refusing('rate-limited') }),
  'three pages': (place) => thread(place, { comments: given.PAGES.slice(0, 3), set: { pageSize: 1 } }),
  'a second page that will fail': (place) =>
    thread(place, { backend: () => given.failingLater(), set: { pageSize: 2, thread: 'post' } }),
  'a server that comes back': (place) => {
    let calls = 0;
    const memory = backendOf(comments(1));
    const fail = given.failing('server').list;
    const list: typeof memory.list = (...request) => (calls++ ? memory.list(...request) : fail(...request));
    return thread(place, { backend: () => ({ ...memory, list }), set: { thread: 'post' }, waits: 'for comments' });
  },
  'others are writing': async (place) => {
    const backend = backendOf(comments(1, 2), { policy: given.EASY });
    const element = await thread(place, { backend: () => backend, set: { thread: 'post' } });
    return { element, write: (text: string) => backend.reply?.({ key: 'post' }, { text, key: text, guest: {} }) };
  },
  'a draft will come back': draft,
  'no network for replies': async (place) => {
    const element = await thread(place, { backend: offline });
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    return element;
  },
};

/** Those of which only one thing is asked, because they take long. */
export const LONG: Readonly<Record<string, State>> = {
  'ten thousand comments': (place) =>
    thread(place, {
      comments: comments(...Array.from({ length: 10_000 }, (_, index) => index + 1)),
      set: { pageSize: 10_000 },
    }),
};

export const STATES: Readonly<Record<string, State>> = {
  loading: (place) => thread(place, { backend: () => given.silent('list'), waits: 'for nothing' }).then(drawn),
  'loading again': async (place) => {
    let calls = 0;
    const memory = backendOf(given.RICH);
    const list: typeof memory.list = (...request) => (calls++ ? new Promise(() => {}) : memory.list(...request));
    const element = await thread(place, { backend: () => ({ ...memory, list }), set: { thread: 'post' } });
    void element.reload();
    await until(() => element.matches(':state(loading)'));
    await drawn(element);
  },
  empty: (place) => thread(place, { comments: [] }),
  'empty, to read only': (place) => thread(place, { comments: [], set: { readOnly: true }, waits: 'for comments' }),
  'one comment': (place) => thread(place, { comments: comments(1) }),
  'a thread with everything': (place) => thread(place),
  'a thread to read only': (place) => thread(place, { set: { readOnly: true }, waits: 'for comments' }),
  'many comments of one author on one day': (place) =>
    thread(place, {
      comments: ['1', '2', '3', '4'].map((id) => comment(id, { author: { name: 'Ken' }, publishedAt: '2012-03-04' })),
    }),
  'twelve levels': (place) => thread(place, { comments: given.DEEP }),
  'twelve levels, two of them indented': (place) => thread(place, { comments: given.DEEP, set: { maxDepth: 2 } }),
  'flat, with all numbers and full dates': (place) =>
    thread(place, { set: { threading: 'flat', numbers: 'all', dates: 'absolute' } }),
  'without avatars and numbers': (place) => thread(place, { set: { avatars: 'none', numbers: 'none' } }),
  'with pictures for avatars': (place) => thread(place, { set: { avatars: 'image' } }),
  collapsed: async (place) => {
    const element = await thread(place);
    await element.toggle('1', false);
    await drawn(element);
  },
  'deleted comments with replies': (place) =>
    thread(place, {
      comments: [
        comment('1', { state: 'deleted', author: {} }),
        comment('2', { parentId: '1' }),
        comment('3', { state: 'deleted', author: { name: 'Ken' } }),
      ],
    }),
  'links from other sites alone': (place) =>
    thread(place, {
      comments: [comment('1', { kind: 'trackback', author: { name: 'A blog', url: 'https://b.example/' } })],
    }),
  'markup in comments': (place) => thread(place, { comments: given.HTML }),
  'markup with pictures to press for': (place) => thread(place, { comments: given.HTML, pictures: 'click' }),
  'words that do not end': (place) => thread(place, { comments: given.LONG_WORDS }),
  'names and texts of both directions': (place) => thread(place, { comments: given.TONGUES }),
  'a first page': (place) => thread(place, { comments: given.PAGES, set: { pageSize: 2 } }),
  'a second page that did not come': async (place) => {
    const element = await thread(place, { backend: () => given.failingLater(), set: { pageSize: 2, thread: 'post' } });
    await element.loadMore();
    await drawn(element);
  },
  'more than is here': (place) => thread(place, { post: { count: { total: 9, comments: 8, pings: 1 } } }),
  'no such thread': broken('not-found'),
  'a server that is down': broken('server'),
  'no network': broken('offline'),
  'too many requests': broken('rate-limited'),
  closed: shut('closed'),
  'members only': shut('login'),
  'an archive': shut('none'),
  'the comment of the address': async (place) => {
    const element = await thread(place);
    await element.scrollToComment('2');
    await drawn(element);
  },
  'sorted by replies': async (place) => {
    const element = await thread(place, { set: { sort: 'replies' } });
    await drawn(element);
  },
  'in Russian': (place) => thread(place, { lang: 'ru' }),
  'in Arabic': (place) => thread(place, { lang: 'ar', policy: given.OPEN }),
  'in Japanese': (place) => thread(place, { lang: 'ja', policy: given.OPEN }),
  'slots of the page': (place) =>
    thread(place, {
      set: { composer: 'top' },
      inside: '<h2 slot="heading">Your letters</h2><p slot="notice">Be kind.</p><p slot="footer">That was all.</p>',
    }),
  'a form to fill in': (place) => thread(place, { comments: [], policy: given.OPEN }),
  'a form with mistakes': async (place) => {
    const element = await thread(place, { policy: given.OPEN });
    await send(element, { text: 'x'.repeat(220), email: 'nobody', url: 'nowhere' });
    await one(rootOf(element), '#problems');
    await drawn(element);
  },
  'a form with one mistake': async (place) => {
    const element = await thread(place);
    await send(element, {});
    await one(rootOf(element), '#problems');
    await drawn(element);
  },
  'a reply that was refused': async (place) => {
    const element = await thread(place, { memory: given.refusing('rate-limited') });
    await send(element, { text: 'Hello' });
    await one(rootOf(element), '#failure');
    await drawn(element);
  },
  'a reply that needs a login': async (place) => {
    const element = await thread(place, {
      policy: { ...given.EASY, login: 'https://blog.example/login' },
      memory: given.refusing('login-required'),
    });
    await send(element, { text: 'Hello' });
    await one(rootOf(element), '#failure');
    await drawn(element);
  },
  posting: async (place) => {
    const element = await thread(place, {
      backend: (id) => given.silent('reply', given.RICH, { id, policy: given.EASY }),
    });
    await send(element, { text: 'Hello' });
    await one(rootOf(element), ':state(submitting)');
    await drawn(element);
  },
  'few characters left': async (place) => {
    const element = await thread(place, { policy: given.OPEN });
    enter(rootOf(element), 'text', 'x'.repeat(195));
    await drawn(element);
  },
  posted: async (place) => {
    const element = await thread(place);
    await send(element, { text: 'Hello', name: 'Vera' });
    await one(rootOf(element), '.fresh');
    await drawn(element);
  },
  'waiting for approval': async (place) => {
    const element = await thread(place, { memory: { moderate: () => true } });
    await send(element, { text: 'Hello' });
    await one(rootOf(element), '.pending');
    await drawn(element);
  },
  'answering a comment': async (place) => answer(await thread(place), '2'),
  'a draft that came back': async (place) => {
    const again = await draft(place);
    await one(rootOf(again), '[part~=draft]');
    await drawn(again);
  },
  'a reply that waits for the network': async (place) => {
    const element = await thread(place, { backend: offline });
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    await send(element, { text: 'Hello' });
    await one(rootOf(element), '[part~=unsent]');
    Reflect.deleteProperty(navigator, 'onLine');
    await drawn(element);
  },
  'ways to sign in': (place) => threadWithAccounts(place),
  'asked for the server of the account': (place) => naming(place),
  'a server that is none': (place) => naming(place, 'not a server'),
  'ways to sign in, and details to fill in': (place) => threadWithAccounts(place, { policy: given.OPEN }),
  'ways to sign in, and no other': (place) => threadWithAccounts(place, { policy: { ...given.EASY, access: 'login' } }),
  'sent without the account it needs': async (place) => {
    const { element } = await threadWithAccounts(place, { policy: { ...given.EASY, access: 'login' } });
    await send(element, { text: 'Hello' });
    await one(rootOf(element), '#auth-urge');
    await drawn(element);
  },
  'as a guest': async (place) => {
    const { element } = await threadWithAccounts(place);
    (await button(rootOf(element), 'Guest')).click();
    await drawn(element);
  },
  'connecting to a provider': (place) => signingIn(place, someWindow),
  'a window that the browser blocked': (place) => signingIn(place, null),
  'a sign-in that failed': async (place) => {
    const { element, accounts } = await signingIn(place, someWindow);
    accounts.settle({ failure: 'timeout' });
    await one(rootOf(element), '[part~=auth] [part~=error]');
    await drawn(element);
  },
  'signed in': (place) => threadWithAccounts(place, { session: VERA }),
  'changing the account': async (place) => {
    const { element } = await threadWithAccounts(place, { session: TOMAS });
    (await button(rootOf(element), 'Change account')).click();
    await one(rootOf(element), '[part~=provider-button]');
    await drawn(element);
  },
  'a session that has ended': async (place) => {
    const { element, accounts } = await threadWithAccounts(place, { session: VERA });
    accounts.tell({ type: 'expired' });
    await one(rootOf(element), '[part~=auth] [part~=error]');
    await drawn(element);
  },
  'an own comment': async (place) => {
    const element = await own(place, 'copy');
    await drawn(element);
  },
  'changing an own comment': (place) => own(place, 'edit'),
  'deleting an own comment': (place) => own(place, 'delete'),
  'a form in the form of a page': async (place) => {
    place.append(
      document
        .createRange()
        .createContextualFragment(
          '<h2>Comments</h2><form action="/sent"><reply-form thread="7"></reply-form><button>Send it</button></form>',
        ),
    );
    await one(place, 'textarea');
    await drawn(place.querySelector('reply-form') as HTMLElement);
  },
  'an article': (place) => article(place, ARTICLE),
  'an article with its discussion': async (place) => {
    await article(place, ARTICLE);
    await thread(place, { set: { headingLevel: 3 } });
  },
  'an article that failed': (place) => article(place, undefined),
  'a counter': async (place) => {
    const counter = Object.assign(document.createElement('comment-count'), {
      backend: backendOf(given.RICH),
      thread: 'post',
    });
    const link = Object.assign(document.createElement('a'), { href: '/post' });
    link.append(counter);
    place.append(link);
    await one(place, '[part=count]');
  },
};
