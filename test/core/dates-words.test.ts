import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatDate, formatDateTime, formatRelative, isJustNow } from '../../src/core/date-words.js';
import { toTimestamp } from '../../src/core/dates.js';
import { dateTimeAttribute } from '../../src/core/timestamps.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Noon in the zone of this machine, so that "yesterday" is the same wherever the tests run.
const now = new Date(2026, 10, 23, 12).getTime();
const before = (past: number) => new Date(now - past).toISOString();
const ago = (past: number, locale = 'en') => formatRelative(before(past), now, locale);
const day = (past: number) => {
  const date = new Date(now - past * DAY);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
};

describe('how long ago something was', () => {
  test('is told in whole minutes, hours and days', () => {
    const told = [
      MINUTE,
      2 * MINUTE - 1,
      59.9 * MINUTE,
      HOUR,
      3.9 * HOUR,
      24 * HOUR - 1,
      DAY,
      1.9 * DAY,
      7 * DAY,
      30 * DAY,
    ];
    assert.deepEqual(
      told.map((past) => ago(past)),
      [
        '1 minute ago',
        '1 minute ago',
        '59 minutes ago',
        '1 hour ago',
        '3 hours ago',
        '23 hours ago',
        'yesterday',
        '2 days ago',
        '7 days ago',
        '30 days ago',
      ],
    );
  });

  test('is not told within the first minute, after thirty days, or ahead of time', () => {
    for (const past of [0, 1, MINUTE - 1, 30 * DAY + 1, 400 * DAY, -1, -MINUTE, -MINUTE - 1, -DAY, -9000 * DAY]) {
      assert.equal(ago(past), undefined, `${past} ms`);
    }
  });

  test('is just now within a minute either way', () => {
    const at = (past: number) => isJustNow(before(past), now);
    assert.deepEqual([0, MINUTE - 1, -MINUTE + 1].map(at), [true, true, true]);
    assert.deepEqual([MINUTE, 5 * DAY, -MINUTE - 1, -DAY].map(at), [false, false, false, false]);
  });

  test('counts whole days for a calendar day and never calls it just now', () => {
    assert.deepEqual(
      [-1, 0, 1, 2, 30, 31, 366].map((past) => formatRelative(day(past), now, 'en') ?? 'no words'),
      ['no words', 'today', 'yesterday', '2 days ago', '30 days ago', 'no words', 'no words'],
    );
    const midnight = Date.parse(day(0));
    assert.equal(isJustNow(day(0), midnight), false);
    assert.equal(isJustNow(`${day(0)}T00:00:00.000Z`, midnight), true);
  });

  test('has the words and plurals of the language', () => {
    assert.deepEqual(
      [21 * MINUTE, 3 * HOUR, 5 * HOUR, DAY, 5 * DAY].map((past) => ago(past, 'ru')),
      ['21 минуту назад', '3 часа назад', '5 часов назад', 'вчера', '5 дней назад'],
    );
  });
});

describe('dates in words', () => {
  const noon = new Date(2012, 0, 16, 12).toISOString();
  const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');

  test('are long dates, with the time where it is asked for and known', () => {
    assert.equal(formatDate(noon, 'en'), 'January 16, 2012');
    assert.equal(plain(formatDate(noon, 'ru')), '16 января 2012 г.');
    assert.equal(plain(formatDateTime(noon, 'en')), 'January 16, 2012 at 12:00 PM');
    assert.match(formatDateTime(noon, 'ru'), /^16 января 2012.*12:00$/);
    assert.equal(formatDateTime('2012-01-16', 'en'), 'January 16, 2012');
  });

  test('are English where the language is unknown or no language', () => {
    for (const locale of ['zz', 'tlh', '', '*', 'de_DE', 'x', '<b>', 'a'.repeat(999), '\ud800']) {
      assert.equal(formatDate(noon, locale), 'January 16, 2012', locale);
      assert.equal(plain(formatDateTime(noon, locale)), 'January 16, 2012 at 12:00 PM', locale);
      assert.equal(ago(3 * HOUR, locale), '3 hours ago', locale);
    }
  });

  test('are in English what `Intl` makes of them', () => {
    const date = new Intl.DateTimeFormat('en', { dateStyle: 'long' });
    const time = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'short' });
    const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
    // Odd steps, so that all months, hours and minutes have their turn.
    for (let at = Date.UTC(-2, 5); at < Date.UTC(2150, 0); at += 111.37 * HOUR) {
      const moment = new Date(at).toISOString();
      assert.equal(formatDate(moment, 'en'), date.format(at), moment);
      assert.equal(formatDateTime(moment, 'en-US'), plain(time.format(at)), moment);
    }
    for (let past = 0; past <= 30; past += 1) {
      assert.equal(formatRelative(day(past), now, 'en'), relative.format(-past, 'day'));
      if (past && past < 24) assert.equal(ago(past * HOUR, 'en-US'), relative.format(-past, 'hour'));
      if (past) assert.equal(ago(2 * past * MINUTE - MINUTE), relative.format(1 - 2 * past, 'minute'));
    }
  });

  test('take no formatter in English, whose first one would keep the page waiting', () => {
    const { DateTimeFormat, RelativeTimeFormat } = Intl;
    const none = { DateTimeFormat: undefined, RelativeTimeFormat: undefined };
    Object.assign(Intl, none);
    try {
      assert.equal(formatDateTime(noon, 'en'), 'January 16, 2012 at 12:00 PM');
      assert.deepEqual([ago(DAY), formatRelative(day(0), now, 'en-US')], ['yesterday', 'today']);
    } finally {
      Object.assign(Intl, { DateTimeFormat, RelativeTimeFormat });
    }
  });

  test('take one formatter per language and kind, however many dates there are', () => {
    const { DateTimeFormat, RelativeTimeFormat } = Intl;
    let made = 0;
    const counting = <T extends abstract new (...args: never) => object>(Format: T) =>
      new Proxy(Format, {
        construct: (target, args, self) => ((made += 1), Reflect.construct(target, args, self) as object),
      });
    Object.assign(Intl, { DateTimeFormat: counting(DateTimeFormat), RelativeTimeFormat: counting(RelativeTimeFormat) });
    try {
      for (let round = 0; round < 50; round++) {
        for (const timestamp of [before(round * HOUR), day(round)]) {
          formatDate(timestamp, 'fr');
          formatDateTime(timestamp, 'fr');
          formatRelative(timestamp, now, 'fr');
        }
      }
    } finally {
      Object.assign(Intl, { DateTimeFormat, RelativeTimeFormat });
    }
    assert.equal(made, 4);
  });

  test('are empty, and nothing is thrown, when somebody hands over what is no timestamp', () => {
    for (const wrong of ['', 'soon', '2012-99-99', '2012-99-99T99:99:99.999Z', '2012-02-30T']) {
      assert.deepEqual([formatDate(wrong, 'en'), formatDateTime(wrong, 'en')], ['', ''], wrong);
      assert.equal(formatRelative(wrong, now, 'en'), undefined, wrong);
      assert.equal(isJustNow(wrong, now), false, wrong);
    }
    assert.equal(formatRelative(before(HOUR), NaN, 'en'), undefined);
    assert.equal(formatRelative(day(1), NaN, 'en'), undefined);
  });
});

describe('the datetime attribute', () => {
  test('is the timestamp as HTML writes it', () => {
    const attributes = ['2012-01-16', '2012-01-16T09:30:00.000Z', '+010000-01-01', '+275760-09-13T00:00:00.000Z'];
    assert.deepEqual(attributes.map(dateTimeAttribute), [
      '2012-01-16',
      '2012-01-16T09:30:00.000Z',
      '10000-01-01',
      '275760-09-13T00:00:00.000Z',
    ]);
  });

  test('holds no markup whatever a backend sends', () => {
    const hostile = ['2012-03-04T16:02:00Z<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '2012-03-04"'];
    for (const text of hostile) assert.equal(toTimestamp(text), undefined);
  });
});
