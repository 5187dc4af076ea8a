import { expect } from '@open-wc/testing';
import { allowedMarkup } from '../../src/core/allowed-markup.js';
import { allowMarkup, MarkupPolicy, type MarkupAdditions } from '../../src/core/markup-policy.js';
import { watchPage } from '../support/elements.js';
import { clean } from '../support/safe-html.js';

watchPage();

afterEach(() => allowedMarkup.clear());

describe('a page that allows more', () => {
  it('keeps elements, attributes with the values it named, and schemes', () => {
    allowMarkup('comment', {
      tags: ['details', 'summary', 'table', 'tbody', 'tr', 'td'],
      attributes: { code: { class: /language-[a-z]+/ }, details: { open: [''] }, td: { align: ['right'] } },
      schemes: ['tel:', 'matrix:'],
    });
    const kept = [
      '<details open=""><summary>a</summary>b</details>',
      '<code class="language-js">x</code>',
      '<table><tbody><tr><td align="right">1</td></tr></tbody></table>',
    ];
    for (const html of kept) expect(clean(html)).to.equal(html);
    expect(clean('<code class="language-js badge">x</code>')).to.equal('<code>x</code>');
    expect(clean('<td align="right">x</td><p align="right">y</p>')).to.equal('x<p>y</p>');
    expect(clean('<a href="tel:+1">x</a>')).to.contain('href="tel:+1"').and.to.contain('rel="nofollow');
    expect(clean('<a href="sms:+1">x</a>')).to.equal('x');
    expect(clean('<table><tr><td>a</td></tr></table>', { profile: 'article' })).to.contain('<table>');
    expect(clean('<details>a</details>', { profile: 'article' }), 'articles have a policy of their own').to.equal(
      '<p>a</p>',
    );
  });

  it('is as safe as before', () => {
    allowMarkup('comment', { attributes: { a: { title: /.*/ } }, tags: ['details'], schemes: ['tel:'] });
    const html = '<details ontoggle="alert(1)" id="x" open><a href="javascript:alert(1)" title="y">a</a></details>';
    expect(clean(html)).to.equal('<details>a</details>');
  });

  const refused: Readonly<Record<string, MarkupAdditions>> = {
    'a script': { tags: ['script'] },
    'a style sheet': { tags: ['style'] },
    'an iframe': { tags: ['iframe'] },
    'a form': { tags: ['form'] },
    'a template': { tags: ['template'] },
    SVG: { tags: ['svg'] },
    'an element of ours': { tags: ['comment-thread'] },
    'an element in capitals': { tags: ['SCRIPT'] },
    'a handler': { attributes: { p: { onclick: /.*/ } } },
    'a handler in capitals': { attributes: { p: { ONCLICK: [''] } } },
    'a style': { attributes: { p: { style: /.*/ } } },
    'an id': { attributes: { p: { id: /.*/ } } },
    'a name': { attributes: { a: { name: /.*/ } } },
    'an address': { attributes: { a: { href: /.*/ } } },
    'a document in an attribute': { attributes: { p: { srcdoc: /.*/ } } },
    'a slot': { attributes: { p: { slot: /.*/ } } },
    'a part': { attributes: { p: { part: /.*/ } } },
    'data for scripts': { attributes: { p: { 'data-action': /.*/ } } },
    'javascript:': { schemes: ['javascript:'] },
    'javascript: in capitals': { schemes: ['JavaScript:'] },
    'data:': { schemes: ['data:'] },
    'blob:': { schemes: ['blob:'] },
    'what is no scheme': { schemes: ['tel'] },
    'a scheme with a pattern in it': { schemes: ['.*:'] },
  };

  for (const [what, additions] of Object.entries(refused)) {
    it(`cannot allow ${what}`, () => {
      expect(() => new MarkupPolicy(additions)).to.throw(TypeError, /cannot be allowed in markup/);
      expect(() => allowMarkup('comment', additions)).to.throw(TypeError);
      expect(clean('<b>x</b><table>y</table>')).to.equal('<b>x</b>y');
    });
  }

  it('cannot change what it has allowed', () => {
    const tags = ['table'];
    const values = ['right'];
    const pattern = /a/g;
    const policy = allowMarkup('comment', { tags, attributes: { p: { align: values, title: pattern } } });
    tags.push('script');
    values.push('left');
    Object.assign(pattern, { lastIndex: 5, test: () => true });
    expect(Object.isFrozen(policy)).to.equal(true);
    expect(() => (policy.tags as string[]).push('script')).to.throw(TypeError);
    expect(() => Object.assign(policy, { allows: () => true })).to.throw(TypeError);
    expect(() => Object.assign(MarkupPolicy.prototype, { allows: () => true })).to.throw(TypeError);
    expect(clean('<p align="left" title="ab">x</p><p title="a">y</p><script>z</script>')).to.equal(
      '<p>x</p><p title="a">y</p>',
    );
  });
});
