import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { memory, type MemoryPost } from '../../src/core/backends/memory.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, Post } from '../../src/core/types.js';
import { ArticleErrorEvent, ArticleLoadEvent, type ArticleView } from '../../src/elements/index.js';
import { backendOf, comments, without, withResolvers } from '../support/backends.js';
import {
  announced,
  countOf,
  inner,
  nextEvent,
  nextSettled,
  part,
  parts,
  place,
  text,
  texts,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const FULL: MemoryPost = {
  id: 'post',
  title: 'A\u00a0long\u00a0night',
  author: { name: 'Анна', url: 'https://anna.example/' },
  body: { kind: 'html', value: '<h1>First</h1><p>One</p><h3>Third</h3><table><tr><td>Cell</td></tr></table>' },
  source: { source: 'Asia-Plus', url: 'https://asia.example/1', dateText: '14/02/2012' },
  publishedAt: '2012-03-04T10:00:00.000Z',
  updatedAt: '2012-03-05',
  categories: [{ name: 'Energy', url: 'https://blog.example/energy' }, { name: 'Tajikistan' }],
};

function make(post: MemoryPost = FULL, set: Partial<ArticleView> = {}, inside = ''): ArticleView {
  const element = document.createElement('article-view');
  element.innerHTML = inside;
  return Object.assign(element, { backend: memory({ posts: [post] }), thread: 'post', ...set });
}

async function article(post?: MemoryPost, set?: Partial<ArticleView>, inside?: string): Promise<ArticleView> {
  const element = make(post, set, inside);
  const settled = settledOf(element);
  await place(element);
  await settled;
  return element;
}

async function settledOf(element: ArticleView): Promise<void> {
  await Promise.race([nextEvent(element, 'article-load'), nextEvent(element, 'article-error')]);
  await element.updateComplete;
}

const seen = (node: Element | null) => node?.checkVisibility() ?? false;
const state = (element: Element) =>
  ['loading', 'ready', 'error'].filter((name) => element.matches(`:state(${name})`)).join();

describe('what a reader sees of an article', () => {
  it('is its headline, where it appeared first, its dates, its text and its categories', async () => {
    const element = await article();
    expect(text(part(element, 'headline'))).to.equal('A long night');
    expect(text(part(element, 'byline'))).to.equal('By Анна, published originally in Asia-Plus on 14/02/2012');
    expect(text(part(element, 'meta'))).to.equal('Published March 4, 2012 · Updated March 5, 2012');
    expect(text(part(element, 'content'))).to.equal('FirstOneThirdCell');
    expect(text(part(element, 'categories'))).to.equal('Filed under Energy, Tajikistan');
    expect(texts(element, 'category')).to.deep.equal(['Energy', 'Tajikistan']);
    const links = [...inner(element).querySelectorAll('a')].map(({ href, rel }) => `${href} ${rel}`);
    expect(links).to.deep.equal([
      'https://anna.example/ noopener',
      'https://asia.example/1 noopener',
      'https://blog.example/energy tag',
    ]);
    const times = [...inner(element).querySelectorAll('time')].map(({ dateTime }) => dateTime);
    expect(times).to.deep.equal(['2012-03-04T10:00:00.000Z', '2012-03-05']);
  });

  it('is an article named by its headline, whose own headings stand below it', async () => {
    const element = await article(FULL, { headingLevel: 2 });
    const base = part(element, 'base');
    expect(base.localName).to.equal('article');
    const headline = part(element, 'headline');
    expect(base.getAttribute('aria-labelledby')).to.equal(headline.id);
    expect(headline.getAttribute('aria-level')).to.equal('2');
    const headings = [...part(element, 'content').querySelectorAll('h1,h2,h3,h4,h5,h6')].map(
      ({ localName }) => localName,
    );
    expect(headings).to.deep.equal(['h3', 'h5']);
  });

  for (const [fields, byline] of [
    [{ author: { name: 'Ken' } }, 'By Ken'],
    [{ author: { name: 'Ken' }, source: { source: 'Asia-Plus' } }, 'By Ken, published originally in Asia-Plus'],
    [{ source: { source: 'Asia-Plus' } }, 'Published originally in Asia-Plus'],
    [{ source: { source: 'Asia-Plus', date: '2012-02-14' } }, 'Published originally in Asia-Plus on February 14, 2012'],
    [{}, ''],
  ] as const) {
    it(`is the byline "${byline}" where no more is known`, async () => {
      const element = await article({ id: 'post', ...fields });
      expect(text(part(element, 'byline'))).to.equal(byline);
      expect(text(part(element, 'headline'))).to.equal('(no title)');
      expect([text(part(element, 'meta')), text(part(element, 'categories'))]).to.deep.equal(['', '']);
    });
  }

  it('is no second date where nothing was changed since', async () => {
    const element = await article({ id: 'post', publishedAt: '2012-03-04', updatedAt: '2012-03-04' });
    expect(text(part(element, 'meta'))).to.equal('Published March 4, 2012');
  });

  it('is the language of the article on what is in that language, and on nothing else', async () => {
    const element = await article({ ...FULL, lang: 'tg' });
    const langs = (node: Element | null) => node?.closest('[lang]')?.getAttribute('lang') ?? null;
    expect([langs(part(element, 'headline').querySelector('span')), langs(part(element, 'content'))]).to.deep.equal([
      'tg',
      'tg',
    ]);
    expect([langs(part(element, 'byline')), langs(part(element, 'categories'))]).to.deep.equal([null, null]);
  });

  it('is text where it is no markup, and safe where it is', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const plain = await article({ id: 'post', title: evil, body: { kind: 'text', value: `${evil}\n\nSecond` } });
    expect(text(part(plain, 'headline'))).to.equal(evil);
    expect([...part(plain, 'content').querySelectorAll('p')].map(text)).to.deep.equal([evil, 'Second']);
    const markup = await article({
      id: 'post',
      body: { kind: 'html', value: `<p onclick="alert(1)">A</p><script>alert(1)</script>` },
    });
    expect(countOf(markup, 'script, [onclick]')).to.equal(0);
    expect(text(part(markup, 'content'))).to.equal('A');
  });
});

describe('an article', () => {
  it('says that it loads, then shows, and tells the page', async () => {
    const gate = withResolvers();
    const backend = memory({ posts: [FULL] });
    const post: Backend['post'] = async (...request) => (await gate.promise, backend.post(...request));
    const element = await place(make(FULL, { backend: { ...backend, post } }));
    await until(() => state(element) === 'loading');
    expect(part(element, 'base').ariaBusy).to.equal('true');
    expect(announced(element)).to.equal('Loading article…');
    const told = nextEvent(element, 'article-load');
    gate.resolve();
    const event = await told;
    expect(event).to.be.instanceOf(ArticleLoadEvent);
    expect(event.post.title).to.equal(element.article?.title);
    await element.updateComplete;
    expect([state(element), part(element, 'base').ariaBusy, announced(element)]).to.deep.equal(['ready', 'false', '']);
  });

  it('leaves what the page has in its place until it has come, and where it has no text', async () => {
    const inside = '<p>Text of the page</p>';
    const own = (element: ArticleView) => seen(element.querySelector('p'));
    expect(own(await article(FULL, {}, inside))).to.be.false;
    expect(own(await article({ id: 'post', title: 'Title' }, {}, inside))).to.be.true;
    const failed = await article(FULL, { thread: 'unknown' }, inside);
    expect(own(failed)).to.be.true;
    expect(state(failed)).to.equal('error');
    expect(text(part(failed, 'error'))).to.equal(
      'This article could not be loaded. There is no discussion at this address.',
    );
    expect(announced(failed)).to.equal(text(part(failed, 'error')));
  });

  it('tells the page what failed, and whether the backend has articles at all', async () => {
    const articleless = without(backendOf([]), 'post');
    for (const [backend, code] of [
      [{ ...articleless, post: () => Promise.reject(new CommentsError('server', 'Down.')) }, 'server'],
      [articleless, 'unsupported'],
    ] as const) {
      const element = make(FULL, { backend });
      const told = nextEvent(element, 'article-error');
      await place(element);
      const event = await told;
      expect(event).to.be.instanceOf(ArticleErrorEvent);
      expect(event.error.code).to.equal(code);
    }
  });

  it('can be given by script, or stand in the page as data', async () => {
    const given: Post = { id: '1', title: 'Given', categories: [] };
    const scripted = await place(Object.assign(document.createElement('article-view'), { article: given }));
    await scripted.updateComplete;
    expect(text(part(scripted, 'headline'))).to.equal('Given');
    const inside = '<script type="application/json">{"posts":[{"id":"1","title":"Inside","comments":[]}]}</script>';
    const inline = document.createElement('article-view');
    inline.innerHTML = inside;
    const loaded = settledOf(inline);
    await place(inline);
    await loaded;
    expect(text(part(inline, 'headline'))).to.equal('Inside');
  });

  it('has slots for what the page knows better', async () => {
    const slots = ['headline', 'byline', 'meta', 'categories', 'footer'];
    const element = await article(FULL, {}, slots.map((name) => `<span slot="${name}">Our ${name}</span>`).join(''));
    expect([...element.children].every(seen)).to.be.true;
    const early = await place(document.createElement('article-view'));
    expect(part(early, 'headline').getAttribute('role')).to.be.null;
    early.innerHTML = '<span slot="headline">Ours</span>';
    await until(() => part(early, 'headline').getAttribute('role') === 'heading');
    expect(parts(element, 'category').some(seen)).to.be.false;
  });

  it('moved while another one is loading shows that one in the end', async () => {
    const gate = withResolvers();
    const other = memory({ posts: [{ id: 'post', title: 'Other' }] });
    const post: Backend['post'] = async (...request) => (await gate.promise, other.post(...request));
    const element = await article();
    element.backend = { ...other, post };
    await until(() => state(element).includes('loading'));
    (await place(document.createElement('section'))).append(element);
    gate.resolve();
    await until(() => text(part(element, 'headline')) === 'Other');
    await until(() => state(element) === 'ready');
  });

  it('gives up a backend that never answers, and tells it so', async () => {
    const { setTimeout: wait } = window;
    const signals: (AbortSignal | undefined)[] = [];
    const post: Backend['post'] = (_ref, { signal } = {}) => {
      signals.push(signal);
      return new Promise(() => {});
    };
    // Time of the page runs faster.
    window.setTimeout = ((work: () => void, delay = 0) => wait(work, delay / 100)) as typeof setTimeout;
    try {
      const element = make(FULL, { backend: { ...memory({ posts: [FULL] }), post } });
      const failed = nextEvent(element, 'article-error');
      await place(element);
      expect((await failed).error.code).to.equal('timeout');
      expect(signals.map((signal) => signal?.aborted)).to.deep.equal([true]);
    } finally {
      window.setTimeout = wait;
    }
  });

  it('removed while it loads tells nothing', async () => {
    const gate = withResolvers();
    const backend = memory({ posts: [FULL] });
    const post: Backend['post'] = async (...request) => (await gate.promise, backend.post(...request));
    const element = await place(make(FULL, { backend: { ...backend, post } }));
    const told: Event[] = [];
    for (const type of ['article-load', 'article-error']) element.addEventListener(type, (event) => told.push(event));
    await until(() => state(element) === 'loading');
    element.remove();
    gate.resolve();
    await nextFrame();
    expect(told).to.deep.equal([]);
  });
});

describe('a thread of an article', () => {
  const backend = backendOf(comments(1), { ...FULL, id: 'post' });

  it('takes its source from the article around it, and from the one it names', async () => {
    const around = make(FULL, { backend });
    const inside = document.createElement('comment-thread');
    inside.loading = 'eager';
    around.append(inside);
    const first = nextSettled(inside);
    await place(around);
    await first;
    expect(text(part(inside, 'heading'))).to.equal('One response to “A long night”');
    const named = Object.assign(document.createElement('comment-thread'), { for: 'the post', loading: 'eager' });
    const second = nextSettled(named);
    await fixture(html`<main>${Object.assign(make(FULL, { backend }), { id: 'the post' })}${named}</main>`);
    await second;
    expect(parts(named, 'comment')).to.have.length(1);
  });
});
