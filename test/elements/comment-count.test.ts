import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { memory } from '../../src/core/backends/memory.js';
import { registerBackend } from '../../src/core/registry.js';
import type { Backend, ThreadRef } from '../../src/core/types.js';
import type { CommentCount } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { comments, without, withResolvers } from '../support/backends.js';
import { inner, part, parts, text, until, watchPage } from '../support/elements.js';

watchPage();

const POSTS = [
  { id: 'none', comments: [] },
  { id: 'one', comments: comments(1) },
  { id: 'many', comments: [], count: { total: 1234 } },
];

/** Posts in memory, and what was asked about them. */
function counting(): { backend: Backend; asked: (readonly ThreadRef[])[] } {
  const backend = memory({ posts: POSTS });
  const asked: (readonly ThreadRef[])[] = [];
  const count: Backend['count'] = (refs, options) => {
    asked.push(refs);
    return backend.count(refs, options);
  };
  return { backend: { ...backend, count }, asked };
}

async function counters(backend: Backend, ...threads: string[]): Promise<CommentCount[]> {
  const box = await fixture<HTMLElement>(
    html`<main>
      ${threads.map((thread) => html`<comment-count .backend=${backend} .thread=${thread}>Comments</comment-count>`)}
    </main>`,
  );
  return [...box.querySelectorAll('comment-count')];
}

const shownBy = (element: CommentCount) => text(parts(element, 'count')[0]);

describe('a counter', () => {
  it('says how many responses there are', async () => {
    const elements = await counters(counting().backend, 'none', 'one', 'many');
    await until(() => elements.every((element) => parts(element, 'count').length === 1));
    expect(elements.map(shownBy)).to.deep.equal(['No comments', '1 comment', '1,234 comments']);
  });

  it('can be the bare number', async () => {
    const [element] = await counters(counting().backend, 'many');
    if (element) element.format = 'number';
    await until(() => element && shownBy(element) === '1,234');
  });

  it('shares one request with all others of its source', async () => {
    const { backend, asked } = counting();
    const elements = await counters(backend, 'one', 'many', 'one');
    await until(() => elements.every((element) => shownBy(element) !== ''));
    expect(asked.map((refs) => refs.map(({ key }) => key))).to.deep.equal([['one', 'many', 'one']]);
  });

  it('shares it by address too', async () => {
    const { backend, asked } = counting();
    registerBackend('counting', () => Promise.resolve(() => backend));
    const box = await fixture<HTMLElement>(
      html`<main>
        <comment-count src="/blog" backend="counting" thread="one"></comment-count>
        <comment-count src="/blog" backend="counting" thread="none"></comment-count>
      </main>`,
    );
    await until(() => [...box.querySelectorAll('comment-count')].every((element) => shownBy(element) !== ''));
    expect(asked).to.have.length(1);
  });

  it('ends its request when the last of them has left, and asks again when one is back', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { backend } = counting();
    const count: Backend['count'] = (refs, { signal } = {}) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise(() => {}) : (backend.count?.(refs) ?? expect.fail());
    };
    const [first, second] = await counters({ ...backend, count }, 'one', 'many');
    const place = first?.parentElement ?? expect.fail();
    await until(() => signals.length === 1);
    first?.remove();
    expect(signals[0]?.aborted).to.be.false;
    second?.remove();
    expect(signals[0]?.aborted).to.be.true;
    if (first) place.append(first);
    await until(() => first && shownBy(first) === '1 comment');
    expect(signals).to.have.length(2);
  });

  it('ends its request when it is given another source', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { backend } = counting();
    const count: Backend['count'] = (_refs, { signal } = {}) => {
      signals.push(signal);
      return new Promise(() => {});
    };
    const [element] = await counters({ ...backend, count }, 'one');
    await until(() => signals.length === 1);
    Object.assign(element ?? {}, { backend });
    await until(() => element && shownBy(element) === '1 comment');
    expect(signals[0]?.aborted).to.be.true;
  });

  it('leaves the text of the page where nothing is known, or nothing can be asked', async () => {
    const failing: Backend = { ...counting().backend, count: () => Promise.reject(new Error('Down.')) };
    const [unknown] = await counters(counting().backend, 'unknown');
    const [failed] = await counters(failing, 'one');
    const [countless] = await counters(without(counting().backend, 'count'), 'one');
    const sourceless = await fixture<CommentCount>(html`<comment-count>Comments</comment-count>`);
    await nextFrame();
    await nextFrame();
    for (const element of [unknown, failed, countless, sourceless]) {
      expect(element && parts(element, 'count')).to.deep.equal([]);
      expect(element && inner(element).querySelector('slot')?.assignedNodes().map(text).join('')).to.equal('Comments');
    }
  });

  it('never shows the number of another thread', async () => {
    const memoryOf = counting().backend;
    const gate = withResolvers();
    const count: Backend['count'] = async (refs) => {
      if (refs[0]?.key === 'many') await gate.promise;
      if (refs[0]?.key === 'broken') throw new Error('Down.');
      return memoryOf.count?.(refs) ?? [];
    };
    const [element] = await counters({ ...memoryOf, count }, 'many');
    if (!element) return expect.fail();
    await nextFrame();
    element.thread = 'one';
    await until(() => shownBy(element) === '1 comment');
    gate.resolve();
    await nextFrame();
    expect(shownBy(element)).to.equal('1 comment');
    element.thread = 'broken';
    await until(() => parts(element, 'count').length === 0);
  });

  it('speaks the language of the page around it', async () => {
    const box = await fixture<HTMLElement>(
      html`<p lang="ru"><comment-count .backend=${counting().backend} thread="many"></comment-count></p>`,
    );
    const element = box.querySelector('comment-count') ?? expect.fail();
    await until(() => shownBy(element).replace(/\s/g, ' ') === '1 234 комментария');
    expect(part(element, 'count').localName).to.equal('span');
  });
});
