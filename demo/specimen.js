/**
 * One discussion with everything in it that a theme can style, in every state that a discussion can be in. It comes from no
 * server: `specimenBackend()` is a backend of the page's own, and shows how little one needs.
 */
import { CommentsError } from '/dist/cdn/commentariat.js';

/** States by name, as the playground calls them. */
export const STATES = {
  ready: 'Comments and form',
  member: 'Signed in',
  accounts: 'Accounts to choose from',
  login: 'Members only',
  pending: 'Waiting for moderation',
  mistakes: 'Mistakes in the form',
  posted: 'A comment just posted',
  more: 'More to load',
  loading: 'Loading',
  empty: 'Empty',
  closed: 'Closed',
  error: 'Error',
};

const TITLE = 'The 7:40 to Nayash Leaves at 7:38';
const MIRA = { name: 'Mira Tolan', url: 'https://miratolan.example/', role: 'author' };
const html = (value) => ({ kind: 'html', value });
const text = (value) => ({ kind: 'text', value });

export const ARTICLE = {
  id: '/specimen/',
  title: TITLE,
  lang: 'en',
  author: { name: 'Mira Tolan', url: 'https://miratolan.example/' },
  source: { source: 'The Valley Timetable', date: '2025-03-02T00:00:00.000Z' },
  publishedAt: '2025-03-04T06:40:00.000Z',
  categories: [
    { name: 'Railways', url: 'https://ashun-notebook.example/category/railways/' },
    { name: 'Timetables', url: 'https://ashun-notebook.example/category/timetables/' },
    { name: 'Tea' },
  ],
  body: html(
    `<p>The early train has left two minutes before its time for as long as anyone on the platform can remember. The company calls it <a href="https://valley-railway.example/notes">a courtesy to the signalman</a>; the signalman calls it <em>a bell that runs slow</em>.</p>
     <h2>What the notice says</h2>
     <blockquote><p>Passengers are advised that the clock above the stove is correct, and that the train is not.</p></blockquote>
     <ul><li>Tickets are sold until 7:36.</li><li>Tea is served until <code>7:37:30</code>.</li></ul>`,
  ),
};

/** Some minutes and days ago, and years. */
const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString();
const said = (id, author, body, more = {}) => ({
  id,
  kind: 'comment',
  state: 'published',
  author,
  body: typeof body === 'string' ? text(body) : body,
  publishedAt: ago(400 - Number(id)),
  ...more,
});

const COMMENTS = [
  said(
    '1',
    { name: 'Oskar Lund', url: 'https://oskar.example/' },
    html(
      '<p>I missed it by <strong>a minute</strong> in 2011, and was told that I had been three early. Is there a <a href="https://valley-railway.example/">list of the exceptions</a>?</p>',
    ),
  ),
  said('2', MIRA, 'There is one exception: when the cat sits on the track, it leaves at 7:40.', { parentId: '1' }),
  said('3', { name: 'Ilse Marek' }, 'And the cat knows. She has a season ticket.', {
    parentId: '2',
    editedAt: ago(390),
  }),
  said('4', { name: 'Anselm Vohr', role: 'moderator' }, 'Please keep to trains. The cat has a page of her own.', {
    parentId: '3',
  }),
  said(
    '5',
    { name: 'The Valley Courier' },
    'The clock above the stove was set by hand on Monday, for the first time since the stove was new. Trains are expected to take notice in spring.',
    {
      cite: {
        title: 'Clock at Nayash to be believed again',
        source: 'The Valley Courier',
        dateText: '14/02/2025',
        url: 'https://courier.example/clock',
      },
    },
  ),
  said(
    '6',
    { name: 'Пётр Савин', provider: 'mastodon' },
    'У нас на станции часы всегда показывали без двух минут. Теперь понятно почему.',
    { lang: 'ru' },
  ),
  said('7', {}, undefined, { state: 'deleted' }),
  said('8', { name: 'سلمى نوري' }, 'في محطتنا يصل القطار قبل الشاي دائماً.', { parentId: '7', lang: 'ar' }),
  said(
    '9',
    { name: 'Bartholomew Featherstonehaugh-Cholmondeley of the Upper Ashun Valley' },
    'https://timetables.example/archive/1934/valley/ashun/gorand/nayash/telun/early-trains-and-their-excuses?page=17#footnote-3',
    {},
  ),
  { ...said('10', { name: 'Notes on Clocks', url: 'https://clocks.example/two-minutes' }), kind: 'pingback' },
];
const WAITING = said('11', { name: 'Vera Osk' }, 'Two minutes is exactly the length of the platform song.', {
  state: 'pending',
});

const OPEN = { access: 'open', name: 'required', email: 'required', url: 'optional', maxLength: 2000 };
const PROVIDERS = [
  { id: 'valley', label: 'Valley Pass', status: 'active', icon: 'V', color: '#2f6f4f' },
  { id: 'mastodon', label: 'Mastodon', status: 'active', icon: 'M', color: '#6364ff' },
];
const POLICIES = {
  member: { ...OPEN, accounts: true },
  accounts: { ...OPEN, accounts: true },
  login: { ...OPEN, access: 'login', login: 'https://ashun-notebook.example/login' },
  closed: { ...OPEN, access: 'closed' },
};

/** Accounts that nobody can sign in to: the picture is all that is wanted here. */
function accounts(state) {
  let session = state === 'member' ? { as: { name: 'Vera Osk', provider: 'valley' } } : undefined;
  const listeners = new Set();
  return {
    offer: async () => ({ providers: PROVIDERS, ...(session && { session }) }),
    begin: async (provider) => ({ provider, url: `${location.origin}/noscript.html` }),
    complete: async () => ({ failure: 'denied' }),
    signOut: async () => {
      session = undefined;
      for (const listener of listeners) listener({ type: 'session', session });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function commentsIn(state) {
  if (state === 'empty') return [];
  if (state === 'pending') return [...COMMENTS, WAITING];
  return state === 'more' ? COMMENTS.slice(0, 4) : COMMENTS;
}

/** A backend for the specimen in one of the states. */
export function specimenBackend(state) {
  const comments = [...commentsIn(state)];
  const offered = accounts(state);
  const count = () => ({ total: comments.length === 0 ? 0 : Math.max(comments.length, COMMENTS.length), pings: 1 });
  return {
    name: 'specimen',
    capabilities: { sorts: ['oldest', 'newest'], once: 'key' },
    base: 'https://ashun-notebook.example/specimen/',
    async list(thread, query, { signal } = {}) {
      if (state === 'error') throw new CommentsError('offline', 'There is no server behind this page.');
      if (state === 'loading')
        await new Promise((resolve, reject) =>
          signal?.addEventListener('abort', () => reject(new CommentsError('aborted', 'Left.'))),
        );
      return {
        comments: [...comments],
        count: count(),
        title: TITLE,
        policy: POLICIES[state] ?? OPEN,
        providers: PROVIDERS,
        ...(state === 'more' && { next: 'more' }),
      };
    },
    post: async () => ARTICLE,
    async reply(thread, { text: value, parentId, guest }) {
      const held = state === 'pending';
      const comment = {
        ...said(String(100 + comments.length), { name: guest?.name ?? 'Vera Osk' }, value),
        publishedAt: ago(0),
        ...(parentId && { parentId }),
        state: held ? 'pending' : 'published',
      };
      comments.push(comment);
      return { comment, state: comment.state, count: count() };
    },
    accounts: async () => offered,
  };
}

/** What is special about these is seen in the form. */
const IN_THE_FORM = ['member', 'accounts', 'mistakes', 'posted'];

/** Puts a thread into a state, with whatever a reader would do to get there; resolves with the form where that matters. */
export async function showState(thread, state) {
  thread.drafts = 'none';
  const backend = specimenBackend(state);
  thread.backend = backend;
  thread.thread = `/specimen/${state}/`;
  if (!IN_THE_FORM.includes(state)) return undefined;
  const form = await formOf(thread, backend);
  if (form && state === 'posted') {
    form.value = 'I was on it. It did leave at 7:38.';
    fill(form, { name: 'Vera Osk', email: 'vera@example.com' });
  }
  if (state === 'mistakes' || state === 'posted') await form?.submit();
  return form;
}

function fill(form, typed) {
  for (const [name, value] of Object.entries(typed)) {
    const input = form.renderRoot.querySelector(`#${name}`);
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** The form comes after the comments; it does not come where the thread is shown something else meanwhile. */
async function formOf(thread, backend) {
  while (thread.backend === backend) {
    await thread.updateComplete;
    const form = thread.renderRoot.querySelector('reply-form');
    if (form?.discussion?.backend === backend && form.renderRoot.querySelector('textarea')) return form;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return undefined;
}
