/**
 * Reads dates in every form that comments backends send; the only importer of date-fns. Nothing here throws. What most
 * sources send is read by timestamps.ts alone, so that this file is downloaded only for those that send something else.
 */
import { parseISO } from 'date-fns/parseISO';
import type { Timestamp } from './types.js';

/** Numbers below it are seconds (up to the year 5138), the others milliseconds. */
const SECONDS_END = 1e11;

const EPOCH = /^-?(?:0|\d{9,})(?:\.\d+)?$/;

// The shape of the whole text is checked, because parseISO overlooks what it does not understand after a time.
// 1: calendar, basic, ordinal or week date. 2: time. 3: its fraction of a second, none after 24:00. 4: zone.
const ISO =
  /^((?!-0{6})(?:\d{4}|[+-]\d{6})-\d\d-\d\d|\d{4}(?:\d{4}|-?\d{3}|-?W\d\d-?\d))(?:[T ]((?!24.*[.,]0*[1-9])\d\d:?\d\d(?::?\d\d([.,]\d+)?)?)(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/i;

// 1: day. 2: month. 3: year. 4: time. 5: zone; of two letters only UT, as "4:02 PM" would pass for 4:02.
const RFC2822 =
  /^(?:[a-z]{3}, *)?(\d\d?) +([a-z]{3}) +(\d\d|\d{4}) +(\d\d:\d\d(?::\d\d)?) +([+-]\d{4}|UT|[a-z]|[a-z]{3,4})$/i;

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** Hours west of UTC of the zones that RFC 2822, 4.3 names. */
const ZONES: Readonly<Record<string, number>> = { edt: 4, est: 5, cdt: 5, cst: 6, mdt: 6, mst: 7, pdt: 7, pst: 8 };

/**
 * Reads a date in any of the forms that comments backends send, once; everything else works with the result.
 *
 * - ISO 8601 and RFC 3339: calendar dates, also basic (`20120304T160200Z`), ordinal (`2012-064`) and week dates
 *   (`2012-W10-7`), with an offset of at most 23:59. A date without a time stays a calendar day. A time without a zone is
 *   read as UTC, never as the reader's own time. Fractions are cut to milliseconds; 24:00 is the next midnight.
 *   Week 53 of a year with 52 weeks is week 1 of the next.
 * - RFC 2822, as RSS has it, with the zone names of its section 4.3; other names of three or four letters, and of one, are
 *   UTC, as it asks. A wrong day of the week is overlooked.
 * - Numbers, and strings of nine or more digits or `0`: less than 100,000,000,000 either way are seconds since 1970, more
 *   are milliseconds, up to 8,640,000,000,000,000. So milliseconds from November 1966 to March 1973 pass for seconds.
 * - `Date` objects.
 *
 * Anything else is `undefined`, also dates that do not exist (30 February, a leap second) and text for people.
 */
export function toTimestamp(value: unknown): Timestamp | undefined {
  try {
    if (typeof value === 'string') return fromText(value.trim());
    return write(typeof value === 'number' ? timeOfEpoch(value) : Date.prototype.getTime.call(value));
  } catch {
    // An invalid date cannot be written, and what is no Date has no time.
    return undefined;
  }
}

function fromText(text: string): Timestamp | undefined {
  if (EPOCH.test(text)) return write(timeOfEpoch(Number(text)));
  const match = ISO.exec(text.replace(RFC2822, isoOfRfc2822));
  if (!match) return undefined;
  const [, date, time = '00:00', fraction = '', zone = 'Z'] = match;
  const parsed = parseISO(`${date}T${time.replace(fraction, '')}${zone}`.toUpperCase());
  // Milliseconds are added here because parseISO rounds a fraction of nines up to the next second.
  const timestamp = write(parsed.getTime() + Number(`${fraction}00`.slice(1, 4)));
  return match[2] ? timestamp : timestamp.slice(0, -'T00:00:00.000Z'.length);
}

function isoOfRfc2822(_text: string, day: string, month: string, year: string, time: string, zone: string): string {
  const century = year.length > 2 ? '' : Number(year) < 50 ? '20' : '19';
  const number = `${MONTHS.indexOf(month.toLowerCase()) / 3 + 1}`;
  const hours = ZONES[zone.toLowerCase()];
  const offset = hours ? `-0${hours}` : zone.length > 4 ? zone : 'Z';
  return `${century}${year}-${number.padStart(2, '0')}-${day.padStart(2, '0')}T${time}${offset}`;
}

function timeOfEpoch(value: number): number {
  return Math.abs(value) < SECONDS_END ? Math.round(value * 1000) : value;
}

function write(time: number): Timestamp {
  return new Date(time).toISOString();
}
