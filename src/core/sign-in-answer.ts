/** How the answer of a provider comes from the callback page, which is of the site's own origin, to the page that waits for it. */
import { attempt } from './fields.js';

const CHANNEL = 'commentariat sign-in';
const KEY = 'commentariat sign-in answer';
/** Longest answer in characters; codes take a few hundred. */
const LONGEST = 8192;
/** Milliseconds an attempt may take. */
export const PATIENCE = 10 * 60_000;

/**
 * For the callback page: hands the provider's answer, which stands in its address, to the page that waits for it, and takes it
 * out of the address. By two ways, since browsers may keep one shut; never by `window.opener`.
 */
export function passOnAnswer(page: Window): void {
  const answer = page.location.search.slice(1);
  page.history.replaceState(null, '', page.location.pathname);
  if (!answer || answer.length > LONGEST) return;
  attempt(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage(answer);
    channel.close();
  });
  attempt(() => {
    // Seen by other pages at the moment it is set.
    page.localStorage.setItem(KEY, answer);
    page.localStorage.removeItem(KEY);
  });
  page.close();
}

/** The first answer that names this `state`; all other messages are passed over unread. */
export function answerTo(state: string): Promise<URLSearchParams> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const take = (message: unknown): void => {
      if (typeof message !== 'string' || message.length > LONGEST) return;
      const params = new URLSearchParams(message);
      if (params.getAll('state').join() !== state) return;
      stop.abort();
      resolve(params);
    };
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const channel = attempt(() => new BroadcastChannel(CHANNEL));
    channel?.addEventListener('message', ({ data }) => take(data), { signal: stop.signal });
    globalThis.addEventListener?.('storage', (event) => take(event.key === KEY ? event.newValue : undefined), {
      signal: stop.signal,
    });
    stop.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      channel?.close();
    });
  });
}
