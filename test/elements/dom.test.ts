import { expect, nextFrame } from '@open-wc/testing';
import '../../src/elements/index.js';
import type { CommentErrorEvent, CommentThread } from '../../src/elements/index.js';
import {
  adopted,
  asked,
  FORM,
  listOf,
  page,
  serve,
  SITE,
  visit,
  wrap,
  type ThemeComment,
} from '../support/comment-markup.js';
import {
  announced,
  articleOf,
  button,
  countOf,
  fill,
  focused,
  formOf,
  makeThread,
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

const own = location.pathname + location.search;

afterEach(() => history.replaceState(null, '', own));

/** Whatever the page has asked a server for, apart from its own code. */
function requests(): string[] {
  return performance
    .getEntriesByType('resource')
    .filter((entry) => !/script|link|other/.test((entry as PerformanceResourceTiming).initiatorType))
    .map(({ name }) => name)
    .filter((name) => !name.endsWith(SITE));
}

const ids = (thread: CommentThread) => parts(thread, 'comment').map(({ dataset }) => dataset['id']);
const light = (thread: CommentThread, id: string) => thread.querySelector<HTMLElement>(`#${id}`) ?? expect.fail(id);

describe('a thread around the comments of a page', () => {
  it('shows them in its own way, and leaves the markup where it was, out of sight', async () => {
    const markup = listOf({ id: 1, replies: [{ id: 2 }] }, { id: 3 });
    const thread = await adopted(markup, { backend: 'auto' });
    expect(ids(thread)).to.deep.equal(['1', '2', '3']);
    expect(thread.innerHTML).to.equal(markup);
    expect(light(thread, 'comment-2').checkVisibility()).to.be.false;
    expect(light(thread, 'comment-2').getClientRects()).to.have.length(0);
  });

  it('is found to be one without being told, in every shape of such a list', async () => {
    for (const markup of [
      '<ol><li id="li-comment-1" class="comment"><article id="comment-1"><b class="fn">A</b><div class="comment-content">x</div></article></li></ol>',
      '<div id="comment-1" class="comment"><b class="fn">A</b><div class="comment-content">x</div></div>',
      '<p class="h-cite"><i class="p-author">A</i> <b class="e-content">x</b></p>',
      '<p itemscope itemtype="https://schema.org/Comment"><i itemprop="author">A</i> <b itemprop="text">x</b></p>',
    ])
      expect(texts(await adopted(markup, { backend: 'auto' }), 'content'), markup).to.deep.equal(['x']);
  });

  it('stands where the theme has them, unless the page has a place for it', async () => {
    const list = listOf({ id: 1 });
    const box = `<div id="comments" class="comments-area wide">${list}</div>`;
    expect((await adopted(box)).className).to.equal('comments-area wide');
    expect((await adopted(`<section class="comments-area">${list}</section>`)).className).to.equal('comments-area');
    for (const other of [list, `<div class="h-feed">${list}</div>`, `<h2 id="comments" class="title">1</h2>${list}`])
      expect((await adopted(other)).className, other).to.equal('');
    expect((await adopted(box, { className: 'own' })).className).to.equal('own');
  });

  it('asks no server for anything until the reader does', async () => {
    visit();
    await serve({});
    performance.clearResourceTimings();
    const links = `<div class="nav-previous"><a href="${SITE}/post/comment-page-1/#comments">Older</a></div>`;
    const thread = await adopted(listOf({ id: 1 }, { id: 2 }) + links + FORM);
    const form = await formOf(thread);
    await fill(form, { text: 'Typed', name: 'Ann' });
    await thread.toggle('1', false);
    // The pictures of the markup itself, once.
    const pictures = [1, 2].map((id) => new URL(`/scripted/pictures/${id}.png`, location.href).href);
    await until(() => requests().length >= 2, 'the page has loaded its own pictures');
    expect(requests().sort()).to.deep.equal(pictures);
    expect(await asked()).to.deep.equal([]);
  });

  it('waits where it is far away, and shows the markup until then', async () => {
    const far = document.createElement('div');
    far.style.height = '500vh';
    document.body.prepend(far);
    try {
      const thread = await wrap(listOf({ id: 1 }), { loading: 'lazy' });
      await nextFrame();
      await nextFrame();
      expect(ids(thread)).to.deep.equal([]);
      expect(light(thread, 'comment-1').checkVisibility()).to.be.true;
      const loaded = nextEvent(thread, 'comment-load');
      thread.scrollIntoView();
      await loaded;
      expect(ids(thread)).to.deep.equal(['1']);
    } finally {
      far.remove();
    }
  });

  it('leaves out what is no comment, says so to the page, and shows the rest', async () => {
    const thread = makeThread({
      inside: `${listOf({ id: 1 })}<ol class="comment-list"><li id="comment-2"></li><li id="comment-3" class="comment"><div class="comment-content"> </div></li>
        <li class="comment">Adverts</li></ol>${listOf({ id: 4 }, { id: 1, text: 'The same id again' })}`,
      set: { backend: 'dom', loading: 'eager' },
    });
    const told: CommentErrorEvent[] = [];
    thread.addEventListener('comment-error', (event) => told.push(event));
    const loaded = nextEvent(thread, 'comment-load');
    await place(thread);
    await loaded;
    await until(() => told.length, 'the page is told');
    expect(ids(thread)).to.deep.equal(['1', '4']);
    expect(texts(thread, 'content')).to.deep.equal(['Text 1', 'Text 4']);
    expect(told.map(({ error }) => [error.code, error.message])).to.deep.equal([
      ['bad-data', '3 items could not be read.'],
    ]);
  });

  it('runs nothing of what it reads, although an administrator may write anything', async () => {
    const attacks = window as { attacked?: unknown };
    const bad = `<img src="x" onerror="attacked = 1"><script>attacked = 2</script><a href="javascript:attacked=3">click</a><svg onload="attacked = 4"></svg>
      <template><img src="x" onerror="attacked = 5"></template><comment-thread src="https://evil.example/x.json"></comment-thread>`;
    const parsed = new DOMParser().parseFromString(listOf({ id: 1, name: bad, text: `${bad}Kept` }), 'text/html');
    // As in a page that was parsed with scripts off: what stands in it is taken over, not run by this test.
    const thread = makeThread({ set: { backend: 'dom', loading: 'eager' } });
    thread.append(parsed.adoptNode(parsed.body.firstElementChild as Element));
    performance.clearResourceTimings();
    const settled = nextSettled(thread);
    await place(thread);
    await settled;
    expect(text(part(thread, 'content'))).to.contain('Kept');
    expect(
      countOf(thread, '[part~="content"] :is(script,svg,comment-thread,template,[onerror],[href^="javascript"])'),
    ).to.equal(0);
    part(thread, 'content')
      .querySelectorAll('a')
      .forEach((link) => link.click());
    expect(requests().filter((name) => name.includes('evil'))).to.deep.equal([]);
    // Those in the page's own markup are the page's own affair; ours must not be among them.
    expect(attacks.attacked).not.to.equal(3);
  });

  it('reads ten thousand comments in a time that grows with their number only', async () => {
    const { copyOf } = await import('../../src/elements/dom-items.js');
    const { readMarkup } = await import('../../src/elements/dom-markup.js');
    const nest = (from: number, depth: number): ThemeComment => ({
      id: from,
      ...(depth > 1 && { replies: [nest(from + 1, depth - 1)] }),
    });
    const time = (count: number) => {
      // Not in this document, whose pictures would be loaded.
      const { body } = new DOMParser().parseFromString(
        listOf(...Array.from({ length: count / 10 }, (_, index) => nest(index * 10 + 1, 10))),
        'text/html',
      );
      const start = performance.now();
      const { comments } = readMarkup(copyOf(body), { base: location.href, lang: 'en' });
      const elapsed = performance.now() - start;
      expect(comments.filter((comment) => comment?.author?.name)).to.have.length(count);
      expect(comments.filter((comment) => comment?.parentId)).to.have.length(count * 0.9);
      return elapsed;
    };
    time(1_000);
    const small = time(1_000);
    const large = time(10_000);
    expect(large).to.be.lessThan(Math.max(small, 20) * 40);
  });
});

describe('a link into the markup that a thread has taken over', () => {
  const long = Array.from({ length: 9 }, (_, index) => ({ id: index + 1, text: 'Long<br>'.repeat(30) }));
  const targets = (element: CommentThread) => parts(element, 'comment-target').map(({ dataset }) => dataset['id']);

  async function marked(thread: CommentThread, id: string): Promise<void> {
    await until(() => targets(thread).join() === id, `${id} is marked`);
    await until(() => articleOf(thread, id).contains(focused()), `${id} has the focus`);
    expect(articleOf(thread, id).getBoundingClientRect().top).to.be.within(-1, innerHeight);
  }

  it('leads to the comment as the thread shows it: when the page opens, by a click, and back and forth', async () => {
    location.hash = '#comment-7';
    const thread = await adopted(listOf(...long));
    await marked(thread, '7');
    const link = document.createElement('a');
    link.href = '#comment-3';
    thread.after(link);
    link.click();
    await marked(thread, '3');
    history.back();
    await marked(thread, '7');
    history.forward();
    await marked(thread, '3');
    expect(document.getElementById('comment-3')?.checkVisibility()).to.be.false;
  });

  it('leads to comments whose ids other markup has chosen, and to what stands in the item of WordPress', async () => {
    const entry = (id: string) =>
      `<div class="h-cite" id="${id}"><b class="p-author">N</b><div class="e-content">${'Long<br>'.repeat(40)}<i id="in-${id}">x</i></div></div>`;
    const thread = await adopted(entry('c1') + entry('c2') + entry('c3'));
    location.hash = '#c3';
    await marked(thread, 'c3');
    location.hash = '#in-c2';
    await marked(thread, 'c2');
    const theme = await adopted(listOf(...long));
    location.hash = '#div-comment-8';
    await marked(theme, '8');
  });

  it('leads to the thread and to its form', async () => {
    await serve({});
    const above = document.createElement('div');
    above.style.height = '300vh';
    const thread = await adopted(`<div id="comments">${listOf(...long)}${FORM}</div>`);
    const form = await formOf(thread);
    thread.before(above);
    window.scrollTo(0, 0);
    location.hash = '#comments';
    await until(() => Math.abs(thread.getBoundingClientRect().top) < innerHeight, 'the thread is in view');
    location.hash = '#respond';
    await until(() => form.contains(focused()) || form.shadowRoot?.activeElement, 'the form has the focus');
    expect(await asked()).to.deep.equal([]);
  });
});

describe('comments that a theme has put on several pages', () => {
  const link = (number: number, words: string, where: string) =>
    `<div class="${where}"><a href="${SITE}/post/comment-page-${number}/#comments">${words}</a></div>`;
  const html = (body: string) => [{ html: page(body) }];
  const noise = `<a rel="prev" class="nav-previous" href="${SITE}/another-post/">Previous post</a><a href="${SITE}/post/comment-page-1/#comment-1">a comment</a>`;

  it('come when the reader asks for more: the older ones first, then those that are newer than the page', async () => {
    visit('/post/comment-page-2/');
    await serve({
      'GET /post/comment-page-1/': html(listOf({ id: 1 }, { id: 2 }) + link(2, 'Newer', 'nav-next')),
      'GET /post/comment-page-3/': html(listOf({ id: 5 }) + link(2, 'Older', 'nav-previous')),
    });
    const thread = await adopted(
      `<h2>5 responses to “Dawn”</h2>${noise}${link(1, 'Older', 'nav-previous')}${listOf({ id: 3 }, { id: 4 })}${link(3, 'Newer', 'nav-next')}`,
    );
    expect(text(part(thread, 'heading'))).to.equal('5 responses to “Dawn”');
    expect(await asked()).to.deep.equal([]);
    button(part(thread, 'base'), 'Load more').click();
    await until(() => ids(thread).length === 4, 'the older ones come');
    expect(ids(thread).sort()).to.deep.equal(['1', '2', '3', '4']);
    button(part(thread, 'base'), 'Load more').click();
    await until(() => ids(thread).length === 5, 'the newer ones come');
    expect((await asked()).map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'GET /post/comment-page-1/',
      'GET /post/comment-page-3/',
    ]);
    expect(parts(thread, 'load-more')).to.deep.equal([]);
    expect(parts(thread, 'count')).to.deep.equal([]);
    expect(announced(thread)).to.contain('1');
  });

  it('are each asked for once, however the links go in circles, and with plain addresses', async () => {
    visit('/?p=4');
    const at = (number: number) => `<a class="page-numbers" href="${SITE}/?p=4&cpage=${number}#comments">${number}</a>`;
    const circle = at(1) + at(2) + at(3);
    await serve({ 'GET /': [1, 2, 3].map((id) => ({ html: page(listOf({ id }) + circle) })) });
    const thread = await adopted(listOf({ id: 4 }) + circle);
    for (const count of [2, 3, 4]) {
      await thread.loadMore();
      expect(ids(thread)).to.have.length(count);
    }
    expect(parts(thread, 'load-more')).to.deep.equal([]);
    expect((await asked()).map(({ path }) => path)).to.deep.equal(['/?p=4&cpage=3', '/?p=4&cpage=2', '/?p=4&cpage=1']);
  });

  it('are found by a link to a comment on another page', async () => {
    visit('/post/#comment-1');
    await serve({ 'GET /post/comment-page-1/': html(listOf({ id: 1 })) });
    const thread = await adopted(link(1, 'Older', 'nav-previous') + listOf({ id: 2 }));
    await until(() => parts(thread, 'comment-target').length, 'it is marked');
    expect(parts(thread, 'comment-target')[0]?.dataset['id']).to.equal('1');
  });

  it('can be asked for again where the server failed, and are not offered from another origin', async () => {
    visit();
    await serve({
      'GET /post/comment-page-1/': [{ status: 503, html: '<p>Down</p>' }, { html: page(listOf({ id: 1 })) }],
    });
    const thread = await adopted(link(1, 'Older', 'nav-previous') + listOf({ id: 2 }));
    await thread.loadMore();
    expect(text(part(thread, 'error'))).to.contain('The comment server has a problem.');
    expect(ids(thread)).to.deep.equal(['2']);
    button(part(thread, 'error'), 'Try again').click();
    await until(() => ids(thread).length === 2, 'it comes');
    const other = await adopted(`${listOf({ id: 2 })}<a href="https://other.example/post/comment-page-1/">Older</a>`);
    expect(parts(other, 'load-more')).to.deep.equal([]);
  });
});

describe('looking again', () => {
  it('asks the server for the page, and reads what stands in the thread there', async () => {
    visit();
    await serve({
      'GET /post/': [
        {
          html: `<ol class="comment-list"><li id="comment-99" class="comment"><b class="fn">Not in a thread</b></li></ol>${page(listOf({ id: 1 }, { id: 2, name: 'New' }))}`,
        },
      ],
    });
    const thread = await adopted(listOf({ id: 1 }));
    await thread.reload();
    await until(() => ids(thread).join() === '1,2', 'the new one is there');
    expect(texts(thread, 'author-name')).to.deep.equal(['Reader 1', 'New']);
    expect((await asked()).map(({ path }) => path)).to.deep.equal(['/post/']);
  });

  it('reads the whole page where only scripts have put the thread there', async () => {
    visit();
    await serve({ 'GET /post/': [{ html: `<body>${listOf({ id: 1 }, { id: 2 })}</body>` }] });
    const thread = await adopted(listOf({ id: 1 }));
    await thread.reload();
    await until(() => ids(thread).join() === '1,2', 'the new one is there');
  });

  it('keeps what is shown where the page does not come, or is none', async () => {
    visit();
    const thread = await adopted(listOf({ id: 1 }));
    for (const [answer, words] of [
      [{ cut: true }, 'could not be reached'],
      [{ type: 'application/json', html: '{}' }, 'cannot be read'],
      [{ status: 404, html: page(listOf({ id: 9 })) }, 'no discussion at this address'],
    ] as const) {
      await serve({ 'GET /post/': [answer] });
      await thread.reload();
      await until(() => texts(thread, 'error').join().includes(words), words);
      expect(ids(thread)).to.deep.equal(['1']);
    }
  });
});
