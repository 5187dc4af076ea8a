import { expect } from '@open-wc/testing';
import '../../src/elements/index.js';
import { comment } from '../support/backends.js';
import { part, thread, watchPage } from '../support/elements.js';
import { clean } from '../support/safe-html.js';

watchPage();

/** The host that a reader is told beside a link, if any. */
function told(href: string, text: string): string | undefined {
  return /class="other-host" data-host="([^"]*)"/.exec(clean(`<a href="${href}">${text}</a>`))?.[1];
}

describe('a link whose text is the address of another host', () => {
  const evil = 'https://evil.example/login';

  it('says where it leads', () => {
    const texts = [
      'https://bank.example/',
      'HTTP://Bank.Example',
      'www.bank.example',
      'bank.example/login?a=b',
      ' bank.example ',
      '<b>bank</b>.example',
      'bank\u200b.example',
      'bank\u2024example',
      'ｂａｎｋ．ｅｘａｍｐｌｅ',
      'https://evil.example@bank.example/',
      'https://bank.example@evil.example/',
      'someone@bank.example',
      'банк.рф',
      'https://evil.example.bank.example/',
    ];
    for (const text of texts) expect(told(evil, text), text).to.equal('evil.example');
    expect(told('mailto:a@evil.example', 'a@bank.example')).to.equal('evil.example');
    expect(told('https://xn--80ab.xn--p1ai/', 'bank.example')).to.equal('xn--80ab.xn--p1ai');
  });

  it('is told from a link whose text is its own host, or no address at all', () => {
    const texts = [
      'https://evil.example/other',
      'www.evil.example',
      'evil.example',
      'EVIL.example:443/x',
      'blog.evil.example',
      'a@evil.example',
      'our bank',
      'Mr. Bank',
      'See bank.example for more',
      'index.html',
      'node.js',
      '3.14',
      '',
    ];
    for (const text of texts) expect(told(evil, text), text).to.equal(undefined);
    expect(told('https://www.evil.example/', 'evil.example')).to.equal(undefined);
    expect(told('mailto:a@evil.example', 'a@evil.example')).to.equal(undefined);
  });

  it('cannot be imitated: class and host are ours alone', () => {
    expect(clean('<a href="https://evil.example/" class="other-host" data-host="bank.example">x</a>')).not.to.contain(
      'class',
    );
  });

  it('shows the host after its text', async () => {
    const body = { kind: 'html', value: `<a href="${evil}">bank.example</a>` } as const;
    const element = await thread({ comments: [comment('1', { body })] });
    const link = part(element, 'content').querySelector('a') ?? expect.fail();
    expect(getComputedStyle(link, '::after').content).to.contain('evil.example');
  });
});

describe('a body with more than anybody reads', () => {
  it('keeps the words where it is too deep', () => {
    const nested = clean(`${'<blockquote>'.repeat(40)}words`);
    expect(nested.match(/<blockquote>/g)).to.have.length(24);
    expect(nested).to.contain('words');
  });

  it('keeps two hundred links', () => {
    const links = clean('<a href="https://a.example/">b</a>'.repeat(250));
    expect(links.match(/<a /g)).to.have.length(200);
    expect(links.replace(/<[^>]*>/g, '')).to.equal('b'.repeat(250));
  });
});
