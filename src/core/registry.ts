/**
 * Backends by name, for attributes. Each one is loaded when it is first asked for, so that a page downloads only what it
 * uses.
 */
import { CommentsError, notLoaded } from './errors.js';
import type { Backend } from './types.js';

/** What an element can say about its source. */
export interface BackendOptions {
  /** Absolute address: an endpoint or a file. Beside `document`, the base of relative links in it. */
  readonly src?: string;
  /** Data in the page itself, parsed or as JSON text. */
  readonly document?: unknown;
}

/** Fetches the code of a backend and returns its factory. */
export type BackendLoader = () => Promise<(options: BackendOptions) => Backend>;

const loaders = new Map<string, BackendLoader>([
  ['json', async () => (await import('./backends/json.js')).json],
  [
    'http',
    async () => {
      const { http } = await import('./backends/http.js');
      return ({ src = '' }) => http({ base: src });
    },
  ],
]);

const instances = new Map<string, Promise<Backend>>();

/** Adds a backend, or takes the place of the one with that name for whatever is opened from now on. */
export function registerBackend(name: string, loader: BackendLoader): void {
  loaders.set(name, loader);
  for (const key of instances.keys()) if (key.startsWith(`${name} `)) instances.delete(key);
}

/**
 * Opens a backend. All who ask for one name and `src` share one instance, so that an article, its thread and its counters
 * load a document once; data in the page gets a backend of its own.
 * @throws CommentsError `unsupported` for an unknown name or a source that the backend cannot use, `offline` when its code
 * cannot be fetched
 */
export function createBackend(name: string, options: BackendOptions): Promise<Backend> {
  if (options.document !== undefined) return open(name, options);
  const key = `${name} ${options.src}`;
  const shared = instances.get(key);
  if (shared) return shared;
  const instance = open(name, options);
  instances.set(key, instance);
  instance.catch(() => {
    if (instances.get(key) === instance) instances.delete(key);
  });
  return instance;
}

/** Name of the built-in backend for a source: `json` for data in the page and for `*.json`, else `http`. */
export function guessBackend({ src = '', document }: BackendOptions): string {
  return document !== undefined || /^[^?#]*\.json(?:[?#]|$)/i.test(src) ? 'json' : 'http';
}

async function open(name: string, options: BackendOptions): Promise<Backend> {
  const loader = loaders.get(name);
  const known = [...loaders.keys()].join(', ');
  if (!loader) throw new CommentsError('unsupported', `There is no backend "${name}", only ${known}.`);
  const make = await Promise.resolve().then(loader).catch(notLoaded);
  try {
    return make(options);
  } catch (cause) {
    if (cause instanceof CommentsError) throw cause;
    throw new CommentsError('unsupported', `The backend "${name}" cannot use this source.`, { cause });
  }
}
