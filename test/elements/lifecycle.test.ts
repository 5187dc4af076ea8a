import { expect, fixture, fixtureCleanup, html, nextFrame } from '@open-wc/testing';
import type { Backend, Comment } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { CommentThread, ReplyForm } from '../../src/elements/index.js';
import { backendOf, comment, comments, held, type Held } from '../support/backends.js';
import {
  fill,
  formOf,
  inner,
  makeThread,
  nextEvent,
  nextSettled,
  part,
  parts,
  place,
  same,
  text,
  texts,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

/** Counts what an element tells the page. */
function countEvents(element: Element): { loads: number; errors: number } {
  const counts = { loads: 0, errors: 0 };
  element.addEventListener('comment-load', () => counts.loads++);
  element.addEventListener('comment-error', () => counts.errors++);
  return counts;
}

/** A thread that has asked for its first page and has got no answer. */
async function waiting(): Promise<{ element: CommentThread; gate: Held }> {
  const gate = held(backendOf(comments(1, 2, 3)));
  const element = await place(makeThread({ set: { backend: gate.backend, pageSize: 2 } }));
  await until(() => gate.asked.length === 1);
  return { element, gate };
}

/** How the form lays its fields out. */
const displayOf = (form: ReplyForm): string => getComputedStyle(part(form, 'textarea')).display;

/** Everything that was let go has run. */
async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

/** A thread whose backend never answers, and the signals of its requests. */
async function unanswered() {
  const signals: (AbortSignal | undefined)[] = [];
  const list: Backend['list'] = (_thread, _query, { signal } = {}) => {
    signals.push(signal);
    return new Promise(() => undefined);
  };
  const element = await place(makeThread({ set: { backend: { ...backendOf([]), list } } }));
  await until(() => signals.length === 1);
  return { element, signals };
}

describe('an element made before its class is known', () => {
  it('keeps the properties that were set on it', async () => {
    class LateThread extends CommentThread {}
    class LateForm extends ReplyForm {}
    const early = Object.assign(document.createElement('late-thread'), {
      backend: backendOf(comments(1), { title: 'Early' }),
      thread: 'post',
      loading: 'eager',
      headingLevel: 4,
    });
    const form = Object.assign(document.createElement('late-form'), { value: 'Typed' });
    const loaded = nextEvent(early, 'comment-load');
    await fixture(html`<div>${early}${form}</div>`);
    customElements.define('late-thread', LateThread);
    customElements.define('late-form', LateForm);
    await loaded;
    await (early as unknown as CommentThread).updateComplete;
    expect(text(part(early, 'heading'))).to.equal('One response to “Early”');
    expect(part(early, 'heading').getAttribute('aria-level')).to.equal('4');
    expect((form as unknown as ReplyForm).matches(':state(empty)'), 'the text is in the form').to.be.false;
    (form as unknown as ReplyForm).value = 'Other';
    expect(Object.hasOwn(form, 'value')).to.be.false;
  });
});

describe('a thread that is moved', () => {
  const host = () => document.createElement('section');
  const moves: Record<string, (element: Element, to: Element) => void> = {
    'to another parent': (element, to) => to.append(element),
    'out and back later': (element, to) => {
      element.remove();
      to.append(element);
    },
    'without being taken out': (element, to) => to.moveBefore(element, null),
  };

  for (const [how, move] of Object.entries(moves)) {
    it(`${how} keeps what it shows, and what was typed and collapsed`, async () => {
      const element = await thread({ comments: comments(1, 2) });
      const form = await formOf(element);
      await fill(form, { text: 'Half a thought' });
      await element.toggle('1', false);
      const counts = countEvents(element);
      const to = await place(host());
      move(element, to);
      await settled();
      await element.updateComplete;
      same(element.parentElement, to);
      expect(texts(element, 'content')).to.deep.equal(['Text 1', 'Text 2']);
      expect(form.value).to.equal('Half a thought');
      expect(inner(element).querySelectorAll('[aria-expanded="false"]')).to.have.length(1);
      expect(counts).to.deep.equal({ loads: 0, errors: 0 });
    });

    it(`${how} while it loads still comes to an end, once`, async () => {
      const { element, gate } = await waiting();
      const counts = countEvents(element);
      const loaded = nextEvent(element, 'comment-load');
      move(element, await place(host()));
      await until(() => gate.asked.length === 2);
      gate.release();
      gate.release();
      await loaded;
      await settled();
      expect(texts(element, 'content')).to.deep.equal(['Text 1', 'Text 2']);
      expect(counts).to.deep.equal({ loads: 1, errors: 0 });
    });
  }

  it('right after it was given another source shows that one', async () => {
    const element = await thread({ comments: comments(1) });
    const to = await place(host());
    const document_ = new Blob(['{"posts":[{"id":"post","title":"Other","comments":[{"id":"7","body":"Text 7"}]}]}']);
    Object.assign(element, { backend: 'json', src: URL.createObjectURL(document_) });
    await element.updateComplete;
    to.append(element);
    await until(() => texts(element, 'content')[0] === 'Text 7');
    expect(text(part(element, 'heading'))).to.equal('One response to “Other”');
  });
});

describe('a thread that goes to another document', () => {
  async function frame(): Promise<Document> {
    const element = await place(document.createElement('iframe'));
    return element.contentDocument ?? expect.fail();
  }

  it('is there what it was here, and so is its form', async () => {
    const element = await thread({
      comments: [comment('1', { body: { kind: 'html', value: '<p><b>Text</b> 1</p>' } })],
    });
    const form = await formOf(element);
    await fill(form, { text: 'Half a thought' });
    const before = { list: getComputedStyle(part(element, 'list')).listStyleType, form: displayOf(form) };
    const counts = countEvents(element);
    const target = await frame();
    target.body.append(element);
    await until(() => inner(element).adoptedStyleSheets.length > 3 && inner(form).adoptedStyleSheets.length > 1);
    await element.updateComplete;
    expect(element.ownerDocument).to.equal(target);
    expect(texts(element, 'content')).to.deep.equal(['Text 1']);
    expect({ list: getComputedStyle(part(element, 'list')).listStyleType, form: displayOf(form) }).to.deep.equal(
      before,
    );
    expect(form.value).to.equal('Half a thought');
    await fill(form, { name: 'Ken' });
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    await until(() => texts(element, 'content').length === 2);
    expect(counts).to.deep.equal({ loads: 0, errors: 0 });
  });

  it('while it loads still comes to an end, and back', async () => {
    const { element, gate } = await waiting();
    const loaded = nextEvent(element, 'comment-load');
    (await frame()).body.append(element);
    await until(() => gate.asked.length === 2);
    gate.release();
    gate.release();
    await loaded;
    await place(element);
    await settled();
    await element.updateComplete;
    expect(texts(element, 'content')).to.deep.equal(['Text 1', 'Text 2']);
    await until(() => getComputedStyle(part(element, 'list')).listStyleType === 'none');
  });
});

describe('what goes wrong while an element is drawn', () => {
  const { error: log } = console;
  let logged: unknown[][] = [];
  beforeEach(() => {
    logged = [];
    console.error = (...told: unknown[]) => void logged.push(told);
  });
  afterEach(() => {
    console.error = log;
  });

  /** A backend of somebody else, which does not keep to the types. */
  const strange = (items: readonly unknown[]): Backend => ({
    ...backendOf([]),
    list: () => Promise.resolve({ comments: items as Comment[] }),
  });

  it('is told by an event and once on the console, and the page’s own content stands until it can be drawn', async () => {
    const backend = strange([{ id: '1', kind: 'comment', state: 'published' }]);
    const element = makeThread({ inside: '<p>Elsewhere</p>', set: { backend } });
    const failed = nextEvent(element, 'comment-error');
    await place(element);
    expect((await failed).error.code).to.equal('bad-data');
    await until(() => element.firstElementChild?.checkVisibility() ?? false);
    element.requestUpdate();
    await settled();
    expect(logged.map(([message]) => message)).to.deep.equal(['commentariat: <comment-thread> could not be drawn.']);
    element.backend = backendOf(comments(7));
    await until(() => texts(element, 'content').length === 1);
    expect(element.firstElementChild?.checkVisibility()).to.be.false;
  });

  it('is told also where it goes wrong after the first comments, which stay', async () => {
    const many = comments(...Array.from({ length: 100 }, (_, index) => index + 1));
    const element = makeThread({
      set: { backend: strange([...many, { id: 'x', kind: 'comment', state: 'published' }]) },
    });
    const failed = nextEvent(element, 'comment-error');
    await place(element);
    await failed;
    expect(texts(element, 'content')[0]).to.equal('Text 1');
    expect(logged).to.have.length(1);
  });

  it('of an article and of a form is told in the same way', async () => {
    const article = document.createElement('article-view');
    const failed = nextEvent(article, 'article-error');
    await place(Object.assign(article, { article: { author: 7, categories: 8 } }));
    expect((await failed).error.code).to.equal('bad-data');
    expect(logged).to.have.length(1);
  });
});

describe('a thread that is removed', () => {
  it('while it loads says nothing any more, and loads again when it is back', async () => {
    const { element, gate } = await waiting();
    const counts = countEvents(element);
    element.remove();
    gate.release();
    await settled();
    expect(counts).to.deep.equal({ loads: 0, errors: 0 });
    await place(element);
    await until(() => gate.asked.length === 2);
    const loaded = nextSettled(element);
    gate.release();
    await loaded;
    expect(texts(element, 'content')).to.deep.equal(['Text 1', 'Text 2']);
  });

  it('while more is loading keeps what it has, and tells of no load', async () => {
    const { element, gate } = await waiting();
    const loaded = nextSettled(element);
    gate.release();
    await loaded;
    void element.loadMore();
    await until(() => gate.asked.length === 2);
    const counts = countEvents(element);
    element.remove();
    gate.release();
    await settled();
    expect(counts).to.deep.equal({ loads: 0, errors: 0 });
    await place(element);
    await element.updateComplete;
    expect(texts(element, 'content')).to.deep.equal(['Text 1', 'Text 2']);
    expect(text(part(element, 'load-more'))).to.equal('Load more comments');
    expect(inner(element).querySelector('[role="status"]')?.textContent).to.equal('');
  });

  it('cancels its request at the backend', async () => {
    const { element, signals } = await unanswered();
    expect(signals[0]?.aborted).to.be.false;
    element.remove();
    expect(signals[0]?.aborted).to.be.true;
  });

  it('leaves nothing behind that still asks or listens', async () => {
    const { element, gate } = await waiting();
    const loaded = await thread({ comments: comments(1) });
    const told: Event[] = [];
    loaded.addEventListener('comment-permalink', (event) => told.push(event));
    element.remove();
    loaded.remove();
    fixtureCleanup();
    location.hash = '#comment-1';
    await new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
    await settled();
    history.replaceState(null, '', location.pathname + location.search);
    expect(told).to.have.length(0);
    expect(gate.asked).to.have.length(1);
  });
});

describe('a thread whose source changes', () => {
  it('while the old one is loading shows the new one alone', async () => {
    const { element, gate } = await waiting();
    const counts = countEvents(element);
    element.backend = backendOf(comments(7));
    const loaded = nextSettled(element);
    await loaded;
    gate.release();
    await settled();
    expect(texts(element, 'content')).to.deep.equal(['Text 7']);
    expect(counts).to.deep.equal({ loads: 1, errors: 0 });
  });

  it('ends the request to the old one', async () => {
    const { element, signals } = await unanswered();
    element.backend = backendOf(comments(7));
    await nextSettled(element);
    expect(signals.map((signal) => signal?.aborted)).to.deep.equal([true]);
  });

  it('while a comment is answered keeps the form and its text, in its own place', async () => {
    const element = await thread({ comments: comments(1) });
    await element.reply('1');
    const form = await formOf(element);
    await fill(form, { text: 'Half a thought' });
    element.backend = backendOf(comments(7));
    await nextSettled(element);
    await until(() => form.isConnected && !form.parent);
    expect(form.value).to.equal('Half a thought');
    expect(part(element, 'list').contains(form)).to.be.false;
    await fill(form, { name: 'Ken' });
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    await until(() => texts(element, 'content').join() === 'Text 7,Half a thought');
  });

  it('from something to nothing shows what the page has put into it', async () => {
    const element = await thread({ comments: comments(1), inside: '<p>Elsewhere</p>' });
    expect(element.firstElementChild?.checkVisibility()).to.be.false;
    element.backend = 'auto';
    await until(() => element.firstElementChild?.checkVisibility() ?? false);
    expect(parts(element, 'comment')).to.deep.equal([]);
  });

  it('by attributes that are taken away asks for nothing', async () => {
    const element = await place(document.createElement('comment-thread'));
    const counts = countEvents(element);
    for (const name of ['src', 'backend', 'thread', 'for', 'sort']) element.setAttribute(name, 'x');
    for (const name of ['src', 'backend', 'thread', 'for', 'sort']) element.removeAttribute(name);
    await settled();
    expect(counts).to.deep.equal({ loads: 0, errors: 0 });
    const article = await place(document.createElement('article-view'));
    const errors: Event[] = [];
    article.addEventListener('article-error', (event) => errors.push(event));
    for (const name of ['src', 'backend', 'thread']) article.setAttribute(name, 'x');
    for (const name of ['src', 'backend', 'thread']) article.removeAttribute(name);
    await settled();
    expect(errors).to.deep.equal([]);
  });
});

describe('a thread that waits to be told', () => {
  it('loads when load() is called, also right after it was made', async () => {
    const gate = held(backendOf(comments(1)));
    const element = makeThread({ set: { backend: gate.backend, loading: 'manual' } });
    await place(element);
    await settled();
    expect(gate.asked).to.have.length(0);
    const early = makeThread({ comments: comments(1), set: { loading: 'manual' } });
    document.querySelector('main')?.append(early);
    await early.load();
    await early.updateComplete;
    expect(texts(early, 'content')).to.deep.equal(['Text 1']);
  });

  it('loads lazily once it is near the viewport', async () => {
    const gate = held(backendOf(comments(1)));
    const far = document.createElement('div');
    far.style.blockSize = '10000px';
    const element = makeThread({ set: { backend: gate.backend, loading: 'lazy' } });
    const box = await place(document.createElement('div'));
    box.append(far, element);
    await settled();
    await settled();
    expect(gate.asked).to.have.length(0);
    far.remove();
    await until(() => gate.asked.length === 1);
  });
});

describe('two threads on one page', () => {
  it('know nothing of each other', async () => {
    const first = await thread({ comments: comments(1), post: { title: 'First' } });
    const second = await thread({ comments: comments(1), post: { title: 'Second' } });
    await fill(await formOf(first), { text: 'To the first', name: 'Ken' });
    await second.toggle('1', false);
    const posted = nextEvent(first, 'comment-post');
    part(await formOf(first), 'submit').click();
    await posted;
    await until(() => texts(first, 'content').length === 2);
    expect(texts(second, 'content')).to.deep.equal(['Text 1']);
    expect((await formOf(second)).value).to.equal('');
    expect(inner(first).querySelectorAll('[aria-expanded="false"]')).to.have.length(0);
    expect([first, second].map((each) => text(part(each, 'heading')))).to.deep.equal([
      '2 responses to “First”',
      'One response to “Second”',
    ]);
  });
});
