/**
 * The server that a reader's account is at, as readers write it: `mastodon.social`, the address of a profile that was copied out
 * of the address bar, or a handle such as `@name@example.org`.
 */
import { CommentsError, type ErrorCode } from './errors.js';
import { attempt, readObject, readWord } from './fields.js';

const PROBLEMS = {
  /** Nothing was typed. */
  required: 'invalid',
  /** It is no address. */
  invalid: 'invalid',
  /** It is reached without encryption. */
  insecure: 'unsupported',
  /** Nobody answers there, or nobody whom a browser may ask. */
  unreachable: 'offline',
  /** Something else answers there. */
  wrong: 'not-found',
  /** It does not register this site. */
  refused: 'forbidden',
  /** Its answer makes no sense. */
  unreadable: 'bad-data',
} as const satisfies Record<string, ErrorCode>;

/** What is wrong with the server that a reader has named; they get a text for each. */
export type ServerProblem = keyof typeof PROBLEMS;

/** Signing in cannot begin at the server that the reader has named. */
export class AccountServerError extends CommentsError {
  readonly problem: ServerProblem;

  constructor(problem: ServerProblem, cause?: unknown) {
    super(PROBLEMS[problem], `The server of the account: ${problem}.`, { cause });
    this.problem = problem;
  }
}

/** What is wrong with the server, where that is why something failed. Also for errors of another copy of this package. */
export function serverProblemOf(thrown: unknown): ServerProblem | undefined {
  return readWord(
    attempt(() => readObject(thrown)?.['problem']),
    Object.keys(PROBLEMS) as ServerProblem[],
  );
}

/** A server, and the handle by which it was named. */
export interface AccountServer {
  /** Such as `https://mastodon.social`. */
  readonly origin: string;
  /** Such as `name@example.org`. Its accounts may be at another server, which WebFinger tells (RFC 7033). */
  readonly handle?: string;
}

/** Longest text that is read, in UTF-16 code units. */
const LONGEST = 2048;
const HANDLE = /^(?:acct:)?@?([^@/\s:]+)@([^@/\s]+)$/i;
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
/** A name of at least two parts, and of at most 253 characters (RFC 1035, 3.1). */
const HOST = /^(?!.{254})[^.]+(\.[^.]+)+$/;
/** Only on this very machine may a server do without TLS. */
const LOOPBACK = /^(127(\.\d+){3}|localhost|\[::1\])$/;

/** What the server is called in texts. */
export function accountServerName(typed: string): string {
  return attempt(() => new URL(readAccountServer(typed).origin).host) ?? typed.trim();
}

/** @throws AccountServerError `required`, `invalid` or `insecure` */
export function readAccountServer(typed: string): AccountServer {
  // Letters of full width are what some keyboards type; invisible ones come along with what is copied.
  const text = typed
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (!text) throw new AccountServerError('required');
  const [, name, host] = HANDLE.exec(text) ?? [];
  const origin = originOf(host ?? text);
  return name === undefined ? { origin } : { origin, handle: `${name}@${new URL(origin).host}` };
}

function originOf(text: string): string {
  const url = attempt(() => new URL(SCHEME.test(text) ? text : `https://${text}`));
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw new AccountServerError('invalid');
  const isHere = LOOPBACK.test(url.hostname);
  if (!isHere && !HOST.test(url.hostname)) throw new AccountServerError('invalid');
  if (!SCHEME.test(text)) return isHere ? `http://${url.host}` : url.origin;
  if (url.protocol === 'http:' && !isHere) throw new AccountServerError('insecure');
  return url.origin;
}
