import type { HtmlBounds } from './html-profile.js';

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const LETTER = /[a-z]/i;

/** Which bound a text breaks, if any. One pass, linear in its length; never parses. */
export function brokenBound(html: string, bounds: HtmlBounds): keyof HtmlBounds | undefined {
  if (html.length > bounds.bytes || isLongerThan(html, bounds.bytes)) return 'bytes';
  let tags = 0;
  let depth = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    const closing = html[at + 1] === '/';
    if (!LETTER.test(html[at + (closing ? 2 : 1)] ?? '')) continue;
    if (closing) {
      depth = Math.max(0, depth - 1);
      continue;
    }
    if ((tags += 1) > bounds.tags) return 'tags';
    const end = tagEnd(html, at);
    if (attributeCount(html, at, end) > bounds.attributes) return 'attributes';
    if (!isVoid(html, at, end) && (depth += 1) > bounds.depth) return 'depth';
  }
  return undefined;
}

function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;
}

/** Where the tag that opens at `from` ends: the next `>` or `<`, so that the scan never goes back. */
function tagEnd(html: string, from: number): number {
  for (let at = from + 1; at < html.length; at += 1) if (html[at] === '>' || html[at] === '<') return at;
  return html.length;
}

function attributeCount(html: string, from: number, to: number): number {
  let count = 0;
  for (let at = from + 1; at < to; at += 1) {
    if (/[\s/]/.test(html[at] ?? '') && !/[\s/=]/.test(html[at + 1] ?? ' ')) count += 1;
  }
  return count;
}

function isVoid(html: string, from: number, to: number): boolean {
  const name = /^[a-z0-9]+/i.exec(html.slice(from + 1, Math.min(to, from + 12)))?.[0] ?? '';
  return VOID.has(name.toLowerCase());
}

/** Markup taken out of a text, for showing it as plain text. Linear; it makes nothing safe and need not. */
export function stripTags(html: string): string {
  const [first = '', ...rest] = html.split('<');
  return rest.reduce((text, piece) => text + withoutTag(piece), first).trim();
}

function withoutTag(piece: string): string {
  const end = piece.indexOf('>');
  if (end === -1 || !/^[/!?a-z]/i.test(piece)) return `<${piece}`;
  const lineBreak = /^\/?(?:br|p|div|li|h[1-6]|blockquote|pre|tr)\b/i.test(piece) ? '\n' : '';
  return lineBreak + piece.slice(end + 1);
}
