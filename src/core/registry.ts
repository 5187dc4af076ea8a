/**
 * Backends by name, for attributes. Each one is loaded when it is first asked for, so that a page downloads only what it
 * uses.
 */
import { CommentsError, notLoaded } from './errors.js';
import type { Backend } from './types.js';

/** What an element can say about its source. */
export interface BackendOptions {
  /** Absolute address: an endpoint or a file. Beside `document`, the base of relative links in it. */
  readonly src?: string | undefined;
  /** Data in the page itself, parsed or as JSON text: a whole document for `json`, settings for other backends. */
  readonly document?: unknown;
}

/** Fetches the code of a backend and returns its factory. */
export type BackendLoader = () => Promise<(options: BackendOptions) => Backend>;

const loaders = new Map<string, BackendLoader>();
/** The backends that have been opened, by their name and `src`. */
const opened = new Map<string, Promise<Backend>>();

/** Adds a backend, or takes the place of the one with that name for whatever is opened from now on. */
export function registerBackend(name: string, load: BackendLoader): void {
  loaders.set(name, load);
  for (const key of opened.keys()) if (key.startsWith(`${name} `)) opened.delete(key);
}

registerBackend('json', async () => (await import('./backends/json.js')).json);
registerBackend('http', async () => (await import('./backends/http.js')).openHttp);
registerBackend('wordpress', async () => (await import('./backends/wordpress.js')).openWordPress);

/**
 * Opens a backend. All who ask for one name and `src` share one instance, so that an article, its thread and its counters
 * load a document once; data in the page gets a backend of its own.
 * @throws CommentsError `unsupported` for an unknown name or a source that the backend cannot use, `offline` when its code
 * cannot be fetched
 */
export async function createBackend(name: string, options: BackendOptions): Promise<Backend> {
  if (options.document !== undefined) return open(name, options);
  const key = `${name} ${options.src}`;
  const backend = opened.get(key) ?? open(name, options);
  opened.set(key, backend);
  backend.catch(() => opened.delete(key));
  return backend;
}

/**
 * Name of the built-in backend for a source: `wordpress` for the addresses of its REST API, `json` for data in the page and
 * for `*.json`, else `http`.
 */
export function guessBackend({ src = '', document }: BackendOptions): string {
  if (/\/wp-json\b|\/wp\/v2\/|[?&]rest_route=/.test(src)) return 'wordpress';
  return document !== undefined || /^[^?#]*\.json(?:[?#]|$)/i.test(src) ? 'json' : 'http';
}

async function open(name: string, options: BackendOptions): Promise<Backend> {
  const load = loaders.get(name);
  if (!load) throw new CommentsError('unsupported', `No backend "${name}", only ${[...loaders.keys()].join(', ')}.`);
  const make = await Promise.resolve().then(load).catch(notLoaded);
  try {
    return make(options);
  } catch (cause) {
    throw cause instanceof CommentsError ? cause : new CommentsError('unsupported', 'No source.', { cause });
  }
}
