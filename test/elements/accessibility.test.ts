import { expect } from '@open-wc/testing';
import { a11ySnapshot, emulateMedia } from '@web/test-runner-commands';
import { memory } from '../../src/core/backends/memory.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Comment, ReplyPolicy } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { backendOf, comment, comments, held } from '../support/backends.js';
import {
  fill,
  formOf,
  makeThread,
  nextEvent,
  part,
  place,
  pressReply,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const RICH: Comment[] = [
  comment('1', {
    author: { name: 'Ken', url: 'https://ken.example/', provider: 'google-plus' },
    editedAt: '2012-03-05',
  }),
  comment('2', {
    parentId: '1',
    author: { name: 'Анна', role: 'author' },
    body: { kind: 'html', value: '<h2>A</h2><p>B <a href="https://a.example/">c</a></p>' },
  }),
  comment('3', { parentId: '2', state: 'deleted', author: {} }),
  comment('4', {
    parentId: 'gone',
    author: { role: 'moderator' },
    cite: { title: 'Dawn', source: 'Paper', dateText: '14/02/2012' },
  }),
  comment('5', { kind: 'pingback', author: { name: 'Other blog', url: 'https://blog.example/' } }),
];
const CLOSED: ReplyPolicy = { access: 'closed', name: 'no', email: 'no', url: 'no' };
const REQUIRED: ReplyPolicy = { access: 'open', name: 'required', email: 'required', url: 'optional', maxLength: 100 };
const refuse = () => new CommentsError('rejected', 'Spam.');

async function sent(
  policy: Partial<ReplyPolicy>,
  values: Parameters<typeof fill>[1],
  type: 'comment-post' | 'comment-post-error' | undefined,
) {
  const element = await thread({
    comments: RICH,
    post: { policy: { ...REQUIRED, ...policy } },
    memory: type === 'comment-post-error' ? { refuse } : { moderate: () => true },
  });
  const form = await formOf(element);
  await fill(form, values);
  const told = type && nextEvent(element, type);
  part(form, 'submit').click();
  await told;
  await form.updateComplete;
  return element;
}

async function articleOf(id: string): Promise<HTMLElement> {
  const post = {
    id: 'post',
    title: 'Dawn',
    author: { name: 'Анна' },
    source: { source: 'Paper', url: 'https://paper.example/' },
  };
  const more = {
    publishedAt: '2012-03-04',
    body: { kind: 'html', value: '<h2>A</h2><p>b</p>' },
    categories: [{ name: 'Energy', url: 'https://blog.example/' }],
  } as const;
  const element = Object.assign(document.createElement('article-view'), {
    thread: id,
    backend: memory({ posts: [{ ...post, ...more }] }),
  });
  const told = Promise.race([nextEvent(element, 'article-load'), nextEvent(element, 'article-error')]);
  await place(element);
  await told;
  await element.updateComplete;
  return element;
}

const STATES: Record<string, () => Promise<HTMLElement>> = {
  loading: async () => {
    const gate = held(backendOf([]));
    const element = await place(makeThread({ set: { backend: gate.backend } }));
    await until(() => element.matches(':state(loading)'));
    return element;
  },
  'full of everything': () => thread({ comments: RICH, post: { count: { total: 8 } } }),
  'one page of several': () =>
    thread({ comments: comments(1, 2, 3), set: { pageSize: 2, numbers: 'all', dates: 'absolute' } }),
  'deep and flat': () =>
    thread({ comments: [...RICH, comment('6', { parentId: '3' })], set: { maxDepth: 1, avatars: 'none' } }),
  collapsed: async () => {
    const element = await thread({ comments: RICH });
    await element.toggle('1', false);
    await element.updateComplete;
    return element;
  },
  empty: () => thread({}),
  failed: () => thread({ set: { thread: 'unknown' } }),
  'failed for now': () =>
    thread({
      set: { backend: { ...backendOf([]), list: () => Promise.reject(new CommentsError('server', 'Down.')) } },
    }),
  closed: () => thread({ comments: RICH, post: { policy: CLOSED } }),
  'for accounts only': () => thread({ comments: RICH, post: { policy: { ...CLOSED, access: 'login' } } }),
  answering: async () => {
    const element = await thread({ comments: RICH });
    await pressReply(element, '2');
    return element;
  },
  'with mistakes in the form': () => sent({}, { text: 'x'.repeat(120) }, undefined),
  'with a refused reply': () => sent({ email: 'no' }, { text: 'Hello', name: 'Ken' }, 'comment-post-error'),
  'with a comment in waiting': () => sent({ email: 'no' }, { text: 'Hello', name: 'Ken' }, 'comment-post'),
  'at the comment of the address': async () => {
    const element = await thread({ comments: RICH });
    await element.scrollToComment('2');
    await element.updateComplete;
    return element;
  },
  'in Russian': () => thread({ comments: RICH, lang: 'ru' }),
  'an article': () => articleOf('post'),
  'an article that failed': () => articleOf('unknown'),
  'an article that has nothing to show': () => place(document.createElement('article-view')),
};

describe('each state, held to the rules of axe', () => {
  const style = document.createElement('style');
  style.textContent = ':root { color-scheme: light dark; background: Canvas; color: CanvasText; }';
  before(() => document.head.append(style));
  after(async () => {
    style.remove();
    await emulateMedia({ colorScheme: 'light' });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    describe(`in a ${colorScheme} page`, () => {
      before(() => emulateMedia({ colorScheme }));

      it('is not met by colours that are too faint, so the check is alive', async () => {
        const element = await thread({ comments: RICH });
        element.style.setProperty('--commentariat-text-muted', colorScheme === 'light' ? '#bbb' : '#444');
        await expect(element).not.to.be.accessible();
      });

      for (const [state, show] of Object.entries(STATES)) {
        it(`${state} breaks none`, async () => {
          const element = await show();
          expect(matchMedia(`(prefers-color-scheme: ${colorScheme})`).matches).to.be.true;
          await expect(element).to.be.accessible();
        });
      }
    });
  }
});

interface AccessibleNode {
  readonly role: string;
  readonly name?: string;
  readonly level?: number;
  readonly expanded?: boolean;
  readonly required?: boolean;
  readonly invalid?: string;
  readonly description?: string;
  readonly live?: string;
  readonly children?: readonly AccessibleNode[];
}

async function tree(): Promise<AccessibleNode[]> {
  const flat = (node: AccessibleNode): AccessibleNode[] => [node, ...(node.children ?? []).flatMap(flat)];
  return flat((await a11ySnapshot({})) as unknown as AccessibleNode);
}

const named = (nodes: readonly AccessibleNode[], ...roles: string[]) =>
  nodes
    .filter(({ role }) => roles.includes(role))
    .map(({ name, level }) => `${level ?? ''} ${(name ?? '').replace(/\s+/g, ' ')}`.trim());

describe('what assistive technology is told', () => {
  const two = [
    comment('1', { author: { name: 'Ken' }, publishedAt: '2012-03-04' }),
    comment('2', { parentId: '1', author: { name: 'Анна', role: 'author' }, publishedAt: '2012-03-05' }),
  ];

  it('is the thread by its heading, each comment by author and date, and each button by what it does', async () => {
    const element = await thread({ comments: two });
    await formOf(element);
    const nodes = await tree();
    expect(named(nodes, 'region')).to.deep.equal(['2 responses to “Dawn”']);
    expect(named(nodes, 'heading')).to.deep.equal([
      '2 2 responses to “Dawn”',
      '3 Ken March 4, 2012',
      '3 Анна Author March 5, 2012',
      '3 Leave a Reply',
    ]);
    expect(named(nodes, 'button')).to.deep.equal([
      'Leave a comment',
      'Hide comment by Ken and its reply',
      'Reply to Ken, March 4, 2012',
      'Copy link to the comment by Ken, March 4, 2012',
      'Hide comment by Анна',
      'Reply to Анна, March 5, 2012',
      'Copy link to the comment by Анна, March 5, 2012',
      'Post Comment',
    ]);
    expect(named(nodes, 'link')).to.deep.equal(['March 4, 2012', 'Comment 1', 'March 5, 2012']);
    expect(nodes.filter(({ role }) => role === 'status').every(({ live }) => live === 'polite')).to.be.true;
  });

  it('is which fields there are, which of them are needed, and what is wrong with them', async () => {
    const element = await thread({ post: { policy: REQUIRED } });
    const form = await formOf(element);
    part(form, 'submit').click();
    await form.updateComplete;
    const fields = (await tree()).filter(({ role }) => role === 'textbox');
    expect(
      fields.map(({ name, required, invalid, description }) => [name, required, invalid, description]),
    ).to.deep.equal([
      ['Comment', true, 'true', 'Please enter a comment. 100 characters left'],
      ['Name', true, 'true', 'Please enter your name.'],
      ['Email', true, 'true', 'Please enter your email address. Your email address will not be published.'],
      ['Website (optional)', false, undefined, undefined],
    ]);
  });

  it('is nothing of what is collapsed', async () => {
    const element = await thread({ comments: two, set: { readOnly: true } });
    await element.toggle('1', false);
    await element.updateComplete;
    const nodes = await tree();
    expect(named(nodes, 'heading')).to.deep.equal(['2 2 responses to “Dawn”', '3 Ken March 4, 2012']);
    expect(
      nodes.filter(({ role }) => role === 'button').map(({ name, expanded }) => [name, expanded ?? false]),
    ).to.deep.equal([['Show comment by Ken and its reply', false]]);
  });

  it('is nothing of the shapes that stand for comments while they load', async () => {
    const gate = held(backendOf([]));
    const element = await place(makeThread({ set: { backend: gate.backend } }));
    await until(() => element.matches(':state(loading)'));
    const nodes = await tree();
    expect(nodes.filter(({ role }) => role === 'StaticText').map(({ name }) => name)).to.deep.equal([
      'Loading comments…',
    ]);
  });
});
