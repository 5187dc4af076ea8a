/**
 * Dates in Tajik for engines that have none (Chromium): the parts of `Intl` that date-words.ts asks, with the words of
 * Unicode CLDR for `tg`, months in small letters as inside a sentence.
 */
const MONTHS = 'январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри'.split(' ');
const UNITS = { minute: 'дақиқа', hour: 'соат', day: 'рӯз' };
const DAYS: Readonly<Record<number, string>> = { 0: 'имрӯз', 1: 'дирӯз' };

/** `16 январи соли 2012`, with the time where it is asked for. The numbers are those of Russian dates. */
function dates(options: Intl.DateTimeFormatOptions): { format(time: number): string } {
  const numbers = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'numeric', year: 'numeric', ...options });
  const words = (time: number): string => {
    const parts = numbers.formatToParts(time).map(({ type, value }) => [type, value]);
    const { day, month, year, hour, minute } = Object.fromEntries(parts) as Record<string, string>;
    return `${Number(day)} ${MONTHS[Number(month) - 1]} соли ${year}${hour ? `, соати ${hour}:${minute}` : ''}`;
  };
  return { format: words };
}

/** What is asked of `Intl.RelativeTimeFormat`; the past alone is ever told. */
const ago = {
  format: (value: number, unit: keyof typeof UNITS): string =>
    (unit === 'day' && DAYS[-value]) || `${-value} ${UNITS[unit]} пеш`,
};

/** By the kinds of date-words.ts. */
export const tgFormats = {
  day: dates({ timeZone: 'UTC' }),
  date: dates({}),
  time: dates({ hour: '2-digit', minute: '2-digit' }),
  ago,
};
