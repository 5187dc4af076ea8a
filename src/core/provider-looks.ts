/** What those need of a provider who are about to sign in; providers.ts names it on old comments. */
import { PROVIDERS } from './providers.js';
import type { Provider } from './types.js';

type Looks = Pick<Provider, 'icon' | 'color' | 'yieldsEmail'>;

const LOOKS: Readonly<Record<string, Looks>> = {
  wordpress: { icon: 'W', color: '#3858e9', yieldsEmail: true },
  'google-plus': { icon: 'G+', color: '#db4437', yieldsEmail: true },
  // No address of an account is told to sites.
  twitter: { icon: 'T', color: '#1da1f2', yieldsEmail: false },
  x: { icon: 'X', color: '#0f1419', yieldsEmail: false },
  facebook: { icon: 'f', color: '#0866ff', yieldsEmail: true },
  google: { icon: 'G', color: '#4285f4', yieldsEmail: true },
  github: { icon: 'Gh', color: '#24292f', yieldsEmail: true },
  mastodon: { icon: 'M', color: '#6364ff', yieldsEmail: false },
  bluesky: { icon: 'B', color: '#1185fe', yieldsEmail: false },
};

/** A provider with everything known of it: what the site says wins over what is known here. */
export function withLooks(provider: Provider): Provider {
  return { icon: provider.label.slice(0, 1).toUpperCase(), ...LOOKS[provider.id], ...provider };
}

/**
 * Finds a provider by an id of now or of long ago: `twitter` leads to X. Undefined for an id that nobody knows.
 * @param own providers that the site names itself; they win.
 */
export function findProvider(id: string, own: readonly Provider[] = []): Provider | undefined {
  const all = [...own, ...PROVIDERS];
  const seen = new Set<string>();
  let found = all.find((provider) => provider.id === id);
  while (found?.status === 'renamed' && !seen.has(found.id)) {
    const { successor } = found;
    seen.add(found.id);
    found = all.find((provider) => provider.id === successor) ?? found;
  }
  return found && withLooks(found);
}

/** Those of a list that may be offered, each once: neither retired, nor under a name of before. */
export function offered(providers: readonly Provider[]): readonly Provider[] {
  const active = providers.flatMap(({ id }) => findProvider(id, providers) ?? []);
  return [...new Map(active.map((provider) => [provider.id, provider])).values()].filter(
    ({ status }) => status === 'active',
  );
}

/**
 * A provider for any OpenID Connect issuer.
 * @param issuer its address, such as `https://login.example`; its host name is the label unless one is given.
 * @throws TypeError when it is not an absolute URL
 */
export function openIdProvider(issuer: string, label = new URL(issuer).hostname): Provider {
  return withLooks({ id: new URL(issuer).hostname, label, status: 'active' });
}
