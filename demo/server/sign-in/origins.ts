import type { Context, MiddlewareHandler } from 'hono';

/** The origin under which the reader's browser knows this server; behind a proxy that must pass `Host` on. */
export function ownOrigin(context: Context): string {
  return new URL(context.req.url).origin;
}

/**
 * The origin of an address that the browser itself has sent along (`Referer`, `Origin`), when readers may sign in from
 * there: from pages of this server, and of the sites it is told.
 */
export function siteOf(context: Context, address: string | undefined, sites: readonly string[]): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { origin } = new URL(address);
  return origin === ownOrigin(context) || sites.includes(origin) ? origin : undefined;
}

/** Whether a request of a browser comes from the same site, so that its cookies are there again after a reload. */
export function isSameSite(context: Context): boolean {
  return /^same-(origin|site)$/.test(context.req.header('Sec-Fetch-Site') ?? '');
}

/** Lets pages of the known sites send their cookie from another origin; all others stay without one. */
export function credentialsFrom(sites: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const origin = context.req.header('Origin');
    if (origin === undefined || !sites.includes(origin)) return;
    context.header('Access-Control-Allow-Origin', origin);
    context.header('Access-Control-Allow-Credentials', 'true');
    context.header('Vary', 'Origin', { append: true });
  };
}
