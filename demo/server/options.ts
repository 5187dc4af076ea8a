import { StartError } from './start-error.js';

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
  /** Origins that replies are taken from; undefined for any. */
  readonly origins: readonly string[] | undefined;
}

/**
 * Reads HOST (127.0.0.1), PORT (4173), DATABASE_URL, DATA_DIR, MODERATION_TOKEN, REPLIES_PER_MINUTE (10), and, as lists with
 * commas, DISALLOWED_WORDS and ORIGINS (any). A variable that is empty counts as not set.
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
    origins: env['ORIGINS'] ? env['ORIGINS'].split(',').map((origin) => siteOrigin(origin.trim())) : undefined,
  };
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
