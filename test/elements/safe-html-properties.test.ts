import { expect } from '@open-wc/testing';
import { array, assert, constantFrom, letrec, oneof, property, string, tuple, type Arbitrary } from 'fast-check';
import { allTags } from '../support/markup-words.js';
import { watchPage } from '../support/elements.js';
import { clean, corpus, pass, strays, type Allowlist } from '../support/safe-html.js';

watchPage();

const RUNS = { numRuns: 500 };
const PLAIN = /^(?:bounds|sanitizer|policy): /;

const attribute = tuple(
  constantFrom(
    ...['href', 'src', 'title', 'lang', 'dir', 'start', 'value', 'id', 'name', 'class', 'style', 'onclick', 'onerror'],
    ...['is', 'slot', 'part', 'data-x', 'srcdoc', 'xlink:href', 'datetime', 'alt', 'colspan', 'translate'],
  ),
  oneof(
    string(),
    constantFrom(
      ...['javascript:alert(1)', 'https://a.example/', '//b.example', 'data:text/html,x', 'x" onclick="y', 'rtl', '1'],
      ...['attributes', 'mailto:a@b.example', '/c', '"><img src=x onerror=alert(1)>'],
    ),
  ),
).map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`);

/** Markup of all kinds: tags that may stay and that may not, in and out of order, with words and scraps between. */
const markup: Arbitrary<string> = letrec<{ node: string; tree: string }>((tie) => ({
  node: oneof(
    { depthSize: 'small', withCrossShrink: true },
    string(),
    constantFrom(
      'a',
      ' ',
      '&lt;b&gt;',
      '&amp;',
      '<',
      '</',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '\0',
      '</p>',
      '<p>',
    ),
    tuple(constantFrom(...allTags), array(attribute, { maxLength: 3 })).map(
      ([tag, list]) => `<${tag}${list.join('')}>`,
    ),
    constantFrom(...allTags).map((tag) => `</${tag}>`),
    tie('tree'),
  ),
  tree: tuple(constantFrom(...allTags), array(attribute, { maxLength: 2 }), array(tie('node'), { maxLength: 5 })).map(
    ([tag, list, inside]) => `<${tag}${list.join('')}>${inside.join('')}</${tag}>`,
  ),
})).node;

const texts = array(markup, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('whatever is passed through the door', () => {
  let allowlist: Allowlist;
  before(async () => {
    allowlist = await corpus<Allowlist>('allowlist');
  });

  it('does not make it throw, and holds nothing outside the list', () => {
    assert(
      property(texts, (text) => {
        const safe = pass(text);
        if ('fragment' in safe) expect(strays(safe.fragment, allowlist)).to.deep.equal([]);
        else expect(safe.text).to.be.a('string');
      }),
      RUNS,
    );
  });

  it('is the same after a second time, also where an item stood in something that went', () => {
    for (const text of [
      '<a><dd></a><listing><embed><del><dd></del></embed>',
      '<li><b><xmp></xmp><div><i><li>x',
      '<a><h6><A</h6><h3></a>',
      '<a href="/"><h2><a href="/"><x><h3>x',
      '<h2><ul><li><x><li><h3>x',
      '<ruby><figure><rt></rt></figure></ruby>',
    ]) {
      const once = clean(text);
      expect(clean(once)).to.equal(once);
    }
  });

  it('is the same after a second time', () => {
    assert(
      property(texts, (text) => {
        const once = clean(text);
        if (!PLAIN.test(once)) expect(clean(once)).to.equal(once);
      }),
      RUNS,
    );
  });
});

const escaped = string({ minLength: 1 }).map((text) => {
  const box = document.createElement('p');
  box.textContent = text.replace(/[\0\r\ud800-\udfff]/g, '');
  return box.innerHTML;
});
const INLINE = 'abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var'.split(' ');

/** Markup as the list has it: phrases in paragraphs, quotes and lists, and no element inside its like. */
const benign: Arbitrary<string> = letrec<{ phrase: string; block: string }>((tie) => ({
  phrase: oneof(
    { depthSize: 'small', maxDepth: 4 },
    escaped,
    constantFrom('<br>', '<wbr>'),
    tuple(constantFrom(...INLINE), tie('phrase')).map(([tag, inside]) => `<${tag}>${inside}</${tag}>`),
    tie('phrase').map((inside) => `<span lang="tg-Cyrl" dir="rtl">${inside}</span>`),
  ),
  block: oneof(
    { depthSize: 'small', maxDepth: 4 },
    array(tie('phrase'), { minLength: 1, maxLength: 4 }).map((inside) => `<p>${inside.join('')}</p>`),
    tie('phrase').map(
      (inside) =>
        `<p><a href="https://a.example/x?y=1" rel="nofollow ugc noopener noreferrer">${inside.replace(/[^<>]*(?=<|$)/g, 'word')}</a></p>`,
    ),
    array(tie('block'), { minLength: 1, maxLength: 3 }).map((inside) => `<blockquote>${inside.join('')}</blockquote>`),
    array(tie('block'), { minLength: 1, maxLength: 3 }).map(
      (items) => `<ol start="3">${items.map((item) => `<li>${item}</li>`).join('')}</ol>`,
    ),
    constantFrom('<hr>', '<pre>a\n  b</pre>'),
  ),
})).block;

describe('markup of the list', () => {
  it('survives unchanged', () => {
    assert(
      property(benign, (text) => {
        const box = document.createElement('div');
        box.innerHTML = text;
        // What a parser itself would change is no matter of the door.
        if (box.innerHTML === text) expect(clean(text)).to.equal(text);
      }),
      RUNS,
    );
  });
});
