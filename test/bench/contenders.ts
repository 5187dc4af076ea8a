/** Who is measured, and the page that each gets: the same article above, then its own two or three lines. */
import { FLOOR_STYLE } from './floor.js';

export type Contender =
  'commentariat' | 'text' | 'http' | 'writable' | 'floor' | 'empty' | 'bare' | 'waline' | 'artalk';

interface Lines {
  /** What the tables say. */
  readonly label: string;
  readonly head: string;
  readonly body: string;
}

const CDN = '<script type="module" src="/cdn/commentariat.js"></script>';

const LINES: Readonly<Record<Contender, (count: number) => Lines>> = {
  commentariat: (count) => ({ label: 'commentariat', head: CDN, body: threadTag(`/data/${count}.json`) }),
  text: (count) => ({ label: 'commentariat, no markup', head: CDN, body: threadTag(`/data/${count}-text.json`) }),
  http: (count) => ({ label: 'commentariat, to read and write', head: CDN, body: threadTag(`/data/http-${count}`) }),
  writable: () => ({
    label: 'commentariat, open to replies',
    head: CDN,
    body: '<comment-thread data-open thread="/bench" loading="eager"></comment-thread>',
  }),
  floor: () => ({
    label: 'floor',
    head: `<style>${FLOOR_STYLE}</style>`,
    body: '<div class="floor" id="place"></div>',
  }),
  empty: () => ({ label: 'empty page', head: '', body: '<p id="place"></p>' }),
  bare: () => ({
    label: 'bare page',
    head: '<link rel="modulepreload" href="/lit/lit-html.js">',
    body: '<div id="place"></div>',
  }),
  waline: () => ({
    label: 'Waline',
    head: '<link rel="stylesheet" href="/peers/@waline/client/dist/waline.css">',
    body: '<div id="place"></div>',
  }),
  artalk: () => ({
    label: 'Artalk',
    head: '<link rel="stylesheet" href="/peers/artalk/dist/Artalk.css"><script src="/peers/artalk/dist/Artalk.js" defer></script>',
    body: '<div id="place"></div>',
  }),
};

const TEXT =
  'A short article stands above the comments, so that the first of them are in view when the page opens, as they would be for a reader who has followed a link to the discussion.';

/** What the tables call a contender. */
export function labelOf(contender: Contender): string {
  return LINES[contender](0).label;
}

/** The page on which a contender shows this many comments. */
export function pageOf(contender: Contender, count: number): string {
  const { head, body } = LINES[contender](count);
  const script = head === CDN ? 'commentariat' : contender;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body { font: 16px/1.5 sans-serif; max-width: 44rem; margin: 1rem auto; padding: 0 1rem }</style>
${head}</head><body data-count="${count}"><h1>Bench</h1><p>${TEXT}</p>${body}
<script type="module" src="/pages/${script}.js"></script></body></html>`;
}

function threadTag(src: string): string {
  return `<comment-thread src="${src}" thread="/bench" loading="eager"></comment-thread>`;
}
