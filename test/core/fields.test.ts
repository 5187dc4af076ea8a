import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readId, readLang, readText, readUrl } from '../../src/core/fields.js';
import { corpus } from '../support/corpus.js';

const BASE = 'https://blog.example/2012/comments.json';

test('author URLs of the corpus get the verdict that stands there', () => {
  for (const { v, ok, n } of corpus<{ v: unknown; ok: string; n: string }>('urls')) {
    const url = readUrl(v);
    assert.equal(url !== undefined, ok === 'yes', `${String(v).slice(0, 80)} (${n})`);
    if (url !== undefined) assert.match(url, /^https?:\/\/[^\s"<>`\u202e]+$/);
  }
});

test('a URL is kept in its normal form', () => {
  assert.equal(readUrl('HTTPS://EXAMPLE.com/A?b=c#d'), 'https://example.com/A?b=c#d');
  assert.equal(readUrl('http://evil.example\\@example.com/'), 'http://evil.example/@example.com/');
  assert.equal(readUrl('https://example.com/\u202etxt.exe'), 'https://example.com/%E2%80%AEtxt.exe');
  assert.equal(readUrl('https://пример.рф/'), 'https://xn--e1afmkfd.xn--p1ai/');
});

test('a relative URL needs a base, and an absolute one does not heed it', () => {
  assert.equal(readUrl('avatars/ann.png', BASE), 'https://blog.example/2012/avatars/ann.png');
  assert.equal(readUrl('/about', BASE), 'https://blog.example/about');
  assert.equal(readUrl('//cdn.example/x.png', BASE), 'https://cdn.example/x.png');
  assert.equal(readUrl('https:other.example', BASE), 'https://other.example/');
  assert.equal(readUrl('javascript:alert(1)', BASE), undefined);
  assert.equal(readUrl('https://exa mple.com/', BASE), undefined);
  assert.equal(readUrl('  ', BASE), undefined);
  assert.equal(readUrl('/about', 'not a base'), undefined);
  assert.equal(readUrl('about', 'data:text/html,x'), undefined);
});

test('a URL may have 2048 characters, before and after it is encoded', () => {
  const fill = (length: number) => `https://example.com/${'x'.repeat(length - 20)}`;
  assert.equal(readUrl(fill(2048)), fill(2048));
  assert.equal(readUrl(fill(2049)), undefined);
  assert.equal(readUrl(`https://example.com/${'щ'.repeat(400)}`), undefined, 'encoded');
  assert.equal(readUrl(`https://example.com/${'./'.repeat(1200)}`), undefined, 'as it came');
});

test('names of the corpus become one short line of text without controls', () => {
  for (const { v, k } of corpus<{ v: unknown; k: string }>('authors')) {
    const name = readText(v);
    const shown = JSON.stringify(v).slice(0, 60);
    if (k === 'type') assert.equal(name, undefined, shown);
    if (['plain', 'rtl', 'escape', 'entity', 'proto', 'word', 'norm', 'case'].includes(k)) {
      assert.equal(name, v, shown);
    }
    if (name === undefined) continue;
    assert.doesNotMatch(name, /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\s\s|^\s|\s$/u, shown);
    assert.ok([...new Intl.Segmenter().segment(name)].length <= 100, shown);
    assert.ok(name.length <= 2000, shown);
  }
});

test('a name with nothing to see is no name', () => {
  for (const name of [
    '',
    ' ',
    '\u200b',
    '\u3164',
    '\u2800\u2800',
    '\u0000',
    '\u202e\u2066',
    '\ud800',
    '\u00ad',
    '\ufeff',
  ]) {
    assert.equal(readText(name), undefined, JSON.stringify(name));
  }
});

test('names keep what belongs to them', () => {
  assert.equal(readText('a\u0000b'), 'ab');
  assert.equal(readText(' line\r\nbreak\t\u2028x '), 'line break x');
  assert.equal(readText('user\u202enimda'), 'usernimda');
  assert.equal(readText('x \u202e y'), 'x y');
  assert.equal(readText('👩\u200d💻 می\u200cخواهم'), '👩\u200d💻 می\u200cخواهم', 'joiners');
  assert.equal(readText('Z\u0300\u0301'), 'Z\u0300\u0301', 'a few marks');
  assert.equal(readText(`Z${'\u0300'.repeat(80)}!`), `Z${'\u0300'.repeat(6)}!`, 'a pile of marks');
});

test('a text of common letters, which is not searched, is what it would be if it were', () => {
  const piece = fc.constantFrom(
    ' ',
    '  ',
    '\t',
    'a',
    'Zoë',
    'Ђорђе',
    '-',
    '\u00ad',
    '\u0300',
    '\u0483',
    '\u200b',
    '\u2713',
    '😀',
    '"<b>',
  );
  const name = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  // A mark of direction goes, and with it in the text nothing is left unsearched.
  fc.assert(
    fc.property(name, (text) => assert.equal(readText(text), readText(`${text}\u200e`))),
    { numRuns: 5_000 },
  );
});

test('a name is cut after whole graphemes', () => {
  const family = '👨\u200d👩\u200d👧\u200d👦';
  assert.equal(readText(family.repeat(150)), family.repeat(100));
  assert.equal(readText('e\u0301'.repeat(101)), 'e\u0301'.repeat(100));
  assert.equal(readText('x'.repeat(100)), 'x'.repeat(100));
  assert.equal(readText('😀'.repeat(100)), '😀'.repeat(100));
  assert.equal(readText('a b'.repeat(50), 2), 'a');
});

test('an id is a string or a number', () => {
  assert.deepEqual([7, 0, -1, 1.5, 2 ** 53, 1e21, 12345678901234567890n, 'NaN', ' x '].map(readId), [
    '7',
    '0',
    '-1',
    '1.5',
    '9007199254740992',
    '1e+21',
    '12345678901234567890',
    'NaN',
    ' x ',
  ]);
  for (const value of ['', null, undefined, NaN, Infinity, true, {}, [], () => 1, Symbol('x')]) {
    assert.equal(readId(value), undefined);
  }
});

test('a language tag has the shape of BCP 47', () => {
  for (const tag of ['en', 'tg', 'sr-Latn-RS', 'zh-Hant', 'de-1996', 'ast']) assert.equal(readLang(tag), tag);
  for (const value of [
    '',
    'e',
    'en_US',
    'en-',
    'русский',
    'en"x',
    'en '.repeat(20),
    7,
    null,
    `en${'-abcdefgh'.repeat(9)}`,
  ]) {
    assert.equal(readLang(value), undefined, String(value));
  }
});
