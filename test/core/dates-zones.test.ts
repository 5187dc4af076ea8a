import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { toTimestamp } from '../../src/core/dates.js';
import { readTimestamp } from '../../src/core/timestamps.js';

const { items } = JSON.parse(readFileSync(new URL('../corpora/dates.json', import.meta.url), 'utf8')) as {
  items: { v: unknown }[];
};

const moduleUrl = (name: string) => JSON.stringify(new URL(`../../src/core/${name}.ts`, import.meta.url).href);

describe('in every zone of the world', () => {
  const ZONES = ['UTC', 'America/New_York', 'Asia/Dushanbe', 'Pacific/Kiritimati', 'Europe/Berlin'] as const;
  type Zone = (typeof ZONES)[number];

  interface Result {
    readonly read: readonly (string | null)[];
    readonly readQuickly: readonly (string | null)[];
    readonly days: readonly string[];
    readonly moment: readonly string[];
    readonly relative: readonly (string | null)[];
    readonly unknown: readonly string[];
    readonly extremes: readonly string[];
  }

  const results = new Map<Zone, Result>();

  /** Asks a new process whose clock stands in another zone and whose language is Russian. Space characters differ between versions of ICU. */
  async function ask(zone: Zone): Promise<Result> {
    const script = `
      const { toTimestamp } = await import(${moduleUrl('dates')});
      const { formatDate, formatDateTime, formatRelative } = await import(${moduleUrl('date-words')});
      const { readTimestamp, timeOf } = await import(${moduleUrl('timestamps')});
      const values = ${JSON.stringify(items.map(({ v }) => v))};
      const day = '2012-01-16';
      const moment = '2012-01-16T02:30:00.000Z';
      const ago = (timestamp, now, locale = 'en') => formatRelative(timestamp, Date.parse(now), locale);
      console.log(JSON.stringify({
        read: values.map((value) => toTimestamp(value)),
        readQuickly: values.map((value) => readTimestamp(value)),
        days: [formatDate(day, 'en'), formatDateTime(day, 'en'), formatDate(day, 'ru'), timeOf(day)].map(String),
        moment: [formatDate(moment, 'en'), formatDateTime(moment, 'en')],
        relative: [
          ago('2026-11-23', '2026-11-23T20:00:00Z'),
          ago('2026-11-24', '2026-11-23T20:00:00Z'),
          ago('2026-10-24T22:10:00.000Z', '2026-10-25T22:50:00Z'),
          ago('2026-03-29', '2026-03-29T22:30:00Z'),
        ],
        unknown: [Intl.DateTimeFormat().resolvedOptions().locale, formatDate(day, 'zz'), ago('2026-11-20', '2026-11-23T09:00Z', 'zz')],
        extremes: [8.64e15, -8.64e15].map((time) => formatDateTime(toTimestamp(time), 'en')),
      }));`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, TZ: zone, LC_ALL: 'ru_RU.UTF-8' },
    });
    return JSON.parse(stdout.replace(/[\u00a0\u202f]/g, ' ')) as Result;
  }

  const each = <T>(pick: (result: Result) => T) => ZONES.map((zone) => pick(results.get(zone) as Result));

  before(async () => {
    for (const zone of ZONES) results.set(zone, await ask(zone));
  });

  test('a date is read as the same moment', () => {
    const here = items.map(({ v }) => toTimestamp(v) ?? null);
    assert.deepEqual(
      each(({ read }) => read),
      ZONES.map(() => here),
    );
    const quick = items.map(({ v }) => readTimestamp(v) ?? null);
    assert.deepEqual(
      each(({ readQuickly }) => readQuickly),
      ZONES.map(() => quick),
    );
  });

  test('a calendar day is the same day', () => {
    const day = ['January 16, 2012', 'January 16, 2012', '16 января 2012 г.', '1326672000000'];
    assert.deepEqual(
      each(({ days }) => days),
      ZONES.map(() => day),
    );
  });

  test('a moment is told by the clock of the reader', () => {
    assert.deepEqual(
      each(({ moment }) => moment.join(' / ')),
      [
        'January 16, 2012 / January 16, 2012 at 2:30 AM',
        'January 15, 2012 / January 15, 2012 at 9:30 PM',
        'January 16, 2012 / January 16, 2012 at 7:30 AM',
        'January 16, 2012 / January 16, 2012 at 4:30 PM',
        'January 16, 2012 / January 16, 2012 at 3:30 AM',
      ],
    );
  });

  test('days ago are days of the calendar of the reader, also where the clocks change', () => {
    assert.deepEqual(
      each(({ relative }) => relative),
      [
        ['today', null, 'yesterday', 'today'],
        ['today', null, 'yesterday', 'today'],
        ['yesterday', 'today', 'yesterday', 'yesterday'],
        ['yesterday', 'today', 'yesterday', 'yesterday'],
        ['today', null, '24 hours ago', 'yesterday'],
      ],
    );
  });

  test('an unknown language is English, whatever language the machine speaks', () => {
    assert.deepEqual(
      each(({ unknown }) => unknown),
      ZONES.map(() => ['ru-RU', 'January 16, 2012', '3 days ago']),
    );
  });

  test('the first and the last moment can be told', () => {
    for (const [last, first] of each(({ extremes }) => extremes)) {
      assert.match(String(last), /September 1[23], 275760/);
      assert.match(String(first), /April (19|20), 271822/);
    }
  });
});
