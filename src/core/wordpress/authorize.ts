import { readObject, readUrl } from '../fields.js';
import type { Site } from './site.js';

const pages = new WeakMap<Site, Promise<string | undefined>>();

/**
 * The page of the site where a reader makes an application password for the page that asks
 * (make.wordpress.org/core/2020/11/05/application-passwords-integration-guide). Undefined where the site has none.
 */
export function authorizePage(site: Site): Promise<string | undefined> {
  const page = pages.get(site) ?? findPage(site);
  pages.set(site, page);
  page.catch(() => pages.delete(site));
  return page;
}

async function findPage({ ask, options: { authorize } }: Site): Promise<string | undefined> {
  const { data } = await ask('', { _fields: 'authentication' });
  const passwords = readObject(readObject(readObject(data)?.['authentication'])?.['application-passwords']);
  const page = readUrl(readObject(passwords?.['endpoints'])?.['authorization']);
  if (!page || !authorize) return undefined;
  const url = new URL(page);
  const { appName, appId, successUrl, rejectUrl } = authorize;
  const params = { app_name: appName, app_id: appId, success_url: successUrl, reject_url: rejectUrl };
  for (const [name, value] of Object.entries(params)) if (value) url.searchParams.set(name, value);
  return url.href;
}
