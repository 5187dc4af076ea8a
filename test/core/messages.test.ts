import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, mock, test } from 'node:test';
import { ERROR_CODES } from '../../src/core/error-codes.js';
import { listParts } from '../../src/core/lists.js';
import { enArticle } from '../../src/core/locales/en-article.js';
import { enAuth } from '../../src/core/locales/en-auth.js';
import { enCount } from '../../src/core/locales/en-count.js';
import { enDetails } from '../../src/core/locales/en-details.js';
import { enExtras } from '../../src/core/locales/en-extras.js';
import { enForm } from '../../src/core/locales/en-form.js';
import { enOwn } from '../../src/core/locales/en-own.js';
import { enHtml } from '../../src/core/locales/en-html.js';
import { en as enFirst } from '../../src/core/locales/en.js';
import { ru } from '../../src/core/locales/ru.js';
import {
  addEnglish,
  createTranslator,
  english,
  errorMessage,
  languages,
  loadTranslator,
  registerMessages,
  type Message,
  type MessageKey,
  type Messages,
} from '../../src/core/messages.js';

const en: Messages = {
  ...enFirst,
  ...enArticle,
  ...enCount,
  ...enExtras,
  ...enForm,
  ...enAuth,
  ...enDetails,
  ...enOwn,
  ...enHtml,
};
addEnglish(en);

const keys = Object.keys(en) as MessageKey[];
const russian = createTranslator('ru', ru);

function variants(message: Message): Readonly<Record<string, string>> {
  return typeof message === 'string' ? { other: message } : message;
}

function places(message: Message): string[] {
  const names = Object.values(variants(message)).flatMap((text) => text.match(/\{\w+\}/g) ?? []);
  return [...new Set(names)].sort();
}

describe('the texts of a language', () => {
  test('are all there in Russian, and no more than there are', () => {
    assert.deepEqual(Object.keys(ru).sort(), [...keys].sort());
    assert.deepEqual(languages(), ['en', 'ru']);
  });

  for (const key of keys) {
    test(`${key} has the same places in every language, and no empty text`, () => {
      assert.deepEqual(places(ru[key]), places(en[key]));
      for (const text of [...Object.values(variants(en[key])), ...Object.values(variants(ru[key]))]) {
        assert.notEqual(text.trim(), '');
        assert.doesNotMatch(text, /<|&\w+;/, 'a message holds no markup');
      }
    });
  }

  test('have the plural forms that the language has, wherever they count', () => {
    for (const [locale, messages] of Object.entries({ en, ru })) {
      const rules = new Intl.PluralRules(locale);
      const counts = [...Array(1_001).keys(), 1.5];
      for (const [key, message] of Object.entries<Message>(messages)) {
        if (typeof message === 'string') continue;
        // Those that an exact match does not forestall, and `other`, which stands in for all.
        const forms = counts.filter((count) => !(`=${count}` in message)).map((count) => rules.select(count));
        const given = Object.keys(message).filter((form) => !form.startsWith('='));
        assert.deepEqual(given.sort(), [...new Set(['other', ...forms])].sort(), `${locale} ${key}`);
      }
    }
  });

  test('count the same things in every language', () => {
    const counted = (messages: Messages) => keys.filter((key) => typeof messages[key] !== 'string');
    assert.deepEqual(counted(ru), counted(en));
  });

  test('tell a reader about every error code, each in its own words', () => {
    for (const words of [english, russian]) {
      const told = ERROR_CODES.map((code) => words.text(errorMessage(code)));
      assert.equal(new Set(told).size, ERROR_CODES.length);
    }
  });

  test('are all shown somewhere', () => {
    const unused = keys.filter((key) => !written.has(key) && !composed.some((pattern) => pattern.test(key)));
    assert.deepEqual(unused, []);
  });
});

describe('a counted text', () => {
  const heading = (count: number) => russian.text('thread.heading', { count, title: 'Рассвет' });

  test('follows the rules of Russian', () => {
    assert.equal(heading(0), 'На запись «Рассвет» пока нет комментариев');
    assert.equal(heading(1), 'Один комментарий на «Рассвет»');
    assert.equal(heading(8), '8 комментариев на «Рассвет»');
    assert.equal(heading(21), '21 комментарий на «Рассвет»');
    assert.equal(heading(22), '22 комментария на «Рассвет»');
    assert.equal(heading(1.5), '1,5 комментария на «Рассвет»');
  });

  test('has words for none and one in English, and numbers as English writes them', () => {
    const title = 'Dawn';
    assert.equal(english.text('thread.heading', { count: 0, title }), 'No responses to “Dawn” yet');
    assert.equal(english.text('thread.heading', { count: 1, title }), 'One response to “Dawn”');
    assert.equal(english.text('thread.heading', { count: 1234, title }), '1,234 responses to “Dawn”');
    assert.equal(heading(1234).replace(/\s/g, ' '), '1 234 комментария на «Рассвет»');
  });
});

describe('a place in a text', () => {
  test('is left out when nothing fills it, and reported once', () => {
    const report = mock.method(console, 'warn', () => undefined);
    for (const words of [english, russian]) {
      for (const key of keys) assert.doesNotMatch(words.text(key), /[{}]|undefined|NaN/, key);
    }
    const times = report.mock.callCount();
    for (const key of keys) english.text(key);
    assert.equal(report.mock.callCount(), times);
    assert.ok(times > 10);
    const said = report.mock.calls.map((call) => String(call.arguments[0]));
    assert.ok(
      said.some((line) => line.includes('"article.by" was given no {author}')),
      said[0],
    );
    report.mock.restore();
  });

  test('takes a value as it is: braces and markup in a name stay text', () => {
    assert.equal(english.text('comment.replyTo', { author: '{count} <b>' }), 'Reply to {count} <b>');
    const parts = english.parts('comment.replyTo', { author: '{author}' });
    assert.deepEqual(parts, ['Reply to ', { name: 'author', value: '{author}' }]);
  });
});

describe('a list', () => {
  test('is joined as the language joins it, with each item apart', () => {
    const parts = listParts('en', ['Asia-Plus', '14/02/2012']);
    assert.deepEqual(parts, [{ name: 'item', value: 'Asia-Plus' }, ', ', { name: 'item', value: '14/02/2012' }]);
    assert.deepEqual(listParts('en', []), []);
  });
});

describe('the translator for a tag', () => {
  test('has the texts of the language and the formats of the whole tag', async () => {
    const translator = await loadTranslator('ru-ua');
    assert.equal(translator.locale, 'ru-UA');
    assert.equal(translator.text('comment.reply'), 'Ответить');
    assert.equal(await loadTranslator('ru-ua'), translator);
  });

  test('is English for an unknown language, a malformed tag and a failed download', async () => {
    for (const tag of ['tlh', '', 'ru_RU', 'ru-', '-', 'en-x'])
      assert.equal((await loadTranslator(tag)).text('comment.reply'), 'Reply', tag);
    registerMessages('de', () => Promise.reject(new Error('no network')));
    assert.equal(await loadTranslator('de'), english);
  });

  test('uses what a page registers, also in place of our own', async () => {
    registerMessages('DE', { ...en, 'comment.reply': 'Antworten' });
    assert.equal((await loadTranslator('de-AT')).text('comment.reply'), 'Antworten');
    registerMessages('ru', () => Promise.resolve({ ...ru, 'comment.reply': 'Ответ' }));
    assert.equal((await loadTranslator('ru')).text('comment.reply'), 'Ответ');
  });

  test('is English where a language has no text yet', async () => {
    registerMessages('tg', { 'comment.reply': 'Ҷавоб' });
    const tajik = await loadTranslator('tg');
    assert.deepEqual([tajik.text('comment.reply'), tajik.text('form.submit')], ['Ҷавоб', 'Post Comment']);
  });
});

const sources = sourceFiles(fileURLToPath(new URL('../../src/', import.meta.url)));
/** Keys that stand in the sources as they are. */
const written = new Set(sources.flatMap((source) => source.match(/(?<=['"`])[a-z]+\.[\w.-]+(?=['"`])/g) ?? []));
/** Keys that are put together, such as `error.${code}`. */
const composed = sources.flatMap((source) =>
  [...source.matchAll(/`([a-z]+\.[\w.-]*\$\{[^`]*)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
  ),
);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('locales'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
