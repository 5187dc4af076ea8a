/** Character references that WordPress writes by name, and those that readers are likely to have typed into theirs. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
};

/**
 * Makes text of what WordPress escaped, exactly once: `&amp;lt;` becomes `&lt;`, which is what its writer typed. Other names
 * and numbers of no character stay as they are.
 */
export function decodeEntities(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name: string) => {
    if (name) return Object.hasOwn(NAMED, name) ? String(NAMED[name]) : whole;
    const code = decimal ? Number(decimal) : parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
