import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { english } from '../../src/core/messages.js';
import type { Body } from '../../src/core/types.js';
import { BodyRenderer, prepareBodies } from '../../src/elements/body.js';
import type { ProfileName } from '../../src/elements/html-profile.js';
import '../../src/elements/index.js';
import type { ArticleView, CommentThread } from '../../src/elements/index.js';
import { corpusOf, isWhole, slices } from '../support/corpora.js';
import { Detector, provoke } from '../support/detector.js';
import { drawAll, nextEvent, nextSettled, part, parts, place, watchPage } from '../support/elements.js';
import { firedRaw } from '../support/raw.js';
import { strays, type Allowlist } from '../support/safe-html.js';
import { Tally, tell } from './tally.js';

watchPage();

/** Comments of one thread, and articles on the page at one time. */
const COMMENTS = 500;
const ARTICLES = 100;
/** Attacks of our own, which are in the project; the others may not be copied into it. */
const OURS = 535;
const ALL = 6_006;
/** How many of all must run something when they come in raw. */
const ALIVE = { all: 400, ours: 30 };
const KINDS = ['html', 'text'] as const;
const PROFILES = ['comment', 'article'] as const;
const SOURCES = { json: '.json', http: '' } as const;

let payloads: readonly string[];
let lists: Record<ProfileName, Allowlist>;
let detector: Detector;

before(async () => {
  payloads = (await corpusOf<string>('payloads'))?.items ?? [];
  const comment = (await corpusOf<never, Allowlist>('allowlist')) ?? expect.fail('the allowlist is missing');
  const table = ['caption', 'col', 'colgroup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'];
  const cell = ['colspan', 'rowspan', 'scope'];
  const article = {
    ...comment,
    tags: [...comment.tags, ...table, 'button'],
    attributes: { ...comment.attributes, td: cell, th: cell, button: ['type', 'class'] },
  };
  lists = { comment, article };
  detector = new Detector(window);
});

after(() => detector.stop());

describe('every attack of all corpora', () => {
  it('is there: those that may not be copied, too', async function (this: { skip(): void }) {
    const others = await corpusOf('xss-permissive');
    expect(payloads.length).to.equal(others ? ALL : OURS);
    if (others) return;
    await tell({
      missing: `ONLY OUR OWN ${OURS} ATTACKS HAVE RUN: the 5,471 of ../shared/corpora/xss-permissive.json are not on this machine`,
    });
    this.skip();
  });

  for (const profile of PROFILES) {
    for (const kind of KINDS)
      it(`does nothing in light DOM, as ${kind} of ${profile === 'comment' ? 'a comment' : 'an article'}`, () =>
        checkLight(profile, kind));
  }

  for (const [backend, ending] of Object.entries(SOURCES)) {
    for (const kind of KINDS) {
      const way = `${kind} of the ${backend} backend`;
      it(`does nothing in a thread, as ${way}`, () => checkThreads(way, kind, ending));
      it(`does nothing in articles, as ${way}${isWhole() ? '' : ' (every tenth hundred; CORPUS=whole runs all)'}`, () =>
        checkArticles(way, kind, ending));
    }
  }
});

/** Bodies as our elements draw them, in the page itself. */
async function checkLight(profile: ProfileName, kind: Body['kind']): Promise<void> {
  const tally = new Tally(`${profile}, ${kind}, light DOM`, detector);
  const host = document.createElement('article-view');
  if (profile === 'article') host.setAttribute('pictures', 'click');
  const renderer = new BodyRenderer(profile, host);
  await prepareBodies([{ body: { kind: 'html', value: '<img>' } }]);
  const all = await lightBox();
  for (const [at, texts] of slices(payloads, COMMENTS).entries()) {
    for (const value of texts) {
      const box = document.createElement('div');
      all.append(box);
      render(renderer.render({}, { kind, value }, 4, 'https://source.example/', english), box);
      tally.add(value, faultsIn(box, kind, value, profile));
    }
    provoke(all);
    await tally.look(`slice ${at}`);
    all.replaceChildren();
  }
  await tally.close();
}

/** A box in the page itself. */
async function lightBox(): Promise<HTMLElement> {
  const box = document.createElement('div');
  box.addEventListener('click', (event) => event.preventDefault());
  return place(box);
}

function ranges(size: number): [number, number][] {
  const starts = Array.from({ length: Math.ceil(payloads.length / size) }, (_, index) => index * size);
  return starts.map((from) => [from, Math.min(payloads.length, from + size)]);
}

async function checkThreads(way: string, kind: Body['kind'], ending: string): Promise<void> {
  const tally = new Tally(`comment, ${way}, shadow DOM`, detector);
  for (const [from, to] of ranges(COMMENTS)) {
    const src = `/hostile/${kind}/${from}-${to}${ending}`;
    const element: CommentThread = Object.assign(document.createElement('comment-thread'), {
      ...{ src, thread: 'all', pageSize: COMMENTS, loading: 'eager', readOnly: true },
    });
    const told = nextSettled(element);
    await place(element);
    await told;
    await tally.look(`${src}, its words alone where it is far`);
    drawAll();
    const shown = parts(element, 'content');
    expect(shown.length, src).to.equal(to - from);
    for (const [index, content] of shown.entries()) checkShown(tally, content, kind, 'comment', from + index);
    await tally.look(src);
    element.remove();
  }
  await tally.close();
}

function checkShown(tally: Tally, content: HTMLElement, kind: Body['kind'], profile: ProfileName, at: number): void {
  const payload = payloads[at] ?? '';
  content.addEventListener('click', (event) => event.preventDefault());
  tally.add(payload, faultsIn(content, kind, payload, profile));
  provoke(content);
}

async function checkArticles(way: string, kind: Body['kind'], ending: string): Promise<void> {
  const tally = new Tally(`article, ${way}, shadow DOM`, detector);
  const all = ranges(ARTICLES);
  for (const [from, to] of isWhole() ? all : all.filter((_, index) => index % 10 === 0)) {
    const src = `/hostile/${kind}/${from}-${to}${ending}`;
    const elements = await articles(src, from, to);
    for (const [index, element] of elements.entries())
      checkShown(tally, part(element, 'content'), kind, 'article', from + index);
    await tally.look(src);
    for (const element of elements) element.remove();
  }
  await tally.close();
}

async function articles(src: string, from: number, to: number): Promise<ArticleView[]> {
  const box = await lightBox();
  const elements = Array.from({ length: to - from }, (_, index): ArticleView =>
    Object.assign(document.createElement('article-view'), { src, thread: `post-${from + index}` }),
  );
  const told = elements.map((element) => Promise.race([nextEvent(element, 'article-load'), failure(element)]));
  // Pictures of the source itself, which is asked anyway, would load.
  for (const element of elements) element.setAttribute('pictures', 'click');
  box.append(...elements);
  await Promise.all(told);
  await Promise.all(elements.map((element) => element.updateComplete));
  return elements;
}

async function failure(element: ArticleView): Promise<never> {
  const { error } = await nextEvent(element, 'article-error');
  throw error;
}

/** Blanks are shown as a page shows them; what no font can show is not compared. */
const words = (text: string): string => text.replace(/[\s\0\ufffd]+/g, '');

/** What stands in a body that may not be there, and words of a text that are missing. */
function faultsIn(content: HTMLElement, kind: Body['kind'], payload: string, profile: ProfileName): string[] {
  const blocks = [...content.querySelectorAll(':scope > div')];
  const isPlain = kind === 'text' || content.querySelector(':scope > p[part="notice"]') !== null;
  const found = blocks.flatMap((block) => (isPlain ? notPlain(block) : strays(contentsOf(block), lists[profile])));
  const others = content.querySelectorAll(':scope > :not(div, slot, p[part="notice"]), :scope > p > *');
  const isLost = kind === 'text' && words(content.textContent ?? '') !== words(payload);
  return [...found, ...[...others].map(({ localName }) => localName), ...(isLost ? ['other words'] : [])];
}

function contentsOf(block: Element): DocumentFragment {
  const contents = document.createDocumentFragment();
  contents.append(...block.cloneNode(true).childNodes);
  return contents;
}

/** Plain text is paragraphs that we make, and nothing in them. */
function notPlain(block: Element): string[] {
  return [...block.querySelectorAll('*')].flatMap((element) =>
    element.cloneNode().isEqualNode(PARAGRAPH) ? [] : [element.localName],
  );
}

const PARAGRAPH = Object.assign(document.createElement('p'), { className: 'text', dir: 'auto' });

// Last, since what it sets off may come late.
describe('the detector', () => {
  it('is alive: hundreds of the attacks run something when they come in raw', async () => {
    // Without those that would keep a browser busy for ever.
    const ending = payloads.filter((text) => !/while\s*\(|for\s*\(;|setInterval/i.test(text));
    const fired = await firedRaw(ending);
    const none = { navigated: 0, requested: 0, strays: 0 };
    await tell({ way: 'raw innerHTML', texts: ending.length, executed: fired.size, ...none });
    expect(fired.size).to.be.at.least(payloads.length === ALL ? ALIVE.all : ALIVE.ours);
  });
});
