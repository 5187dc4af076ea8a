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

/** A kind of backend, and those of its kind that have been opened, by their `src`. */
interface Kind {
  readonly load: BackendLoader;
  readonly opened: Map<string | undefined, Promise<Backend>>;
}

const kinds = new Map<string, Kind>();

/** Adds a backend, or takes the place of the one with that name for whatever is opened from now on. */
export function registerBackend(name: string, load: BackendLoader): void {
  kinds.set(name, { load, opened: new Map() });
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
  const kind = kinds.get(name);
  if (!kind)
    throw new CommentsError('unsupported', `There is no backend "${name}", only ${[...kinds.keys()].join(', ')}.`);
  const { load, opened } = kind;
  const { src, document } = options;
  if (document !== undefined) return open(load, options);
  const backend = opened.get(src) ?? open(load, options);
  opened.set(src, backend);
  backend.catch(() => opened.delete(src));
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

async function open(load: BackendLoader, options: BackendOptions): Promise<Backend> {
  const make = await Promise.resolve().then(load).catch(notLoaded);
  try {
    return make(options);
  } catch (cause) {
    if (cause instanceof CommentsError) throw cause;
    throw new CommentsError('unsupported', `No backend can use ${options.src}.`, { cause });
  }
}
