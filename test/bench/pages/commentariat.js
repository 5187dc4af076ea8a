// Our own element as a page has it; the bench only looks, and uses what every page can use.
const count = Number(document.body.dataset['count']);
const thread = /** @type {HTMLElement & Record<string, any>} */ (document.querySelector('comment-thread'));

if ('open' in thread.dataset) thread['backend'] = await openBackend();

/** @type {HTMLCollectionOf<Element> | undefined} */
let items;
const countItems = () => {
  items ??= thread.shadowRoot?.querySelector('[part~="list"]')?.getElementsByTagName('article');
  return items?.length ?? 0;
};
bench.watch(countItems, count);

/** The same comments in a thread that takes replies; the network is left out. */
async function openBackend() {
  const { posts } = await (await fetch(`/data/${count}.json`)).json();
  const { comments, title } = posts[0];
  let last = count;
  return {
    name: 'bench',
    capabilities: { sorts: ['oldest', 'newest', 'replies'], once: 'key' },
    list: async () => ({
      comments,
      title,
      count: { total: count, comments: count, pings: 0 },
      policy: { access: 'open', name: 'optional', email: 'no', url: 'no' },
    }),
    /**
     * @param {unknown} _thread
     * @param {{ parentId?: string, text: string }} draft
     */
    reply: async (_thread, { parentId, text }) => ({
      state: 'published',
      comment: {
        id: `${(last += 1)}`,
        parentId,
        kind: 'comment',
        state: 'published',
        author: { name: 'A reader' },
        body: { kind: 'text', value: text },
        publishedAt: new Date().toISOString(),
      },
      count: { total: last, comments: last, pings: 0 },
    }),
  };
}

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (thread.shadowRoot?.querySelector(selector));

Object.assign(bench.actions, {
  /** @param {string} id of the comment that is answered */
  async prepare(id) {
    await thread['reply'](id);
    const form = /** @type {HTMLElement & Record<string, any>} */ (find('reply-form'));
    form['value'] = 'One more reply, typed by a reader who has read all of the others before.';
    await form['updateComplete'];
  },
  async insert() {
    await /** @type {HTMLElement & Record<string, any>} */ (find('reply-form'))['submit']();
  },
  async sort() {
    thread['sort'] = thread['sort'] === 'newest' ? 'oldest' : 'newest';
    await thread['updateComplete'];
  },
  /** @param {string} id */
  async collapse(id) {
    await thread['toggle'](id);
    await thread['updateComplete'];
  },
  /** @param {string} id */
  async jump(id) {
    await thread['scrollToComment'](id);
  },
  /** @param {string} id */
  where: (id) => find(`[data-id="${id}"]`).getBoundingClientRect().top,
  last: () => items?.[items.length - 1]?.textContent,
});

export {};
