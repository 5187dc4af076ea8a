import { expect } from '@open-wc/testing';
import createDOMPurify from 'dompurify';
import '../../src/elements/index.js';
import { comment } from '../support/backends.js';
import { countOf, part, parts, text, thread, watchPage } from '../support/elements.js';
import { clean, corpus, pass, strays, type Allowlist } from '../support/safe-html.js';

watchPage();

const REL = 'rel="nofollow ugc noopener noreferrer"';
const hasSanitizer = 'setHTML' in Element.prototype;
let allowlist: Allowlist;

before(async () => {
  allowlist = await corpus<Allowlist>('allowlist');
});

describe('markup that may stay', () => {
  it('stays, tag by tag', () => {
    for (const tag of allowlist.tags) {
      const html = ['br', 'hr', 'wbr'].includes(tag) ? `<${tag}>` : `<${tag}>x</${tag}>`;
      const expected = tag === 'a' ? 'x' : html;
      expect(clean(html), tag).to.equal(expected);
    }
  });

  it('keeps the attributes that carry meaning, with values of their kind only', () => {
    const kept = [
      '<p lang="tg-Cyrl" dir="rtl">x</p>',
      '<abbr title="World Wide Web">x</abbr>',
      '<ol start="-3" reversed=""><li value="7">x</li></ol>',
      '<del datetime="2012-03-04">x</del>',
      '<span translate="no">x</span>',
    ];
    for (const html of kept) expect(clean(html)).to.equal(html);
    const dropped = [
      '<p lang="x y" dir="up" title="t">x</p>',
      '<ol start="1e9" value="3"><li value="ten" start="4">x</li></ol>',
      '<del datetime="someday">x</del>',
      '<b translate="yes" datetime="2012-03-04">x</b>',
      '<blockquote cite="https://a.example/">x</blockquote>',
    ];
    for (const html of dropped) expect(clean(html)).to.equal(html.replace(/(<\w+) [^>]*>/g, '$1>'));
    expect(clean(`<abbr title="${'x'.repeat(400)}">x</abbr>`)).to.contain(`"${'x'.repeat(300)}"`);
  });

  it('is the same after a second time', () => {
    for (const html of [
      '<p>a<b>b</b></p><ul><li>c</li></ul>',
      '<div>a<p>b</p></div>',
      '<h1>a</h1>',
      '<a href="https://a.example/?x=1&y">b</a>',
    ]) {
      expect(clean(clean(html))).to.equal(clean(html));
    }
  });
});

describe('markup that may not', () => {
  it('goes with all it holds where that is no text', () => {
    for (const tag of allowlist.dropWithContent.filter((name) => /^(?!embed|frame|head)[a-z]+$/.test(name))) {
      expect(clean(`<p>a</p><${tag}>x</${tag}>`), tag).to.equal('<p>a</p>');
    }
    expect(clean('a<button>b</button><select><option>c</option></select>')).to.equal('a');
  });

  it('loses every attribute that reaches beyond it', () => {
    const never =
      'id name class style onclick data-x aria-label role tabindex accesskey autofocus contenteditable slot part exportparts form popover inert hidden ping srcset nonce target itemprop background'.split(
        ' ',
      );
    const html = `<p ${never.map((name) => `${name}="x"`).join(' ')}>x</p><a href="https://a.example/" ${never.join('=x ')}=x>y</a>`;
    expect(clean(html)).to.equal(`<p>x</p><a href="https://a.example/" ${REL}>y</a>`);
    expect(clean('<p is="x-y">a</p>b'), 'goes as a whole').to.equal('b');
  });

  it('is turned into what says the same', () => {
    const turned: Record<string, string> = {
      '<strike>a</strike><tt>b</tt><big>c</big><acronym title="d">e</acronym>':
        '<s>a</s><code>b</code><span>c</span><abbr title="d">e</abbr>',
      '<center>a</center><font color="red">b</font>': '<p>a</p><span>b</span>',
      '<div>a</div><div><p>b</p></div>': '<p>a</p><p>b</p>',
      '<section><div>a</div></section>': '<p>a</p>',
      '<figure><figcaption>a</figcaption></figure>': '<p>a</p>',
      '<details><summary>a</summary>b</details>': '<p>a</p>b',
      '<table><tr><td>a</td></tr></table>': 'a',
      '<x-y><b>a</b></x-y>': '<b>a</b>',
    };
    for (const [html, expected] of Object.entries(turned)) expect(clean(html), html).to.equal(expected);
  });

  it('stays for articles where it is a table', () => {
    const table = '<table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>';
    expect(clean(table, { profile: 'article' })).to.equal(table);
    expect(
      clean('<table><tr><td colspan="999" rowspan="0">a</td></tr></table>', { profile: 'article' }),
    ).not.to.contain('span');
  });
});

describe('headings in a text', () => {
  it('stand below the heading above it, and keep their distance', () => {
    expect(clean('<h1>a</h1><h3>b</h3>')).to.equal('<h4>a</h4><h6>b</h6>');
    expect(clean('<h2>a</h2><h6>b</h6>', { headingLevel: 6 })).to.equal('<h6>a</h6><h6>b</h6>');
    expect(clean('<h5>a</h5><h6>b</h6>', { headingLevel: 2 })).to.equal('<h2>a</h2><h3>b</h3>');
  });
});

describe('links in a text', () => {
  const base = 'https://source.example/blog/post.html';

  it('lead where they say, with no credit and no trace', () => {
    expect(clean('<a href="https://a.example/x?y#z" title="t">a</a>')).to.equal(
      `<a href="https://a.example/x?y#z" title="t" ${REL}>a</a>`,
    );
    expect(clean('<a href="mailto:a@b.example">a</a>')).to.contain('href="mailto:a@b.example"');
  });

  it('are resolved against their source, never against this page', () => {
    expect(clean('<a href="../c?d">a</a>', { base })).to.contain('href="https://source.example/c?d"');
    expect(clean('<a href="//b.example/c">a</a>', { base })).to.contain('href="https://b.example/c"');
    for (const href of ['/wp-login.php?action=logout', '?x', '#comment-1', '', '//b.example/']) {
      expect(clean(`<a href="${href}">a</a>`), href).to.equal('a');
    }
  });

  it('become text where they lead nowhere good', () => {
    const bad = [
      'javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'blob:https://a.example/x',
      'ftp://a.example/',
      'tel:+1',
      'https://user:password@a.example/',
      `https://a.example/${'x'.repeat(2048)}`,
      'https://[',
    ];
    for (const href of bad) expect(clean(`<a href="${href}"><b>a</b></a>`, { base }), href).to.equal('<b>a</b>');
  });

  it('are resolved by the base of the backend in a thread', async () => {
    const body = { kind: 'html', value: '<a href="about">a</a>' } as const;
    const element = await thread({ comments: [comment('1', { body })] });
    expect(part(element, 'content').querySelectorAll('a')).to.have.length(0);
    const { backend } = element;
    if (typeof backend === 'string') return expect.fail();
    element.backend = { ...backend, base };
    await new Promise((resolve) => element.addEventListener('comment-load', resolve, { once: true }));
    await element.updateComplete;
    expect(part(element, 'content').querySelector('a')?.href).to.equal('https://source.example/blog/about');
  });
});

describe('pictures in a text', () => {
  const src = 'https://a.example/p/cat.jpg';

  it('become links in a comment, named by what they show', () => {
    expect(clean(`<img src="${src}" alt="A cat">`)).to.equal(`<a href="${src}" ${REL}>A cat</a>`);
    expect(clean(`<img src="${src}" srcset="x 2x" onerror="x">`)).to.equal(`<a href="${src}" ${REL}>cat.jpg</a>`);
    expect(clean(`<a href="https://b.example/"><img src="${src}" alt="A cat"></a>`)).to.equal(
      `<a href="https://b.example/" ${REL}>A cat</a>`,
    );
    expect(clean('<img src="data:image/png;base64,AA" alt="A cat"><img alt="B">')).to.equal('A catB');
  });

  it('load late and without a trace in an article of their own site', () => {
    const base = 'https://a.example/post';
    expect(clean(`<img src="${src}" width="3" height="x" srcset="y">`, { profile: 'article', base })).to.equal(
      `<img referrerpolicy="no-referrer" loading="lazy" decoding="async" alt="" width="3" src="${src}">`,
    );
    expect(clean('<img src="javascript:alert(1)" alt="A">', { profile: 'article' })).to.equal('A');
  });
});

describe('texts made to freeze a page', () => {
  const within: Record<string, string> = {
    bytes: 'x'.repeat(65_535),
    'bytes of two': 'я'.repeat(32_767),
    tags: '<b>x</b>'.repeat(4_000),
    depth: '<i>'.repeat(100),
    'ends left out': '<ul>' + '<li><p>x<p>y'.repeat(300),
    'tags that overlap': '<p><b>x</p>'.repeat(60),
    attributes: `<p${' a'.repeat(50)}>x</p>`,
    'void tags': `${'<br>'.repeat(3_000)}x`,
  };
  const beyond: Record<string, string> = {
    bytes: 'x'.repeat(65_536),
    'bytes of two': 'я'.repeat(32_768),
    tags: '<b>x</b>'.repeat(4_001),
    depth: '<i>'.repeat(101),
    attributes: `<p${' a'.repeat(51)}>x</p>`,
    'depth behind ends of nothing': '<i></z>'.repeat(101),
    'depth behind ends that do not count': '<div><span><p></span>'.repeat(101),
    'formatting opened again': `${'<b>'.repeat(60)}${'<p>x</p>'.repeat(10)}<div>${'<u title=1>'.repeat(30)}</div>${'<p>x</p>'.repeat(300)}`,
    'elements made by ends': 'x</p>'.repeat(4_001),
    comments: 'x<!---->'.repeat(2_001),
    'odd comments': 'x</ >'.repeat(2_001),
  };

  it('pass while they are within all bounds', () => {
    for (const [what, html] of Object.entries(within)) expect(clean(html), what).not.to.match(/^bounds/);
  });

  it('are text beyond any bound, with every word', () => {
    for (const [what, html] of Object.entries(beyond)) {
      expect(clean(html), what).to.match(/^bounds: /);
      expect(clean(html).replace(/\s/g, ''), what).to.equal(`bounds:${html.replace(/<[^>]*>/g, '')}`);
    }
    expect(clean(`<p>One</p><p>Two<br>Three &lt; four</p>${'<i>'.repeat(101)}`)).to.equal(
      'bounds: One\n\nTwo\nThree &lt; four',
    );
  });

  it('cost no time', () => {
    const worst = ['<div>', '<a><b>', '<i>', '<x-y>'].map((tag) => tag.repeat(65_535 / tag.length));
    const started = performance.now();
    for (const html of [...worst, `<p ${'a '.repeat(32_000)}>`, '<'.repeat(65_535), '<a'.repeat(32_767)]) clean(html);
    expect(performance.now() - started).to.be.lessThan(1_000);
  });

  it('say in a thread why they look plain', async () => {
    const value = `${'<i>'.repeat(101)}<b onclick="alert(1)">All the words</b>`;
    const element = await thread({ comments: [comment('1', { body: { kind: 'html', value } })] });
    expect(text(part(element, 'notice'))).to.equal(
      'Shown without formatting, because it could not be displayed safely.',
    );
    expect(text(part(element, 'content'))).to.contain('All the words');
    expect(countOf(element, 'b, i')).to.equal(0);
  });
});

describe('a sanitizer that fails', () => {
  it('gives way to that of the browser, and to plain text where there is none', () => {
    const original = Object.getOwnPropertyDescriptor(NodeIterator.prototype, 'nextNode') ?? expect.fail();
    const broken = () => {
      throw new Error('Broken by the page.');
    };
    Object.defineProperty(NodeIterator.prototype, 'nextNode', { ...original, value: broken });
    try {
      const expected = hasSanitizer
        ? '<p>One</p><a href="https://a.example/" rel="nofollow ugc noopener noreferrer">b</a>c'
        : 'sanitizer: One\ntwobc';
      const html = '<p id="x">One</p><script>two</script><a href="//a.example/" onclick="x">b</a><nav>c</nav>';
      expect(clean(html, { base: 'https://b.example/' })).to.equal(expected);
    } finally {
      Object.defineProperty(NodeIterator.prototype, 'nextNode', original);
    }
    expect(clean('<p>One</p>')).to.equal('<p>One</p>');
    const frames = pass('<frameset><frame src="javascript:alert(1)"></frameset>');
    if ('fragment' in frames) expect(frames.fragment.childNodes).to.have.length(0);
    else expect(frames).to.deep.equal({ text: '', reason: 'sanitizer' });
  });

  it('is ours alone: hooks and settings of the page do not reach it, nor ours the page', () => {
    const html = '<p id="x" onclick="alert(1)">a<custom-tag>b</custom-tag></p>';
    const expected = clean(html);
    createDOMPurify.addHook('uponSanitizeAttribute', (_node, data) => void (data.forceKeepAttr = true));
    createDOMPurify.setConfig({ ALLOWED_TAGS: ['custom-tag', 'p'], ALLOWED_ATTR: ['onclick', 'id'] });
    try {
      expect(clean(html)).to.equal(expected);
    } finally {
      createDOMPurify.removeAllHooks();
      createDOMPurify.clearConfig();
    }
    expect(createDOMPurify.sanitize('<p id="x" style="color: red">a</p>')).to.equal(
      '<p id="x" style="color: red">a</p>',
    );
  });
});

describe('two comments with one text', () => {
  it('both show it', async () => {
    const body = { kind: 'html', value: '<b>Same</b>' } as const;
    const element = await thread({ comments: [comment('1', { body }), comment('2', { body })] });
    const { backend } = element;
    if (typeof backend === 'string') return expect.fail();
    const list: typeof backend.list = async (...request) => {
      const page = await backend.list(...request);
      return { ...page, comments: page.comments.map((each) => ({ ...each, body })) };
    };
    element.backend = { ...backend, list };
    await new Promise((resolve) => element.addEventListener('comment-load', resolve, { once: true }));
    await element.updateComplete;
    expect(parts(element, 'content').map(text)).to.deep.equal(['Same', 'Same']);
    expect(
      parts(element, 'content')
        .flatMap((content) => strays(content.firstElementChild ?? content, allowlist))
        .filter((name) => name !== 'div'),
    ).to.deep.equal([]);
  });
});
