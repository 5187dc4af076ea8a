/** Who may answer, and how many answers there are, as far as anybody has told. */
import { defined } from '../defined.js';
import { readObject } from '../fields.js';
import { readCount, readPolicy } from '../parse.js';
import type { Author, Count, ReplyPolicy } from '../types.js';
import type { Item, Thread } from './item.js';
import type { Site } from './site.js';

/** What WordPress asks of guests where its settings were not changed. Over REST it does not say. */
const DEFAULTS = { access: 'open', name: 'required', email: 'required', url: 'optional' } as const;

/**
 * The policy of a thread: what the page says, else what the plugin says, else WordPress' own defaults; and what refusals
 * have taught since.
 * @param user the account that the reader is logged in with
 */
export async function policyOf(site: Site, { refused }: Thread, item: Item, user?: Author): Promise<ReplyPolicy> {
  const { options, home } = site;
  const told: Record<string, unknown> = {
    ...DEFAULTS,
    ...readObject(item.told['policy']),
    ...readObject(options.policy),
  };
  if (refused || options.guests === false) told['access'] = 'login';
  if (user && told['access'] === 'login') told['access'] = 'open';
  if (refused === 'closed' || item.closed) told['access'] = 'closed';
  if (user) Object.assign(told, { name: 'no', email: 'no', url: 'no', as: user });
  else if (told['access'] === 'login' && options.authorize && !options.policy?.login) {
    // The plugin's own address does not lead back to a page of another site.
    told['login'] = (await loginPage(site)) ?? told['login'];
  }
  // With no other way, there is the form in the site's own page.
  if (told['access'] === 'login' && typeof item.link === 'string') told['login'] ??= `${item.link}#respond`;
  return readPolicy(told, home) ?? DEFAULTS;
}

/** Where readers of another site give this one a password of its own. Reading does not fail for want of it. */
async function loginPage(site: Site): Promise<string | undefined> {
  try {
    return await (await import('./authorize.js')).authorizePage(site);
  } catch {
    return undefined;
  }
}

/** @param comments how many the REST API has: pingbacks and trackbacks are beyond its reach. */
export function countOf({ options }: Site, { told }: Item, comments: number): Count {
  const known = readCount(told['count']) ?? readCount(options.count);
  const { pings, roots } = known ?? {};
  return defined<Count>({
    total: comments + (pings ?? 0),
    comments,
    pings,
    roots: known?.comments === comments ? roots : undefined,
  });
}
