import type { Context } from 'hono';
import type { PageLanguage } from './language.js';

/** What can come of a window. */
export type PageName = 'done' | 'denied' | 'failed' | 'foreign' | 'gone' | 'unreachable';

const STATUS: Readonly<Record<PageName, 200 | 400 | 403 | 502>> = {
  done: 200,
  denied: 200,
  failed: 400,
  foreign: 403,
  gone: 400,
  unreachable: 502,
};

/**
 * A page for the window that a page on the reader's screen has opened. Nothing in it comes from a request, so that nothing
 * needs escaping.
 */
export function windowPage(
  context: Context,
  name: PageName,
  base: string,
  { lang, dir, text }: PageLanguage,
): Response {
  const title = text[`${name}.title`];
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'no-referrer');
  return context.html(
    `<!doctype html>
<html lang="${lang}" dir="${dir}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${base}/auth/window.css">
<h1>${title}</h1>
<p>${text[`${name}.text`]}</p>
<script src="${base}/auth/window.js"></script>
</html>
`,
    STATUS[name],
  );
}

/**
 * Tells pages of this origin that it is worth asking now, and goes away. It says no more than that: what has come of the
 * log-in is told to the page that knows its secret.
 */
export const WINDOW_SCRIPT = `'use strict';
try {
  new BroadcastChannel('commentariat sign-in').postMessage('ask');
} catch {}
window.close();
`;

export const WINDOW_STYLE = 'body{max-inline-size:30rem;margin:3rem auto;padding:0 1rem;font:1rem/1.5 system-ui}';
