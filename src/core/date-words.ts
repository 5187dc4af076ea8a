/** Timestamps in words. `Intl` brings the words of every language; nothing here throws. */
import { isDay, timeOf } from './timestamps.js';
import type { Timestamp } from './types.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One formatter per locale: a new one costs about forty times what it costs to use it. */
function perLocale<Format>(make: (locales: string[]) => Format): (locale: string) => Format {
  const made = new Map<string, Format>();
  return (locale) => {
    let format = made.get(locale);
    if (!format) {
      try {
        format = make([locale, 'en']);
      } catch {
        format = make(['en']);
      }
      made.set(locale, format);
    }
    return format;
  };
}

const dayFormat = perLocale((locales) => new Intl.DateTimeFormat(locales, { dateStyle: 'long', timeZone: 'UTC' }));
const dateFormat = perLocale((locales) => new Intl.DateTimeFormat(locales, { dateStyle: 'long' }));
const dateTimeFormat = perLocale(
  (locales) => new Intl.DateTimeFormat(locales, { dateStyle: 'long', timeStyle: 'short' }),
);
const relativeFormat = perLocale((locales) => new Intl.RelativeTimeFormat(locales, { numeric: 'auto' }));

function words(timestamp: Timestamp, format: Intl.DateTimeFormat): string {
  const time = timeOf(timestamp);
  return isNaN(time) ? '' : format.format(time);
}

/**
 * A date in words, such as `January 16, 2012`, on the reader's calendar. A calendar day is the same day everywhere.
 *
 * @param locale BCP 47 tag; `en` stands in for one that is unknown or malformed.
 */
export function formatDate(timestamp: Timestamp, locale: string): string {
  return words(timestamp, (isDay(timestamp) ? dayFormat : dateFormat)(locale));
}

/** Date and time in words, in the reader's own time zone; of a calendar day the date alone. */
export function formatDateTime(timestamp: Timestamp, locale: string): string {
  return words(timestamp, (isDay(timestamp) ? dayFormat : dateTimeFormat)(locale));
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
  const say = (value: number, unit: 'minute' | 'hour' | 'day') =>
    relativeFormat(locale).format(-Math.floor(value), unit);
  if (isDay(timestamp)) {
    const days = calendarDays(timestamp, now);
    return days >= 0 && days <= 30 ? say(days, 'day') : undefined;
  }
  const past = now - timeOf(timestamp);
  if (!(past >= MINUTE && past <= 30 * DAY)) return undefined;
  if (past < HOUR) return say(past / MINUTE, 'minute');
  const days = calendarDays(timestamp, now);
  return past < DAY || days < 1 ? say(past / HOUR, 'hour') : say(days, 'day');
}

/** Midnights of the reader between two moments. With a time but no zone, `Date` takes a day to be the reader's own. */
function calendarDays(timestamp: Timestamp, now: number): number {
  const midnights = midnightBefore(now) - midnightBefore(isDay(timestamp) ? `${timestamp}T00:00` : timestamp);
  // Days have 23 or 25 hours where clocks change.
  return Math.round(midnights / DAY);
}

function midnightBefore(time: number | string): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
