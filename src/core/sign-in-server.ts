/** What a browser needs to know of a server to sign a reader in there by itself; each kind of server has a file of its own. */
import type { AttemptOptions } from './accounts.js';
import { readText, readUrl } from './fields.js';
import type { JsonRequest } from './request.js';
import type { Author, Provider, RequestOptions } from './types.js';

/** Sends a request without any cookie, and gives what the answer holds: untrusted. */
export type AskServer = (url: string, request?: JsonRequest, more?: RequestOptions) => Promise<unknown>;

/** This page, as the server knows it. */
export interface Client {
  readonly id: string;
  /** Some servers give one to everybody who registers; it is no secret, but they want to have it back. */
  readonly secret?: string;
}

/** Random words of one attempt. */
export interface AttemptWords {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface SignInServer {
  readonly issuer: string;
  readonly authorize: string;
  readonly token: string;
  readonly revoke: string | undefined;
  /** Answers name their issuer (RFC 9207), so that one without it is refused. */
  readonly namesIssuer: boolean;
  readonly scope: string;
  /** Makes this page a client. @throws CommentsError */
  register(): Promise<Client>;
  /** What its page is asked by beside what OAuth has. */
  params(words: AttemptWords, options: AttemptOptions): Readonly<Record<string, string>>;
  /** Whether what came with the token fits the attempt. */
  fits(answer: Readonly<Record<string, unknown>>, words: AttemptWords, client: Client): boolean;
  /** Whose token it is. @throws CommentsError */
  author(token: string): Promise<Author>;
}

/** How this site introduces itself. */
export interface ClientAbout {
  readonly provider: Provider;
  readonly name: string;
  /** Absolute address of the callback page. */
  readonly callback: string;
  readonly scope?: string | undefined;
  readonly ask: AskServer;
}

export const JSON_BODY = { 'content-type': 'application/json' } as const;

/** The first that are there: several servers have several names for the same. */
export function authorOf(
  provider: Provider,
  names: readonly unknown[],
  urls: readonly unknown[],
  pictures: readonly unknown[],
): Author {
  const name = names.map((value) => readText(value)).find(Boolean);
  const [url, avatarUrl] = [urls, pictures].map((each) => each.map((value) => readUrl(value)).find(Boolean));
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(avatarUrl !== undefined && { avatarUrl }),
    role: 'member',
    provider: provider.id,
  };
}
