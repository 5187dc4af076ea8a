import { attempt } from '../fields.js';

/** What a REST request asks for, beside its path. */
export type Params = Readonly<Record<string, string | number | undefined>>;

/** Where a site answers. */
export interface Address {
  /** Address of a resource of `wp/v2`, such as `comments`; the empty path is the index of the whole API. */
  readonly of: (resource: string, params: Params) => string;
  /** The site's front page, which relative links in comments are resolved against; unknown for a site that is a number. */
  readonly home: string | undefined;
}

/** Paths that hold `wp-json`, also behind `index.php`, or `wp/v2` under another prefix, or WordPress.com's `sites/NAME`. */
const PRETTY = /^(.*?\/)((?:index\.php\/)?wp-json)(?:\/|$)/;
const VERSIONED = /^(.*?\/)([^/]*\/)?wp\/v2(?:\/sites\/([^/]+))?(?:\/|$)/;

/**
 * Understands the address of a site or of its REST API (developer.wordpress.org/rest-api):
 * `https://x/wp-json/`, `https://x/?rest_route=/`, `https://x/any-prefix/wp/v2/`,
 * `https://public-api.wordpress.com/wp/v2/sites/NAME/`, or the address of the site itself, which is asked by `?rest_route=`
 * because that works whatever its permalinks look like. All of them may stand in a folder and name something deeper.
 * @throws TypeError when it is not an absolute address
 */
export function readAddress(address: string): Address {
  const url = new URL(address);
  url.hash = url.username = url.password = '';
  const asked = url.searchParams.has('rest_route');
  const [, folder = '', prefix = '', site] =
    (!asked && (PRETTY.exec(url.pathname) ?? VERSIONED.exec(url.pathname))) || [];
  if (!folder) return byQuery(url, asked);
  const root = folder + prefix.replace(/\/?$/, prefix && '/');
  const version = site ? `wp/v2/sites/${site}/` : 'wp/v2/';
  return {
    home: site ? homeOf(site) : url.origin + folder,
    of: (resource, params) => {
      const target = new URL(url);
      target.pathname = root + (resource && version + resource);
      return withParams(target, params);
    },
  };
}

function homeOf(site: string): string | undefined {
  return site.includes('.') ? attempt(() => new URL(`https://${site}/`).href) : undefined;
}

function byQuery(url: URL, asked: boolean): Address {
  if (!asked) url.search = '';
  if (!asked && !url.pathname.endsWith('.php')) url.pathname = url.pathname.replace(/\/*$/, '/');
  return {
    home: new URL('.', url.origin + url.pathname).href,
    of: (resource, params) => {
      const target = new URL(url);
      target.searchParams.set('rest_route', resource ? `/wp/v2/${resource}` : '/');
      return withParams(target, params);
    },
  };
}

function withParams(url: URL, params: Params): string {
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}
