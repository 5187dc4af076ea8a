/** An OpenID Connect provider that lets browsers register and ask it. */
import { CommentsError } from './errors.js';
import { attempt, readId, readObject, readUrl } from './fields.js';
import {
  authorOf,
  JSON_BODY,
  type AttemptWords,
  type Client,
  type ClientAbout,
  type SignInServer,
} from './sign-in-server.js';

/**
 * Reads what the server says of itself (OpenID Connect Discovery 1.0, 4).
 * @param issuer its origin
 * @throws CommentsError `bad-data` where it does not say how readers sign in
 */
export async function openIdServer(issuer: string, about: ClientAbout): Promise<SignInServer> {
  const { ask, provider, scope = 'openid profile' } = about;
  const told = readObject(await ask(`${issuer}/.well-known/openid-configuration`)) ?? {};
  const [authorize, token] = ['authorization_endpoint', 'token_endpoint'].map((name) => readUrl(told[name]));
  if (told['issuer'] !== issuer || !authorize || !token)
    throw new CommentsError('bad-data', `${issuer} does not say how readers sign in.`);
  const profile = readUrl(told['userinfo_endpoint']);
  return {
    ...{ issuer, authorize, token, scope },
    revoke: readUrl(told['revocation_endpoint']),
    namesIssuer: told['authorization_response_iss_parameter_supported'] === true,
    register: () => register(readUrl(told['registration_endpoint']), about),
    params: ({ nonce }, { change, language }) => ({
      nonce,
      ...(change && { prompt: 'login' }),
      ...(language && { ui_locales: language }),
    }),
    fits: (answer, words, client) => isRightIdToken(answer['id_token'], issuer, words, client),
    author: async (access) => {
      const headers = { authorization: `Bearer ${access}` };
      const {
        name,
        nickname,
        picture,
        preferred_username,
        profile: page,
        website,
      } = (profile ? readObject(await ask(profile, { headers })) : undefined) ?? {};
      return authorOf(provider, [name, preferred_username, nickname], [website, page], [picture]);
    },
  };
}

/** RFC 7591. */
async function register(url: string | undefined, { ask, callback, name }: ClientAbout): Promise<Client> {
  if (!url) throw new CommentsError('unsupported', 'The server registers no clients.');
  const body = JSON.stringify({
    client_name: name,
    redirect_uris: [callback],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    response_types: ['code'],
  });
  const id = readId(readObject(await ask(url, { method: 'POST', headers: JSON_BODY, body }))?.['client_id']);
  if (id !== undefined) return { id };
  throw new CommentsError('bad-data', 'The server gave the client no id.');
}

/** It comes from the token endpoint itself, so that TLS stands in for its signature (OpenID Connect Core, 3.1.3.7). */
function isRightIdToken(idToken: unknown, issuer: string, { nonce }: AttemptWords, { id }: Client): boolean {
  const payload = typeof idToken === 'string' ? (idToken.split('.')[1] ?? '') : '';
  const claims = attempt(() => readObject(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))));
  if (!claims) return false;
  const { iss, aud, exp, nonce: told } = claims;
  const isForUs = [aud].flat().includes(id);
  return iss === issuer && isForUs && told === nonce && typeof exp === 'number' && exp * 1000 > Date.now();
}
