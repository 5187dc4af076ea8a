import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { formatDate } from '../core/date-words.js';
import type { DiscussionState } from '../core/discussion.js';
import { CommentsError } from '../core/errors.js';
import type { Backend, Comment, Sort } from '../core/types.js';
import { BodyRenderer, prepareBodies, styleBodies } from './body.js';
import type { ThreadView } from './comment.js';
import { define } from './define.js';
import { DiscussionController } from './discussion-controller.js';
import { CommentErrorEvent, CommentLoadEvent } from './events.js';
import { extras, prepareExtras } from './extras.js';
import { prepareFar } from './far.js';
import { Guest } from './guest.js';
import { LocaleController } from './locale-controller.js';
import { near } from './near-data.js';
import { linkedId } from './permalinks.js';
import { sourceOf } from './source.js';
import { setStates } from './states.js';
import type { ThreadControls, ThreadInside } from './thread-controls.js';
import * as frame from './thread-frame.js';
import { threadTemplate } from './thread-list.js';
import { TICK, viewOf } from './thread-view.js';
import { commentStyles } from './comment.styles.js';
import { threadStyles } from './comment-thread.styles.js';
import { prose, shared, tokens } from './styles.js';

/** For so long, in milliseconds, an answer may be on its way before anything shows it: shapes that come and go at once only flicker. */
const SOON = 300;
const SOURCE: readonly PropertyKey[] = ['src', 'backend', 'thread', 'comments', 'pageSize', 'for'];

/**
 * The discussion of a post: heading with the backend's own count, numbered and nested comments, and a form to reply.
 *
 * Give it a source by `src` (an endpoint or a file), by a `<script type="application/json">` inside it, or by the
 * `comments` property. Everything else inside it stands in the page until the comments are shown, and without JavaScript.
 *
 * @summary Threaded comments of a post, with a reply form.
 * @customElement comment-thread
 *
 * @attribute pictures - What becomes of pictures in comments: `link` (the default) puts links in their place, `click` buttons
 *   that load them, `own` shows those of the page's own site and of the source, `load` all, which tells their hosts who reads.
 *
 * @slot - Shown until the first comments have come, and when they cannot: for readers without JavaScript.
 * @slot heading - Instead of "8 responses to …".
 * @slot notice - Under the heading: house rules, a privacy note.
 * @slot before-list - Above the comments.
 * @slot empty - Instead of "No comments yet."
 * @slot error - Instead of the text of an error.
 * @slot closed - Instead of "Comments are closed."
 * @slot after-list - Below the comments, above the form.
 * @slot footer - Below everything.
 *
 * @csspart base - The whole thread.
 * @csspart heading - "8 responses to …".
 * @csspart count - The line that says how many of the counted responses are here.
 * @csspart toolbar - Order and the way to the form.
 * @csspart sort - The choice of order.
 * @csspart list - The list of top-level comments.
 * @csspart comment - Every comment; together with one or more of the next six.
 * @csspart comment-root - A comment at top level.
 * @csspart comment-reply - A comment that answers another.
 * @csspart comment-by-author - A comment by the author of the post.
 * @csspart comment-pending - A comment that waits for moderation.
 * @csspart comment-deleted - The place of a deleted comment.
 * @csspart comment-target - The comment that the page's address names.
 * @csspart header - Avatar, name, badges, date and number of a comment.
 * @csspart avatar - Initials or picture.
 * @csspart author-name - Name of the writer.
 * @csspart badge - "Author", "Moderator", "You".
 * @csspart provider - "via Google+".
 * @csspart time - Date and permalink.
 * @csspart number - Number and permalink.
 * @csspart in-reply-to - "In reply to …", where nesting does not show it.
 * @csspart content - Text of a comment.
 * @csspart cite - Title and source above a quoted work.
 * @csspart cite-title - Title of the quoted work.
 * @csspart cite-source - Source and date of the quoted work.
 * @csspart actions - Row of buttons under a comment.
 * @csspart action - Every button that does something.
 * @csspart reply-button - "Reply".
 * @csspart collapse-button - Hides a comment and its replies.
 * @csspart replies - List of replies, with the guide line.
 * @csspart pings - Pingbacks and trackbacks.
 * @csspart ping - One of them.
 * @csspart retry - "Try again".
 * @csspart new-bar - "3 new comments", which shows them.
 * @csspart load-more - "Load more comments".
 * @csspart notice - A short text about a state.
 * @csspart login - "Log in", where only members may reply.
 * @csspart edit - An own comment while it is being changed.
 * @csspart textarea - Its text.
 * @csspart empty - "No comments yet."
 * @csspart error - What went wrong, with a way on.
 * @csspart age - When what is shown was loaded, where nothing newer can be.
 * @csspart skeleton - Shapes of comments while loading.
 *
 * @cssstate loading - A request is under way.
 * @cssstate ready - Comments are shown.
 * @cssstate empty - There are none.
 * @cssstate error - The last request failed.
 * @cssstate closed - No more replies are taken.
 * @cssstate offline - The last request failed for want of a network; what was kept of an earlier visit may be shown.
 * @cssstate replying - A comment is being answered.
 *
 * @fires {CommentLoadEvent} comment-load - Comments have come and are shown.
 * @fires {CommentErrorEvent} comment-error - Reading failed, or items could not be read.
 * @fires {CommentReplyEvent} comment-reply - The reader pressed Reply; cancelable.
 * @fires {CommentCancelEvent} comment-cancel - The reader cancelled a reply.
 * @fires {CommentBeforePostEvent} comment-before-post - A reply is about to be sent; cancelable.
 * @fires {CommentPostEvent} comment-post - A reply was stored.
 * @fires {CommentPostErrorEvent} comment-post-error - A reply was refused or failed.
 * @fires {CommentBeforeLoginEvent} comment-before-login - The reader wants to log in; cancelable, and `respondWith()` logs them in by the page's own means.
 * @fires {CommentIdentityEvent} comment-identity - The reader has logged in or out.
 * @fires {CommentToggleEvent} comment-toggle - A comment was collapsed or expanded.
 * @fires {CommentPermalinkEvent} comment-permalink - The page's address names a comment; cancelable.
 */
export class CommentThread extends Guest {
  static readonly commentariat = true;
  static override readonly styles = [tokens, shared, prose, threadStyles, commentStyles];

  /** By a table, since seventeen decorators would be a third of a kilobyte in every reader's download. */
  static override readonly properties: PropertyDeclarations = {
    src: {},
    backend: {},
    thread: {},
    for: {},
    headline: {},
    sort: {},
    threading: {},
    maxDepth: { type: Number, attribute: 'max-depth' },
    pageSize: { type: Number, attribute: 'page-size' },
    numbers: {},
    avatars: {},
    dates: {},
    composer: {},
    drafts: {},
    loading: {},
    readOnly: { type: Boolean, attribute: 'readonly' },
    headingLevel: { type: Number, attribute: 'heading-level' },
    comments: { attribute: false },
  };

  /** Endpoint or file, relative to the page. */
  src?: string;
  /** Kind of the source: `auto` (by `src`), `http`, `json`, a registered name; as a property also a backend object. */
  backend: string | Backend = 'auto';
  /** What the backend calls the thread; the path of the page's canonical address by default. */
  thread?: string;
  /** Id of an `<article-view>` whose source and thread are meant; one around this element is found by itself. */
  for?: string;
  /** Title for the heading; the backend's by default. */
  headline?: string;
  /** Order of the top level: `oldest`, `newest` or `replies`. */
  sort: Sort = 'oldest';
  /** `nested`, or `flat` to indent nothing. */
  threading: 'nested' | 'flat' = 'nested';
  /** Levels of replies that are indented at most; narrow columns indent fewer. */
  maxDepth = 6;
  /** Comments per request. */
  pageSize = 50;
  /** Numbers before comments: `top` level, `all` levels (`2.1`), or `none`. */
  numbers: 'top' | 'all' | 'none' = 'top';
  /** `initials`, drawn here; `image` loads remote pictures, which tells their hosts who reads; `none`. */
  avatars: 'initials' | 'image' | 'none' = 'initials';
  /** `auto`: relative for 30 days, then the date; `relative`; `absolute`: date and time. */
  dates: 'auto' | 'relative' | 'absolute' = 'auto';
  /** Where the form stands: `bottom`, `top`, or `none` to have it only under comments. */
  composer: 'bottom' | 'top' | 'none' = 'bottom';
  /**
   * How long unsent texts are kept, and copies of comments for a time without a network: `local`, in this browser until they
   * are sent or 30 days old; `session`, as long as the tab lives; `none`, as long as the page does.
   */
  drafts: 'local' | 'session' | 'none' = 'local';
  /** `lazy` loads when the thread is a screen away, `eager` at once, `manual` when `load()` is called. */
  loading: 'lazy' | 'eager' | 'manual' = 'lazy';
  /** Shows the discussion without any way to reply. */
  readOnly = false;
  /** Level of the thread's heading, 1 to 5; comments are one level below. */
  headingLevel = 2;
  /** Comments given by script, in the format of the `json` backend; they win over `src`. */
  comments?: readonly Comment[];

  readonly #internals = this.attachInternals();
  readonly #locale = new LocaleController(this);
  readonly #bodies = new BodyRenderer('comment', this);
  readonly #store = new DiscussionController(this, (state, before) => this.#onState(state, before));
  readonly #inside: ThreadInside = {
    thread: this,
    store: this.#store,
    marks: { collapsed: new Set(), status: '', failed: (thrown) => this.failed(thrown) },
    words: () => this.#locale.translator,
    say: (status) => {
      this.#inside.marks.status = status;
      this.requestUpdate();
    },
  };
  /** What is about to be drawn, and has been prepared for that. */
  #prepared: DiscussionState | undefined;
  #answered: (() => void) | undefined;
  #controls: ThreadControls | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticker = setInterval(() => this.requestUpdate(), TICK);
    window.addEventListener('hashchange', this.#onHash);
    // Back in a page: what was loaded is still here, what was under way is not.
    if (this.hasUpdated && !this.#store.settled) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticker);
    window.removeEventListener('hashchange', this.#onHash);
  }

  /** One listener of a kind for everything inside, however many comments there are. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.addEventListener('click', this.#onClick);
    for (const type of ['pointerover', 'focusin']) root.addEventListener(type, () => void this.#withControls(() => {}));
    return root;
  }

  /** What the thread needs to be drawn is loaded first, so that nothing jumps; what cannot be loaded is left out. */
  protected override prepare(): Promise<unknown> | undefined {
    const { state } = this.#store;
    if (!state || state === this.#prepared) return (this.#prepared = undefined);
    this.#prepared = state;
    const isFirst = state.status === 'loading' && !state.comments.length && !this.children.length;
    // While the answer is on its way: the first formatter of a page takes the browser some milliseconds.
    if (isFirst) setTimeout(formatDate, 0, '2000-01-01T00:00Z', this.#locale.translator.locale);
    // Where the thread has but grown, the new ones are at the end.
    const owners = state.thread.grown ? state.comments.slice(-state.mine.size) : state.comments;
    return Promise.all([
      ...[this.#locale.ready, prepareBodies(owners)],
      ...[prepareExtras(this.#view(state)), prepareFar(this.#inside, state.comments.length)],
      isFirst && new Promise<void>((resolve) => setTimeout((this.#answered = resolve), SOON)),
    ]);
  }

  /** Of long lists, the later comments are drawn after the first. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await this.#inside.marks.drawing;
    return isComplete;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (SOURCE.some((key) => changed.has(key))) this.#open();
    else if (changed.has('sort')) void this.#store.discussion?.setSort(this.sort);
    styleBodies(this.renderRoot);
    const { status, comments, error, policy } = this.#store.state ?? {};
    if (this.#canReply) void this.#withControls((controls) => controls.prepareForm(this.#level));
    setStates(this.#internals, {
      loading: status === 'loading',
      ready: status === 'ready',
      empty: status === 'ready' && !comments?.length,
      error: status === 'error',
      closed: policy?.access === 'closed',
      offline: error?.code === 'offline',
      replying: this.#inside.marks.parent !== undefined,
    });
  }

  /** Loads the first page, where `loading="manual"` has kept it back. */
  async load(): Promise<void> {
    await this.updateComplete;
    await this.#store.opened;
    await this.#store.discussion?.load();
  }

  /** Loads the first page again; what is shown stays until it has come. */
  async reload(): Promise<void> {
    await this.#store.discussion?.reload();
  }

  /** Loads the next page, if there is one. */
  async loadMore(): Promise<void> {
    await (extras.loadMore ? extras.loadMore(this.#inside) : this.#store.discussion?.loadMore());
  }

  /** Opens the form: under the comment with this id, or in its own place. */
  async reply(id?: string): Promise<void> {
    if (this.#canReply) await this.#withControls((controls) => controls.reply(id));
  }

  /** Hides a comment's text and replies, or shows them. Does nothing for an unknown id. */
  async toggle(id: string, open?: boolean): Promise<void> {
    await this.#withControls((controls) => controls.toggle(id, open));
  }

  /** Shows every collapsed comment again. */
  async expandAll(): Promise<void> {
    await this.#withControls((controls) => controls.expandAll());
  }

  /** Loads pages until the comment is here, then expands, scrolls to, focuses and marks it. False when there is no such comment. */
  async scrollToComment(id: string): Promise<boolean> {
    return (await this.#withControls((controls) => controls.scrollTo(id))) ?? false;
  }

  /** Moves the focus to the thread's heading. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#heading')?.focus(options);
  }

  /** Everything that is loaded, in the format of the `json` backend. */
  toJSON(): readonly Comment[] {
    return this.#store.state?.comments ?? [];
  }

  protected override render(): TemplateResult {
    const { state } = this.#store;
    if (!state || state.status === 'idle') return html`<slot></slot>`;
    const view = this.#view(state);
    const { form, parent, status } = view.marks;
    const notices = extras.notices?.(view);
    const composer = form && !parent && view.canReply ? html`<div class="composer">${form}</div>` : nothing;
    return html`<section class="base" part="base" aria-labelledby="heading" aria-busy=${state.status === 'loading'}>
      <div class="top">
        ${frame.headingTemplate(view, this.headingLevel, this.headline)} ${notices?.count}
        ${frame.toolbarTemplate(view, (event) => this.#onSort(event))}
      </div>
      <slot name="notice"></slot>
      ${this.composer === 'top' ? composer : nothing}
      <slot name="before-list"></slot>
      ${frame.errorTemplate(view)} ${frame.skeletonTemplate(view)} ${notices?.empty}
      ${state.thread.roots.length ? threadTemplate(state.thread.roots, view) : nothing}
      <slot ?hidden=${state.status !== 'error' || state.comments.length > 0}></slot>
      ${notices?.more} ${notices?.pings}
      <slot name="after-list"></slot>
      ${notices?.closed} ${this.composer === 'bottom' ? composer : nothing}
      <slot name="footer"></slot>
      <p class="hidden-text" role="status">${status}</p>
    </section>`;
  }

  #view(state: DiscussionState): ThreadView {
    return viewOf(this, this.#inside, this.#bodies, state, this.#canReply, this.#level);
  }

  /** Level of the headings of comments. */
  get #level(): number {
    return Math.min(6, this.headingLevel + 1);
  }

  get #canReply(): boolean {
    const { access, accounts } = this.#store.state?.policy ?? {};
    return !this.readOnly && (access === 'open' || (access === 'login' && accounts === true));
  }

  #open(): void {
    const { thread, comments, sort, pageSize } = this;
    const loading = linkedId() && this.loading !== 'manual' ? 'eager' : this.loading;
    const source = comments ? { src: undefined, backend: 'json', thread, document: comments } : sourceOf(this);
    void this.#store.open(source, { sort, pageSize, loading });
  }

  #onState(state: DiscussionState, before: DiscussionState): void {
    const { error, status } = state;
    this.#answered?.();
    if (status === 'loading') this.#inside.say(this.#locale.translator.text('thread.loading'));
    if (status === 'ready' && before.status === 'loading') void this.#onLoad(state, before);
    if (error && error !== before.error) void this.#onError(error, state);
  }

  /** The text may have to be fetched first. */
  async #onError(error: CommentsError, state: DiscussionState): Promise<void> {
    this.dispatchEvent(new CommentErrorEvent(error));
    await Promise.all([this.#locale.ready, prepareExtras(this.#view(state))]);
    if (error === this.#store.state?.error) this.#inside.say(frame.errorText(error, this.#locale.translator));
    void extras.recover?.(this.#inside);
  }

  async #onLoad({ comments, skipped }: DiscussionState, before: DiscussionState): Promise<void> {
    this.#inside.say('');
    // A request that was given up, because the thread has left the page, brought nothing.
    if (comments === before.comments) return;
    await this.updateComplete;
    this.dispatchEvent(new CommentLoadEvent(comments));
    if (skipped > before.skipped)
      this.dispatchEvent(new CommentErrorEvent(new CommentsError('bad-data', `${skipped} items could not be read.`)));
    if (!before.comments.length) this.#onHash();
  }

  /** The browser neither scrolls to `#comment-5` nor matches `:target` inside a shadow root, so that this is done here. */
  readonly #onHash = (): void => {
    const { marks } = this.#inside;
    const id = linkedId();
    if (marks.target !== undefined) this.requestUpdate();
    delete marks.target;
    if (id && this.#store.state?.status === 'ready') void this.#withControls((controls) => controls.follow(id));
  };

  #onSort({ target }: Event): void {
    this.sort = (target as HTMLSelectElement).value as Sort;
  }

  /**
   * Every button says what it does, and the item around it says to which comment. Trying again and loading more must work
   * where nothing else can be fetched.
   */
  readonly #onClick = ({ target }: Event): void => {
    // Asked at once: after its dispatch an event no longer tells what it has met inside this root.
    const action = near(target, 'action');
    const id = near(target, 'id');
    if (action === 'retry') {
      // Its button goes while the request is under way.
      this.focus();
      void (this.#store.state?.more ? this.loadMore() : this.reload());
    } else if (action === 'more') void extras.pressMore?.(this.#inside);
    else if (action) void this.#withControls((controls) => controls.press(action, id));
  };

  /** Loads the controls when they are needed; without their file a thread can still be read. */
  async #withControls<T>(use: (controls: ThreadControls) => T | Promise<T>): Promise<T | undefined> {
    try {
      const { ThreadControls } = await import('./thread-controls.js');
      return await use((this.#controls ??= new ThreadControls(this.#inside)));
    } catch {
      return undefined;
    }
  }
}

define('comment-thread', CommentThread);

declare global {
  interface HTMLElementTagNameMap {
    'comment-thread': CommentThread;
  }
}
