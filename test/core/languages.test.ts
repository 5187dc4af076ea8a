import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { formatDate, formatDateTime, formatRelative } from '../../src/core/date-words.js';
import { languages } from '../../src/core/language-names.js';
import { nearestLanguage, registerMessages } from '../../src/core/languages.js';
import { addEnglish, english, loadTranslator, registered, retranslate, translators } from '../../src/core/messages.js';
import { tgFormats } from '../../src/core/locales/tg-formats.js';
import { catalogues, en } from '../support/catalogues.js';

addEnglish(en);

/** Forgets what a test has registered. */
afterEach(() => {
  registered.length = 0;
  translators.clear();
});

const reply = async (tag: string): Promise<string> => (await loadTranslator(tag)).text('comment.reply');

/** What is nearest to a tag, as people who write in it would say. */
const NEAREST: Readonly<Record<string, readonly string[]>> = {
  de: ['de', 'DE', 'de-AT', 'de-ch', 'de-Latn-CH-1901', 'deu', 'de_DE', 'de-DE-x-formal'],
  'pt-BR': ['pt', 'pt-BR', 'pt-PT', 'pt-AO', 'pt_BR'],
  'zh-Hans': ['zh', 'zh-CN', 'zh-SG', 'zh-Hans', 'zh-Hans-CN', 'zh-TW', 'zh-Hant', 'zh-Hant-HK', 'cmn'],
  he: ['he', 'iw', 'he-IL', 'iw-IL'],
  fa: ['fa', 'fa-IR', 'fa-AF', 'prs'],
  tg: ['tg', 'tg-TJ', 'tgk'],
  ru: ['ru', 'ru-UA', 'ru-petr1708'],
};

describe('the texts for a tag', () => {
  for (const [language, tags] of Object.entries(NEAREST)) {
    test(`are ${language} for ${tags.join(', ')}`, async () => {
      const own = catalogues[language as keyof typeof catalogues]['comment.reply'];
      for (const tag of tags) assert.equal(await reply(tag), own, tag);
    });
  }

  test('are English for a language without texts and for what is no tag', async () => {
    for (const tag of ['tlh', 'sr-Latn', 'yue', '', '-', 'ru-', 'i-klingon', 'en-x', '@', 'e'])
      assert.equal(await reply(tag), 'Reply', tag);
  });

  test('are English for every kind of English', async () => {
    for (const tag of ['en', 'EN-us', 'en-GB', 'en_US', 'en-x-a']) assert.equal(await reply(tag), 'Reply', tag);
  });

  test('are there for all seventeen languages', () => {
    assert.equal(languages().length, 17);
    for (const language of languages()) assert.equal(nearestLanguage(language), language);
  });
});

describe('the formats for a tag', () => {
  test('are those of the whole tag', async () => {
    const [swiss, german, arabic] = await Promise.all(['de-ch', 'de', 'ar-EG'].map(loadTranslator));
    assert.deepEqual([swiss?.locale, german?.locale], ['de-CH', 'de']);
    assert.deepEqual([swiss?.number(1234.5).replace('’', "'"), german?.number(1234.5)], ["1'234.5", '1.234,5']);
    assert.equal(arabic?.text('thread.count', { count: 12 }), '١٢ تعليقًا');
    assert.equal((await loadTranslator('fa')).text('thread.count', { count: 12 }), '۱۲ دیدگاه');
    assert.equal(
      (await loadTranslator('fr')).text('thread.count', { count: 1e6 }).replace(/\s/gu, ' '),
      '1 000 000 de commentaires',
    );
  });

  test('are English, never those of the machine, where nobody knows the language', async () => {
    registerMessages('tlh', { 'thread.count': { one: '{count} QIn', other: '{count} QInmey' } });
    const klingon = await loadTranslator('tlh');
    assert.equal(klingon.text('thread.count', { count: 1 }), '1 QIn');
    assert.equal(klingon.text('thread.count', { count: 1234 }), '1,234 QInmey');
  });
});

describe('Tajik, which Chromium does not know', () => {
  const time = '2012-01-16T09:05:00Z';

  test('has dates in words of its own there', async () => {
    const supported = mock.method(Intl.DateTimeFormat, 'supportedLocalesOf', () => []);
    const { locale } = await loadTranslator('tg-TJ');
    supported.mock.restore();
    const local = new Date(time);
    const hours = `${String(local.getHours()).padStart(2, '0')}:05`;
    assert.equal(formatDate('2012-01-16', locale), '16 январи соли 2012');
    assert.equal(formatDateTime(time, locale), `${local.getDate()} январи соли 2012, соати ${hours}`);
    const now = new Date(2012, 5, 15, 12).getTime();
    const before = (ms: number) => formatRelative(new Date(now - ms).toISOString(), now, locale);
    assert.equal(before(5 * 60_000), '5 дақиқа пеш');
    assert.equal(before(3 * 3_600_000), '3 соат пеш');
    assert.equal(before(24 * 3_600_000), 'дирӯз');
    assert.equal(before(72 * 3_600_000), '3 рӯз пеш');
  });

  test('has the days of a calendar that is the same everywhere', () => {
    for (const [day, words] of [
      ['2011-12-31', '31 декабри соли 2011'],
      ['2012-02-29', '29 феврали соли 2012'],
      ['2012-03-01', '1 марти соли 2012'],
    ] as const)
      assert.equal(tgFormats.day.format(Date.parse(day)), words);
  });

  test('counts alike with every number', async () => {
    const tajik = await loadTranslator('tg');
    assert.equal(tajik.text('thread.headingPlain', { count: 1 }), 'Як шарҳ');
    for (const count of [2, 5, 21, 22, 100])
      assert.equal(tajik.text('thread.headingPlain', { count }), `${count} шарҳ`);
    assert.equal(tajik.number(12_345.5).replace(/\s/gu, ' '), '12 345,5');
  });
});

describe('words of a page', () => {
  test('take the place of some of ours, and leave the others', async () => {
    registerMessages('de', { 'form.title': 'Sag was' });
    const german = await loadTranslator('de-AT');
    assert.equal(german.text('form.title'), 'Sag was');
    assert.equal(german.text('comment.reply'), 'Antworten');
    assert.equal((await loadTranslator('fr')).text('form.title'), 'Laisser un commentaire');
  });

  test('hold in English, too, and wherever English stands in', async () => {
    registerMessages('en', { 'comment.reply': 'Answer' });
    for (const tag of ['en', 'en-GB', 'tlh']) assert.equal(await reply(tag), 'Answer', tag);
    assert.equal((await loadTranslator('en')).text('form.submit'), 'Post Comment');
    assert.equal(await reply('de'), 'Antworten');
  });

  test('may hold for one country, over those for the language', async () => {
    registerMessages('pt-PT', { 'form.url': 'Sítio' });
    registerMessages('PT', { 'form.url': 'Página', 'form.name': 'O seu nome' });
    const [portugal, brazil] = await Promise.all(['pt-PT', 'pt-BR'].map(loadTranslator));
    assert.deepEqual([portugal?.text('form.url'), portugal?.text('form.name')], ['Sítio', 'O seu nome']);
    assert.deepEqual([brazil?.text('form.url'), brazil?.text('form.name')], ['Página', 'O seu nome']);
  });

  test('may be a language that we do not have, with English for what it lacks', async () => {
    registerMessages('tlh', async () => ({ 'comment.reply': 'jang' }));
    const klingon = await loadTranslator('tlh');
    assert.deepEqual([klingon.text('comment.reply'), klingon.text('form.submit')], ['jang', 'Post Comment']);
    assert.equal(klingon.locale, 'tlh');
  });

  test('add up, the last one winning', async () => {
    registerMessages('ru', { 'form.name': 'Ваше имя', 'form.url': 'Блог' });
    registerMessages('ru', { 'form.url': 'Страница' });
    const russian = await loadTranslator('ru');
    assert.deepEqual([russian.text('form.name'), russian.text('form.url')], ['Ваше имя', 'Страница']);
  });

  test('that cannot be had leave ours, and are reported', async () => {
    const report = mock.method(console, 'warn', () => undefined);
    registerMessages('de', () => Promise.reject(new Error('no network')));
    registerMessages('tlh', () => Promise.reject(new Error('no network')));
    assert.equal(await reply('de'), 'Antworten');
    assert.equal(await reply('tlh'), 'Reply');
    assert.match(String(report.mock.calls[0]?.arguments[0]), /own texts in "de" could not be loaded/);
    report.mock.restore();
  });

  test('are shown at once by what is shown already', () => {
    const redraw = mock.fn();
    retranslate.add(redraw);
    registerMessages('de', {});
    retranslate.delete(redraw);
    assert.equal(redraw.mock.callCount(), 1);
  });
});

test('a translator is made once for a tag', async () => {
  assert.equal(await loadTranslator('ru-UA'), await loadTranslator('ru-UA'));
  assert.equal(await loadTranslator('en'), english);
});
