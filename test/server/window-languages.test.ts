import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Hono } from 'hono';
import { en } from '../../demo/server/locales/en.js';
import { windowMessages, type WindowKey } from '../../demo/server/locales/messages.js';
import { languageIn, pageLanguage } from '../../demo/server/sign-in/language.js';
import { LANGUAGES } from '../../src/core/language-names.js';
import { catalogues, SCRIPTS } from '../support/catalogues.js';

const KEYS = Object.keys(en) as WindowKey[];

for (const language of LANGUAGES) {
  const texts = windowMessages[language];

  describe(`the windows in ${language}`, () => {
    test('have all texts, written with care, and in its own words', () => {
      assert.deepEqual(Object.keys(texts), KEYS);
      for (const key of KEYS) {
        const text = texts[key];
        assert.equal(text, text.trim().normalize('NFC'), key);
        // They go into a page as they stand.
        assert.doesNotMatch(text, /[<>&"'`{}]|\.\.\.| {2}/, key);
        assert.doesNotMatch(text, /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/, key);
        if (key.endsWith('.text')) assert.match(text, /[.。]$/, key);
        if (key.endsWith('.title')) assert.doesNotMatch(text, /[.。]$/, key);
        const script = SCRIPTS[language] ?? /\p{Script=Latin}/u;
        assert.match(text, script, key);
        if (language !== 'en') assert.notEqual(text, en[key], key);
      }
      assert.equal(new Set(Object.values(texts)).size, KEYS.length);
    });

    test('call things as the form does', () => {
      const form = catalogues[language];
      assert.equal(texts['demo.cancel'], form['auth.cancel']);
      assert.equal(
        `${texts['denied.title']}${language === 'ja' || language === 'zh-Hans' ? '。' : '.'}`,
        form['auth.denied'],
      );
    });
  });
}

/** What a request makes of the language of a page. */
async function languageOf(asked: string | undefined, header?: string): Promise<readonly string[]> {
  const app = new Hono().get('/', (context) => {
    const { lang, dir } = pageLanguage(context, asked);
    return context.json([lang, dir]);
  });
  const answer = await app.request('/', header === undefined ? {} : { headers: { 'Accept-Language': header } });
  return (await answer.json()) as string[];
}

describe('the language of a window', () => {
  const CASES: readonly (readonly [string | undefined, string | undefined, string, string?])[] = [
    [undefined, undefined, 'en'],
    ['ru', 'de', 'ru'],
    ['ar-EG', undefined, 'ar', 'rtl'],
    ['fa', undefined, 'fa', 'rtl'],
    ['he', undefined, 'he', 'rtl'],
    ['pt-PT', undefined, 'pt-BR'],
    ['zh-TW', undefined, 'zh-Hans'],
    ['EN-gb', 'ru', 'en'],
    ['sw', 'uk', 'uk'],
    [undefined, 'sw, cs;q=0.5, pl;q=0.8', 'pl'],
    [undefined, 'de-AT', 'de'],
    [undefined, 'ru;q=0, *', 'en'],
    [undefined, 'fr;q=x, tr', 'tr'],
    ['"><script>', '<script>', 'en'],
    ['x'.repeat(10_000), ','.repeat(100_000), 'en'],
  ];
  for (const [asked, header, lang, dir = 'ltr'] of CASES) {
    test(`is ${lang} for ${asked?.slice(0, 20) ?? 'nothing'} and ${header?.slice(0, 30) ?? 'no header'}`, async () => {
      assert.deepEqual(await languageOf(asked, header), [lang, dir]);
    });
  }

  test('of a provider is the first of those that are asked for and that there are', () => {
    assert.equal(languageIn('sw tg ru').lang, 'tg');
    for (const none of [undefined, '', 'sw', 1, ['ru']]) assert.equal(languageIn(none).lang, 'en');
  });
});
