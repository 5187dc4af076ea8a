/**
 * The `dom` backend: comments that stand in the page as markup. They are read when the thread is shown, and nothing is
 * fetched for that. The server is asked when the reader wants more than the page holds: older pages of the theme, a look
 * whether anything has changed, or to post.
 */
import { notLoaded, toCommentsError } from '../core/errors.js';
import type { Backend, Page, ReplyPolicy, ThreadRef } from '../core/types.js';
import { policyIn } from './classic-form.js';
import { addressOf, makeReply, originOf } from './classic-page.js';
import { copyOf } from './dom-items.js';
import { keepLinks } from './dom-links.js';
import { readMarkup, toPage, type Markup } from './dom-markup.js';
import { cursorAfter, pageOf } from './dom-neighbours.js';
import { takePlace } from './dom-place.js';
import { regionIn } from './dom-region.js';
import type { PageRequest } from './dom-request.js';
import type { Source } from './source.js';

/** Opens the discussion that the markup inside an element is. */
export function openFromPage(host: Element, ref: ThreadRef): Promise<Source> {
  keepLinks(host);
  takePlace(host);
  return Promise.resolve({ backend: openMarkup(host), ref });
}

function openMarkup(host: Element): Backend {
  /** Ids of comments that the reader may have seen. */
  const known = new Set<string>();

  const deliver = async (
    markup: Markup,
    base: string,
    policy: ReplyPolicy | undefined,
    cursor?: string,
  ): Promise<Page> => {
    const page = await toPage(markup, base);
    for (const { id } of page.comments) known.add(id);
    const next = cursorAfter(markup, cursor);
    return { ...page, ...(policy && { policy }), ...(next !== undefined && { next }) };
  };
  const read = () => {
    const origin = originOf(host);
    return deliver(readMarkup(copyOf(host), origin), origin.base, policyIn(host));
  };
  /** A page of the theme, read like the one that the reader is on. */
  const fetch = async (url: string, request: PageRequest, cursor?: string) => {
    const { fetchPage } = await import('./dom-request.js').catch(notLoaded);
    const page = await fetchPage(url, request);
    const region = regionIn(page.document, host);
    // Before the region is taken apart.
    const policy = policyIn(region);
    return deliver(readMarkup(region, { ...originOf(host), base: page.url }), page.url, policy, cursor);
  };

  const backend: Backend = {
    name: 'dom',
    // Pages come in an order of the theme's own; of a thread that is all here, every order can be had.
    capabilities: { sorts: ['oldest'], once: 'content' },
    list: async (_thread, { after }, { fresh, signal } = {}) => {
      try {
        if (after !== undefined) return await fetch(pageOf(after), { signal, fresh }, after);
        return await (fresh ? fetch(addressOf(host), { signal, fresh }) : read());
      } catch (thrown) {
        throw toCommentsError(thrown);
      }
    },
  };
  if (policyIn(host)) backend.reply = makeReply(host, known);
  return backend;
}
