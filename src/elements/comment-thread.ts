import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { DiscussionState } from '../core/discussion.js';
import { CommentsError } from '../core/errors.js';
import { errorMessage } from '../core/messages.js';
import type { Comment, Sort } from '../core/types.js';
import { BodyRenderer, styleBodies } from './body.js';
import { headingOf, pressed } from './comment-nodes.js';
import { commentStyles } from './comment.styles.js';
import { threadStyles } from './comment-thread.styles.js';
import { define } from './define.js';
import { DiscussionController } from './discussion-controller.js';
import { CommentErrorEvent, CommentLoadEvent } from './events.js';
import { LocaleController } from './locale-controller.js';
import { PermalinkController } from './permalinks.js';
import { sourceOf, type SourceAttributes } from './source.js';
import { setStates } from './states.js';
import { prose, shared, tokens } from './styles.js';
import type { ThreadControls, ThreadMarks } from './thread-controls.js';
import * as frame from './thread-frame.js';
import { pingsTemplate, threadTemplate } from './thread-list.js';
import { ThreadSettings } from './thread-settings.js';

/** How often "3 minutes ago" is redrawn, in milliseconds. */
const TICK = 60_000;
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
 * @csspart load-more - "Load more comments".
 * @csspart notice - A short text about a state.
 * @csspart empty - "No comments yet."
 * @csspart error - What went wrong, with a way on.
 * @csspart skeleton - Shapes of comments while loading.
 *
 * @cssstate loading - A request is under way.
 * @cssstate ready - Comments are shown.
 * @cssstate empty - There are none.
 * @cssstate error - The last request failed.
 * @cssstate closed - No more replies are taken.
 * @cssstate replying - A comment is being answered.
 *
 * @fires {CommentLoadEvent} comment-load - Comments have come.
 * @fires {CommentErrorEvent} comment-error - Reading failed, or items could not be read.
 * @fires {CommentReplyEvent} comment-reply - The reader pressed Reply; cancelable.
 * @fires {CommentCancelEvent} comment-cancel - The reader cancelled a reply.
 * @fires {CommentBeforePostEvent} comment-before-post - A reply is about to be sent; cancelable.
 * @fires {CommentPostEvent} comment-post - A reply was stored.
 * @fires {CommentPostErrorEvent} comment-post-error - A reply was refused or failed.
 * @fires {CommentToggleEvent} comment-toggle - A comment was collapsed or expanded.
 * @fires {CommentPermalinkEvent} comment-permalink - The page's address names a comment; cancelable.
 */
export class CommentThread extends ThreadSettings {
  static readonly commentariat = true;
  static override readonly styles = [tokens, shared, prose, threadStyles, commentStyles];

  readonly #internals = this.attachInternals();
  readonly #locale = new LocaleController(this);
  readonly #bodies = new BodyRenderer('comment');
  readonly #store = new DiscussionController(this, (state, before) => this.#onState(state, before));
  readonly #permalinks = new PermalinkController(this, (id) => void this.#follow(id));
  readonly #marks: ThreadMarks = { collapsed: new Set(), status: '' };
  #controls: Promise<ThreadControls> | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticker = setInterval(() => this.requestUpdate(), TICK);
    // Back in a page: what was loaded is still here, what was under way is not.
    if (this.hasUpdated && !this.#store.settled) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticker);
  }

  /** One listener of a kind for everything inside, however many comments there are. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    const onNear = (): void => void this.#withControls(() => {});
    root.addEventListener('click', (event) => this.#onClick(event));
    root.addEventListener('beforematch', (event) => this.#onFound(event));
    root.addEventListener('pointerover', onNear);
    root.addEventListener('focusin', onNear);
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (SOURCE.some((key) => changed.has(key))) this.#open();
    else if (changed.has('sort')) void this.#store.discussion?.setSort(this.sort);
    const { state } = this.#store;
    styleBodies(this.renderRoot);
    if (this.#hasForm(state)) void this.#withControls((controls) => controls.prepareForm(this.commentLevel));
    setStates(this.#internals, {
      loading: state?.status === 'loading',
      ready: state?.status === 'ready',
      empty: state?.status === 'ready' && state.comments.length === 0,
      error: state?.status === 'error',
      closed: state?.policy.access === 'closed',
      replying: this.#marks.parent !== undefined,
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
    const before = this.#store.state?.comments.length ?? 0;
    await this.#store.discussion?.loadMore();
    await this.#store.shown();
    const count = (this.#store.discussion?.state.comments.length ?? 0) - before;
    if (count > 0) this.#say(this.#locale.translator.text('thread.loaded', { count }));
  }

  /** Opens the form: under the comment with this id, or in its own place. */
  async reply(id?: string): Promise<void> {
    if (this.#hasForm(this.#store.state)) await this.#withControls((controls) => controls.reply(id));
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
    const words = this.#locale.translator;
    const canReply = this.#hasForm(state);
    const view = this.frameView(state, words, canReply);
    const { base } = this.#store;
    const list = this.threadView(state, { words, canReply, base, bodies: this.#bodies, marks: this.#marks });
    const failed = state.status === 'error' && state.comments.length === 0;
    return html`<section
      class="base"
      part="base"
      aria-labelledby="heading"
      aria-busy=${state.status === 'loading'}
    >
      <div class="top">
        ${frame.headingTemplate(view)} ${frame.countTemplate(view)}
        ${frame.toolbarTemplate(view, (event) => this.#onSort(event))}
      </div>
      <slot name="notice"></slot>
      ${this.composer === 'top' ? this.#formTemplate(state) : nothing}
      <slot name="before-list"></slot>
      ${frame.errorTemplate(view)} ${frame.skeletonTemplate(view)} ${frame.emptyTemplate(view)}
      ${state.thread.roots.length > 0 ? threadTemplate(state.thread.roots, list) : nothing}
      <slot ?hidden=${!failed}></slot>
      ${frame.moreTemplate(view)} ${pingsTemplate(state.thread.pings, list)}
      <slot name="after-list"></slot>
      ${frame.closedTemplate(view)} ${this.composer === 'bottom' ? this.#formTemplate(state) : nothing}
      <slot name="footer"></slot>
      <p class="hidden-text" role="status">${this.#marks.status}</p>
    </section>`;
  }

  #formTemplate(state: DiscussionState): TemplateResult | typeof nothing {
    const { form, parent } = this.#marks;
    return form && !parent && this.#hasForm(state) ? html`<div class="composer">${form}</div>` : nothing;
  }

  #hasForm(state: DiscussionState | undefined): boolean {
    return !this.readOnly && state?.policy.access === 'open';
  }

  #open(): void {
    const loading = this.#permalinks.id === undefined || this.loading === 'manual' ? this.loading : 'eager';
    void this.#store.open(this.#source(), { sort: this.sort, pageSize: this.pageSize, loading });
  }

  #source(): SourceAttributes {
    const { src, backend, thread, comments } = this;
    if (comments) return { src: undefined, backend: 'json', thread, document: comments };
    return sourceOf(this, { src, backend, thread }, this.for);
  }

  #onState(state: DiscussionState, before: DiscussionState): void {
    const { text } = this.#locale.translator;
    if (state.status === 'loading') this.#say(text('thread.loading'));
    if (state.status === 'ready' && before.status === 'loading') this.#onLoad(state, before);
    if (state.status === 'error' && state.error && state.error !== before.error) {
      this.#say(`${text('thread.error')} ${text(errorMessage(state.error.code))}`);
      this.dispatchEvent(new CommentErrorEvent(state.error));
    }
  }

  #onLoad(state: DiscussionState, before: DiscussionState): void {
    this.#say('');
    // A request that was given up, because the thread has left the page, brought nothing.
    if (state.comments === before.comments) return;
    this.dispatchEvent(new CommentLoadEvent(state.comments));
    if (state.skipped > before.skipped) {
      const error = new CommentsError('bad-data', `${String(state.skipped)} items of the answer could not be read.`);
      this.dispatchEvent(new CommentErrorEvent(error));
    }
    const { id } = this.#permalinks;
    if (id !== undefined && before.comments.length === 0) void this.#follow(id);
  }

  async #follow(id: string | undefined): Promise<void> {
    delete this.#marks.target;
    this.requestUpdate();
    if (id !== undefined && this.#store.state?.status === 'ready')
      await this.#withControls((controls) => controls.follow(id));
  }

  #say(status: string): void {
    this.#marks.status = status;
    this.requestUpdate();
  }

  #onSort(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.sort = event.target.value as Sort;
  }

  /** Trying again and loading more must work where nothing else can be fetched. */
  #onClick(event: Event): void {
    // Asked at once: after its dispatch an event no longer tells what it has met inside this root.
    const { action, id = '' } = pressed(event);
    if (action === 'retry') void this.#retry();
    else if (action === 'more') void this.#more();
    else if (action) void this.#withControls((controls) => controls.press(action, id));
  }

  /** The button goes while the request is under way, so the focus goes to the heading. */
  async #retry(): Promise<void> {
    this.focus();
    await (this.#store.state?.more ? this.loadMore() : this.reload());
  }

  /** Where the last page takes the button away, the focus goes on to what has come. */
  async #more(): Promise<void> {
    const { status, comments = [] } = this.#store.state ?? {};
    if (status === 'loading') return;
    await this.loadMore();
    await this.updateComplete;
    const first = this.#store.state?.comments.find((comment) => !comments.includes(comment));
    if (first && this.ownerDocument.activeElement === this.ownerDocument.body)
      headingOf(this.renderRoot, first.id)?.focus();
  }

  #onFound(event: Event): void {
    const { id = '' } = pressed(event);
    void this.#withControls((controls) => controls.expandTo(id));
  }

  /** Loads the controls once; without their file a thread can still be read. */
  async #withControls<T>(use: (controls: ThreadControls) => T | Promise<T>): Promise<T | undefined> {
    this.#controls ??= import('./thread-controls.js').then(
      (module) => new module.ThreadControls(this, this.#store, this.#marks, () => this.#locale.translator),
    );
    try {
      return await use(await this.#controls);
    } catch {
      this.#controls = undefined;
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
