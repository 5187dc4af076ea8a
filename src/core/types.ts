import type { Accounts } from './accounts.js';

/**
 * The model that every backend fills and every element shows. Plain data only: no classes, no `Date`, no markup
 * that anyone may trust. Whatever a backend does not say stays `undefined`; nothing is guessed.
 */

/**
 * A moment, already checked by `toTimestamp()`: ISO 8601 in UTC with milliseconds (`2012-01-16T09:30:00.000Z`),
 * or a calendar day without a time (`2012-01-16`) where the source knows no more.
 */
export type Timestamp = string;

/** An untrusted text: `text` is shown as it stands with its line breaks, `html` is sanitized before it is shown. */
export interface Body {
  readonly kind: 'text' | 'html';
  readonly value: string;
}

/** Who wrote something. Every field may be missing; `name` is plain text, never HTML. */
export interface Author {
  readonly name?: string;
  /** Home page; shown as a link only when it is `http:` or `https:`. */
  readonly url?: string;
  readonly avatarUrl?: string;
  /** `author` marks the post's own author (or the blog's owner) and earns the badge. */
  readonly role?: 'author' | 'moderator' | 'member' | 'guest';
  /** Id of the {@link Provider} whose account was used, such as `google-plus`. */
  readonly provider?: string;
}

/** A subject a post is filed under. Without `url` it is shown as text. */
export interface Category {
  readonly name: string;
  readonly url?: string;
}

/** A work that is quoted: the title, source and date line above a republished text. */
export interface Cite {
  readonly title?: string;
  /** Name of the publication, such as `Asia-Plus`. */
  readonly source?: string;
  readonly url?: string;
  /** The date as it was printed (`14/02/2012`); shown verbatim, because day and month cannot be told apart. */
  readonly dateText?: string;
  readonly date?: Timestamp;
}

/**
 * What a backend says it holds. The number of comments that are loaded or shown is another matter
 * and is never put here: a heading may say 8 where 7 can be shown.
 */
export interface Count {
  /** Every response of any kind: comments, pingbacks and trackbacks. */
  readonly total: number;
  readonly comments?: number;
  /** Pingbacks and trackbacks together. */
  readonly pings?: number;
  /** Comments that answer the post itself. */
  readonly roots?: number;
}

/** A site or service whose accounts readers comment with. Retired ones are shown on old comments, never offered. */
export interface Provider {
  readonly id: string;
  readonly label: string;
  readonly status: 'active' | 'renamed' | 'retired';
  /** Id of the provider that took over, where `status` is `renamed`. */
  readonly successor?: string;
  /** False where its accounts come without an e-mail address, so that no notifications can be offered. */
  readonly yieldsEmail?: boolean;
  /** It has many servers, so that readers are asked where their account is. */
  readonly asksServer?: boolean;
  /** One or two letters that stand for it: a logo belongs to its owner, and a remote one tells them who reads. */
  readonly icon?: string;
  /** Its colour, as `#rrggbb`. */
  readonly color?: string;
}

/** An article that can be discussed. */
export interface Post {
  /** The thread key of the post at its backend. */
  readonly id: string;
  readonly title?: string;
  readonly url?: string;
  readonly lang?: string;
  readonly author?: Author;
  readonly body?: Body;
  /** Where it appeared first, when it is republished here. */
  readonly source?: Cite;
  readonly publishedAt?: Timestamp;
  readonly updatedAt?: Timestamp;
  readonly categories: readonly Category[];
  readonly count?: Count;
}

export type CommentKind = 'comment' | 'pingback' | 'trackback';

/** `pending` waits for moderation and is seen by its writer alone; `deleted` keeps its place for its replies. */
export type CommentState = 'published' | 'pending' | 'deleted';

/** One response to a post or to another comment. */
export interface Comment {
  /** Opaque: numbers of a backend become strings, so that none is rounded. */
  readonly id: string;
  /** Id of the comment that is answered; absent at top level. May name a comment that is not loaded. */
  readonly parentId?: string;
  readonly kind: CommentKind;
  readonly state: CommentState;
  readonly author: Author;
  readonly body?: Body;
  readonly cite?: Cite;
  readonly publishedAt?: Timestamp;
  readonly editedAt?: Timestamp;
  /** Permalink at the backend's own site. */
  readonly url?: string;
  /** BCP 47 language tag, only when the source says so. */
  readonly lang?: string;
}

/** Order of the top level. Replies always stand oldest first under the comment they answer. */
export type Sort = 'oldest' | 'newest' | 'replies';

/** Whether a guest's detail is asked for. */
export type Need = 'no' | 'optional' | 'required';

/** Who may answer in one thread, and how. Sent by the backend with the first page of comments. */
export interface ReplyPolicy {
  /** `open` to guests, `login` for accounts only, `closed` to everyone; `none` where the backend cannot take replies. */
  readonly access: 'open' | 'login' | 'closed' | 'none';
  readonly name: Need;
  readonly email: Need;
  readonly url: Need;
  /** Longest comment, in UTF-16 code units as `maxlength` counts them. */
  readonly maxLength?: number;
  /** The account that replies are written with; guests' details are not asked for then. */
  readonly as?: Author;
  /** Address of the page where a reader logs in, which comes back to this page. */
  readonly login?: string;
  /** Readers can sign in here in a window of its own; {@link Backend.accounts} says with what. */
  readonly accounts?: boolean;
}

/** Names the discussion of one post at a backend. */
export interface ThreadRef {
  /** What the backend calls it: a post id, a path, a URL. */
  readonly key: string;
  /** Address of the page, for backends that create a discussion on first use. */
  readonly url?: string;
  readonly title?: string;
}

export interface ListQuery {
  readonly sort: Sort;
  /** How many comments a page should hold; a backend may send more or fewer. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

/** Some comments of a thread, in any order; parents may be on another page or missing. */
export interface Page {
  readonly comments: readonly Comment[];
  /** Opaque cursor; absent on the last page. */
  readonly next?: string;
  readonly count?: Count;
  readonly policy?: ReplyPolicy;
  /** Title of the post, for the heading. */
  readonly title?: string;
  /** Providers that this site names itself; they win over the built-in ones. */
  readonly providers?: readonly Provider[];
  /** Items that could not be read and were left out. */
  readonly skipped?: number;
}

/** What a guest tells about themselves. */
export interface Guest {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

/** A reply on its way to a backend. */
export interface Draft {
  /** Made once per reply (a UUID) and kept over retries, so that a backend can store it exactly once. */
  readonly key: string;
  readonly parentId?: string;
  /** Plain text as the reader typed it. */
  readonly text: string;
  readonly guest?: Guest;
}

/** What became of a reply that the backend accepted. Refusals are `CommentsError`s. */
export interface Posted {
  readonly state: 'published' | 'pending';
  readonly comment: Comment;
  readonly count?: Count;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** Ask the source again, past any copy the backend keeps. */
  readonly fresh?: boolean;
}

/** What a backend can do at all; what one thread allows is its {@link ReplyPolicy}. */
export interface Capabilities {
  /** Orders that the backend itself can deliver page by page. */
  readonly sorts: readonly Sort[];
  /** How a reply sent twice is told apart: by its key, by a client-made id, by content, or not at all. */
  readonly once: 'key' | 'id' | 'content' | 'none';
}

/**
 * A source of comments. A backend is made by a factory function; only `list` is required, and what it lacks is hidden
 * from readers. Every method rejects with a `CommentsError` and nothing else, and honours `signal`.
 */
export interface Backend {
  /** Short name such as `http`. */
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Relative links in bodies are resolved against this; without it they become text. Never the host page's address. */
  readonly base?: string;
  /** One page of a thread's comments. An unknown thread is `not-found`, or empty where it is made on first use. */
  list(thread: ThreadRef, query: ListQuery, options?: RequestOptions): Promise<Page>;
  /** The article itself. */
  post?(thread: ThreadRef, options?: RequestOptions): Promise<Post>;
  /** Counts of many threads in one request, in the order asked; `undefined` for those unknown. */
  count?(threads: readonly ThreadRef[], options?: RequestOptions): Promise<readonly (Count | undefined)[]>;
  /** Stores a reply exactly once per `draft.key`; as the account of the reader's session, where there is one. */
  reply?(thread: ThreadRef, draft: Draft, options?: RequestOptions): Promise<Posted>;
  /** How readers sign in. Asked for where a policy says `accounts`; always answers with the same object. */
  accounts?(): Promise<Accounts>;
  /**
   * Looks for a reply that was sent without an answer; `undefined` when it certainly was not stored, or, where `once` is
   * `content`, could not be found. Not needed where `once` is `key` or `id`.
   */
  find?(thread: ThreadRef, draft: Draft, options?: RequestOptions): Promise<Posted | undefined>;
}
