/**
 * Days in words, as old themes print them without a machine's form: `September 5, 2008 at 3:00 pm`. The day alone is read,
 * because the words do not say in which time zone the clock stood.
 */

const YEAR_FIRST = /(?<!\d)(\d{4})[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})(?!\d)/;

/** The names of the twelve months by language, in lower case. */
const months = new Map<string, ReadonlyMap<string, number>>();

/**
 * Reads a day as a calendar day such as `2008-09-05`; undefined where day and month cannot be told apart (`14/02/2012`).
 * @param lang language of the page; English names are understood everywhere.
 */
export function dayInWords(text: string | undefined, lang: string): string | undefined {
  const [, year, month, day] = YEAR_FIRST.exec(text ?? '') ?? [];
  if (year && month && day) return write(year, Number(month), day);
  const words = text?.toLowerCase().normalize() ?? '';
  return inLanguage(words, lang) ?? inLanguage(words, 'en');
}

function inLanguage(text: string, lang: string): string | undefined {
  const names = monthsOf(lang);
  const name = [...text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)].find(([word]) => names.has(word));
  const year = /(?<!\d)\d{4}(?!\d)/.exec(text)?.[0];
  if (!name || !year) return undefined;
  const before = /(?<!\d)(\d{1,2})\D{0,5}$/.exec(text.slice(0, name.index));
  const after = /^\D{0,5}(\d{1,2})(?!\d|:)/.exec(text.slice(name.index + name[0].length));
  const day = before ?? after;
  return day?.[1] && write(year, names.get(name[0]) ?? 0, day[1]);
}

function write(year: string, month: number, day: string): string {
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Long and short names, alone and beside a day, where many languages bend them. */
function monthsOf(lang: string): ReadonlyMap<string, number> {
  let names = months.get(lang);
  if (!names) months.set(lang, (names = new Map(formatsOf(lang).flatMap(namesIn))));
  return names;
}

function namesIn(format: Intl.DateTimeFormat): [string, number][] {
  return Array.from({ length: 12 }, (_, month) => {
    const part = format.formatToParts(Date.UTC(2001, month, 15)).find(({ type }) => type === 'month');
    return [part?.value.toLowerCase().normalize().replace(/\.$/, '') ?? '', month + 1];
  });
}

function formatsOf(lang: string): Intl.DateTimeFormat[] {
  const forms = [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ] as const;
  const make = (locale: string) =>
    forms.map((form) => new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC', calendar: 'gregory' }));
  try {
    return make(lang || 'en');
  } catch {
    return make('en');
  }
}
