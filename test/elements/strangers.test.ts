import { expect, fixture, html } from '@open-wc/testing';
import type * as Elements from '../../src/elements/index.js';
import type { CommentThread } from '../../src/elements/index.js';
import { backendOf, comments } from '../support/backends.js';
import {
  announcement,
  field,
  fill,
  focused,
  inner,
  item,
  nextSettled,
  part,
  text,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

/** Other code of the page has these tags already. */
class StrangersForm extends HTMLElement {
  readonly stranger = true;
}
class StrangersThread extends HTMLElement {
  readonly stranger = true;
}
customElements.define('reply-form', StrangersForm);
customElements.define('comment-thread', StrangersThread);

const warnings: string[] = [];
const { warn } = console;
console.warn = (...logged: unknown[]) => void warnings.push(logged.map(String).join(' '));

/** A module once more, as a second copy of the package on the page would bring it. */
async function copyOf<T>(name: string): Promise<T> {
  return (await import(new URL(`../../src/elements/${name}.ts?copy=2`, import.meta.url).href)) as T;
}

async function show(Thread: typeof CommentThread, thread = 'post'): Promise<CommentThread> {
  const backend = backendOf(comments(1), { id: thread });
  const element = Object.assign(new Thread(), { backend, thread, loading: 'eager' });
  const settled = nextSettled(element);
  await fixture(html`<main>${element}</main>`);
  await settled;
  return element;
}

/** The form of a thread, whatever its tag is. */
async function anyFormOf(element: CommentThread): Promise<Elements.ReplyForm> {
  const find = () => [...inner(element).querySelectorAll('*')].find((node) => node.localName.endsWith('reply-form'));
  await until(find);
  return find() as Elements.ReplyForm;
}

describe('beside elements of strangers with our tags', () => {
  let ours: typeof Elements;

  before(async () => {
    ours = await import('../../src/elements/index.js');
  });

  after(() => {
    console.warn = warn;
  });

  it('ours leave those alone and say so once', () => {
    expect(document.createElement('reply-form')).to.be.instanceOf(StrangersForm);
    expect(document.createElement('comment-thread')).to.be.instanceOf(StrangersThread);
    expect(warnings.filter((told) => told.includes('<reply-form> is registered by other code'))).to.have.length(1);
    expect(warnings.filter((told) => told.includes('<comment-thread> is registered by other code'))).to.have.length(1);
  });

  it('ours keep the tags that are free', () => {
    expect(customElements.get('article-view')).to.equal(ours.ArticleView);
    expect(customElements.get('comment-count')).to.equal(ours.CommentCount);
  });

  it('a thread can be used under a tag of its own, with our form in it', async () => {
    const element = await show(ours.CommentThread);
    expect(element.localName).to.equal('commentariat-comment-thread');
    const form = await anyFormOf(element);
    expect(form).to.be.instanceOf(ours.ReplyForm);
    await element.reply('1');
    await until(() => focused() === field(form, 'text'));
    expect(item(element, '1').contains(form)).to.be.true;
    await fill(form, { text: 'Hello', name: 'Ken' });
    part(form, 'submit').click();
    await announcement(element, 'Your reply was posted.');
  });

  it('a page can give our classes tags that it likes better', async () => {
    class BlogThread extends ours.CommentThread {}
    customElements.define('blog-thread', BlogThread);
    const element = await show(BlogThread);
    expect(text(part(element, 'heading'))).to.equal('One response to “Dawn”');
  });

  it('a second copy of ours lives together with the first, and says nothing', async () => {
    const before = warnings.length;
    const thread = await copyOf<typeof import('../../src/elements/comment-thread.js')>('comment-thread');
    const form = await copyOf<typeof import('../../src/elements/reply-form.js')>('reply-form');
    const count = await copyOf<typeof import('../../src/elements/comment-count.js')>('comment-count');
    const article = await copyOf<typeof import('../../src/elements/article-view.js')>('article-view');
    expect(thread.CommentThread).not.to.equal(ours.CommentThread);
    for (const [Copy, Ours] of [
      [thread.CommentThread, ours.CommentThread],
      [form.ReplyForm, ours.ReplyForm],
      [count.CommentCount, ours.CommentCount],
      [article.ArticleView, ours.ArticleView],
    ] as const) {
      expect(new Copy().localName).not.to.equal(new Ours().localName);
    }
    expect(customElements.get('article-view')).to.equal(ours.ArticleView);
    expect(warnings.slice(before)).to.deep.equal([]);
    // Two posts: what is written to one may be sent by whoever shows it, and these two have no server in common.
    const [first, second] = [await show(ours.CommentThread, 'first'), await show(thread.CommentThread, 'second')];
    for (const each of [first, second]) {
      expect(text(part(each, 'heading'))).to.equal('One response to “Dawn”');
      const own = await anyFormOf(each);
      await fill(own, { text: `From ${each.localName}`, name: 'Ken' });
      part(own, 'submit').click();
      await announcement(each, 'Your comment was posted.');
    }
  });
});
