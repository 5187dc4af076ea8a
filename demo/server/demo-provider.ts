import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Adapter, AdapterPayload, Configuration, InteractionResults, Provider } from 'oidc-provider';
import { languageIn, type PageLanguage } from './sign-in/language.js';
import type { OpenIdSettings } from './sign-in/settings.js';

/** Invented people, with whose accounts anybody may try how signing in goes. */
const PEOPLE: Readonly<Record<string, { readonly name: string; readonly website?: string }>> = {
  vera: { name: 'Vera Osk', website: 'https://veraosk.example/' },
  tomas: { name: 'Tomas Brin' },
};

export interface DemoProvider {
  /** How the comments server is told of it. */
  readonly settings: OpenIdSettings;
  /** Makes it known from where readers come back. Before that it answers nobody. */
  open(redirectUris: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface DemoProviderOptions {
  readonly host?: string;
  /** 0 for any free one. */
  readonly port?: number;
  /** Headers on each of its pages, such as one that cuts the way back to whoever has opened it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A real OpenID Connect provider (npm `oidc-provider`) on an origin of its own, which asks for no password: its page lets
 * one choose between two people, or cancel. Keys, secrets and log-ins live as long as the process.
 */
export async function startDemoProvider(options: DemoProviderOptions = {}): Promise<DemoProvider> {
  const { host = '127.0.0.1', port = 0 } = options;
  const server = createServer((_request, response) => void response.writeHead(503).end());
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const clientSecret = randomBytes(24).toString('base64url');
  return {
    settings: {
      ...{ id: 'demo', label: 'Demo', issuer, clientId: 'comments', clientSecret, change: 'login' },
      ...{ icon: 'D', color: '#6b4ea0', yieldsEmail: false },
    },
    open: async (redirectUris) => {
      const provider = await makeProvider(issuer, clientSecret, redirectUris, options.headers ?? {});
      const answer = provider.callback();
      server.removeAllListeners('request').on('request', (request, response) => void answer(request, response));
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function makeProvider(
  issuer: string,
  secret: string,
  redirectUris: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<Provider> {
  const { Provider } = await quietly(() => import('oidc-provider'));
  const provider = new Provider(issuer, configurationOf(secret, redirectUris));
  provider.use(async (context, next) => {
    context.set({ ...headers, 'X-Content-Type-Options': 'nosniff' });
    if (context.path === '/reg') openToScripts(context);
    if (context.path.startsWith('/choose/')) return choose(provider, context);
    if (context.path === '/reg' && context.method === 'OPTIONS') return;
    await next();
  });
  return provider;
}

/** Clients that are a browser alone register themselves from any site, as they do at Mastodon. */
function openToScripts(context: PageContext): void {
  context.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Content-Type' });
  if (context.method === 'OPTIONS') context.status = 204;
}

/** It names newer versions of Node.js than the oldest one it runs on, and warns of all others. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}

function configurationOf(secret: string, redirectUris: readonly string[]): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'demo' };
  return {
    clients: [
      {
        client_id: 'comments',
        client_secret: secret,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [...redirectUris],
      },
      {
        client_id: 'browser',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [...redirectUris],
      },
    ],
    jwks: { keys: [key] },
    cookies: {
      keys: [randomBytes(24).toString('base64url')],
      names: { session: 'demo-session', interaction: 'demo-choice', resume: 'demo-resume' },
    },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'website'] },
    findAccount: (_context, id) => {
      const person = PEOPLE[id];
      return person && { accountId: id, claims: () => ({ sub: id, ...person }) };
    },
    adapter: MemoryAdapter,
    clientBasedCORS: () => true,
    interactions: { url: (_context, { uid }) => `/choose/${uid}` },
    features: { devInteractions: { enabled: false }, registration: { enabled: true } },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, Session: 3600 },
  };
}

type PageContext = Parameters<Parameters<Provider['use']>[0]>[0];

/** The page on which a person is chosen, and what follows from the choice. */
async function choose(provider: Provider, context: PageContext): Promise<void> {
  const { req, res } = context;
  const { params, prompt, grantId, session } = await provider.interactionDetails(req, res);
  const answer = new URLSearchParams(context.querystring).get('as');
  if (answer === 'nobody') return finish({ error: 'access_denied', error_description: 'The reader did not want to.' });
  if (prompt.name === 'consent' && session) {
    const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = found ?? new provider.Grant({ accountId: session.accountId, clientId: String(params['client_id']) });
    grant.addOIDCScope(String(params['scope']));
    return finish({ consent: { grantId: await grant.save() } });
  }
  if (answer !== null && Object.hasOwn(PEOPLE, answer)) return finish({ login: { accountId: answer } });
  context.type = 'html';
  context.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  context.body = page(context.path, languageIn(params['ui_locales']));

  function finish(result: InteractionResults): Promise<void> {
    // `koa` would answer a second time.
    context.respond = false;
    return provider.interactionFinished(req, res, result, { mergeWithLastSubmission: true });
  }
}

/** The path was made by the provider: letters, digits, `-` and `_`. */
function page(path: string, { lang, dir, text }: PageLanguage): string {
  const people = Object.entries(PEOPLE).map(([id, { name }]) => `<li><a href="${path}?as=${id}">${name}</a></li>`);
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${text['demo.title']}</title>
<style>body{max-inline-size:24rem;margin:3rem auto;padding:0 1rem;font:1rem/1.8 system-ui}a{font-size:1.125em}</style>
<h1>${text['demo.title']}</h1>
<p>${text['demo.question']}</p>
<ul>${people.join('')}</ul>
<p><a href="${path}?as=nobody">${text['demo.cancel']}</a></p>
</html>
`;
}

/** What ends with a grant; a choice that is under way does not. */
const GRANTED = /^(AccessToken|AuthorizationCode|RefreshToken) /;

const stored = new Map<string, { readonly payload: AdapterPayload; readonly endsAt: number }>();

/** What `oidc-provider` remembers, in memory. Each kind of thing has an adapter of its own. */
class MemoryAdapter implements Adapter {
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn = Infinity): Promise<void> {
    const now = Date.now();
    for (const [key, { endsAt }] of stored) if (endsAt <= now) stored.delete(key);
    stored.set(this.#key(id), { payload, endsAt: now + expiresIn * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = stored.get(this.#key(id));
    return found && found.endsAt > Date.now() ? found.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#where(({ uid: other }) => other === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#where(({ userCode: other }) => other === userCode);
  }

  async consume(id: string): Promise<void> {
    const found = stored.get(this.#key(id));
    if (found) found.payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    stored.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of stored) if (payload.grantId === grantId && GRANTED.test(key)) stored.delete(key);
  }

  #where(fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    const keys = [...stored.keys()].filter((key) => key.startsWith(`${this.#kind} `));
    return keys.map((key) => stored.get(key)?.payload).find((payload) => payload && fits(payload));
  }

  #key(id: string): string {
    return `${this.#kind} ${id}`;
  }
}
