import type { Context } from 'hono';

/** What a reader sees in the provider's window once this server has the answer. */
const TEXTS = {
  done: ['You are logged in', 'You can close this window and go on writing.'],
  denied: ['Logging in was cancelled', 'You can close this window. Your text is still on the page.'],
  failed: ['Logging in failed', 'Please close this window and try again. Your text is still on the page.'],
  foreign: ['This log-in cannot go on here', 'Please begin it with the button on the page where you are writing.'],
  gone: ['This log-in is over', 'It was finished already, or took too long. You can close this window.'],
  unreachable: [
    'The log-in service does not answer',
    'Please close this window and try again later. Your text is still on the page.',
  ],
} as const;

export type PageName = keyof typeof TEXTS;

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
export function windowPage(context: Context, name: PageName, base: string): Response {
  const [title, text] = TEXTS[name];
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'no-referrer');
  return context.html(
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${base}/auth/window.css">
<h1>${title}</h1>
<p>${text}</p>
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
