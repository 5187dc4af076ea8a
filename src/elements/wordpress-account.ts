/**
 * The way to an application password of WordPress for a page on another origin
 * (make.wordpress.org/core/2020/11/05/application-passwords-integration-guide): the reader goes to a page of the site, allows
 * it, and comes back with a password in the address.
 *
 * It comes behind the `#`, which browsers tell no server and no page that is linked or embedded, and is taken out at once. It
 * lives in memory only: not in storage, the page or a log, and not longer than the page. It counts only with the random word
 * that went there in this tab, so that nobody can make a reader write with an account of theirs by sending a link.
 */

import { keep } from '../core/kept-parts.js';

/** What this package is called there, among the passwords of an account. */
const APP_ID = '4f0d7c52-6a3e-4b8f-9b1d-0c5e8a7f2d13';
/** What WordPress adds to the address. */
const ADDED = ['site_url', 'user_login', 'password', 'success'];
/**
 * Where the reader comes back to. By the name of a comment, for which a thread does not wait until it is near; with a `?`, so
 * that the page of WordPress, which knows of no `#`, goes on with `&`; without scripts it adds to the query before the `#`.
 */
const BACK = '#comment-form?state=';

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Settings of the backend. */
interface Account {
  readonly credentials?: Credentials;
  readonly authorize?: { readonly appName: string; readonly appId: string; readonly successUrl: string };
}

const accounts = new Map<string, Credentials>();

keep('wordpress', () => accounts.clear());
/** Sites that the reader has just come back from. */
const returned = new Set<string>();

/**
 * The account that the reader has given the page for a site, else what the site is told to ask for one. The thread that the
 * reader has left for it goes on where that was: at its form.
 */
export function accountFor(host: Element & { reply?: () => unknown }, base: string): Account {
  const { defaultView: view } = host.ownerDocument;
  if (!view) return {};
  takeReturned(view);
  if (host.reply && returned.delete(base)) host.addEventListener('comment-load', () => host.reply?.(), { once: true });
  const credentials = accounts.get(base);
  if (credentials) return { credentials };
  const state = stateFor(view, base);
  if (!state) return {};
  const successUrl = view.location.href.replace(/#.*/, '') + BACK + state;
  return { authorize: { appName: nameFor(view), appId: APP_ID, successUrl } };
}

/** WordPress wants another name for each password of an account: so it says when. */
function nameFor({ location, performance }: Window): string {
  return `${location.hostname} ${new Date(performance.timeOrigin).toISOString().slice(0, 19)}Z`;
}

/** Whatever became of it, no password stays in the address. */
function takeReturned(view: Window): void {
  const url = new URL(view.location.href);
  if (!url.hash.startsWith(BACK)) return;
  const behind = new URLSearchParams(url.hash.replace(/^[^?]*/, ''));
  const [user, password] = ['user_login', 'password'].map((name) => behind.get(name) ?? url.searchParams.get(name));
  for (const name of ADDED) url.searchParams.delete(name);
  url.hash = '';
  view.history.replaceState(view.history.state, '', url);
  const state = behind.get('state');
  const base = state ? read(view, state) : undefined;
  if (!state || !base) return;
  view.sessionStorage.removeItem(keyOf(state));
  view.sessionStorage.removeItem(keyOf(base));
  returned.add(base);
  if (user && password) accounts.set(base, { user, password });
}

/** A random word for each site and tab; none where the browser keeps nothing. */
function stateFor(view: Window, base: string): string | undefined {
  const known = read(view, base);
  if (known) return known;
  const state = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  try {
    view.sessionStorage.setItem(keyOf(base), state);
    view.sessionStorage.setItem(keyOf(state), base);
    return state;
  } catch {
    return undefined;
  }
}

function read(view: Window, name: string): string | undefined {
  try {
    return view.sessionStorage.getItem(keyOf(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

function keyOf(name: string): string {
  return `commentariat authorize ${name}`;
}
