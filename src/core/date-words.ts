/** Timestamps in words. `Intl` brings the words of every language; nothing here throws. */
import { isDay, timeOf } from './timestamps.js';
import type { Timestamp } from './types.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const KINDS = { day: { timeZone: 'UTC' }, date: {}, time: { timeStyle: 'short' } } as const;
type Kind = keyof typeof KINDS;

/** What is asked of the two kinds of formatters of `Intl`. */
export interface DateFormat {
  format(value: number, unit?: 'minute' | 'hour' | 'day'): string;
}

/**
 * Formatters by kind and locale, since a new one costs about forty times what it costs to use it. languages.ts adds those of
 * languages that an engine does not know.
 */
export const formats = Object.create(null) as Record<string, DateFormat>;

function formatOf(kind: Kind | 'ago', locale: string): DateFormat {
  const make = (locales: string | string[]) =>
    kind === 'ago'
      ? (new Intl.RelativeTimeFormat(locales, { numeric: 'auto' }) as DateFormat)
      : new Intl.DateTimeFormat(locales, { dateStyle: 'long', ...KINDS[kind] });
  try {
    return (formats[kind + locale] ??= make([locale, 'en']));
  } catch {
    return (formats[kind + locale] = make('en'));
  }
}

const MONTHS = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(',');

/**
 * Whether it is English as we write it ourselves: the first formatter of a page keeps Chromium busy for 8 ms, because it looks
 * at all locales there are, and meanwhile the first comment waits.
 */
export const isOurs = (locale: string): boolean => /^en(-US)?$/i.test(locale);

function words(timestamp: Timestamp, locale: string, kind: Kind): string {
  const day = isDay(timestamp);
  const date = readersOwn(timestamp);
  if (isNaN(+date)) return '';
  if (!isOurs(locale) || date.getFullYear() < 1) return formatOf(day ? 'day' : kind, locale).format(timeOf(timestamp));
  const told = `${MONTHS[date.getMonth()]} ${date.getDate()}, ${date.getFullYear()}`;
  if (day || kind === 'date') return told;
  const hour = date.getHours();
  return `${told} at ${hour % 12 || 12}${date.toTimeString().slice(2, 5)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** On the reader's calendar a day is the same day everywhere: with a time but no zone, `Date` takes it to be the reader's own. */
function readersOwn(timestamp: Timestamp): Date {
  return new Date(isDay(timestamp) ? `${timestamp}T00:00` : timestamp);
}

/**
 * A date in words, such as `January 16, 2012`, on the reader's calendar. A calendar day is the same day everywhere.
 *
 * @param locale BCP 47 tag; `en` stands in for one that is unknown or malformed.
 */
export function formatDate(timestamp: Timestamp, locale: string): string {
  return words(timestamp, locale, 'date');
}

/** Date and time in words, in the reader's own time zone; of a calendar day the date alone. */
export function formatDateTime(timestamp: Timestamp, locale: string): string {
  return words(timestamp, locale, 'time');
}

/** Whether this happened within the last minute, or less than a minute ahead, as clocks differ. Never true of a day. */
export function isJustNow(timestamp: Timestamp, now: number): boolean {
  return !isDay(timestamp) && Math.abs(now - timeOf(timestamp)) < MINUTE;
}

/**
 * How long ago something was, such as `3 hours ago` or `yesterday`, in whole units rounded down. From one day on, and of
 * calendar days always, it counts days of the reader's calendar.
 *
 * @param now Milliseconds since 1970.
 * @returns `undefined` within the first minute (see {@link isJustNow}), after 30 days and for what is yet to come.
 */
export function formatRelative(timestamp: Timestamp, now: number, locale: string): string | undefined {
  const day = isDay(timestamp);
  const days = calendarDays(timestamp, now);
  const past = day ? days * DAY : now - timeOf(timestamp);
  if (!(past >= (day ? 0 : MINUTE) && past <= 30 * DAY)) return undefined;
  const say = (value: number, unit: 'minute' | 'hour' | 'day') => {
    const whole = Math.floor(value);
    if (!isOurs(locale)) return formatOf('ago', locale).format(-whole, unit);
    if (unit === 'day' && whole < 2) return whole ? 'yesterday' : 'today';
    return `${whole} ${unit}${whole > 1 ? 's' : ''} ago`;
  };
  if (day || (past >= DAY && days > 0)) return say(days, 'day');
  return past < HOUR ? say(past / MINUTE, 'minute') : say(past / HOUR, 'hour');
}

/** Midnights of the reader between two moments. */
function calendarDays(timestamp: Timestamp, now: number): number {
  const midnight = (time: number | Date) => new Date(time).setHours(0, 0, 0, 0);
  // Days have 23 or 25 hours where clocks change.
  return Math.round((midnight(now) - midnight(readersOwn(timestamp))) / DAY);
}
