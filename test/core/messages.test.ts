import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';
import { listParts } from '../../src/core/lists.js';
import { addEnglish, createTranslator, english } from '../../src/core/messages.js';
import { catalogues, en, keys } from '../support/catalogues.js';

addEnglish(en);

const russian = createTranslator('ru', catalogues.ru);

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
    const numbers = new Intl.NumberFormat('en');
    for (const number of [0, 9, 99, 100, 999, 1000, 12_345, 123_456, 999_999, 1_000_000, -1234, 2 ** 53 - 1])
      assert.equal(english.number(number), numbers.format(number));
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
