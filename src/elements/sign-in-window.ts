/**
 * The window in which a reader signs in. Nothing is read from it and nothing follows from its being closed: a provider's
 * Cross-Origin-Opener-Policy makes an open window look closed, and cuts off what it would say.
 */
import { page } from './page.js';

/** Opens an empty window at once, as browsers allow while a click is handled; undefined where they do not. */
export function openWindow(name: string): Window | undefined {
  try {
    return window.open('about:blank', name, 'popup,width=520,height=680') ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Leads a window to an address. By a link, because servers want to know which site's page has opened it, and only a link can
 * say so on a page that tells nobody where readers come from.
 */
export function leadWindow(page: Document, name: string, url: string): void {
  const link = page.createElement('a');
  link.href = url;
  link.target = name;
  link.rel = 'opener';
  link.referrerPolicy = 'origin';
  link.click();
}

/** Moments when the reader may have come back from the window: then it is worth asking at once. Ends with the signal. */
export function onReturn(ask: () => void, signal: AbortSignal): void {
  const options = { signal };
  window.addEventListener('focus', ask, options);
  window.addEventListener('online', ask, options);
  window.addEventListener('pageshow', ask, options);
  page.addEventListener('visibilitychange', ask, options);
  try {
    // Of windows that end on the page's own origin. What they say does not matter: it only is a reason to ask.
    const channel = new BroadcastChannel('commentariat sign-in');
    channel.addEventListener('message', ask, options);
    signal.addEventListener('abort', () => channel.close(), { once: true });
  } catch {
    // Asking by the clock is enough.
  }
}
