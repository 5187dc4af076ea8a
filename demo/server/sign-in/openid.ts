import * as oauth from 'oauth4webapi';
import { cleanLine } from '../text.js';
import type { OpenIdSettings } from './settings.js';

/** What a provider says of the reader who has signed in there. */
export interface Profile {
  readonly subject: string;
  readonly name: string;
  readonly url: string | undefined;
  readonly avatarUrl: string | undefined;
}

/** Secrets of one attempt, which the provider's answer must fit. */
export interface Expected {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

const TIMEOUT = 10_000;
const MAX_NAME = 100;

/** An OpenID Connect provider, as its client sees it: authorization code with PKCE (RFC 9700, 2.1.1). */
export class OpenIdProvider {
  readonly settings: OpenIdSettings;
  readonly #client: oauth.Client;
  #discovered: Promise<oauth.AuthorizationServer> | undefined;

  constructor(settings: OpenIdSettings) {
    this.settings = settings;
    this.#client = { client_id: settings.clientId };
  }

  /** Where the reader's browser is sent. `change` asks the provider for another account than the one before. */
  async authorizationUrl(
    expected: Expected,
    { change, language }: { readonly change: boolean; readonly language: string },
  ): Promise<URL> {
    const { authorization_endpoint: endpoint } = await this.#server();
    if (!endpoint) throw new Error(`${this.settings.issuer} has no authorization endpoint.`);
    const url = new URL(endpoint);
    const params = {
      client_id: this.settings.clientId,
      response_type: 'code',
      redirect_uri: expected.redirectUri,
      scope: this.settings.scope ?? 'openid profile',
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(expected.verifier),
      code_challenge_method: 'S256',
      // OpenID Connect Core 1.0, 3.1.2.1.
      ui_locales: language,
      ...(change && { prompt: this.settings.change ?? 'select_account' }),
    };
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
    return url;
  }

  /**
   * Checks the provider's answer (`state`, `iss`, RFC 9207), trades its code, and checks the ID token (`nonce`, signature by
   * transport, OpenID Connect Core 3.1.3.7).
   *
   * @throws {oauth.AuthorizationResponseError} when the provider refused, as when the reader did not want to
   * @throws {Error} when anything does not fit
   */
  async redeem(callback: URL, expected: Expected): Promise<Profile> {
    const server = await this.#server();
    const params = oauth.validateAuthResponse(server, this.#client, callback, expected.state);
    const { redirectUri, verifier, nonce } = expected;
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      this.#client,
      this.#authentication,
      params,
      redirectUri,
      verifier,
      this.#options,
    );
    const answer = await oauth.processAuthorizationCodeResponse(server, this.#client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    const { sub: subject } = oauth.getValidatedIdTokenClaims(answer) ?? {};
    if (subject === undefined) throw new Error('The provider sent no ID token.');
    return profileOf(subject, await this.#claims(server, answer, subject), this.settings.label);
  }

  async #claims(server: oauth.AuthorizationServer, answer: oauth.TokenEndpointResponse, subject: string) {
    if (!server.userinfo_endpoint) return oauth.getValidatedIdTokenClaims(answer) ?? {};
    const response = await oauth.userInfoRequest(server, this.#client, answer.access_token, this.#options);
    return oauth.processUserInfoResponse(server, this.#client, subject, response);
  }

  /** Asked for once, and again after a failure. */
  #server(): Promise<oauth.AuthorizationServer> {
    if (!this.#discovered) {
      const discovered = (this.#discovered = this.#discover());
      discovered.catch(() => (this.#discovered = undefined));
    }
    return this.#discovered;
  }

  async #discover(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(this.settings.issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, this.#options));
  }

  get #authentication(): oauth.ClientAuth {
    const { clientSecret } = this.settings;
    return clientSecret === undefined ? oauth.None() : oauth.ClientSecretBasic(clientSecret);
  }

  /** Only a provider on this very machine may do without TLS. */
  get #options() {
    const { protocol, hostname } = new URL(this.settings.issuer);
    const isLoopback = protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
    return { [oauth.allowInsecureRequests]: isLoopback, signal: () => AbortSignal.timeout(TIMEOUT) };
  }
}

function profileOf(subject: string, claims: oauth.JsonObject | oauth.UserInfoResponse, label: string): Profile {
  const names = [claims['name'], claims['preferred_username'], claims['nickname']];
  const name = names.map((value) => (typeof value === 'string' ? cleanLine(value) : '')).find(Boolean);
  return {
    subject,
    name: [...(name ?? label)].slice(0, MAX_NAME).join(''),
    url: webAddress(claims['website']) ?? webAddress(claims['profile']),
    avatarUrl: webAddress(claims['picture']),
  };
}

/** Nothing that a browser could run: what providers send was typed by their users. */
function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2048 || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : undefined;
}
