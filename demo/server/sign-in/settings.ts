import type { Provider } from '../../../src/core/types.js';
import type { Database } from '../database.js';
import type { Limits } from '../limits.js';

/** An OpenID Connect provider that readers can sign in with. */
export interface OpenIdSettings extends Omit<Provider, 'status' | 'successor'> {
  /** Address under which its `.well-known/openid-configuration` is found. */
  readonly issuer: string;
  readonly clientId: string;
  /** Without one this server is a public client. */
  readonly clientSecret?: string;
  /** `openid profile` by default. */
  readonly scope?: string;
  /** The `prompt` by which it lets a reader choose another account; `select_account` by default. */
  readonly change?: string;
}

export interface SignInSettings {
  readonly database: Database;
  readonly limits: Limits;
  readonly now: () => Date;
  /** In the order in which they are offered; without any nobody can sign in. */
  readonly providers: readonly OpenIdSettings[];
  /** Origins of pages on other sites or hosts that readers may sign in from, such as `https://blog.example`. */
  readonly sites: readonly string[];
  /** Path of the protocol, such as `/api`. */
  readonly base: string;
}
