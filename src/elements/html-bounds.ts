import type { HtmlBounds } from './html-profile.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const VOID = words('area base br col embed hr img input link meta source track wbr');
/** A browser opens these again by itself after the block around them was closed (HTML, 13.2.4.3). */
const FORMATTING = words('a b big code em font i nobr s small strike strong tt u');
/** A new one, or the end of what is around it, closes these. */
const IMPLIED_END = words('dd dt li optgroup option p rb rp rt rtc tbody td tfoot th thead tr');
const LETTER = /[a-z]/i;
const NAME = /[^\s/>]{0,40}/y;

/** Which bound a text breaks, if any. One pass, linear in its length; never parses. */
export function brokenBound(html: string, bounds: HtmlBounds): keyof HtmlBounds | undefined {
  if (html.length > bounds.bytes || isLongerThan(html, bounds.bytes)) return 'bytes';
  const estimate = new TreeEstimate();
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    const closing = html[at + 1] === '/';
    const start = at + (closing ? 2 : 1);
    const name = LETTER.test(html[start] ?? '') ? nameAt(html, start) : '';
    if (closing && name) estimate.close(name);
    // Comments and the like: each one is taken out again, which costs more than an element that stays.
    else if (closing || /[!?]/.test(html[start] ?? '')) estimate.tags += 2;
    else if (name) {
      if (hasMoreAttributes(html, start + name.length, bounds.attributes)) return 'attributes';
      estimate.open(name);
    }
    if (estimate.tags > bounds.tags) return 'tags';
    if (estimate.depth > bounds.depth) return 'depth';
  }
  return undefined;
}

/**
 * What a parser will make of the tags so far. Where they overlap (`<b><p></b>`) a parser opens elements by itself, many times
 * over if a text is written for that; so those are counted, too, and what is not certain counts as open.
 */
class TreeEstimate {
  /** Elements opened, also by the parser itself. */
  tags = 0;
  readonly #open: string[] = [];
  /** Formatting elements that open again with the next element. */
  #pending: string[] = [];

  get depth(): number {
    return this.#open.length;
  }

  open(name: string): void {
    const before = IMPLIED_END.has(name) ? this.#open.lastIndexOf(name) : -1;
    if (before !== -1 && this.#canCut(before)) this.#cut(before);
    this.#add(VOID.has(name) ? [] : [name]);
    if (VOID.has(name)) this.tags += 1;
    this.#add(this.#pending.splice(0));
  }

  close(name: string): void {
    const at = this.#open.lastIndexOf(name);
    // `</p>` alone makes an element, and others may.
    if (at === -1) this.tags += 1;
    else if (FORMATTING.has(name)) this.#takeOut(at);
    else if (this.#canCut(at)) this.#cut(at);
    else this.#takeOut(at);
  }

  #add(names: readonly string[]): void {
    this.#open.push(...names);
    this.tags += names.length;
  }

  /** Whether an element can end with all that is open inside it. */
  #canCut(at: number): boolean {
    return this.#open.every((each, index) => index <= at || FORMATTING.has(each) || IMPLIED_END.has(each));
  }

  /** Ends an element and all inside it. */
  #cut(at: number): void {
    this.#pending.push(...this.#open.splice(at).filter((each) => FORMATTING.has(each)));
  }

  /** Ends an element, but not what is inside it, which costs a copy of it. */
  #takeOut(at: number): void {
    this.tags += at === this.#open.length - 1 ? 0 : 1;
    this.#open.splice(at, 1);
  }
}

function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;
}

function nameAt(html: string, start: number): string {
  NAME.lastIndex = start;
  return (NAME.exec(html)?.[0] ?? '').toLowerCase();
}

/** Counts up to the end of the tag: the next `>` or `<`, so that the scan never goes back. */
function hasMoreAttributes(html: string, from: number, most: number): boolean {
  let count = 0;
  for (let at = from; at < html.length && html[at] !== '>' && html[at] !== '<'; at += 1) {
    if (/[\s/]/.test(html[at] ?? '') && !/[\s/=>]/.test(html[at + 1] ?? ' ')) count += 1;
    if (count > most) return true;
  }
  return false;
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
