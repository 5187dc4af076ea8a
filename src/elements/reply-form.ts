import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Discussion, Reply } from '../core/discussion.js';
import { toCommentsError, type CommentsError, type FieldProblems } from '../core/errors.js';
import { enForm } from '../core/locales/en-form.js';
import { addEnglish } from '../core/messages.js';
import type { Author, Comment, Posted, ReplyPolicy } from '../core/types.js';
import { boxStyles } from './box.styles.js';
import { define } from './define.js';
import { FormControl } from './form-control.js';
import {
  CommentBeforePostEvent,
  CommentCancelEvent,
  CommentPostErrorEvent,
  CommentPostEvent,
} from './control-events.js';
import type { DraftsKept } from './kept.js';
import { isOfInputMethod } from './input-method.js';
import { LocaleController } from './locale-controller.js';
import { whenNear } from './near.js';
import {
  answersOf,
  fieldsOf,
  isEmpty,
  NO_VALUES,
  problemsOf,
  type FieldSpec,
  type ReplyValues,
} from './reply-fields.js';
import { formStyles } from './reply-form.styles.js';
import type { FormInside, HostForm } from './reply-form-host.js';
import type { FormIdentity } from './reply-form-identity.js';
import { formTemplate, FRESH, typedIn, type FormListeners, type FormMarks } from './reply-form-view.js';
import { ReplyUnsent } from './reply-unsent.js';
import { setStates } from './states.js';
import { shared, tokens } from './styles.js';

addEnglish(enForm);

/**
 * "Leave a Reply": the fields that the thread asks for, with texts for every mistake and refusal. What a reader typed is
 * never lost by anything that goes wrong.
 *
 * `<comment-thread>` brings its own. Placed by a page, it sends to the `discussion` that it is given. Without one, inside a
 * page's own `<form>`, it takes part in that form as an `<input>` does: what is typed goes out with the form, under the names
 * that WordPress knows (`author`, `email`, `url`, `comment`), and mistakes keep the form from being sent. Fields inside the
 * element are for readers without JavaScript: they stay until it can take their place, which takes over what was typed there.
 * `input` and `change` are heard from it as from an `<input>`.
 *
 * @summary Form to write a comment or a reply.
 * @customElement reply-form
 *
 * @slot - Shown until there is something to reply to: fields for readers without JavaScript.
 * @slot title - Instead of "Leave a Reply".
 * @slot notice - House rules, a privacy note.
 * @slot before-fields - Above the fields.
 * @slot toolbar - Between the label of the comment and its field.
 * @slot after-fields - Below the fields, above the button.
 * @slot submit-label - Instead of "Post Comment".
 * @slot success - Instead of the text that says what became of a reply, in a form that a page places.
 *
 * @csspart form - The whole form.
 * @csspart form-title - "Leave a Reply".
 * @csspart cancel - "Cancel reply".
 * @csspart identity - "You are commenting as …", for those who are logged in.
 * @csspart auth - Everything about accounts: as whom the reader writes, and what can be chosen.
 * @csspart avatar - Initials, or the picture, of the reader's account.
 * @csspart provider-button - "Log in with …".
 * @csspart provider-icon - Letters that stand for the provider; `data-provider` of the button says which.
 * @csspart guest-button - "Guest".
 * @csspart log-out - "Log out".
 * @csspart change-account - "Change account".
 * @csspart notice - A log-in that is under way, or was blocked.
 * @csspart remember - The box by which a guest's details are kept in this browser.
 * @csspart field - A label with its input.
 * @csspart label - Label of a field.
 * @csspart hint - Explanation below a label.
 * @csspart field-error - What is wrong with a field.
 * @csspart input - A line of text.
 * @csspart textarea - The comment.
 * @csspart count - Characters left.
 * @csspart draft - "Your unsent text was restored."
 * @csspart unsent - A comment that waits for the network.
 * @csspart action - "Discard", "Edit" and "Cancel" there.
 * @csspart error - What went wrong, above the fields.
 * @csspart login - "Log in", where that is what a reply needs, and links in place of a window.
 * @csspart submit - "Post Comment".
 * @csspart status - What became of the reply; announced by assistive technology.
 *
 * @cssstate submitting - The reply is on its way.
 * @cssstate invalid - Fields have mistakes.
 * @cssstate empty - Nothing is typed.
 * @cssstate submitted - What was sent last is stored, and nothing else is typed yet.
 * @cssstate connecting - A log-in is under way.
 * @cssstate signed-in - The reader writes with an account.
 *
 * @fires {CommentBeforePostEvent} comment-before-post - A checked reply is about to be sent to the discussion; cancelable. A page's own form tells by its `submit`.
 * @fires {CommentPostEvent} comment-post - The reply was stored; cancelable, to tell the reader yourself.
 * @fires {CommentPostErrorEvent} comment-post-error - The reply was refused or failed; its text is kept.
 * @fires {CommentCancelEvent} comment-cancel - The reader cancelled the reply.
 * @fires {CommentBeforeLoginEvent} comment-before-login - The reader wants to log in; cancelable, and `respondWith()` logs them in by the page's own means.
 * @fires {CommentIdentityEvent} comment-identity - The reader has logged in or out.
 */
export class ReplyForm extends FormControl {
  static readonly commentariat = true;
  static override readonly styles = [tokens, shared, boxStyles, formStyles];

  static override readonly properties: PropertyDeclarations = {
    discussion: { attribute: false },
    parent: { attribute: false },
    headingLevel: { type: Number, attribute: 'heading-level' },
    fields: {},
    require: {},
    maxLength: { type: Number, attribute: 'maxlength' },
    thread: {},
    parentId: { attribute: 'parent-id' },
    names: {},
    avatars: { useDefault: true },
    identity: { attribute: false },
    drafts: { useDefault: true },
    reopen: { attribute: false },
  };

  /** The discussion that is replied to. */
  discussion?: Discussion | undefined;
  /** The comment that is answered; none to answer the post. */
  parent?: Comment | undefined;
  /** Level of the form's heading, 1 to 6. */
  headingLevel = 3;
  /** In a page's form: what is asked for besides the comment, out of `name`, `email` and `url`; all of them by default. */
  fields?: string;
  /** In a page's form: which of them must be filled in; `name email` by default. */
  require?: string;
  /** In a page's form: longest comment, in UTF-16 code units; 65525 by default. */
  maxLength?: number;
  /** In a page's form: id of the post, sent as `comment_post_ID`; left out where the page itself sends it. */
  thread?: string;
  /** In a page's form: id of the comment that is answered, sent as `comment_parent`; `parent` wins over it. */
  parentId?: string;
  /**
   * In a page's form: other names to send values under, such as `comment=message author=from`, instead of `author`, `email`,
   * `url`, `comment`, `comment_post_ID` and `comment_parent`.
   */
  names?: string;
  /** `image` shows the picture of the reader's account, which tells its host who writes; `initials` are drawn here. */
  avatars: 'initials' | 'image' | 'none' = 'initials';
  /**
   * As whom the reader writes, where the page has logged them in itself. It is shown and nothing more: a server believes its
   * own sessions only. Markup cannot set it.
   */
  identity?: Author | undefined;
  /**
   * How long an unsent comment is kept: `local`, in this browser until it is sent or 30 days old; `session`, as long as the tab
   * lives; `none`, as long as the page does. Only the text; no name, no address.
   */
  drafts: DraftsKept = 'local';
  /**
   * Moves the form under a comment that the reader was answering when they left.
   * @internal
   */
  reopen?: (comment: Comment) => void;

  readonly #locale = new LocaleController(this);
  readonly #inside: FormInside = {
    form: this,
    internals: this.internals,
    marks: { ...FRESH },
    words: () => this.#locale.translator,
    policy: () => this.#policy,
    mark: (change) => this.#mark(change),
    tell: (change) => this.#tell(change),
    find: (id) => this.#find(id),
  };
  #identity: FormIdentity | undefined;
  #bringing = false;
  readonly #on: FormListeners = {
    submit: (event) => {
      event.preventDefault();
      void this.submit();
    },
    input: (event) => {
      this.#type(typedIn(event));
      this.#identity?.typed();
    },
    // Unlike `input`, it does not leave a shadow root by itself.
    change: () => this.dispatchEvent(new Event('change', { bubbles: true })),
    keydown: (event) => {
      if (isOfInputMethod(event)) return;
      const { ctrlKey, key, metaKey } = event;
      if (key === 'Enter' && (ctrlKey || metaKey)) void this.submit();
      if (key === 'Escape' && this.parent) this.#on.cancel();
    },
    cancel: () => this.dispatchEvent(new CommentCancelEvent()),
  };
  readonly #unsent = new ReplyUnsent(this.#inside);
  #host: HostForm | undefined;
  #unfollow: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
    for (const key of ['value', 'name', 'disabled'] as const) {
      if (!Object.hasOwn(this, key)) continue;
      // Set before this class was known, it hides the accessor.
      const given = this[key];
      Reflect.deleteProperty(this, key);
      Reflect.set(this, key, given);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow?.();
  }

  /**
   * Called by the browser, as are the following: the page's form around this has come or gone.
   * @internal
   */
  formAssociatedCallback(): void {
    this.requestUpdate();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#mark({ disabled });
  }

  /** @internal */
  formResetCallback(): void {
    this.#mark({ ...FRESH, values: this.#host?.defaults ?? NO_VALUES });
  }

  /**
   * The reader is back on the page, and the browser has kept what was typed.
   * @internal
   */
  formStateRestoreCallback(state: unknown): void {
    if (state instanceof FormData) this.#type(Object.fromEntries(state));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('discussion')) this.#follow();
    if (!this.discussion && this.form && !this.#host) void this.#join();
    if (this.discussion && !this.#bringing) void this.#bringIdentity();
    const { posted, problems, sending, values } = this.#inside.marks;
    setStates(this.internals, {
      submitting: sending,
      invalid: !isEmpty(problems),
      empty: values.text === '',
      submitted: Boolean(posted) && !sending,
    });
  }

  /** Fields are set only where something else stands in them: a reader may be in the middle of a character there. */
  protected override update(changed: PropertyValues): void {
    super.update(changed);
    const { values } = this.#inside.marks;
    for (const { field } of this.#fields) {
      const control = this.#find(field) as HTMLInputElement | null;
      if (control && control.value !== values[field]) control.value = values[field];
    }
  }

  /** The typed comment. */
  get value(): string {
    return this.#inside.marks.values.text;
  }

  set value(text: string) {
    this.#type({ text });
  }

  /** Whether everything is filled in as it should be. */
  checkValidity(): boolean {
    return this.internals.checkValidity() && (!this.discussion || isEmpty(this.#check()));
  }

  /** The same, and shows the mistakes to the reader, with the focus on them. */
  reportValidity(): boolean {
    const valid = this.checkValidity();
    this.#tell({ failure: undefined, posted: undefined, problems: valid ? {} : this.#check() });
    return valid;
  }

  /** Moves the focus to the comment field. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.#find('text')?.focus(options));
  }

  /** Checks and sends what is typed, as the button does. */
  async submit(): Promise<void> {
    const { discussion } = this;
    const { disabled = false, sending } = this.#inside.marks;
    if (disabled || sending || !(discussion ?? this.#host)) return;
    if (this.#identity?.ready() === false || !this.reportValidity()) return;
    if (discussion) await this.#send(discussion, this.#reply());
    else this.form?.requestSubmit();
  }

  async #send(discussion: Discussion, reply: Reply): Promise<void> {
    if (!this.dispatchEvent(new CommentBeforePostEvent(reply))) return;
    this.#mark({ sending: true, said: undefined });
    try {
      const posted = await this.#unsent.send(discussion, reply);
      if (posted) this.#accept(posted, discussion);
    } catch (thrown) {
      this.#refuse(toCommentsError(thrown), reply, discussion);
    } finally {
      this.#mark({ sending: false });
    }
  }

  protected override render(): TemplateResult {
    const { discussion, parent } = this;
    if (!discussion && !this.#host) return html`<slot></slot>`;
    return formTemplate({
      ...this.#inside.marks,
      words: this.#locale.translator,
      fields: this.#fields,
      policy: this.#policy,
      ...this.#identity?.view(),
      parent,
      level: this.headingLevel,
      once: discussion?.backend.capabilities.once,
      unsent: this.#unsent.template(),
      on: this.#on,
    });
  }

  get #fields(): FieldSpec[] {
    return this.#policy ? fieldsOf(this.#policy) : (this.#host?.fields ?? []);
  }

  /** What this reader is asked for. */
  get #policy(): ReplyPolicy | undefined {
    return this.#identity?.policy ?? this.discussion?.state.policy;
  }

  #check(): FieldProblems {
    return problemsOf(this.#inside.marks.values, this.#fields);
  }

  #reply(): Reply {
    const { text = '', ...guest } = answersOf(this.#inside.marks.values, this.#fields);
    return { text, guest, ...(this.parent && { parentId: this.parent.id }) };
  }

  /** What is asked for may change with every answer of the backend. */
  #follow(): void {
    this.#unfollow?.();
    this.#unfollow = this.discussion?.subscribe(() => this.requestUpdate());
  }

  /** Takes part in the page's form. Without the file for it, the page's own fields stay. */
  async #join(): Promise<void> {
    const host = await import('./reply-form-host.js').then(
      ({ joinForm }) => joinForm(this.#inside),
      () => undefined,
    );
    this.#host ??= host;
    this.requestUpdate();
  }

  /** What a form knows of its reader comes when they do. Without that file guests can write all the same. */
  async #bringIdentity(): Promise<void> {
    this.#bringing = true;
    await whenNear(this, new AbortController().signal);
    const load = import('./reply-form-identity.js');
    this.#identity = await load.then(({ FormIdentity }) => new FormIdentity(this.#inside)).catch(() => undefined);
    this.requestUpdate();
  }

  #mark(change: Partial<FormMarks>): void {
    Object.assign(this.#inside.marks, change);
    this.#host?.sync();
    this.requestUpdate();
  }

  /** Shows what went wrong, with the focus on it. */
  #tell(change: Partial<FormMarks>): void {
    this.#mark(change);
    void this.updateComplete.then(() => (this.#find('problems') ?? this.#find('failure'))?.focus());
  }

  #type(typed: Partial<ReplyValues>): void {
    this.#mark({ values: { ...this.#inside.marks.values, ...typed }, posted: undefined, said: undefined });
  }

  /** @param to where it was sent: the form may belong to something else by now. */
  #accept(posted: Posted, to: Discussion): void {
    if (this.dispatchEvent(new CommentPostEvent(posted, to !== this.discussion))) this.#mark({ posted });
  }

  #refuse(error: CommentsError, reply: Reply, to: Discussion): void {
    const told = this.#fields.some(({ field }) => error.fields[field]);
    if (to === this.discussion) this.#tell({ problems: error.fields, failure: told ? undefined : error });
    this.dispatchEvent(new CommentPostErrorEvent(error, reply));
  }

  #find(id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`#${id}`);
  }
}

define('reply-form', ReplyForm);

declare global {
  interface HTMLElementTagNameMap {
    'reply-form': ReplyForm;
  }
}
