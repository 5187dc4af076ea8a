/**
 * Opens the `wordpress` backend from a page. What a page of WordPress says of itself (the links in its head, the class of its
 * body) saves its author the attributes, and readers a request.
 */
import { CommentsError, notLoaded } from '../core/errors.js';
import { createBackend, type BackendOptions } from '../core/registry.js';
import type { Backend, ThreadRef } from '../core/types.js';
import { takePlace } from './dom-place.js';
import type { Source } from './source.js';

/** Settings of the backend (`WordPressSettings`), as far as they are looked at here. */
interface Settings {
  readonly nonce?: unknown;
  readonly nonceUrl?: unknown;
  readonly loggedIn?: boolean;
  readonly guests?: boolean;
  readonly policy?: object;
}

const FORM = 'form[action*="wp-comments-post.php"]';

const opened = new Map<string, Promise<Backend>>();

/**
 * Finds the site and the post. Without an address it is the page's own site, and without a thread the post of the page.
 * Readers who are logged in there reply with their account; on another origin they may give the page a password.
 * @throws CommentsError `unsupported` without an address on a page that is none of WordPress
 */
export async function openFromPage(host: Element, ref: ThreadRef, options: BackendOptions): Promise<Source> {
  const page = host.ownerDocument;
  const own = apiOf(page);
  // Data in the page comes with the page's address where nobody gave one.
  const base = (options.src !== page.baseURI && options.src) || own;
  if (!base) throw new CommentsError('unsupported', 'The page does not say where the REST API of its site is.');
  const told = readSettings(options.document);
  if (!own || !isSameSite(base, own)) {
    const { accountFor } = await import('./wordpress-account.js').catch(notLoaded);
    return { backend: await open(base, { ...accountFor(host, base), ...told }), ref };
  }
  const isNamed = ref.key !== new URL(ref.url ?? page.URL).pathname;
  const post = postOf(page);
  const key = isNamed ? ref.key : (post ?? ref.key);
  takePlace(host);
  const backend = await open(base, { ...told, ...readerOf(page, own, told) });
  const isGuest = told.nonce === undefined && !isLoggedIn(page);
  // The form elsewhere in a page is for the post of the page.
  const hasForm = (key === post ? page : host).querySelector(FORM) !== null;
  if (!isGuest || !hasForm || told.guests === true) return { backend, ref: { ...ref, key } };
  const { withForm } = await import('./wordpress-form.js').catch(notLoaded);
  return { backend: withForm(backend, host), ref: { ...ref, key } };
}

/** One backend for all who ask the same site in the same way. */
function open(src: string, settings: object): Promise<Backend> {
  const document = JSON.stringify(settings);
  if (document === '{}') return createBackend('wordpress', { src });
  const key = `${src} ${document}`;
  const backend = opened.get(key) ?? createBackend('wordpress', { src, document: settings });
  opened.set(key, backend);
  backend.catch(() => opened.delete(key));
  return backend;
}

/** The REST API of the page's own site; with a prefix that the site chose itself, down to the version. */
function apiOf(page: Document): string | undefined {
  const root = page.querySelector<HTMLLinkElement>('link[rel="https://api.w.org/"]')?.href;
  return root && !/\/wp-json\b|[?&]rest_route=/.test(root) ? new URL('wp/v2/', root).href : root;
}

function isSameSite(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** The article that the page shows, as the backend's short keys name it: `4`, or `pages/2`. */
function postOf(page: Document): string | undefined {
  const address = page.querySelector<HTMLLinkElement>('link[rel="alternate"][type="application/json"]')?.href ?? '';
  const short = page.querySelector<HTMLLinkElement>('link[rel="shortlink"]')?.href ?? '';
  const route = new URL(address || page.URL).searchParams.get('rest_route') ?? address;
  const [, key, isList] = /\/wp\/v2\/((categories|tags|users)?[\w-]*\/\d+)$/.exec(route) ?? [];
  return key && !isList ? key.replace(/^posts\//, '') : /[?&]p=(\d+)/.exec(short)?.[1];
}

/** @throws CommentsError `unsupported` */
function readSettings(document: unknown): Settings {
  try {
    const settings: unknown = typeof document === 'string' ? JSON.parse(document) : document;
    return settings && typeof settings === 'object' ? settings : {};
  } catch (cause) {
    throw new CommentsError('unsupported', 'The settings in the page are no JSON.', { cause });
  }
}

/** What the page's own WordPress tells of its reader: whether one is logged in, and where one can do so. */
function readerOf(page: Document, api: string, { nonce, nonceUrl, policy }: Settings): Settings {
  const files = filesOf(page, api);
  const login = new URL('wp-login.php', files);
  login.searchParams.set('redirect_to', page.URL);
  const loggedIn = isLoggedIn(page);
  const known = nonce !== undefined || nonceUrl !== undefined;
  return {
    policy: { login: login.href, ...policy },
    ...(!known && { nonceUrl: new URL('wp-admin/admin-ajax.php?action=rest-nonce', files).href, loggedIn }),
  };
}

function isLoggedIn(page: Document): boolean {
  return page.body.classList.contains('logged-in');
}

/** The folder of WordPress' own files, which need not be the site's: it is told for editors of long ago. */
function filesOf(page: Document, api: string): string {
  const editors = page.querySelector<HTMLLinkElement>('link[rel="EditURI"]')?.href;
  return editors ?? api.replace(/(?:index\.php\/?)?(?:wp-json\/.*|[^/]*\/wp\/v2\/|\?.*)$/, '');
}
