import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Database } from './database.js';
import { openToSites, securityHeaders } from './headers.js';
import { DEFAULT_LIMITS } from './limits.js';
import type { Limits } from './limits.js';
import { addModerating } from './moderating.js';
import { addProblemPages } from './problem-pages.js';
import { Problem, problemResponse } from './problems.js';
import { addReading } from './reading.js';
import { addReplying } from './replying.js';
import type { AddressOf } from './replying.js';
import { addOwn } from './own.js';
import { credentialsFrom } from './sign-in/origins.js';
import { addSignIn } from './sign-in/routes.js';
import type { OpenIdSettings } from './sign-in/settings.js';

export interface AppOptions {
  /** Open and migrated; the caller closes it. */
  readonly database: Database;
  /** Where the protocol is served; `/api` by default. */
  readonly base?: string;
  /** The clock. */
  readonly now?: () => Date;
  /** What differs from `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** Replies with one of these, in any case, are refused. None by default. */
  readonly disallowedWords?: readonly string[];
  /** Origins of the pages that guests may reply from, such as `https://blog.example`; any by default. */
  readonly origins?: readonly string[] | undefined;
  /** Opens moderation to whoever knows it. */
  readonly moderationToken?: string;
  /** What readers can sign in with, in order; nobody can without any. */
  readonly providers?: readonly OpenIdSettings[];
  /** Origins of pages on other sites or hosts that readers may sign in from. */
  readonly sites?: readonly string[];
  /** The client's address; by default that of the connection, which behind a proxy is the proxy's. */
  readonly addressOf?: AddressOf;
  /** Told of every failure that a client only sees as status 500; by default it is printed on stderr. */
  readonly onError?: (error: unknown) => void;
}

/** Methods by path, for the answer to any other one. */
const ROUTES: Readonly<Record<string, string>> = {
  '/post': 'GET, HEAD',
  '/comments': 'GET, HEAD, POST',
  '/comments/:id': 'PATCH, DELETE',
  '/counts': 'GET, HEAD',
  '/own': 'GET, HEAD',
  '/auth/session': 'GET, HEAD, POST, DELETE',
  '/auth/start': 'GET, HEAD',
  '/auth/callback/:provider': 'GET, HEAD',
  '/auth/window.js': 'GET, HEAD',
  '/auth/window.css': 'GET, HEAD',
  '/problems/:code': 'GET, HEAD',
  '/moderation': 'GET, HEAD',
  '/moderation/:id': 'POST',
};

/** The comments server: the protocol of `docs/openapi.json` under `base`. Routes for pages can be added to it. */
export function createApp(options: AppOptions): Hono {
  const { database, base = '/api', now = () => new Date(), onError = (error) => console.error(error) } = options;
  const { providers = [], sites = [], disallowedWords = [] } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const app = new Hono();
  app.use(securityHeaders);
  app.onError((error) => {
    if (error instanceof Problem) return problemResponse(error, base);
    onError(error);
    return problemResponse(new Problem('server'), base);
  });
  app.notFound(() => problemResponse(new Problem('not-found', 'There is nothing at this address.'), base));
  const api = app.basePath(base);
  const open = openToSites(options.origins);
  const isModeration = (context: Context) => context.req.path.startsWith(`${base}/moderation`);
  api.use(credentialsFrom(sites));
  api.use((context, next) => (isModeration(context) ? next() : open(context, next)));
  addReading(api, { database, maxLength: limits.maxLength, providers });
  addReplying(api, { database, limits, now, disallowedWords }, options.addressOf ?? address);
  addOwn(api, { database, limits, now, disallowedWords });
  addSignIn(api, { database, limits, now, providers, sites, base });
  addModerating(api, { database, maxBodyBytes: limits.maxBodyBytes, token: options.moderationToken });
  addProblemPages(api);
  refuseOtherMethods(api);
  return app;
}

function refuseOtherMethods(api: Hono): void {
  for (const [path, allowed] of Object.entries(ROUTES)) {
    api.all(path, () => {
      throw new Problem('unsupported', `This address takes ${allowed}.`, { status: 405, headers: { Allow: allowed } });
    });
  }
}

function address(context: Context): string {
  return getConnInfo(context).remote.address ?? '';
}
