/** What a WordPress of the tests (server.ts) holds, and what can be done with it. */
import type { Login } from './login.js';

export type UserName = 'admin' | 'author' | 'reader';

/** What every WordPress of the tests starts with. */
export interface Content {
  readonly users: Readonly<Record<UserName, User>>;
  /**
   * `open` (a thread with replies six deep, a pingback, a trackback, a held comment with a reply, spam), `empty`, `closed`,
   * `secret` (password `sesame`), `page` (a page, not a post), `draft`.
   */
  readonly posts: Readonly<Record<'open' | 'empty' | 'closed' | 'secret' | 'page' | 'draft', AddedPost>>;
}

export interface User {
  readonly id: number;
  /** As shown beside comments. */
  readonly name: string;
  readonly password: string;
  readonly applicationPassword: string;
}

export interface AddedPost extends AddedComments {
  readonly id: number;
  /** Permanent link. */
  readonly url: string;
}

export interface AddedComments {
  /** Ids of the comments that had a key. */
  readonly comments: Readonly<Record<string, number>>;
  /** Ids of all of them, in the order given. */
  readonly ids: readonly number[];
}

/** A comment to store just as it is: no filter of WordPress looks at it, as with an administrator's own. */
export interface NewComment {
  /** Name by which later comments of the same call mention it as their parent. */
  readonly key?: string;
  /** Key of an earlier comment, or any id, also of one that does not exist. */
  readonly parent?: string | number;
  /** Stored text, which may be markup. */
  readonly content: string;
  readonly author?: string;
  readonly email?: string;
  readonly url?: string;
  /** ISO 8601; the default is one minute after the comment before it. */
  readonly date?: string;
  readonly status?: 'approved' | 'hold' | 'spam' | 'trash';
  readonly type?: 'comment' | 'pingback' | 'trackback';
  /** Whoever was logged in. */
  readonly user?: UserName;
}

export interface NewPost {
  readonly title: string;
  readonly slug?: string;
  readonly content?: string;
  readonly date?: string;
  readonly status?: 'publish' | 'draft' | 'private';
  readonly type?: 'post' | 'page';
  readonly password?: string;
  readonly author?: UserName;
  /** Whether it takes comments; true by default. */
  readonly open?: boolean;
  readonly categories?: readonly string[];
  readonly tags?: readonly string[];
  readonly comments?: readonly NewComment[];
}

/** What to change; whatever is absent stays as it is. */
export interface Settings {
  /** Options by WordPress' own names, such as `comment_moderation`, `comment_registration`, `require_name_email`. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** `twentytwentyone` (classic, where every server starts), `twentytwentythree` (oldest), `twentytwentyfour` (newest). */
  readonly theme?: string;
  /** Pretty where every server starts. */
  readonly permalinks?: 'plain' | 'pretty';
  /** Whether guests may post over REST. True at the start; false leaves it to WordPress and plugins, which is a no. */
  readonly guests?: boolean;
  /** Flood control as WordPress has it (15 seconds between two comments). Off at the start. */
  readonly flood?: boolean;
  /** Runs docs/wordpress/commentariat.php as a must-use plugin. Off at the start. */
  readonly plugin?: boolean;
  /** Constants that a site would define in its wp-config.php for the plugin. */
  readonly pluginConstants?: Readonly<Record<string, unknown>>;
}

/** Something that goes wrong with an answer. Several settings of one fault come together. */
export interface Fault {
  /** Regular expression; looked for in e.g. `GET /wp-json/wp/v2/comments?page=2` (percent-decoded). */
  readonly match: string;
  /** How many requests are let through before; 0 by default. */
  readonly skip?: number;
  /** How many requests suffer; 1 by default. */
  readonly times?: number;
  /** Waits before anything else, in milliseconds. */
  readonly delayMs?: number;
  /** Answers with this status and an HTML page, and WordPress never hears of the request. */
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** WordPress does its work, then the connection ends after this part of its answer (0 to 1; 0: after the headers). */
  readonly cut?: number;
}

export interface WordPress {
  /** As WordPress says it, such as `6.5.5`. */
  readonly version: string;
  /** Address of the site, without a closing slash. */
  readonly url: string;
  readonly content: Content;
  /** What is its own: the database, and `mu-plugins`. */
  readonly folder: string;
  /** Address of the REST API, such as `{url}/wp-json/`, with a path below `wp/v2` when one is given. */
  rest(path?: string): string;
  set(settings: Settings): Promise<void>;
  addPost(post: NewPost): Promise<AddedPost>;
  addComments(post: number, comments: readonly NewComment[]): Promise<AddedComments>;
  /** Rows of the comments of a post, whatever their status, by id. */
  stored(post: number): Promise<StoredComment[]>;
  moderate(comment: number, status: 'approve' | 'hold' | 'spam' | 'trash'): Promise<void>;
  /** Changes the name that a user goes by. */
  rename(user: UserName, name: string): Promise<void>;
  /** Logs in through wp-login.php. */
  login(user: UserName): Promise<Login>;
  /** No nonce given out before this is valid any more; who is logged in stays so. */
  expireNonces(): Promise<void>;
  /** Replaces the faults that were set before. */
  fail(...faults: Fault[]): void;
  /** Requests that a fault has delayed and that are through by now, since the start or the last `reset()`. */
  late(): number;
  /** The letters that it would have sent since the start or the last `reset()`. */
  mails(): Mail[];
  /** What PHP complained about since the start or the last `reset()`, except for what it finds old about WordPress itself. */
  complaints(): string[];
  /** Back to what it was right after the start: content, settings, faults. */
  reset(): Promise<void>;
  /** Ends the processes, as a crash of the server would; `start` brings them back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends the processes and removes the database. */
  remove(): Promise<void>;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
}

/** A row of `wp_comments`; everything in it is text. */
export type StoredComment = Readonly<
  Record<
    | 'comment_ID'
    | 'comment_author'
    | 'comment_author_email'
    | 'comment_author_url'
    | 'comment_date'
    | 'comment_date_gmt'
    | 'comment_content'
    | 'comment_approved'
    | 'comment_type'
    | 'comment_parent'
    | 'user_id',
    string
  >
>;

export interface Options {
  /** Free unless set. */
  readonly port?: number;
  /** Sub-folder that the site lies in, such as `/blog`; the root of the server by default. */
  readonly path?: string;
  /** Folders to serve beside the site, by path. `/commentariat` is dist/cdn. */
  readonly files?: Readonly<Record<string, string>>;
}
