import type { Provider } from './types.js';

/** Services whose accounts comments were written with. A retired one is named on old comments and never offered. */
export const PROVIDERS: readonly Provider[] = [
  { id: 'wordpress', label: 'WordPress.com', status: 'active' },
  { id: 'google-plus', label: 'Google+', status: 'retired' },
  { id: 'twitter', label: 'Twitter', status: 'renamed', successor: 'x' },
  { id: 'x', label: 'X', status: 'active' },
  { id: 'facebook', label: 'Facebook', status: 'active' },
  { id: 'google', label: 'Google', status: 'active' },
  { id: 'github', label: 'GitHub', status: 'active' },
  { id: 'mastodon', label: 'Mastodon', status: 'active' },
  { id: 'bluesky', label: 'Bluesky', status: 'active' },
];

/** The name to show for a provider's id: the site's own, the known one, or the id itself. */
export function providerLabel(id: string, own: readonly Provider[] = []): string {
  return [...own, ...PROVIDERS].find((provider) => provider.id === id)?.label ?? id;
}
