import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../src/elements/index.js';
import { comment, comments } from '../support/backends.js';
import {
  articleOf,
  buttons,
  countOf,
  formOf,
  inner,
  item,
  makeThread,
  part,
  parts,
  place,
  pressReply,
  text,
  texts,
  thread,
  until,
  watchPage,
} from '../support/elements.js';

watchPage();

const BRANCH = [comment('1'), comment('2', { parentId: '1' }), comment('3', { parentId: '2' }), comment('4')];

describe('attributes of a thread', () => {
  it('are its properties', () => {
    const element = document.createElement('comment-thread');
    element.innerHTML = '';
    const attributes = {
      src: 'a.json',
      backend: 'json',
      thread: '7',
      for: 'post',
      headline: 'Title',
      sort: 'newest',
      threading: 'flat',
      'max-depth': '2',
      'page-size': '9',
      numbers: 'all',
      avatars: 'none',
      dates: 'absolute',
      composer: 'top',
      loading: 'manual',
      readonly: '',
      'heading-level': '3',
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    const { src, backend, thread: key, headline, sort, threading, maxDepth, pageSize } = element;
    expect([src, backend, key, headline, sort, threading, maxDepth, pageSize]).to.deep.equal([
      'a.json',
      'json',
      '7',
      'Title',
      'newest',
      'flat',
      2,
      9,
    ]);
    const { numbers, avatars, dates, composer, loading, readOnly, headingLevel } = element;
    expect([element.for, numbers, avatars, dates, composer, loading, readOnly, headingLevel]).to.deep.equal([
      'post',
      'all',
      'none',
      'absolute',
      'top',
      'manual',
      true,
      3,
    ]);
  });

  it('number all levels, the top level, or nothing', async () => {
    const element = await thread({ comments: BRANCH, set: { numbers: 'all' } });
    expect(texts(element, 'number')).to.deep.equal(['1', '1.1', '1.1.1', '2']);
    element.numbers = 'none';
    await element.updateComplete;
    expect(texts(element, 'number')).to.deep.equal([]);
  });

  it('nest replies or not', async () => {
    const element = await thread({ comments: BRANCH, set: { threading: 'flat' } });
    const list = part(element, 'list');
    expect(parts(element, 'comment').every(({ parentElement }) => parentElement === list)).to.be.true;
    expect(texts(element, 'in-reply-to')).to.deep.equal(['In reply to Reader 1', 'In reply to Reader 2']);
    expect(texts(element, 'number')).to.deep.equal(['1', '2']);
  });

  it('draw initials, load pictures only where that is asked for, or show neither', async () => {
    const pictured = [comment('1', { author: { name: 'ken b', avatarUrl: 'https://pictures.invalid/ken.png' } })];
    for (const [avatars, images] of [
      ['initials', 0],
      ['image', 1],
      ['none', 0],
    ] as const) {
      const each = await thread({ comments: pictured, set: { avatars } });
      const found = [...inner(each).querySelectorAll('img')];
      expect(found, avatars).to.have.length(images);
      const drawn = parts(each, 'avatar').filter((avatar) => avatar.checkVisibility());
      expect(drawn.map(({ ariaHidden }) => ariaHidden)).to.deep.equal(avatars === 'none' ? [] : ['true']);
      for (const avatar of drawn) expect(getComputedStyle(avatar, '::before').content).to.equal('"KB"');
      for (const image of found) {
        expect([image.alt, image.loading, image.referrerPolicy]).to.deep.equal(['', 'lazy', 'no-referrer']);
      }
    }
  });

  it('show dates relative for a month, then absolute, or always with the time', async () => {
    const old = comment('1', { publishedAt: '2012-03-04T10:00:00.000Z' });
    const recent = comment('2', { publishedAt: new Date(Date.now() - 3 * 3_600_000 - 60_000).toISOString() });
    const now = comment('3', { publishedAt: new Date().toISOString() });
    const element = await thread({ comments: [old, recent, now] });
    expect(texts(element, 'time')).to.deep.equal(['March 4, 2012', '3 hours ago', 'just now']);
    element.dates = 'absolute';
    await element.updateComplete;
    expect(texts(element, 'time')[0]).to.match(/^March 4, 2012 at \d\d?:00/);
    expect(texts(element, 'time')[1]).to.match(/ at /);
  });

  it('set the level of the headings: the thread, one below it the comments, the links and the form', async () => {
    const ping = comment('9', { kind: 'pingback' });
    const element = await thread({ comments: [...BRANCH, ping], set: { headingLevel: 3 } });
    const form = await formOf(element);
    const levels = [...inner(element).querySelectorAll('[role="heading"]'), part(form, 'form-title')];
    expect(levels.map((heading) => heading.getAttribute('aria-level'))).to.deep.equal([
      '3',
      '4',
      '4',
      '4',
      '4',
      '4',
      '4',
    ]);
  });

  it('never make a level beyond six', async () => {
    const element = await thread({ comments: BRANCH, set: { headingLevel: 6 } });
    const form = await formOf(element);
    expect(part(form, 'form-title').getAttribute('aria-level')).to.equal('6');
    expect(articleOf(element, '1').querySelector('[role="heading"]')?.getAttribute('aria-level')).to.equal('6');
  });

  it('stand the form below the comments, above them, or only under a comment', async () => {
    for (const composer of ['bottom', 'top', 'none'] as const) {
      const element = await thread({ comments: BRANCH, set: { composer } });
      if (composer === 'none') {
        expect(buttons(inner(element)).includes('Leave a comment'), 'no way to where no form is').to.be.false;
      } else {
        const after = part(element, 'list').compareDocumentPosition(await formOf(element));
        expect(after).to.equal(
          composer === 'bottom' ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING,
        );
        expect(buttons(inner(element))).to.include('Leave a comment');
      }
    }
  });

  it('have the form under a comment with composer="none" too', async () => {
    const element = await thread({ comments: BRANCH, set: { composer: 'none' } });
    await element.reply('4');
    const form = await formOf(element);
    expect(item(element, '4').contains(form)).to.be.true;
    expect((await pressReply(element, '1')).isConnected).to.be.true;
  });

  it('take every way to reply away with readonly', async () => {
    const element = await thread({ comments: BRANCH, set: { readOnly: true } });
    await element.reply('1');
    await element.updateComplete;
    expect(countOf(element, 'reply-form')).to.equal(0);
    expect(buttons(inner(element)).filter((name) => /^(Reply|Leave)/.test(name))).to.deep.equal([]);
    expect(parts(element, 'comment')).to.have.length(4);
  });

  it('name the thread by the page, where the backend knows no title, or the page knows better', async () => {
    const titled = await thread({ comments: comments(1), set: { headline: 'Our title' } });
    expect(text(part(titled, 'heading'))).to.equal('One response to “Our title”');
  });
});

describe('what a page puts into a thread', () => {
  const SLOTS = ['heading', 'notice', 'before-list', 'empty', 'error', 'closed', 'after-list', 'footer'];
  const inside = SLOTS.map((name) => `<p slot="${name}">${name} of the page</p>`).join('');
  const shown = (element: Element) => [...element.children].filter((child) => child.checkVisibility()).map(text);

  it('stands in its slots, and each state has its own', async () => {
    const full = await thread({ comments: comments(1), inside });
    expect(shown(full)).to.deep.equal(
      ['heading', 'notice', 'before-list', 'after-list', 'footer'].map((name) => `${name} of the page`),
    );
    const empty = await thread({ inside });
    expect(shown(empty)).to.include('empty of the page').and.not.include('error of the page');
    const policy = { access: 'closed', name: 'no', email: 'no', url: 'no' } as const;
    const closed = await thread({ comments: comments(1), inside, post: { policy } });
    expect(shown(closed)).to.include('closed of the page');
    const failed = await thread({ inside, set: { thread: 'unknown' } });
    expect(shown(failed)).to.include('error of the page').and.not.include('empty of the page');
  });

  it('stands alone until the comments have come, and comes back when they cannot', async () => {
    const inside = '<p>See the comments on our site.</p>';
    const waiting = await place(makeThread({ inside, set: { loading: 'manual' } }));
    await waiting.updateComplete;
    expect(shown(waiting)).to.have.length(1);
    expect(shown(await thread({ comments: comments(1), inside }))).to.deep.equal([]);
    expect(shown(await thread({ inside, set: { thread: 'unknown' } }))).to.have.length(1);
  });
});

describe('the look of a thread', () => {
  it('is no wider than the place it is given, with room for focus rings inside', async () => {
    const narrow = document.createElement('div');
    narrow.style.cssText = 'inline-size: 320px; overflow: auto';
    const element = await thread({ comments: [comment('1'), comment('2', { parentId: '1' })] });
    element.before(narrow);
    narrow.append(element);
    await element.updateComplete;
    expect(narrow.scrollWidth).to.equal(narrow.clientWidth);
  });

  const style = document.createElement('style');
  afterEach(() => style.remove());
  const withStyle = (css: string) => {
    style.textContent = css;
    document.head.append(style);
  };

  it('takes its tokens from the page, from wherever they are set', async () => {
    withStyle(':root { --commentariat-accent: rgb(1, 2, 3); } comment-thread { --commentariat-danger: rgb(4, 5, 6); }');
    const element = await thread({ comments: comments(1) });
    const form = await formOf(element);
    expect(getComputedStyle(part(form, 'submit')).backgroundColor).to.equal('rgb(1, 2, 3)');
    const failed = await thread({ set: { thread: 'unknown' } });
    expect(getComputedStyle(part(failed, 'error')).borderInlineStartColor).to.equal('rgb(4, 5, 6)');
  });

  it('takes rules for its parts at any depth, and for those of its form', async () => {
    withStyle('::part(author-name) { color: rgb(1, 2, 3); } comment-thread::part(textarea) { color: rgb(4, 5, 6); }');
    const element = await thread({ comments: BRANCH });
    const names = parts(element, 'author-name').map((name) => getComputedStyle(name).color);
    expect(new Set(names)).to.deep.equal(new Set(['rgb(1, 2, 3)']));
    expect(getComputedStyle(part(await formOf(element), 'textarea')).color).to.equal('rgb(4, 5, 6)');
  });

  it('is the font and the colours of the page, in light and in dark', async () => {
    withStyle('main { font: 20px "Courier New"; color: rgb(9, 9, 9); } :root { color-scheme: light dark; }');
    const element = await thread({ comments: comments(1) });
    const { fontFamily, fontSize, color } = getComputedStyle(part(element, 'content'));
    expect([fontFamily, fontSize, color]).to.deep.equal(['"Courier New"', '20px', 'rgb(9, 9, 9)']);
    const submit = part(await formOf(element), 'submit');
    const light = getComputedStyle(submit).backgroundColor;
    await emulateMedia({ colorScheme: 'dark' });
    expect(getComputedStyle(submit).backgroundColor).not.to.equal(light);
    await emulateMedia({ colorScheme: 'light' });
  });

  it('is mirrored in a page that is written from right to left', async () => {
    const element = await thread({ comments: BRANCH });
    const left = () =>
      item(element, '2').getBoundingClientRect().left - item(element, '1').getBoundingClientRect().left;
    expect(left()).to.be.greaterThan(20);
    element.dir = 'rtl';
    expect(left()).to.be.lessThan(20);
    const right = item(element, '1').getBoundingClientRect().right - item(element, '2').getBoundingClientRect().right;
    expect(right).to.be.greaterThan(20);
  });
});

describe('the language of a thread', () => {
  it('is that of the part of the page it stands in, down to its plurals', async () => {
    const { lang } = document.documentElement;
    document.documentElement.lang = 'en';
    const element = await thread({ comments: comments(1, 2), post: { count: { total: 22 } }, lang: 'ru' });
    const form = await formOf(element);
    await until(() => text(part(element, 'heading')) === '22 комментария на «Dawn»');
    expect(text(part(element, 'count'))).to.equal('20 комментариев здесь не показаны.');
    await until(() => text(part(form, 'submit')) === 'Отправить комментарий');
    expect(texts(element, 'time')[0]).to.equal('4 марта 2012 г.');
    document.documentElement.lang = lang;
  });

  it('is that of a host around it, also from outside of a shadow root', async () => {
    const host = document.createElement('div');
    host.lang = 'ru';
    const element = makeThread({ comments: comments(1) });
    const loaded = new Promise((resolve) => element.addEventListener('comment-load', resolve));
    host.attachShadow({ mode: 'open' }).append(element);
    await place(host);
    await loaded;
    await until(() => text(part(element, 'heading')) === 'Один комментарий на «Dawn»');
  });

  it('is English where there are no texts for the language of the page', async () => {
    const element = await thread({ comments: comments(1), lang: 'tlh' });
    expect(text(part(element, 'heading'))).to.equal('One response to “Dawn”');
  });
});
