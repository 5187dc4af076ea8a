import type { OpenIdSettings } from './sign-in/settings.js';
import { StartError, reasonOf } from './start-error.js';

/** What the environment says about one run of the demo. */
export interface Options {
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL server in place of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Folder of the embedded PostgreSQL; undefined for the usual one. */
  readonly dataDir: string | undefined;
  readonly moderationToken: string | undefined;
  readonly repliesPerMinute: number;
  readonly disallowedWords: readonly string[];
  /** Whether a provider with invented accounts is started, too. */
  readonly demoAccounts: boolean;
  /** Providers of the site's own. */
  readonly providers: readonly OpenIdSettings[];
  /** Origins of other sites whose readers may sign in. */
  readonly sites: readonly string[];
  /** Origins that replies are taken from; undefined for any. */
  readonly origins: readonly string[] | undefined;
}

/**
 * Reads HOST (127.0.0.1), PORT (4173), DATABASE_URL, DATA_DIR, MODERATION_TOKEN, REPLIES_PER_MINUTE (10),
 * DISALLOWED_WORDS, SITES and ORIGINS (lists with commas; replies are taken from any origin by default), DEMO_ACCOUNTS (`on`, or `off`) and PROVIDERS (a JSON list of `id`, `label`,
 * `issuer`, `clientId`, `clientSecret`; to be registered there: ORIGIN/api/auth/callback/ID). A variable that is empty counts as not set.
 *
 * @throws {StartError} naming the variable that cannot be understood
 */
export function readOptions(env: Readonly<Record<string, string | undefined>>): Options {
  return {
    host: env['HOST'] || '127.0.0.1',
    port: wholeNumber('PORT', env['PORT'] || '4173', 0, 65_535),
    databaseUrl: databaseAddress(env['DATABASE_URL']),
    dataDir: env['DATA_DIR'] || undefined,
    moderationToken: env['MODERATION_TOKEN'] || undefined,
    repliesPerMinute: wholeNumber('REPLIES_PER_MINUTE', env['REPLIES_PER_MINUTE'] || '10', 1, 1_000_000),
    disallowedWords: (env['DISALLOWED_WORDS'] || 'cheap pills, casino bonus')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    demoAccounts: env['DEMO_ACCOUNTS'] !== 'off',
    providers: readProviders(env['PROVIDERS'] || '[]'),
    sites: (env['SITES'] || '').split(',').map(originOf).filter(Boolean),
    origins: env['ORIGINS'] ? env['ORIGINS'].split(',').map((origin) => siteOrigin(origin.trim())) : undefined,
  };
}

/** The message leaves the value out, because a secret stands in it. */
function readProviders(json: string): readonly OpenIdSettings[] {
  try {
    const list = JSON.parse(json) as readonly OpenIdSettings[];
    for (const { id, label, issuer, clientId } of list) {
      const words: readonly unknown[] = [id, label, issuer, clientId];
      if (!words.every((word) => typeof word === 'string' && word !== '')) throw new Error('a member is missing');
      if (!/^[\w-]+$/.test(id)) throw new Error(`${id} has other characters than letters, digits, - and _`);
      new URL(issuer);
    }
    return list;
  } catch (error) {
    throw new StartError(
      `PROVIDERS is not a JSON list of OpenID Connect providers: ${error instanceof SyntaxError ? 'it is not JSON' : reasonOf(error)}.`,
    );
  }
}

function originOf(site: string): string {
  const text = site.trim();
  if (text === '' || URL.canParse(text)) return text && new URL(text).origin;
  throw new StartError(`SITES holds ${text}, which is no origin such as https://blog.example.`);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new StartError(`${name}=${text} is not a whole number from ${least} to ${most}.`);
}

function siteOrigin(text: string): string {
  if (/^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ''))
    return new URL(text).origin;
  throw new StartError(`ORIGINS: ${text} is not the origin of a site, such as https://blog.example.`);
}

/** The message leaves the address out, because a password may stand in it. */
function databaseAddress(url: string | undefined): string | undefined {
  if (!url || /^postgres(?:ql)?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) return url || undefined;
  throw new StartError('DATABASE_URL is not the address of a PostgreSQL database: postgres://user:password@host/name.');
}
