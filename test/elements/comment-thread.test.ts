import { expect } from '@open-wc/testing';
import type { Comment } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { comment, comments } from '../support/backends.js';
import {
  articleOf,
  button,
  buttons,
  countOf,
  inner,
  item,
  part,
  parts,
  same,
  text,
  texts,
  thread,
  watchPage,
} from '../support/elements.js';

watchPage();

/** As in the page this project began from: the server counts eight, and seven can be shown. */
const SEVEN: Comment[] = [
  comment('1', { author: { name: 'Ken' } }),
  comment('2', { parentId: '1', author: { name: 'Анна', role: 'author' } }),
  comment('3', { parentId: '2' }),
  comment('4', { kind: 'pingback', author: { name: 'Other blog', url: 'https://blog.example/' } }),
  comment('5'),
  comment('6', { parentId: '5' }),
  comment('7'),
];

describe('what a reader sees of a thread', () => {
  it('is the count of the server in the heading, and a line about what is missing', async () => {
    const element = await thread({ comments: SEVEN, post: { count: { total: 8 } } });
    expect(text(part(element, 'heading'))).to.equal('8 responses to “Dawn”');
    expect(text(part(element, 'count'))).to.equal('1 response is not shown here.');
    expect(parts(element, 'comment')).to.have.length(6);
  });

  it('is no such line when everything counted is shown', async () => {
    const element = await thread({ comments: SEVEN });
    expect(text(part(element, 'heading'))).to.equal('7 responses to “Dawn”');
    expect(parts(element, 'count')).to.deep.equal([]);
  });

  it('never says that there is nothing where the server counts something', async () => {
    const element = await thread({ post: { count: { total: 3 } } });
    expect(text(part(element, 'heading'))).to.equal('3 responses to “Dawn”');
    expect(text(part(element, 'count'))).to.equal('3 responses are not shown here.');
    expect(parts(element, 'empty')).to.deep.equal([]);
  });

  it('is a number on each top-level comment, and on no other', async () => {
    const element = await thread({ comments: SEVEN });
    const numbered = parts(element, 'comment').map((each) =>
      text(each.querySelector(':scope > article [part="number"]')),
    );
    expect(numbered).to.deep.equal(['1', '', '', '2', '', '3']);
    expect(inner(element).querySelector('[part="number"]')?.getAttribute('aria-label')).to.equal('Comment 1');
  });

  it('is each comment in the list of the comment that it answers', async () => {
    const element = await thread({ comments: SEVEN });
    const parentOf = (id: string) => item(element, id).parentElement?.closest<HTMLElement>('li')?.dataset['id'];
    expect(['1', '2', '3', '5', '6', '7'].map(parentOf)).to.deep.equal([
      undefined,
      '1',
      '2',
      undefined,
      '5',
      undefined,
    ]);
    for (const list of inner(element).querySelectorAll('ol')) {
      expect(list.getAttribute('role')).to.equal('list');
      expect([...list.children].every(({ localName }) => localName === 'li')).to.be.true;
    }
  });

  it('is an article for each comment, named by author and date', async () => {
    const element = await thread({ comments: SEVEN, set: { dates: 'absolute' } });
    const article = articleOf(element, '2');
    const heading = inner(element).getElementById(article.getAttribute('aria-labelledby') ?? '');
    same(heading, article.querySelector('[role="heading"]'));
    expect(text(heading)).to.match(/^Анна Author March 4, 2012 at \d/);
    const time = article.querySelector('time');
    expect(time?.dateTime).to.equal('2012-03-04T10:00:00.000Z');
    expect(time?.title).to.match(/^March 4, 2012 at \d/);
  });

  it('is a badge on comments by the author of the post, and no other sign of it but words', async () => {
    const element = await thread({ comments: SEVEN });
    expect(parts(element, 'badge')).to.have.length(1);
    expect(text(articleOf(element, '2').querySelector('[part="badge"]'))).to.equal('Author');
    same(part(element, 'comment-by-author'), item(element, '2'));
  });

  it('is each name isolated, and each text in the direction of its own letters', async () => {
    const element = await thread({
      comments: [
        comment('1', {
          author: { name: 'עברית 1', url: 'https://a.example/' },
          body: { kind: 'text', value: 'שלום\n\nHello' },
        }),
      ],
    });
    const name = part(element, 'author-name').querySelector('bdi');
    expect(text(name)).to.equal('עברית 1');
    expect(part(element, 'author-name').querySelector('a')?.rel).to.equal('nofollow ugc noopener noreferrer');
    const [first, second] = part(element, 'content').querySelectorAll('p');
    expect(first && getComputedStyle(first).direction).to.equal('rtl');
    expect(second && getComputedStyle(second).direction).to.equal('ltr');
  });

  it('is no language that nobody has named', async () => {
    const russian = { kind: 'text', value: 'Забони тоҷикӣ' } as const;
    const element = await thread({
      comments: [comment('1', { body: russian }), comment('2', { body: russian, lang: 'tg' })],
    });
    const langs = parts(element, 'content').map((content) => content.getAttribute('lang'));
    expect(langs).to.deep.equal([null, 'tg']);
  });

  it('is the place of a deleted comment with its replies, without its text, and without a way to answer it', async () => {
    const gone = comment('1', { state: 'deleted', author: {} });
    const element = await thread({ comments: [gone, comment('2', { parentId: '1' })] });
    expect(text(articleOf(element, '1')))
      .to.match(/^This comment was deleted\. /)
      .and.not.contain('Text 1');
    expect(buttons(articleOf(element, '1')).some((name) => /^(Reply|Copy)/.test(name))).to.be.false;
    expect(item(element, '1').contains(item(element, '2'))).to.be.true;
    same(part(element, 'comment-deleted'), item(element, '1'));
  });

  it('is what other sites link, apart from what people wrote', async () => {
    const element = await thread({
      comments: [...SEVEN, comment('8', { kind: 'trackback', author: { name: 'Third blog' } })],
    });
    const section = part(element, 'pings');
    expect(text(section.querySelector('[role="heading"]'))).to.equal('2 links from other sites');
    expect(texts(element, 'ping')).to.deep.equal(['Pingback: Other blog', 'Trackback: Third blog']);
    const [link, ...others] = section.querySelectorAll('a');
    expect([link?.href, link?.rel]).to.deep.equal(['https://blog.example/', 'nofollow ugc noopener noreferrer']);
    expect(others).to.deep.equal([]);
    expect(part(element, 'list').contains(section)).to.be.false;
  });

  it('is a word about the comment that is answered where it is not here', async () => {
    const element = await thread({ comments: [comment('1', { parentId: 'gone' }), comment('2')] });
    expect(texts(element, 'in-reply-to')).to.deep.equal(['In reply to a comment that is not shown']);
    expect(item(element, '1').contains(part(element, 'in-reply-to'))).to.be.true;
  });

  it('is the work that a comment quotes, and the service that it came by', async () => {
    const cite = { title: 'Dawn', source: 'Asia-Plus', dateText: '14/02/2012', url: 'https://asia.example/' };
    const element = await thread({
      comments: [comment('1', { cite, author: { name: 'Ken', provider: 'google-plus' } })],
    });
    expect(text(part(element, 'cite-title'))).to.equal('Dawn');
    expect(text(part(element, 'cite-source'))).to.equal('Asia-Plus, 14/02/2012');
    expect(text(part(element, 'provider'))).to.equal('via Google+');
  });

  it('is when a comment was changed, and a name for a writer without one', async () => {
    const element = await thread({ comments: [comment('1', { author: {}, editedAt: '2012-03-05' })] });
    expect(text(part(element, 'author-name'))).to.equal('Anonymous');
    expect(text(articleOf(element, '1').querySelector('header'))).to.contain('· edited March 5, 2012');
  });

  it('is text, whatever it looks like', async () => {
    const evil = '<img src=x onerror=alert(1)>&amp;{author}';
    const element = await thread({
      comments: [comment('1', { author: { name: evil }, body: { kind: 'text', value: evil } })],
      post: { title: evil },
    });
    expect(text(part(element, 'heading'))).to.equal(`One response to “${evil}”`);
    expect(texts(element, 'author-name')).to.deep.equal([evil]);
    expect(texts(element, 'content')).to.deep.equal([evil]);
    expect(countOf(element, 'img')).to.equal(0);
  });

  it('is every comment whatever its id is made of', async () => {
    const ids = ['a b', '"]<>', '#', '../x', 'ü', '%', '\ud800', '__proto__', '0'];
    const element = await thread({ comments: comments(...ids), set: { numbers: 'all' } });
    expect(parts(element, 'comment').map(({ dataset }) => dataset['id'])).to.have.members(ids);
    for (const id of ids) {
      await element.toggle(id);
      await element.updateComplete;
      const toggle = button(articleOf(element, id), 'Show');
      const controlled = inner(element).getElementById(toggle.getAttribute('aria-controls') ?? '');
      expect(controlled && articleOf(element, id).contains(controlled)).to.be.true;
      expect(controlled?.querySelector('[part="content"]')?.checkVisibility()).to.be.false;
    }
  });
});

describe('deep threads', () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, index) => comment(String(index + 1), index > 0 ? { parentId: String(index) } : {}));
  const depthOf = (node: Element | null): number => (node ? 1 + depthOf(node.parentElement?.closest('li') ?? null) : 0);

  for (const maxDepth of [6, 2, 0]) {
    it(`nest no deeper than max-depth="${String(maxDepth)}", and say in words what lies below`, async () => {
      const element = await thread({ comments: chain(10), set: { maxDepth } });
      const depths = parts(element, 'comment').map(depthOf);
      expect(depths).to.deep.equal(Array.from({ length: 10 }, (_, index) => Math.min(index + 1, maxDepth + 1)));
      const said = parts(element, 'in-reply-to').filter((line) => line.checkVisibility());
      expect(said.map(text)).to.deep.equal(
        Array.from({ length: 9 - maxDepth }, (_, index) => `In reply to Reader ${String(index + maxDepth + 1)}`),
      );
    });
  }

  it('say where a reply belongs as soon as a narrow column no longer shows it', async () => {
    const element = await thread({ comments: chain(7) });
    const said = () => parts(element, 'in-reply-to').filter((line) => line.checkVisibility()).length;
    expect(said()).to.equal(0);
    element.style.inlineSize = '35rem';
    expect(said()).to.equal(1);
    element.style.inlineSize = '20rem';
    expect(said()).to.equal(3);
  });

  it('render a chain of a thousand replies', async () => {
    const element = await thread({ comments: chain(1000), set: { pageSize: 1000 } });
    const items = parts(element, 'comment');
    expect(items).to.have.length(1000);
    expect(Math.max(...items.map(depthOf))).to.equal(7);
    expect(items.map(({ dataset }) => dataset['id'])).to.deep.equal(chain(1000).map(({ id }) => id));
  });
});
