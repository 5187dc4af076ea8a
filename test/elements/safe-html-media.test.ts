import { expect } from '@open-wc/testing';
import type { Body } from '../../src/core/types.js';
import type { ArticleView } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { backendOf, comment } from '../support/backends.js';
import { focused, nextEvent, part, place, text, thread, watchPage } from '../support/elements.js';
import { clean } from '../support/safe-html.js';

watchPage();

const REL = 'rel="nofollow ugc noopener noreferrer"';
const cat = 'https://pictures.example/cat.jpg';

async function article(value: string, pictures?: string): Promise<ArticleView> {
  const body: Body = { kind: 'html', value };
  const element = Object.assign(document.createElement('article-view'), {
    thread: 'post',
    backend: { ...backendOf([], { body }), base: 'https://blog.example/feed' },
  });
  if (pictures) element.setAttribute('pictures', pictures);
  const told = nextEvent(element, 'article-load');
  await place(element);
  await told;
  await element.updateComplete;
  return element;
}

describe('pictures of other sites', () => {
  it('wait for the reader in an article, and load without a trace when asked for', async () => {
    const element = await article(`<p><img src="${cat}" alt="A cat" width="40" height="30"></p>`);
    const button = part(element, 'content').querySelector('button') ?? expect.fail();
    expect(text(button)).to.equal('Show the picture “A cat” from pictures.example');
    expect(part(element, 'content').querySelector('img')).to.equal(null);
    button.click();
    const image = part(element, 'content').querySelector('img') ?? expect.fail();
    expect([image.src, image.alt, image.referrerPolicy, image.width]).to.deep.equal([cat, 'A cat', 'no-referrer', 40]);
    expect(image.crossOrigin).to.equal(null);
    expect(focused()).to.equal(image);
  });

  it('are shown at once where they are of the page or of the source', async () => {
    const own = new URL('/none.png', location.href).href;
    const element = await article(`<img src="${own}"><img src="https://blog.example/a.png"><img src="b.png">`);
    const shown = [...part(element, 'content').querySelectorAll('img')].map(({ src }) => src);
    expect(shown).to.deep.equal([own, 'https://blog.example/a.png', 'https://blog.example/b.png']);
  });

  it('are what the site says', async () => {
    const count = async (pictures: string) => {
      const content = part(await article(`<img src="${cat}" alt="A">`, pictures), 'content');
      return ['img', 'button', 'a'].map((name) => content.querySelectorAll(name).length).join(' ');
    };
    expect(await count('load')).to.equal('1 0 0');
    expect(await count('click')).to.equal('0 1 0');
    expect(await count('link')).to.equal('0 0 1');
    expect(await count('nonsense')).to.equal('0 1 0');
    const body: Body = { kind: 'html', value: `<img src="${cat}" alt="A">` };
    const element = await thread({ comments: [comment('1', { body })] });
    expect(part(element, 'content').querySelector('a')?.href).to.equal(cat);
    element.setAttribute('pictures', 'click');
    element.requestUpdate();
    await element.updateComplete;
    expect(text(part(element, 'content').querySelector('button'))).to.contain('“A” from pictures.example');
  });

  it('are links beyond the twentieth, and words inside a link', () => {
    const many = clean(`<img src="${cat}" alt="A">`.repeat(22), { pictures: 'load' });
    expect([many.match(/<img/g)?.length, many.match(/<a /g)?.length]).to.deep.equal([20, 2]);
    expect(clean(`<a href="//b.example"><img src="${cat}" alt="A"></a>`, { base: 'https://a.example' })).to.equal(
      `<a href="https://b.example/" ${REL}>A</a>`,
    );
  });
});

describe('content of other sites inside a body', () => {
  const video = 'https://videos.example/embed/1';
  const frame = `<iframe src="${video}" title="A film" srcdoc="<script>alert(1)</script>" allow="camera" name="x"></iframe>`;

  it('is a link in a comment', () => {
    expect(clean(frame)).to.equal(`<a href="${video}" ${REL}>A film</a>`);
    expect(clean(`<video src="${video}.mp4" poster="${cat}" autoplay>x</video>`)).to.equal(
      `<a href="${video}.mp4" ${REL}>1.mp4</a>`,
    );
    expect(clean(`<audio><source src="${video}.ogg"></audio>`)).to.equal(`<a href="${video}.ogg" ${REL}>1.ogg</a>`);
    expect(clean('<iframe src="javascript:alert(1)">x</iframe><iframe srcdoc="<b>x"></iframe>')).to.equal('');
  });

  it('is loaded in an article when the reader presses, with no power over the page', async () => {
    const element = await article(frame);
    const content = part(element, 'content');
    const button = content.querySelector('button') ?? expect.fail();
    expect(text(button)).to.equal('Show “A film” from videos.example');
    button.click();
    const shown = content.querySelector('iframe') ?? expect.fail();
    expect(shown.getAttributeNames().sort()).to.deep.equal(
      ['class', 'referrerpolicy', 'sandbox', 'src', 'tabindex', 'title'].sort(),
    );
    expect([shown.src, shown.referrerPolicy, shown.title]).to.deep.equal([video, 'no-referrer', 'A film']);
    expect(shown.sandbox.contains('allow-top-navigation')).to.equal(false);
    shown.remove();
  });

  it('is a link where it would share the origin of the page', async () => {
    const own = new URL('/page?x', location.href).href;
    const element = await article(`<iframe src="${own}"></iframe>`);
    expect(part(element, 'content').querySelector('button, iframe')).to.equal(null);
    expect(part(element, 'content').querySelector('a')?.href).to.equal(own);
  });
});
