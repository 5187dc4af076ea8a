/**
 * WordPress over its REST API (`wp/v2`, developer.wordpress.org/rest-api/reference/comments), on any site since 4.7 and on
 * WordPress.com. Everything it answers is untrusted, its HTML too: an administrator's comment may hold scripts.
 *
 * What plain WordPress does not say over REST: its pingbacks and trackbacks, and how many they are; whether guests may reply
 * and what they must tell. The plugin of docs/wordpress.md says it, and so may the page (`policy`, `count`).
 */
import { CommentsError, notLoaded } from '../errors.js';
import { readObject } from '../fields.js';
import type { BackendOptions } from '../registry.js';
import type { Author, Backend, Count, ReplyPolicy, ThreadRef } from '../types.js';
import { openThread, type Thread } from '../wordpress/item.js';
import { readList } from '../wordpress/list.js';
import { openSite } from '../wordpress/site.js';
import { share } from '../share.js';

/** What a page may know of its WordPress beside the address. */
export interface WordPressSettings {
  /** For a reader who is logged in on the same origin: the nonce that WordPress made for `wp_rest`. */
  readonly nonce?: string;
  /** Where another nonce comes from: `…/wp-admin/admin-ajax.php?action=rest-nonce`. */
  readonly nonceUrl?: string;
  /** False where nobody is logged in yet: then `nonceUrl` is asked only after the site has refused a guest. */
  readonly loggedIn?: boolean;
  /** The account behind the nonce or the credentials; asked for where it is not given. */
  readonly user?: Author;
  /** What is known of who may reply; it wins over what the site says, but never opens a closed discussion. */
  readonly policy?: Partial<ReplyPolicy>;
  /** The counts of the thread on the page, for the pingbacks that the REST API does not tell of. */
  readonly count?: Count;
  /** False where guests cannot reply over REST, as in WordPress without a plugin. */
  readonly guests?: boolean;
  /** An account by an application password, for pages on another origin. It goes to `base` and nowhere else. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** The password of a protected post. */
  readonly password?: string;
  /** How the site is asked for an application password, where only accounts may reply. */
  readonly authorize?: AuthorizeOptions;
}

/** What `wp-admin/authorize-application.php` is told. */
export interface AuthorizeOptions {
  /** Shown to the reader there. */
  readonly appName: string;
  /** A UUID. */
  readonly appId?: string;
  /** Address that it comes back to with `user_login` and `password`. */
  readonly successUrl: string;
  readonly rejectUrl?: string;
}

export interface WordPressOptions extends WordPressSettings {
  /**
   * Absolute address of the REST API (`https://x/wp-json/`, `https://x/?rest_route=/`, `https://x/prefix/wp/v2/`,
   * `https://public-api.wordpress.com/wp/v2/sites/NAME/`) or of the site itself. Sites may stand in a folder.
   */
  readonly base: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds for each request; 15,000 by default. */
  readonly timeout?: number;
  /** Comments up to which a discussion is read as a whole, and on each page of a longer one; 1,000 by default. */
  readonly pageSize?: number;
}

/**
 * Makes a backend over a site. A thread is named by the id of its post, by its slug, its path or address, or by its address
 * in the REST API, which custom kinds of posts need.
 * @throws TypeError when `base` is not an absolute URL
 */
export function wordpress(options: WordPressOptions): Backend {
  const site = openSite(options);
  const threads = new Map<string, Thread>();
  const open = (ref: ThreadRef): Thread => {
    const thread = threads.get(ref.key) ?? openThread(site, ref);
    threads.set(ref.key, thread);
    return thread;
  };
  return {
    name: 'wordpress',
    ...(site.home !== undefined && { base: site.home }),
    capabilities: { sorts: ['oldest', 'newest'], once: 'content' },
    list: (ref, query, request) => readList(site, open(ref), query, request),
    post: async (ref, request) => {
      const thread = open(ref);
      // From now on whoever needs less waits for this.
      thread.article ??= share(async (signal, fresh) => {
        const { askArticle } = await import('../wordpress/article.js').catch(notLoaded);
        return askArticle(site, thread, { signal, fresh });
      });
      const article = await thread.article(request);
      const { toPost } = await import('../wordpress/article.js').catch(notLoaded);
      return toPost(site, article);
    },
    count: async (refs, request) => {
      const { readCounts } = await import('../wordpress/count.js').catch(notLoaded);
      return readCounts(site, refs, request);
    },
    reply: async (ref, draft, request) => {
      const { sendReply } = await import('../wordpress/reply.js').catch(notLoaded);
      return sendReply(site, open(ref), draft, request);
    },
    find: async (ref, draft) => {
      const { findArrived } = await import('../wordpress/arrived.js').catch(notLoaded);
      return findArrived(site, await open(ref).item(), draft);
    },
  };
}

/**
 * For the registry: opens the site that `src` names; `document` holds {@link WordPressSettings}, as an object or as JSON text.
 * @throws CommentsError `unsupported` without an address
 */
export function openWordPress({ src = '', document = {} }: BackendOptions): Backend {
  const settings: unknown = typeof document === 'string' ? JSON.parse(document) : document;
  if (!src) throw new CommentsError('unsupported', 'There is no address of a WordPress site.');
  return wordpress({ ...readObject(settings), base: src });
}
