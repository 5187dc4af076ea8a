/** A comments server that readers can sign in at, with the demo's own OpenID Connect provider, in this process. */
import type { Database } from '../../demo/server/database.js';
import { startDemoProvider, type DemoProviderOptions } from '../../demo/server/demo-provider.js';
import type { AppOptions } from '../../demo/server/app.js';
import { digestOf, randomWord } from '../../demo/server/sign-in/secrets.js';
import { serve, type TestServer } from '../server/server.js';

/** A page on another site that readers may sign in from. */
export const BLOG = 'https://blog.example';

export interface SignInSite {
  readonly server: TestServer;
  readonly origin: string;
  readonly issuer: string;
  close(): Promise<void>;
}

export async function openSignInSite(
  database: Database,
  options: Partial<AppOptions> = {},
  provider: DemoProviderOptions = {},
): Promise<SignInSite> {
  const demo = await startDemoProvider(provider);
  const settings = [demo.settings, ...(options.providers ?? [])];
  const server = await serve(database, { sites: [BLOG], ...options, providers: settings });
  const { origin } = new URL(server.base);
  await demo.open([`${origin}/api/auth/callback/demo`]);
  return {
    server,
    origin,
    issuer: demo.settings.issuer,
    close: async () => {
      await server.close();
      await demo.close();
    },
  };
}

/** A browser without scripts: it keeps cookies and follows redirects, for one host, as all of these are. */
export class PlainBrowser {
  readonly cookies = new Map<string, string>();

  /** Goes to an address, and on, until it is led to one that `stop` knows. */
  async open(
    address: string,
    referer?: string,
    stop?: (url: URL) => boolean,
  ): Promise<{ url: URL; text: string; status: number }> {
    for (let url = new URL(address), from = referer, hops = 0; hops < 12; hops += 1) {
      if (stop?.(url)) return { url, text: '', status: 0 };
      const answer = await fetch(url, { headers: this.#headers(from), redirect: 'manual' });
      for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
      const location = answer.headers.get('location');
      if (!location) return { url, text: await answer.text(), status: answer.status };
      url = new URL(location, url);
      from = undefined;
    }
    throw new Error(`${address} leads in a circle.`);
  }

  /** Cookies of an answer that a script has asked for. */
  take(answer: { readonly headers: Headers }): void {
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #headers(referer: string | undefined): Record<string, string> {
    return { ...(referer !== undefined && { Referer: referer }), ...(this.cookie && { Cookie: this.cookie }) };
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const [name = '', ...value] = pair.split('=');
    if (/max-age=0\b/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }
}

/** What a page knows of an attempt it has begun. */
export interface Begun {
  readonly verifier: string;
  readonly start: string;
}

export function begin({ server }: SignInSite, more = ''): Begun {
  const verifier = randomWord();
  return { verifier, start: `${server.base}/auth/start?provider=demo&challenge=${digestOf(verifier)}${more}` };
}

/** Opens the window and goes as far as the provider's question; returns the address of an answer to it. */
export async function toQuestion(
  browser: PlainBrowser,
  start: string,
  who: string,
  referer = `${BLOG}/a/`,
): Promise<string> {
  const { text, url } = await browser.open(start, referer);
  const href = new RegExp(`href="([^"]+as=${who})"`).exec(text)?.[1];
  if (href === undefined) throw new Error(`The provider does not ask: ${text}`);
  return new URL(href, url).href;
}

/** The address at which the provider's answer comes back, not yet opened. */
export async function toCallback(browser: PlainBrowser, start: string, who = 'vera', referer?: string): Promise<URL> {
  const answer = await toQuestion(browser, start, who, referer);
  return (await browser.open(answer, undefined, ({ pathname }) => pathname.includes('/auth/callback/'))).url;
}

/** Asks for the session as a page of `site` does. */
export function askSession(
  { server }: SignInSite,
  verifier: string,
  headers: Record<string, string> = { Origin: BLOG },
) {
  return server.ask('/auth/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ verifier }),
  });
}

/** The whole way of a page on another site; returns its token. */
export async function signIn(site: SignInSite, who = 'vera'): Promise<string> {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(site);
  await browser.open((await toCallback(browser, start, who)).href);
  const { session } = (await askSession(site, verifier)).as<{ session: { token: string } }>();
  return session.token;
}
