/**
 * Dates in Tajik for engines that have none (Chromium): the parts of `Intl` that date-words.ts asks, with the words of
 * Unicode CLDR for `tg`, months in small letters as inside a sentence.
 */
const MONTHS = 'январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри'.split(' ');
const UNITS = { minute: 'дақиқа', hour: 'соат', day: 'рӯз' };
const DAYS: Readonly<Record<number, string>> = { 0: 'имрӯз', 1: 'дирӯз' };

/** What is asked of `Intl.DateTimeFormat`. */
interface DateWords {
  format(time: number): string;
}

const local: DateWords = { format: (time) => words(new Date(time)) };
const clock: DateWords = { format: (time) => `${words(new Date(time))}, соати ${clockOf(new Date(time))}` };
const day: DateWords = { format: (time) => words(atUtc(new Date(time))) };

/** `16 январи соли 2012`. */
function words(date: Date): string {
  return `${date.getDate()} ${MONTHS[date.getMonth()]} соли ${date.getFullYear()}`;
}

function clockOf(date: Date): string {
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The local date that has the numbers of the UTC one; at noon, which every calendar day has. */
function atUtc(date: Date): Date {
  const local = new Date(0);
  local.setFullYear(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  local.setHours(12);
  return local;
}

/** What is asked of `Intl.RelativeTimeFormat`; the past alone is ever told. */
const ago = {
  format: (value: number, unit: keyof typeof UNITS): string =>
    (unit === 'day' && DAYS[-value]) || `${-value} ${UNITS[unit]} пеш`,
};

/** By the kinds of date-words.ts. */
export const tgFormats = { day, date: local, time: clock, ago };
