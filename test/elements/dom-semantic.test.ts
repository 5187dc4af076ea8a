import { expect } from '@open-wc/testing';
import '../../src/elements/index.js';
import type { CommentThread } from '../../src/elements/index.js';
import { adopted } from '../support/comment-markup.js';
import { articleOf, part, parts, text, texts, watchPage } from '../support/elements.js';

watchPage();

const belowOf = (thread: CommentThread) =>
  parts(thread, 'comment').map(({ dataset, parentElement }) => [
    dataset['id'],
    parentElement?.closest<HTMLElement>('li')?.dataset['id'],
  ]);

describe('comments in microformats2', () => {
  const POST = `<article class="h-entry"><h1 class="p-name">Dawn</h1><a class="p-author h-card" href="https://owner.example/">Owner</a>
    <div class="e-content"><p>The article itself.</p></div>
    <div class="u-comment h-cite" id="comment-1"><a class="u-author p-author h-card" href="https://ann.example/"><img class="u-photo" src="data:," alt="">Ann</a>
      <a class="u-url" href="/c/1"><time class="dt-published" datetime="2012-03-04T10:00:00+04:00">then</time></a>
      <div class="e-content p-name">Hello <b>world</b><script>document.title = 'attacked'</script></div>
      <div class="u-comment h-cite" id="c2" lang="tg"><span class="p-author h-card"><a class="p-name u-url" href="https://owner.example/">Owner</a></span>
        <p class="p-content">Салом</p><time class="dt-published">2012-03-05</time></div></div>
    <div class="u-comment h-cite"><span class="p-author">Cy</span><h4 class="p-name">On dawns</h4><a class="u-url" href="https://cy.example/dawns">#</a><div class="e-content">A long <i>answer</i></div></div>
    <div class="u-like h-cite"><span class="p-author h-card">Liker</span></div></article>`;

  it('are read where they are nested, and what holds them is the post', async () => {
    const thread = await adopted(POST);
    expect(text(part(thread, 'heading'))).to.equal('3 responses to “Dawn”');
    expect(belowOf(thread)).to.deep.equal([
      ['1', undefined],
      ['c2', '1'],
      ['https://cy.example/dawns', undefined],
    ]);
    expect(texts(thread, 'author-name')).to.deep.equal(['Ann', 'Owner', 'Cy']);
    expect(texts(thread, 'content')).to.deep.equal(['Hello world', 'Салом', 'A long answer']);
    expect(part(thread, 'cite-title').textContent).to.equal('On dawns');
    expect(articleOf(thread, 'c2').querySelector('[part="content"]')?.getAttribute('lang')).to.equal('tg');
    expect(parts(thread, 'comment-by-author').map(({ dataset }) => dataset['id'])).to.deep.equal(['c2']);
    expect(articleOf(thread, '1').querySelector('time[datetime]')?.getAttribute('datetime')).to.equal(
      '2012-03-04T06:00:00.000Z',
    );
    expect(articleOf(thread, 'c2').querySelector('time[datetime]')?.getAttribute('datetime')).to.equal('2012-03-05');
    expect(document.title).not.to.equal('attacked');
  });

  it('stand below what they say they answer, in any order', async () => {
    const entry = (name: string, answers: string) =>
      `<div class="h-entry"><span class="p-author h-card">${name}</span><a class="u-url" href="/c/${name}">#</a>
       <div class="u-in-reply-to h-cite"><a class="u-url" href="${answers}">that</a></div><p class="e-content">By ${name}</p></div>`;
    const thread = await adopted(`<div class="h-feed"><h2 class="p-name">Dusk</h2>
      ${entry('b', '/c/a')}${entry('a', 'https://elsewhere.example/post')}</div>`);
    const url = (name: string) => new URL(`/c/${name}`, location.href).href;
    expect(belowOf(thread)).to.deep.equal([
      [url('a'), undefined],
      [url('b'), url('a')],
    ]);
    expect(text(part(thread, 'heading'))).to.equal('2 responses to “Dusk”');
    expect(texts(thread, 'content')).to.deep.equal(['By a', 'By b']);
  });

  it('keep mere mentions apart', async () => {
    const thread = await adopted(
      `<div class="u-mention h-cite"><a class="p-author h-card" href="https://m.example/">Em</a><p class="p-content">x</p></div>`,
    );
    expect(texts(thread, 'ping')).to.deep.equal(['Pingback: Em']);
  });
});

describe('comments in schema.org’s microdata', () => {
  const SCOPE = 'itemscope itemtype="https://schema.org/Comment"';

  it('are read where they are nested, and where they name what they answer', async () => {
    const thread =
      await adopted(`<div itemscope itemtype="https://schema.org/Article"><meta itemprop="headline" content="Dawn">
      <div ${SCOPE} itemprop="comment" id="comment-1"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="https://ann.example/"><b itemprop="name">Ann</b></a></span>
        <time itemprop="dateCreated" datetime="2012-03-04T10:00:00Z">then</time><div itemprop="text">Hello <b>world</b></div>
        <div ${SCOPE} itemprop="comment" id="comment-2"><span itemprop="author">Ben</span><meta itemprop="datePublished" content="2012-03-05"><p itemprop="text">Inside</p></div></div>
      <div ${SCOPE} id="comment-3"><link itemprop="parentItem" href="#comment-2"><span itemprop="author">Cy</span><p itemprop="text">Beside</p></div></div>`);
    expect(text(part(thread, 'heading'))).to.equal('3 responses to “Dawn”');
    expect(belowOf(thread)).to.deep.equal([
      ['1', undefined],
      ['2', '1'],
      ['3', '2'],
    ]);
    expect(texts(thread, 'author-name')).to.deep.equal(['Ann', 'Ben', 'Cy']);
    expect(texts(thread, 'content')).to.deep.equal(['Hello world', 'Inside', 'Beside']);
    expect(articleOf(thread, '1').querySelector<HTMLAnchorElement>('[part="author-name"] a')?.href).to.equal(
      'https://ann.example/',
    );
    expect(
      ['1', '2', '3'].map((id) => articleOf(thread, id).querySelector('time[datetime]')?.getAttribute('datetime')),
    ).to.deep.equal(['2012-03-04T10:00:00.000Z', '2012-03-05', undefined]);
  });
});
