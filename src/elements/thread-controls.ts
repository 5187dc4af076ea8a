/**
 * What readers do with a thread: answer, collapse, copy a link, follow a permalink. Apart from comment-thread.ts because
 * those who only read never need it: it comes when a hand comes near, or when the page's address names a comment.
 */
import type { ReactiveControllerHost } from 'lit';
import { enForm } from '../core/locales/en-form.js';
import { addEnglish, type Translator } from '../core/messages.js';
import type { ThreadNode } from '../core/tree.js';
import type { Comment } from '../core/types.js';
import { actionOf } from './comment-nodes.js';
import { focusComment, uncover } from './comment-scroll.js';
import { makeForm } from './composer.js';
import type { ThreadView } from './comment.js';
import { copyPermalink } from './copy-permalink.js';
import type { DiscussionController } from './discussion-controller.js';
import * as events from './control-events.js';
import { extend } from './extras.js';
import type { FarComments } from './far-comments.js';
import type { DraftsKept } from './kept.js';
import { near } from './near-data.js';
import { postedText } from './posted-text.js';
import { tellApart } from './reply-names.js';
import type { CommentIdentityEvent } from './identity-events.js';
import type { NewComments } from './new-comments.js';
import type { OwnComments } from './own-comments.js';
import type { ReplyForm } from './reply-form.js';
import type { Sliced } from './slices.js';
import * as threadExtras from './thread-extras.js';

addEnglish(enForm);
// What is collapsed or posted shows them, and should not have to wait for them then.
extend(threadExtras);

/** A linked comment is looked for on so many pages. */
const PAGES_SEARCHED = 100;

/** What the reader has done to a thread, for drawing it. */
export interface ThreadMarks extends Sliced {
  readonly collapsed: Set<string>;
  /** The comment that the page's address names. */
  target?: string;
  /** The comment that was just posted here. */
  fresh?: string;
  /** Said by the live region. */
  status: string;
  /** The list of comments; what is in it is found in it. */
  list?: HTMLElement;
  /** What it is drawn from now. */
  view?: ThreadView;
  /** Comments that were drawn since somebody asked. */
  redrawn?: Set<HTMLElement>;
  /** Of a long thread, what is far from the reader. */
  far?: FarComments;
  /** The one form of the thread, and the comment it stands under. */
  form?: ReplyForm;
  parent?: Comment | undefined;
  /** What a reader who is signed in may do with own comments. */
  own?: OwnComments;
  /** What others have written meanwhile. */
  news?: NewComments;
}

/** A thread, as its controls see it. */
export interface ControlledThread extends HTMLElement, ReactiveControllerHost, Pick<ReplyForm, 'avatars'> {
  readonly drafts: DraftsKept;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** A thread, as the parts of the package see it that are loaded later. */
export interface ThreadInside {
  readonly thread: ControlledThread;
  readonly store: DiscussionController;
  readonly marks: ThreadMarks;
  readonly words: () => Translator;
  /** Announces a text. */
  readonly say: (status: string) => void;
}

export class ThreadControls {
  readonly #thread: ControlledThread;
  readonly #store: DiscussionController;
  readonly #marks: ThreadMarks;
  readonly #inside: ThreadInside;
  #form: Promise<void> | undefined;

  constructor(inside: ThreadInside) {
    this.#inside = inside;
    this.#thread = inside.thread;
    this.#store = inside.store;
    this.#marks = inside.marks;
    // For a time without a network; without its file there is none.
    void import('./thread-copy.js').then(({ copyOf }) => copyOf(inside)).catch(() => {});
    void import('./new-comments.js')
      .then(({ NewComments }) => (inside.marks.news = new NewComments(inside)))
      .catch(() => {});
    const { renderRoot } = inside.thread;
    // Find-in-page has met what is collapsed.
    renderRoot.addEventListener('beforematch', ({ target }) => this.#expand(this.#node(near(target, 'id'))));
    renderRoot.addEventListener('keyup', (event) => uncover(inside.thread, event as KeyboardEvent));
  }

  /** Does what a pressed button says, and to which comment. */
  press(action: string, id: string): void {
    if (this.#marks.own?.press(action, id)) return;
    if (action === 'reply') void this.reply(id);
    if (action === 'to-form') void this.reply();
    if (action === 'collapse') this.toggle(id);
    if (action === 'news') void this.#marks.news?.show();
    if (action === 'copy') void this.#copyLink(id);
  }

  /** Brings the form for the discussion that is shown. Never rejects: without its file there is no form. */
  async prepareForm(headingLevel: number): Promise<void> {
    const form = await this.#bringForm();
    if (form) form.headingLevel = headingLevel;
    void this.#thread.updateComplete.then(() => tellApart(this.#marks));
    const { parent } = this.#marks;
    // The comment being answered is no longer here: the form with what was typed goes back to its own place.
    if (parent && !this.#node(parent.id)) this.#answer(undefined);
  }

  async #bringForm(): Promise<ReplyForm | undefined> {
    this.#form ??= makeForm(
      this.#thread,
      (event) => void this.#onForm(event),
      (comment) => this.#answer(comment),
    ).then(
      (form) => {
        // What is said twice is told twice only if it was not said in between.
        form.addEventListener('comment-before-post', () => this.#inside.say(''));
        form.addEventListener('comment-identity', (event) => void this.#onIdentity(event));
        this.#mark({ form });
      },
      () => (this.#form = undefined),
    );
    await this.#form;
    const { form } = this.#marks;
    if (form && this.#store.discussion) {
      form.drafts = this.#thread.drafts;
      form.discussion = this.#store.discussion;
    }
    return form;
  }

  /** Moves the form under a comment, or to its own place, with the focus in it. */
  async reply(id?: string): Promise<void> {
    const comment = id === undefined ? undefined : this.#node(id)?.comment;
    if (comment && !this.#thread.dispatchEvent(new events.CommentReplyEvent(comment))) return;
    const form = await this.#bringForm();
    this.#answer(comment);
    await this.#thread.updateComplete;
    form?.focus();
  }

  /** Hides a comment's text and replies, or shows them. */
  toggle(id: string, open = this.#marks.collapsed.has(id)): void {
    const { collapsed } = this.#marks;
    const comment = this.#node(id)?.comment;
    if (!comment || open !== collapsed.has(id)) return;
    if (open) collapsed.delete(id);
    else collapsed.add(id);
    this.#thread.requestUpdate();
    this.#thread.dispatchEvent(new events.CommentToggleEvent(comment, open));
  }

  expandAll(): void {
    for (const id of [...this.#marks.collapsed]) this.toggle(id, true);
  }

  /** The page's address names a comment by its encoded id: shows it, unless the page does so itself. */
  async follow(encoded: string): Promise<void> {
    const id = decodeId(encoded);
    const node = await this.#find(id);
    if (node && this.#thread.dispatchEvent(new events.CommentPermalinkEvent(node.comment))) await this.scrollTo(id);
  }

  /** Loads, expands, scrolls to, focuses and marks a comment; false when there is no such comment. */
  async scrollTo(id: string): Promise<boolean> {
    const node = await this.#find(id);
    if (!node) return false;
    this.#expand(node);
    this.#mark({ target: id });
    await this.#focus(id);
    return true;
  }

  async #onForm(event: events.CommentPostEvent | events.CommentCancelEvent): Promise<void> {
    const { parent } = this.#marks;
    if (event instanceof events.CommentPostEvent && event.late) return this.#showPosted(event);
    this.#answer(undefined);
    if (event instanceof events.CommentCancelEvent) {
      this.#thread.dispatchEvent(new events.CommentCancelEvent());
      await this.#thread.updateComplete;
      actionOf(this.#thread.renderRoot, parent?.id, 'reply')?.focus();
      return;
    }
    this.#showPosted(event);
    void this.#marks.own?.refresh();
    await this.#focus(event.posted.comment.id);
  }

  #showPosted({ late, posted }: events.CommentPostEvent): void {
    this.#mark({ status: this.#inside.words().text(postedText(posted)), fresh: posted.comment.id });
    this.#thread.dispatchEvent(new events.CommentPostEvent(posted, late));
    this.#expand(this.#node(posted.comment.id));
  }

  /** The reader has signed in or out: comments of their own are offered to be changed. */
  async #onIdentity({ session }: CommentIdentityEvent): Promise<void> {
    if (!session) return this.#marks.own?.clear();
    const accounts = await this.#store.discussion?.backend.accounts?.().catch(() => undefined);
    if (!accounts?.own) return;
    const load = import('./own-comments.js').catch(() => undefined);
    const OwnComments = (await load)?.OwnComments;
    if (OwnComments) this.#marks.own ??= new OwnComments(this.#inside, accounts);
    await this.#marks.own?.refresh();
  }

  async #copyLink(id: string): Promise<void> {
    this.#inside.say('');
    const copied = await copyPermalink(id);
    this.#inside.say(this.#inside.words().text(copied ? 'comment.linkCopied' : 'comment.linkNotCopied'));
  }

  #answer(parent: Comment | undefined): void {
    if (this.#marks.form) this.#marks.form.parent = parent;
    this.#mark({ parent });
  }

  #expand(node: ThreadNode | undefined): void {
    for (let above = node; above; above = above.parent) this.toggle(above.comment.id, true);
  }

  async #focus(id: string): Promise<void> {
    await this.#thread.updateComplete;
    this.#marks.far?.bring(id);
    focusComment(this.#thread.renderRoot, id);
  }

  /** The comment with this id, after loading as many pages as it takes. */
  async #find(id: string): Promise<ThreadNode | undefined> {
    const { discussion } = this.#store;
    for (let pages = 0; pages < PAGES_SEARCHED && discussion?.state.more; pages += 1) {
      if (discussion.state.thread.byId.has(id)) break;
      await discussion.loadMore();
      if (discussion.state.status === 'error') break;
    }
    return discussion?.state.thread.byId.get(id);
  }

  #node(id: string): ThreadNode | undefined {
    return this.#store.state?.thread.byId.get(id);
  }

  #mark(marks: Partial<ThreadMarks>): void {
    Object.assign(this.#marks, marks);
    this.#thread.requestUpdate();
  }
}

/** An id as a backend writes it; what is no valid encoding is left as it stands. */
function decodeId(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
