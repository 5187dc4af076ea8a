/** Everything below a space except tab and line feed, and DEL: none of it can be seen, and PostgreSQL refuses NUL. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A text that PostgreSQL can hold: lone surrogates and NUL become U+FFFD. For keys, which are compared as they are. */
export function storable(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\u0000', '\ufffd');
}

/** The text of a comment: line breaks as LF, no invisible controls, no blank space around it. */
export function cleanText(text: string): string {
  return storable(text.replace(/\r\n?/g, '\n').replace(CONTROLS, '')).trim();
}

/** A name or an address: one line, single spaces. */
export function cleanLine(text: string): string {
  return storable(text.replace(CONTROLS, ' ')).replace(/\s+/g, ' ').trim();
}

/** The wire format's timestamp for a moment or a day; undefined where the text is neither. */
export function timestamp(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
