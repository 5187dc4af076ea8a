/**
 * A server with what https://docs.joinmastodon.org says of Mastodon's API, since Mastodon itself needs PostgreSQL, Redis and Ruby:
 * - apps: https://docs.joinmastodon.org/methods/apps/#create (every client gets a secret)
 * - authorization, token, revocation, metadata: https://docs.joinmastodon.org/methods/oauth/
 * - the account: https://docs.joinmastodon.org/methods/accounts/#verify_credentials
 * - WebFinger: https://docs.joinmastodon.org/spec/webfinger/
 * - who may read answers: `config/initializers/cors.rb` of Mastodon lets every origin ask `/.well-known/*`, `/api/*` and
 *   `/oauth/token`, and nobody `/oauth/revoke`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MastodonOptions {
  /** As version 4.2: no metadata, no scope `profile`. */
  readonly old?: boolean;
  /** Answers `POST /api/v1/apps` in place of what is right. */
  readonly apps?: { readonly status: number; readonly type: string; readonly body: string };
  /** Nobody may read its answers. */
  readonly closed?: boolean;
  /** Where WebFinger says that accounts are. */
  readonly accountsAt?: string;
  /** `verify_credentials` refuses: "Your login is currently pending approval". */
  readonly pending?: boolean;
}

interface App {
  readonly name: string;
  readonly redirect: string;
  readonly scopes: readonly string[];
  readonly secret: string;
}

interface Grant {
  readonly client: string;
  readonly scope: string;
  readonly challenge: string | null;
  readonly account: keyof typeof ACCOUNTS;
}

export interface MastodonServer {
  readonly origin: string;
  readonly host: string;
  /** Method and path of each request, in order. */
  readonly requests: readonly string[];
  /** What nobody but the page's memory may hold: tokens, and secrets of clients. */
  readonly secrets: readonly string[];
  /** Queries that its authorization page was opened with. */
  readonly authorized: readonly URLSearchParams[];
  /** Tokens that are good. */
  readonly tokens: ReadonlyMap<string, Grant>;
  close(): Promise<void>;
}

const ACCOUNTS = {
  vera: { display_name: 'Vera Osk :verified:', emojis: [{ shortcode: 'verified', url: 'https://x.invalid/v.png' }] },
  tomas: { display_name: '', emojis: [] },
} as const;

const word = () => randomBytes(24).toString('base64url');

export async function startMastodon(options: MastodonOptions = {}): Promise<MastodonServer> {
  const apps = new Map<string, App>();
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Grant>();
  const requests: string[] = [];
  const secrets: string[] = [];
  const authorized: URLSearchParams[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    requests.push(`${request.method ?? ''} ${url.pathname}`);
    const isOpen = /^\/(\.well-known|api)\/|^\/oauth\/token$/.test(url.pathname) && !options.closed;
    if (isOpen) response.setHeader('Access-Control-Allow-Origin', '*');
    if (isOpen && request.method === 'OPTIONS')
      return void response
        .writeHead(200, { 'Access-Control-Allow-Headers': '*, Authorization', 'Access-Control-Allow-Methods': '*' })
        .end();
    const route = ROUTES[`${request.method ?? ''} ${url.pathname}`];
    if (route) return route(url, await bodyOf(request), request, response);
    response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>The page you are looking for isn’t here.</h1>');
  }

  const json = (response: ServerResponse, status: number, data: unknown): void =>
    void response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(data));
  const page = (response: ServerResponse, status: number, lang: string, content: string): void =>
    void response
      .writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><html lang="${lang}"><title>Mastodon</title>${content}</html>`);
  const isClient = (body: URLSearchParams): boolean => {
    const app = apps.get(body.get('client_id') ?? '');
    return app !== undefined && app.secret === body.get('client_secret');
  };
  const INVALID_CLIENT = { error: 'invalid_client', error_description: 'Client authentication failed.' };
  const INVALID_GRANT = { error: 'invalid_grant', error_description: 'The provided authorization grant is invalid.' };

  type Route = (url: URL, body: string, request: IncomingMessage, response: ServerResponse) => void;
  const ROUTES: Readonly<Record<string, Route>> = {
    'GET /.well-known/webfinger': (url, _body, _request, response) => {
      const href = `${options.accountsAt ?? origin}/users/vera`;
      json(response, 200, {
        subject: url.searchParams.get('resource'),
        links: [
          { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: `${origin}/@vera` },
          { rel: 'self', type: 'application/activity+json', href },
        ],
      });
    },
    'GET /.well-known/oauth-authorization-server': (_url, _body, _request, response) => {
      if (options.old) return page(response, 404, 'en', '');
      json(response, 200, {
        issuer: `${origin}/`,
        scopes_supported: ['read', 'profile', 'write', 'read:accounts'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      });
    },
    'POST /api/v1/apps': (_url, body, _request, response) => {
      const wrong = options.apps;
      if (wrong) return void response.writeHead(wrong.status, { 'Content-Type': wrong.type }).end(wrong.body);
      const { client_name: name, redirect_uris: redirect, scopes } = JSON.parse(body) as Record<string, string>;
      if (!name || !redirect)
        return json(response, 422, { error: 'Validation failed: Redirect URI must be an absolute URI.' });
      const [id, secret] = [word(), word()];
      apps.set(id, { name, redirect, scopes: (scopes ?? 'read').split(' '), secret });
      secrets.push(secret);
      const shown = {
        id: '563419',
        name,
        scopes: scopes?.split(' '),
        redirect_uri: redirect,
        redirect_uris: [redirect],
      };
      json(response, 200, { ...shown, client_id: id, client_secret: secret, client_secret_expires_at: 0 });
    },
    'GET /oauth/authorize': ({ searchParams }, _body, _request, response) => {
      authorized.push(searchParams);
      const app = apps.get(searchParams.get('client_id') ?? '');
      const [redirect, scope] = [searchParams.get('redirect_uri') ?? '', searchParams.get('scope') ?? 'read'];
      const isRight = app?.redirect === redirect && scope.split(' ').every((each) => app.scopes.includes(each));
      if (!app || !isRight || searchParams.get('response_type') !== 'code')
        return page(response, 400, 'en', '<h1>No.</h1>');
      const back = (params: Record<string, string>): string =>
        `${redirect}?${new URLSearchParams({ ...params, state: searchParams.get('state') ?? '' }).toString()}`.replaceAll(
          '&',
          '&amp;',
        );
      const links = (Object.keys(ACCOUNTS) as (keyof typeof ACCOUNTS)[]).map((account) => {
        const code = word();
        const client = searchParams.get('client_id') ?? '';
        codes.set(code, { client, scope, challenge: searchParams.get('code_challenge'), account });
        return `<li><a href="${back({ code })}">${account}</a></li>`;
      });
      const deny = back({ error: 'access_denied', error_description: 'The resource owner denied the request.' });
      const content = `<h1>Authorization required</h1><p>${app.name}</p><ul>${links.join('')}</ul><a href="${deny}">Deny</a>`;
      page(response, 200, searchParams.get('lang') ?? 'en', content);
    },
    'POST /oauth/token': (_url, text, _request, response) => {
      const body = new URLSearchParams(text);
      const code = body.get('code') ?? '';
      const grant = codes.get(code);
      codes.delete(code);
      if (!isClient(body)) return json(response, 401, INVALID_CLIENT);
      const isOwn =
        grant?.client === body.get('client_id') && apps.get(grant.client)?.redirect === body.get('redirect_uri');
      const digest = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url');
      if (!grant || !isOwn || (grant.challenge !== null && grant.challenge !== digest))
        return json(response, 400, INVALID_GRANT);
      const token = word();
      tokens.set(token, grant);
      secrets.push(token, body.get('code_verifier') ?? '');
      json(response, 200, { access_token: token, token_type: 'Bearer', scope: grant.scope, created_at: 1_573_979_017 });
    },
    'GET /api/v1/accounts/verify_credentials': (_url, _body, request, response) => {
      const grant = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
      if (!grant) return json(response, 401, { error: 'The access token is invalid' });
      if (options.pending) return json(response, 403, { error: 'Your login is currently pending approval' });
      if (!/profile|read/.test(grant.scope))
        return json(response, 403, { error: 'This action is outside the authorized scopes' });
      const { account } = grant;
      const picture = `${origin}/${account}`;
      json(response, 200, {
        ...{ id: '14715', username: account, acct: account, url: `${origin}/@${account}` },
        ...{ avatar: `${picture}.gif`, avatar_static: `${picture}.png`, source: { note: '' } },
        ...ACCOUNTS[account],
      });
    },
    'POST /oauth/revoke': (_url, text, _request, response) => {
      const body = new URLSearchParams(text);
      if (!isClient(body)) return json(response, 403, { error: 'unauthorized_client' });
      tokens.delete(body.get('token') ?? '');
      json(response, 200, {});
    },
  };

  return {
    ...{ origin, host, requests, secrets, authorized, tokens },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}
