import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { toTimestamp } from '../../src/core/dates.js';
import { readTimestamp, timeOf } from '../../src/core/timestamps.js';
import { dice } from '../support/dice.js';

interface Item {
  readonly v: unknown;
  readonly kind: string;
  readonly note: string;
  /** What `new Date(v)` makes of it where the machine's zone is UTC. */
  readonly dateParse: string;
  /** What date-fns makes of it there. */
  readonly parseISO: string;
}

const { items } = JSON.parse(readFileSync(new URL('../corpora/dates.json', import.meta.url), 'utf8')) as {
  items: Item[];
};

/** Where the corpus holds no result to compare with. */
const RESULTS = new Map<unknown, string>([
  ['2012-03-04', '2012-03-04'],
  ['2012-064', '2012-03-04'],
  ['2012-03-04T16:02:00Z ', '2012-03-04T16:02:00.000Z'],
  ['1330876920', '2012-03-04T16:02:00.000Z'],
  ['1330876920000', '2012-03-04T16:02:00.000Z'],
  ['1330876920.123', '2012-03-04T16:02:00.123Z'],
  [0, '1970-01-01T00:00:00.000Z'],
  [1330876920, '2012-03-04T16:02:00.000Z'],
  [1330876920.123, '2012-03-04T16:02:00.123Z'],
  [1330876920000, '2012-03-04T16:02:00.000Z'],
  [8640000000000000, '+275760-09-13T00:00:00.000Z'],
  [-8640000000000000, '-271821-04-20T00:00:00.000Z'],
]);

function expected({ v, kind, dateParse, parseISO }: Item): string | undefined {
  if (RESULTS.has(v)) return RESULTS.get(v);
  if (kind === 'odd') return parseISO;
  return ['ok', 'ok-odd', 'naive', 'rfc2822'].includes(kind) ? dateParse : undefined;
}

describe('dates of the corpus', () => {
  for (const item of items) {
    test(`${JSON.stringify(item.v)} is ${item.kind} (${item.note})`, () => {
      assert.equal(toTimestamp(item.v), expected(item));
    });
  }

  test('are the same to the quick reader, which knows every usual form and refuses the others', () => {
    const quick = items.filter(({ v }) => readTimestamp(v) !== undefined);
    for (const item of quick) assert.equal(readTimestamp(item.v), expected(item), String(item.v));
    const left = items.filter((item) => expected(item) !== undefined && !quick.includes(item));
    assert.deepEqual(
      left.map(({ v }) => v).filter((v) => typeof v === 'string' && /^\d{4}-\d\d-/.test(v)),
      ['2012-03-04T16:02:00+0500', '2012-03-04T16:02:00Z '],
    );
  });

  test('are all there', () => {
    assert.equal(items.length, 72);
    assert.equal(items.filter((item) => expected(item) !== undefined).length, 38);
  });
});

/** Each line: what is read, and what becomes of it. The quick reader may know less, never anything else. */
function table(lines: readonly (readonly [value: unknown, timestamp: string | undefined])[]): void {
  for (const [value, timestamp] of lines) {
    assert.equal(toTimestamp(value), timestamp, String(value));
    assert.ok([timestamp, undefined].includes(readTimestamp(value)), `${String(value)} read quickly`);
  }
}

describe('reading dates', () => {
  test('knows the forms of ISO 8601', () => {
    table([
      ['2012-03-04t16:02:00.5z', '2012-03-04T16:02:00.500Z'],
      ['2012-03-04T16:02:00,25+05', '2012-03-04T11:02:00.250Z'],
      ['2012-03-04 16:02:00+05:45', '2012-03-04T10:17:00.000Z'],
      ['2012-03-04T16:02:00-23:59', '2012-03-05T16:01:00.000Z'],
      ['2012-03-04T00:00+14:00', '2012-03-03T10:00:00.000Z'],
      ['2012-W10-7', '2012-03-11'],
      ['2012W107', '2012-03-11'],
      ['2009-W53-7', '2010-01-03'],
      ['2012366', '2012-12-31'],
      ['20120304', '2012-03-04'],
      ['2012-03-04T24:00:00.000', '2012-03-05T00:00:00.000Z'],
      ['+010000-01-01', '+010000-01-01'],
      ['-000044-03-15', '-000044-03-15'],
      ['2000-02-29', '2000-02-29'],
    ]);
  });

  test('refuses what is not one whole, existing date', () => {
    const refused = [
      '2012',
      '2012-03',
      '201203',
      '2012-3-4',
      '12-03-04',
      '2012-03-04T',
      '2012-03-04T16',
      '2012-03-04T16Z',
      '2012-03-04Z',
      '2012-03-04T16:02:00ZZ',
      '2012-03-04T16:02:00Z 2012-03-04',
      '2012-03-04T16:02:00 Z',
      '2012-03-04T16:02:00+24:00',
      '2012-03-04T16:02:00+05:60',
      '2012-03-04T16:02:00.Z',
      '2012-03-04T16:02.5Z',
      '2012-03-04T24:00:00.5Z',
      '2012-03-04T24:01:00Z',
      '1900-02-29',
      '2011-366',
      '2012-000',
      '2012-W54-1',
      '2012-W10-8',
      '2012-W10',
      '2012-06-30T23:59:60.5Z',
      '-000000-01-01',
      '+12012-03-04',
      '16:02:00',
      '14/02/2012',
      '14.02.2012',
      '3 hours ago',
      '2012-03-04T16:02:00Z\u0000',
      '2012-03-04T16:02:00Z" onload="alert(1)',
      '2012-03-04\n<script>',
    ];
    table(refused.map((value) => [value, undefined]));
  });

  test('knows the dates of feeds and the zones of RFC 2822', () => {
    const inZone = (zone: string) => toTimestamp(`4 Mar 2012 16:02:00 ${zone}`)?.slice(11, 16);
    const hours = { EDT: 4, EST: 5, CDT: 5, CST: 6, MDT: 6, MST: 7, PDT: 7, pst: 8, UT: 0, GMT: 0, Z: 0, A: 0, CET: 0 };
    for (const [zone, west] of Object.entries(hours))
      assert.equal(inZone(zone), `${16 + west}:02`.replace('24', '00'), zone);
    assert.deepEqual(['-0000', '-0330', '+1400'].map(inZone), ['16:02', '19:32', '02:02']);
    table([
      ['Sun, 4 Mar 2012 16:02 GMT', '2012-03-04T16:02:00.000Z'],
      ['sun,  04 MAR 2012  16:02:00  gmt', '2012-03-04T16:02:00.000Z'],
      ['04 Mar 12 16:02:00 GMT', '2012-03-04T16:02:00.000Z'],
      ['04 Mar 98 16:02:00 GMT', '1998-03-04T16:02:00.000Z'],
      ['Mon, 31 Dec 2012 23:30:00 -0800', '2013-01-01T07:30:00.000Z'],
      ['Thu, 30 Feb 2012 16:02:00 GMT', undefined],
      ['Sun, 04 Anf 2012 16:02:00 GMT', undefined],
      ['Sun, 04 Xyz 2012 16:02:00 GMT', undefined],
      ['4 Mar 2012 04:02 PM', undefined],
      ['4 Mar 2012 25:02 GMT', undefined],
      ['4 Mar 2012 16:02:00 +2500', undefined],
      ['4 Mar 2012 16:02:00', undefined],
      ['Sun, 04 Mar 2012 16:02:00 GMT<script>', undefined],
      ['<b>Sun, 04 Mar 2012 16:02:00 GMT', undefined],
    ]);
  });

  test('tells seconds from milliseconds by their size', () => {
    table([
      [99_999_999_999, '5138-11-16T09:46:39.000Z'],
      [100_000_000_000, '1973-03-03T09:46:40.000Z'],
      [-99_999_999_999, '-001199-02-15T14:13:21.000Z'],
      [-100_000_000_000, '1966-10-31T14:13:20.000Z'],
      [-0, '1970-01-01T00:00:00.000Z'],
      [0.0004, '1970-01-01T00:00:00.000Z'],
      ['0', '1970-01-01T00:00:00.000Z'],
      ['-1330876920', '1927-10-30T07:58:00.000Z'],
      ['8640000000000000', '+275760-09-13T00:00:00.000Z'],
      ['8640000000000001', undefined],
      ['+1330876920', undefined],
      ['0x4F53926800', undefined],
      ['1e12', undefined],
      ['13308769', undefined],
      ['5', undefined],
      ['9'.repeat(400), undefined],
      [NaN, undefined],
      [Infinity, undefined],
      [-Infinity, undefined],
    ]);
  });

  test('takes valid Date objects of any window, and nothing that only looks like one', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    table([
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [new Date(5), '1970-01-01T00:00:00.005Z'],
      [runInNewContext('new Date(1330876920000)'), '2012-03-04T16:02:00.000Z'],
      [
        Object.assign(new Date(0), { getTime: () => assert.fail(), valueOf: () => assert.fail() }),
        '1970-01-01T00:00:00.000Z',
      ],
      [new Date(NaN), undefined],
      [[2012, 3, 4], undefined],
      [[new Date(0)], undefined],
      [1n, undefined],
      [Symbol('2012-03-04'), undefined],
      [() => '2012-03-04', undefined],
      [undefined, undefined],
      [false, undefined],
    ]);
    const fakes = [
      Object.create(Date.prototype),
      new Proxy(new Date(0), {}),
      proxy,
      new String('2012-03-04'),
      { toString: () => assert.fail(), getTime: () => 0, [Symbol.toPrimitive]: () => assert.fail() },
    ];
    for (const fake of fakes) assert.equal(toTimestamp(fake), undefined);
  });

  test('reads its own results back unchanged', () => {
    const roll = dice(2);
    for (let round = 0; round < 5000; round++) {
      const range = [100_000, 2e12, 8.64e15][round % 3] ?? 0;
      const moment = new Date(roll(range) * (round % 2 ? 1 : -1)).toISOString();
      const day = moment.slice(0, -14);
      assert.deepEqual([toTimestamp(moment), toTimestamp(day)], [moment, day]);
      const usual = /^\d/.test(moment);
      assert.deepEqual([readTimestamp(moment), readTimestamp(day)], usual ? [moment, day] : [undefined, undefined]);
      assert.equal(timeOf(moment), Number(new Date(moment)));
    }
  });

  test('cuts fractions to milliseconds, never to the next second', () => {
    table([
      ['2012-03-04T16:02:59.999999999Z', '2012-03-04T16:02:59.999Z'],
      ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
      ['1970-01-01T00:00:01.001Z', '1970-01-01T00:00:01.001Z'],
      ['9999-12-31T23:59:59.0019Z', '9999-12-31T23:59:59.001Z'],
    ]);
  });

  test('is not held up by long texts', () => {
    const texts = [
      ' '.repeat(1e6),
      '1'.repeat(1e6),
      `24${',0'.repeat(5e5)}`,
      `2012-03-04T24:00:00.${'0'.repeat(1e6)}x`,
    ];
    const feeds = [`sun,${' '.repeat(1e6)}x`, `4 ${' '.repeat(1e6)}Mar`, `4 Mar 2012 ${' '.repeat(1e6)}`];
    table([...texts, ...feeds, `2012-03-04T24:00:00${'.0'.repeat(5e5)}`].map((value) => [value, undefined]));
  });
});
