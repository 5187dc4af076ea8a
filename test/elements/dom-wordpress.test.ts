import { expect } from '@open-wc/testing';
import '../../src/elements/index.js';
import type { CommentThread } from '../../src/elements/index.js';
import { adopted, listOf } from '../support/comment-markup.js';
import { articleOf, item, parts, text, texts, watchPage } from '../support/elements.js';

watchPage();

/** What a reader sees of a comment. */
function seen(thread: CommentThread, id: string): Record<string, string | undefined> {
  const article = articleOf(thread, id);
  const find = (name: string) => article.querySelector<HTMLElement>(`[part~="${name}"]`);
  return {
    name: text(find('author-name')),
    link: find('author-name')?.querySelector<HTMLAnchorElement>('a[href]')?.href,
    date: article.querySelector<HTMLTimeElement>('time[datetime]')?.dateTime,
    text: text(find('content')),
    below: item(thread, id).parentElement?.closest<HTMLElement>('li')?.dataset['id'],
  };
}

/** What the markup of each theme says of the same two comments. */
const ANN = { name: 'Ann', link: 'https://ann.example/', text: 'Hello world', below: undefined };
const BEN = { name: 'Бен', link: undefined, text: 'A reply', below: '5' };

describe('a list that a WordPress theme has printed', () => {
  const printed: Record<string, { markup: string; dates: [string, string] }> = {
    'by WordPress itself, as HTML5': {
      dates: ['2012-03-04T06:00:00.000Z', '2012-03-04T07:00:00.000Z'],
      markup: listOf({
        id: 5,
        name: '<a href="https://ann.example/" rel="external nofollow" class="url">Ann</a>',
        text: 'Hello <b>world</b>',
        replies: [{ id: 6, name: 'Бен', text: 'A reply', date: '2012-03-04T11:00:00+04:00' }],
      }),
    },
    'by WordPress itself, as XHTML': {
      dates: ['2012-03-04', '2012-03-05'],
      markup: `<ul class="commentlist"><li class="comment depth-1" id="comment-5"><div id="div-comment-5" class="comment-body">
        <div class="comment-author vcard"><img class="avatar" src="data:," alt=""><cite class="fn"><a href="https://ann.example/" class="url">Ann</a></cite> <span class="says">says:</span></div>
        <div class="comment-meta commentmetadata"><a href="/p/#comment-5">March 4, 2012 at 10:00 am</a>&nbsp;&nbsp;<a class="comment-edit-link" href="#">(Edit)</a></div>
        <p>Hello <b>world</b></p><div class="reply"><a class="comment-reply-link" href="#">Reply</a></div></div>
        <ul class="children"><li class="comment depth-2" id="comment-6"><div id="div-comment-6" class="comment-body">
        <div class="comment-author vcard"><cite class="fn">Бен</cite> <span class="says">says:</span></div>
        <div class="comment-meta commentmetadata"><a href="/p/#comment-6">March 5, 2012 at 10:00 am</a></div>
        <p>A reply</p><div class="reply">Reply</div></div></li></ul></li></ul>`,
    },
    'with its ids on other elements': {
      dates: ['2012-03-04T06:00:00.000Z', '2012-03-04T07:00:00.000Z'],
      markup: `<ol class="commentlist"><li class="comment" id="li-comment-5"><article id="comment-5" class="comment">
        <header class="comment-meta comment-author vcard"><cite><b class="fn"><a href="https://ann.example/">Ann</a></b> <span>Post author</span></cite>
        <a href="/p/#comment-5"><time datetime="2012-03-04T10:00:00+04:00">then</time></a></header>
        <section class="comment-content comment"><p>Hello world</p><p class="edit-link"><a href="#">Edit</a></p></section></article>
        <ol class="children"><li class="comment" id="li-comment-6"><article id="comment-6" class="comment"><cite><b class="fn">Бен</b></cite>
        <time datetime="2012-03-04T11:00:00+04:00"></time><section class="comment-content comment"><p>A reply</p></section></article></li></ol></li></ol>`,
    },
    'as boxes in boxes': {
      dates: ['2012-03-04T06:00:00.000Z', '2012-03-04T07:00:00.000Z'],
      markup: `<div class="comments"><div id="comment-5" class="comment"><article id="div-comment-5" class="comment-body"><footer class="comment-meta">
        <div class="comment-author vcard"><a href="https://ann.example/" class="url"><img class="avatar" src="data:," alt=""><span class="fn">Ann</span><span class="screen-reader-text says">says:</span></a></div>
        <time datetime="2012-03-04T10:00:00+04:00">then</time></footer><div class="comment-content entry-content"><p>Hello world</p></div>
        <footer class="comment-footer-meta"><span class="comment-reply">Reply</span></footer></article>
        <div id="comment-6" class="comment"><article id="div-comment-6" class="comment-body"><span class="fn">Бен</span><time datetime="2012-03-04T11:00:00+04:00"></time>
        <div class="comment-content"><p>A reply</p></div></article></div></div></div>`,
    },
    'by blocks': {
      dates: ['2012-03-04T06:00:00.000Z', '2012-03-04T07:00:00.000Z'],
      markup: `<div class="wp-block-comments"><ol class="wp-block-comment-template"><li id="comment-5" class="comment"><div class="wp-block-group">
        <div class="wp-block-avatar"><img class="avatar" src="data:," alt="Ann Avatar"></div>
        <div class="wp-block-comment-author-name"><a rel="external nofollow ugc" href="https://ann.example/">Ann</a></div>
        <div class="wp-block-comment-date"><time datetime="2012-03-04T10:00:00+04:00"><a href="/p/#comment-5">March 4</a></time></div>
        <div class="wp-block-comment-content"><p>Hello world</p></div><div class="wp-block-comment-reply-link"><a href="#">Reply</a></div></div>
        <ol><li id="comment-6" class="comment"><div class="wp-block-comment-author-name">Бен</div><div class="wp-block-comment-date"><time datetime="2012-03-04T11:00:00+04:00"></time></div>
        <div class="wp-block-comment-content"><p>A reply</p></div></li></ol></li></ol></div>`,
    },
    'in the first years': {
      dates: ['2012-03-04', '2012-03-05'],
      markup: `<ol class="commentlist"><li class="alt" id="comment-5"><cite><a href="https://ann.example/" rel="external nofollow">Ann</a></cite> Says: <br>
        <small class="commentmetadata"><a href="#comment-5" title="">4th March 2012 at 10:00</a></small><p>Hello world</p></li>
        <li id="comment-6" data-parent="5"><cite>Бен</cite> Says:<br><small class="commentmetadata"><a href="#comment-6">2012/3/5</a></small><p>A reply</p></li></ol>`,
    },
  };

  for (const [how, { markup, dates }] of Object.entries(printed)) {
    it(`is read where it is printed ${how}`, async () => {
      const thread = await adopted(markup);
      expect(parts(thread, 'comment').map(({ dataset }) => dataset['id'])).to.deep.equal(['5', '6']);
      expect(seen(thread, '5')).to.deep.equal({ ...ANN, date: dates[0] });
      expect(seen(thread, '6')).to.deep.equal({ ...BEN, date: dates[1] });
    });
  }

  it('knows whom a reply answers that the theme shows beside it', async () => {
    const thread = await adopted(
      listOf(
        { id: 1, replies: [{ id: 2 }, { id: 3, classes: 'comment reply-to-2' }] },
        { id: 4, classes: 'comment reply-to-99' },
      ),
    );
    expect(['2', '3', '4'].map((id) => seen(thread, id)['below'])).to.deep.equal(['1', '2', undefined]);
    expect(text(articleOf(thread, '4').querySelector('[part~="in-reply-to"]'))).not.to.equal('');
  });

  it('keeps the links of other sites apart, however little is said of them', async () => {
    const thread = await adopted(`<ol class="commentlist">
      <li class="post pingback"><p>Pingback: <a href="https://one.example/" class="url">One</a></p></li>
      <li class="pingback" id="comment-7"><div class="comment-body">Pingback: <a href="https://two.example/" class="url">Two</a> <span class="edit-link"><a href="#">Edit</a></span></div></li>
      <li class="trackback" id="comment-8"><div class="comment-body">Trackback: Three</div></li>
      ${listOf({ id: 9 })}</ol>`);
    expect(texts(thread, 'ping')).to.deep.equal(['Pingback: One', 'Pingback: Two', 'Trackback: Three']);
    expect(parts(thread, 'ping').map((ping) => ping.querySelector('a')?.href)).to.deep.equal([
      'https://one.example/',
      'https://two.example/',
      undefined,
    ]);
    expect(texts(thread, 'content')).to.deep.equal(['Text 9']);
  });

  it('shows who is the author of the post, and what waits for approval without the words of the theme', async () => {
    const thread = await adopted(
      listOf({ id: 1, classes: 'comment bypostauthor' }, { id: 2, held: true }) +
        `<ol class="wp-block-comment-template"><li id="comment-3" class="comment"><div class="wp-block-comment-author-name">Cy</div>
        <div class="wp-block-comment-content"><p><em class="comment-awaiting-moderation">Bitte warten.</em></p><p>Text 3</p></div></li></ol>`,
    );
    expect(texts(thread, 'badge')).to.deep.equal(['Author']);
    expect(parts(thread, 'comment-by-author').map(({ dataset }) => dataset['id'])).to.deep.equal(['1']);
    expect(parts(thread, 'comment-pending').map(({ dataset }) => dataset['id'])).to.deep.equal(['2', '3']);
    expect(texts(thread, 'content')).to.deep.equal(['Text 1', 'Text 2', 'Text 3']);
    expect(text(thread.shadowRoot)).not.to.match(/geprüft|warten/);
  });

  it('keeps the lines of what waits for approval, from which WordPress strips all markup', async () => {
    const thread = await adopted(`<ol class="comment-list"><li id="comment-1" class="comment"><b class="fn">A</b>
      <div class="comment-content"><p><em class="comment-awaiting-moderation">Bitte warten.</em></p>One\nTwo\n</div></li></ol>`);
    const content = parts(thread, 'content')[0];
    expect(content?.textContent.trim()).to.equal('One\nTwo');
    expect(getComputedStyle(content?.querySelector('p') ?? document.body).whiteSpace).to.contain('pre');
  });

  it('says in which language a comment is where the theme says it, and never else', async () => {
    const thread =
      await adopted(`<ol class="comment-list" lang="de"><li id="comment-1" class="comment" lang="tg"><b class="fn">A</b><div class="comment-content">х</div></li>
      <li id="comment-2" class="comment"><b class="fn">B</b><div class="comment-content">y <i lang="fr">z</i></div></li></ol>`);
    expect(parts(thread, 'content').map((each) => each.getAttribute('lang'))).to.deep.equal(['tg', null]);
  });

  it('turns the pictures that WordPress makes of emoji into text again', async () => {
    const thread = await adopted(
      listOf({
        id: 1,
        text: 'Yes <img class="emoji" alt="👍" src="data:,"> <img src="data:,x" alt="" class="wp-smiley">',
      }),
    );
    expect(text(parts(thread, 'content')[0])).to.equal('Yes 👍');
  });

  it('dates comments by words in the language of the page, and not at all where the words leave doubt', async () => {
    const { lang } = document.documentElement;
    const dates = [
      '5 сентября 2008 в 15:00',
      '14/02/2012',
      'September 5, 2008 at 3:00 pm',
      'vor 3 Tagen',
      '31 февраля 2012',
    ];
    document.documentElement.lang = 'ru';
    try {
      const items = dates.map(
        (date, index) =>
          `<li id="comment-${index}" class="comment"><cite class="fn">N</cite><a href="#comment-${index}">${date}</a><div class="comment-content">x</div></li>`,
      );
      const thread = await adopted(`<ol class="commentlist">${items.join('')}</ol>`);
      const found = dates.map((_, index) => seen(thread, String(index))['date']);
      expect(found).to.deep.equal(['2008-09-05', undefined, '2008-09-05', undefined, undefined]);
    } finally {
      document.documentElement.lang = lang;
    }
  });
});

describe('the heading of a theme', () => {
  const two = listOf({ id: 1 }, { id: 2 });
  const heading = async (words: string, list = two) =>
    texts(await adopted(`<div id="comments"><h2 class="comments-title">${words}</h2>${list}</div>`), 'heading')[0];

  it('counts what the theme does not show, and names the post', async () => {
    const thread = await adopted(`<h2>8 responses to &#8220;Dawn &#8220;at&#8221; 9&#8221;</h2>${two}`);
    expect(texts(thread, 'heading')).to.deep.equal(['8 responses to “Dawn “at” 9”']);
    expect(texts(thread, 'count')).to.deep.equal(['6 responses are not shown here.']);
    expect(await heading('8 Antworten auf <em>Dawn</em>')).to.equal('8 responses to “Dawn”');
    expect(await heading('1.234 Kommentare')).to.equal('1,234 responses');
  });

  it('counts nothing where its number may be part of a title, or where more is here', async () => {
    for (const words of [
      '12 things to do: one comment',
      'Responses to Area 51',
      'One thought',
      '“Dawn”: page 1 of 3',
      '1 comment',
    ])
      expect(await heading(words)).to.match(/^2 responses/, words);
  });

  it('is not that of its form', async () => {
    const thread = await adopted(`${two}<div id="respond"><h3>99 words</h3></div>`);
    expect(texts(thread, 'heading')).to.deep.equal(['2 responses']);
  });
});
