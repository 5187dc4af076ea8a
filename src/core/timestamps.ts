/** Timestamps: the one form of a date inside this package. Reading the usual forms, and reckoning with them. */
import type { Timestamp } from './types.js';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads the date forms of RFC 3339 and of this package's own format: a calendar day, or a date with a time. A time without a
 * zone is read as UTC, never as the reader's own. `undefined` for every other form (see `toTimestamp()` in dates.ts, which
 * knows more) and for days that do not exist.
 */
export function readTimestamp(value: unknown): Timestamp | undefined {
  if (typeof value !== 'string') return undefined;
  // Most come as this package writes them; the years that take more digits are none of these forms.
  if (value.length === 24 && write(value) === value) return value;
  const match = ISO.exec(value);
  if (!match) return undefined;
  const [, day = '', clock, zone = 'Z'] = match;
  // Engines roll 30 February over to March.
  if (!write(day)?.startsWith(day)) return undefined;
  return clock ? write(`${day}T${clock}${zone}`) : day;
}

function write(text: string): Timestamp | undefined {
  const time = Date.parse(text);
  return isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Milliseconds since 1970; a calendar day is its midnight in UTC. */
export function timeOf(timestamp: Timestamp): number {
  return Date.parse(timestamp);
}

/** Value for the `datetime` attribute of `<time>`. HTML writes years past 9999 without a sign; it has none before 1. */
export function dateTimeAttribute(timestamp: Timestamp): string {
  return timestamp.replace(/^\+0*/, '');
}

/** Whether this is a calendar day without a time. */
export function isDay(timestamp: Timestamp): boolean {
  return !timestamp.includes('T');
}
