// sanitizing.ts bundles it.
const DOOR = '/door.js';
/** @type {typeof import('../../../src/elements/safe-html.js')} */
const { profileOf, safeHtml } = await import(DOOR);

const OPTIONS = { profile: profileOf('comment'), base: undefined, headingLevel: 4 };
/** @param {string} text */
function becomes(text) {
  const safe = safeHtml(text, OPTIONS);
  return 'reason' in safe ? safe.reason : 'fragment';
}

const inert = document.implementation.createHTMLDocument('');

/**
 * @param {readonly string[]} texts
 * @param {(text: string) => unknown} work
 */
function time(texts, work) {
  const started = performance.now();
  for (const text of texts) work(text);
  return performance.now() - started;
}

/**
 * @param {readonly string[]} texts
 * @param {(text: string) => unknown} work
 * @param {number} rounds
 */
function median(texts, work, rounds) {
  const times = Array.from({ length: rounds }, () => time(texts, work));
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)];
}

/**
 * What it costs to make texts safe, and to do no more than parse them; medians in milliseconds.
 * @param {readonly string[]} texts
 * @param {number} rounds
 */
export function measure(texts, rounds) {
  return {
    became: becomes(texts[0] ?? ''),
    safe: median(texts, (text) => safeHtml(text, OPTIONS), rounds),
    raw: median(texts, (text) => (inert.body.innerHTML = text), rounds),
  };
}
