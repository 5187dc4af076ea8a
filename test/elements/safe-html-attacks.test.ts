import { expect, fixture, html } from '@open-wc/testing';
import type { Author, Backend, Cite } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { ArticleView, type CommentThread } from '../../src/elements/index.js';
import { backendOf, comment } from '../support/backends.js';
import { drawAll, inner, nextEvent, nextSettled, parts, place, thread, until, watchPage } from '../support/elements.js';
import { corpus, strays, type Allowlist } from '../support/safe-html.js';

watchPage();

interface Attack {
  /** Class. */
  readonly c: string;
  /** Markup. */
  readonly p: string;
}

/** What attacks do when they succeed. */
const detected: string[] = [];
const originals = { alert, confirm, prompt, print, open };
const start = location.href;

function detector(name: string): () => null {
  return () => (detected.push(name), null);
}

/** Requests to anywhere but the test server. */
function requests(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => !name.startsWith(location.origin));
}

before(() => {
  const fakes = Object.keys(originals).map((name) => [name, detector(name)] as const);
  Object.assign(window, Object.fromEntries(fakes));
});

after(() => void Object.assign(window, originals));

describe('the detector', () => {
  it('is alive: it sees an attack and a request that come in raw', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.innerHTML = '<img src="data:," onerror="alert(1)"><img src="http://127.0.0.1:9/t.gif">';
    await until(() => detected.length > 0 && requests().length > 0);
    expect(detected.splice(0)).to.deep.equal(['alert']);
    expect(requests()).to.deep.equal(['http://127.0.0.1:9/t.gif']);
    performance.clearResourceTimings();
    const inert = document.implementation.createHTMLDocument().body;
    inert.innerHTML = '<video><p onclick="x" id="y" is="z">';
    const allowlist = await corpus<Allowlist>('allowlist');
    expect(strays(inert, allowlist)).to.have.members(['body', 'video', 'p[onclick]', 'p[id]', 'p[is]']);
  });
});

describe('every attack of the corpus, as a comment in a page', () => {
  let attacks: readonly Attack[];
  let allowlist: Allowlist;
  let element: CommentThread;
  let globals: readonly string[];

  before(async function () {
    attacks = (await corpus<{ readonly items: readonly Attack[] }>('house-attacks')).items;
    allowlist = await corpus<Allowlist>('allowlist');
    globals = Object.getOwnPropertyNames(window);
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(10_000);
    const items = attacks.map(({ p: value }, index) => comment(String(index), { body: { kind: 'html', value } }));
    element = await thread({ comments: items, set: { pageSize: 1000, readOnly: true } });
    element.style.setProperty('content-visibility', 'visible');
    drawAll();
  });

  it('is shown', () => {
    expect(attacks.length).to.be.greaterThan(500);
    expect(parts(element, 'content')).to.have.length(attacks.length);
  });

  it('leaves only tags and attributes that are allowed', () => {
    const found = parts(element, 'content').flatMap((content, index) => {
      const inside = document.createDocumentFragment();
      // What is shown as plain text stands in paragraphs of ours.
      const own = content.querySelector('[part="notice"]') ? content.querySelectorAll('p') : content.children;
      inside.append(...[...own].flatMap((child) => [...child.cloneNode(true).childNodes]));
      const stray = strays(inside, allowlist);
      return stray.length > 0 ? [{ attack: attacks[index]?.p, stray }] : [];
    });
    expect(found).to.deep.equal([]);
  });

  it('leaves only links that lead to the web or to a mail', () => {
    const links = parts(element, 'content').flatMap((content) => [...content.querySelectorAll('a')]);
    expect(links.length).to.be.greaterThan(20);
    for (const { protocol, rel, href } of links) {
      expect(protocol, href).to.be.oneOf(['http:', 'https:', 'mailto:']);
      expect(rel).to.equal('nofollow ugc noopener noreferrer');
      expect(href).not.to.contain('@127.0.0.1');
    }
  });

  it('runs nothing, asks for nothing, and changes nothing of the page', async () => {
    // What the attacks have set off would have come before this, which is set off after them.
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.innerHTML = '<img src="data:," onerror="confirm(1)">';
    await until(() => detected.includes('confirm'));
    expect(detected.splice(0)).to.deep.equal(['confirm']);
    expect(requests()).to.deep.equal([]);
    expect(location.href).to.equal(start);
    expect(Object.getOwnPropertyNames(window).filter((name) => !globals.includes(name))).to.deep.equal([]);
    expect(document.querySelectorAll('main > :not(comment-thread)')).to.have.length(0);
  });

  it('runs nothing when a reader clicks what it has left', async () => {
    element.addEventListener('click', (event) => event.preventDefault());
    for (const content of parts(element, 'content')) {
      for (const node of content.querySelectorAll<HTMLElement>('*')) {
        node.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
        node.click();
      }
    }
    await element.updateComplete;
    expect(detected).to.deep.equal([]);
    expect(location.href).to.equal(start);
  });
});

describe('addresses that a backend hands on unchecked', () => {
  const url = 'javascript:alert(1)';
  const author: Author = { name: 'Ken', url, avatarUrl: url };
  const cite: Cite = { title: 'Dawn', source: 'Paper', url };

  /** A backend of somebody else, which trusts its server. */
  function trusting(): Backend {
    const memory = backendOf([]);
    const comments = [comment('1', { author, cite }), comment('2', { kind: 'pingback', author })];
    return {
      ...memory,
      list: () => Promise.resolve({ comments }),
      post: () =>
        Promise.resolve({ id: 'post', title: 'Dawn', author, source: cite, categories: [{ name: 'Energy', url }] }),
    };
  }

  it('are no links in a thread', async () => {
    const element = await thread({ set: { backend: trusting(), avatars: 'image' } });
    const hrefs = [...inner(element).querySelectorAll<HTMLAnchorElement>('a')].map((link) => link.protocol);
    expect(hrefs).not.to.include('javascript:');
    expect([...inner(element).querySelectorAll('img')]).to.deep.equal([]);
    expect(parts(element, 'author-name').map((name) => name.textContent?.trim())).to.deep.equal(['Ken']);
  });

  it('are no links in an article', async () => {
    const element = Object.assign(document.createElement('article-view'), { backend: trusting(), thread: 'post' });
    expect(element).to.be.instanceOf(ArticleView);
    const told = nextEvent(element, 'article-load');
    await place(element);
    await told;
    await element.updateComplete;
    expect([...inner(element).querySelectorAll('a')]).to.deep.equal([]);
    expect(inner(element).textContent).to.contain('Ken').and.to.contain('Paper').and.to.contain('Energy');
  });

  it('are none in a form either: what a reader types as a website must be one', async () => {
    const element = await thread({ comments: [comment('1')] });
    const settled = nextSettled(element);
    void element.reload();
    await settled;
    await until(() => inner(element).querySelector('reply-form'));
    const form = inner(element).querySelector('reply-form') ?? expect.fail();
    await form.updateComplete;
    const [website] = [...inner(form).querySelectorAll<HTMLInputElement>('[name="url"]')];
    if (!website) return expect.fail();
    website.value = url;
    website.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await form.submit();
    await form.updateComplete;
    expect(website.getAttribute('aria-invalid')).to.equal('true');
  });
});
