import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Discussion, Reply } from '../core/discussion.js';
import { toCommentsError, type CommentsError, type FieldProblems, type ReplyField } from '../core/errors.js';
import { enForm } from '../core/locales/en-form.js';
import { addEnglish, errorMessage } from '../core/messages.js';
import { sendReply } from '../core/replying.js';
import type { Comment, Guest } from '../core/types.js';
import { authorName } from './comment.js';
import { isolated } from './comment.js';
import { define } from './define.js';
import {
  CommentBeforePostEvent,
  CommentCancelEvent,
  CommentPostErrorEvent,
  CommentPostEvent,
} from './control-events.js';
import { LocaleController } from './locale-controller.js';
import { completeUrl, fieldsOf, NO_VALUES, problemsOf, type FieldSpec, type ReplyValues } from './reply-fields.js';
import { formStyles } from './reply-form.styles.js';
import { setStates } from './states.js';
import { shared, tokens } from './styles.js';

addEnglish(enForm);

/** From here on the remaining characters are shown. */
const NEARLY_FULL = 500;

/**
 * "Leave a Reply": the fields that the thread asks for, with texts for every mistake and refusal. What a reader typed is
 * never lost by anything that goes wrong. `<comment-thread>` brings its own; alone it needs the `discussion` property.
 *
 * @summary Form to write a comment or a reply.
 * @customElement reply-form
 *
 * @slot title - Instead of "Leave a Reply".
 * @slot notice - House rules, a privacy note.
 * @slot before-fields - Above the fields.
 * @slot after-fields - Below the fields, above the button.
 *
 * @csspart form - The whole form.
 * @csspart form-title - "Leave a Reply".
 * @csspart cancel - "Cancel reply".
 * @csspart field - A label with its input.
 * @csspart label - Label of a field.
 * @csspart hint - Explanation below a label.
 * @csspart field-error - What is wrong with a field.
 * @csspart input - A line of text.
 * @csspart textarea - The comment.
 * @csspart count - Characters left.
 * @csspart error - What went wrong, above the fields.
 * @csspart submit - "Post Comment".
 * @csspart status - Announcements for assistive technology.
 *
 * @cssstate submitting - The reply is on its way.
 * @cssstate invalid - Fields have mistakes.
 * @cssstate empty - Nothing is typed.
 *
 * @fires {CommentBeforePostEvent} comment-before-post - A checked reply is about to be sent; cancelable.
 * @fires {CommentPostEvent} comment-post - The reply was stored.
 * @fires {CommentPostErrorEvent} comment-post-error - The reply was refused or failed; its text is kept.
 * @fires {CommentCancelEvent} comment-cancel - The reader cancelled the reply.
 */
export class ReplyForm extends LitElement {
  static readonly commentariat = true;
  static override readonly styles = [tokens, shared, formStyles];

  /** The discussion that is replied to. */
  @property({ attribute: false }) discussion?: Discussion;
  /** The comment that is answered; none to answer the post. */
  @property({ attribute: false }) parent?: Comment | undefined;
  /** Level of the form's heading, 1 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 3;

  @state() private values: ReplyValues = NO_VALUES;
  @state() private problems: FieldProblems = {};
  @state() private failure?: CommentsError | undefined;
  @state() private sending = false;

  readonly #internals = this.attachInternals();
  readonly #locale = new LocaleController(this);
  #unfollow: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
    if (!Object.hasOwn(this, 'value')) return;
    // Set before this class was known, it hides the accessor.
    const { value } = this;
    Reflect.deleteProperty(this, 'value');
    this.value = value;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow?.();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('discussion')) this.#follow();
    setStates(this.#internals, {
      submitting: this.sending,
      invalid: Object.keys(this.problems).length > 0,
      empty: this.values.text === '',
    });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('problems') && Object.keys(this.problems).length > 0) this.#find('problems')?.focus();
    else if (changed.has('failure') && this.failure) this.#find('failure')?.focus();
  }

  /** The typed comment. */
  get value(): string {
    return this.values.text;
  }

  set value(text: string) {
    this.values = { ...this.values, text };
  }

  /** Moves the focus to the comment field. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.#find('text')?.focus(options));
  }

  /** Checks and sends what is typed, as the button does. */
  async submit(): Promise<void> {
    const { discussion } = this;
    if (this.sending || !discussion) return;
    this.failure = undefined;
    this.problems = problemsOf(this.values, this.#fields());
    if (Object.keys(this.problems).length > 0) return;
    const reply = this.#reply();
    if (!this.dispatchEvent(new CommentBeforePostEvent(reply))) return;
    this.sending = true;
    try {
      // Not by `discussion.reply()`, whose file might not be there when the network has gone.
      const posted = await sendReply(discussion, reply);
      // What was typed meanwhile stays.
      if (this.values.text.trim() === reply.text) this.values = { ...this.values, text: '' };
      this.dispatchEvent(new CommentPostEvent(posted));
    } catch (thrown) {
      this.#refuse(toCommentsError(thrown), reply);
    } finally {
      this.sending = false;
    }
  }

  protected override render(): TemplateResult {
    const { text } = this.#locale.translator;
    const fields = this.#fields();
    return html`<form class="base" part="form" novalidate @submit=${this.#onSubmit} @input=${this.#onInput} @keydown=${this.#onKey}>
      ${this.#titleTemplate()}
      <slot name="notice"></slot>
      ${this.#failureTemplate()} ${this.#problemsTemplate(fields)}
      ${
        fields.some(({ field, need }) => field !== 'text' && need === 'required')
          ? html`<p class="hint" part="hint">${text('form.requiredNote', { mark: '*' })}</p>`
          : nothing
      }
      <slot name="before-fields"></slot>
      <div class="fields">${fields.map((spec) => this.#fieldTemplate(spec))}</div>
      <slot name="after-fields"></slot>
      <button class="button submit" part="submit" type="submit" aria-disabled=${this.sending}>
        ${text(this.sending ? 'form.submitting' : 'form.submit')}
      </button>
      <span class="hidden-text" part="status" role="status">${this.sending ? text('form.submitting') : nothing}</span>
    </form>`;
  }

  #titleTemplate(): TemplateResult {
    const words = this.#locale.translator;
    const title = this.parent
      ? isolated(words, 'form.titleTo', { author: authorName(this.parent.author, words) })
      : words.text('form.title');
    return html`<div class="top">
      <div class="title" part="form-title" id="title" role="heading" aria-level=${this.headingLevel}>
        <slot name="title">${title}</slot>
      </div>
      ${
        this.parent
          ? html`<button class="plain" part="cancel" type="button" @click=${this.#onCancel}>${words.text('form.cancel')}</button>`
          : nothing
      }
    </div>`;
  }

  #failureTemplate(): TemplateResult | typeof nothing {
    const { text } = this.#locale.translator;
    if (!this.failure) return nothing;
    const { code, retryAfter } = this.failure;
    return html`<div class="box danger" part="error" id="failure" tabindex="-1" role="alert">
      ${text(errorMessage(code))} ${retryAfter ? text('form.wait', { count: retryAfter }) : nothing} ${text('form.kept')}
    </div>`;
  }

  #problemsTemplate(fields: readonly FieldSpec[]): TemplateResult | typeof nothing {
    const wrong = fields.filter(({ field }) => this.problems[field]);
    if (wrong.length === 0) return nothing;
    return html`<div class="box danger" part="error" id="problems" tabindex="-1" role="group" aria-labelledby="problems-title">
      <p id="problems-title">${this.#locale.translator.text('form.problems', { count: wrong.length })}</p>
      <ul>
        ${wrong.map(
          ({ field }) =>
            html`<li><a href="#${field}" @click=${(event: Event) => this.#onProblem(event, field)}>${this.#problemText(field)}</a></li>`,
        )}
      </ul>
    </div>`;
  }

  #fieldTemplate({ field, need, type, autocomplete, maxLength }: FieldSpec): TemplateResult {
    const { text } = this.#locale.translator;
    const wrong = this.problems[field] !== undefined;
    const describedBy = [wrong && `${field}-error`, field === 'email' && 'email-hint', field === 'text' && 'count'];
    const described = describedBy.filter(Boolean).join(' ');
    const required = need === 'required';
    return html`<div class="field ${field}" part="field">
      <label part="label" for=${field}
        >${text(`form.${field}`)}
        ${required ? html`<span aria-hidden="true">*</span>` : html`<span class="hint">${text('form.optional')}</span>`}</label
      >
      ${
        field === 'text'
          ? html`<textarea id=${field} part="textarea" name=${field} rows="4" dir="auto" aria-required=${required}
            aria-invalid=${wrong} aria-describedby=${described} .value=${live(this.values[field])}></textarea>
            ${this.#leftTemplate(maxLength)}`
          : html`<input id=${field} part="input" name=${field} type=${type} dir="auto" autocomplete=${autocomplete} maxlength=${maxLength}
            aria-required=${required} aria-invalid=${wrong} aria-describedby=${described || nothing} .value=${live(this.values[field])} />`
      }
      ${field === 'email' ? html`<span class="hint" part="hint" id="email-hint">${text('form.emailHint')}</span>` : nothing}
      ${wrong ? html`<span class="problem" part="field-error" id="${field}-error">${this.#problemText(field)}</span>` : nothing}
    </div>`;
  }

  #leftTemplate(maxLength: number): TemplateResult {
    const left = maxLength - this.values.text.trim().length;
    const { text } = this.#locale.translator;
    return html`<span class="hint" part="count" id="count"
      >${left >= 0 && left <= NEARLY_FULL ? text('form.left', { count: left }) : nothing}</span
    >`;
  }

  #problemText(field: ReplyField): string {
    const problem = this.problems[field] ?? 'invalid';
    const max = this.#fields().find((spec) => spec.field === field)?.maxLength ?? 0;
    const count = Math.max(1, this.values[field].trim().length - max);
    return this.#locale.translator.text(`form.${field}.${problem}`, { count });
  }

  #fields(): FieldSpec[] {
    return this.discussion ? fieldsOf(this.discussion.state.policy) : [];
  }

  #reply(): Reply {
    const { text, name, email, url } = this.values;
    const asked = new Set(this.#fields().map(({ field }) => field));
    const guest: Guest = {
      ...(asked.has('name') && name.trim() && { name: name.trim() }),
      ...(asked.has('email') && email.trim() && { email: email.trim() }),
      ...(asked.has('url') && url.trim() && { url: completeUrl(url) }),
    };
    return { text: text.trim(), guest, ...(this.parent && { parentId: this.parent.id }) };
  }

  /** What is asked for may change with every answer of the backend. */
  #follow(): void {
    this.#unfollow?.();
    this.#unfollow = this.discussion?.subscribe(() => this.requestUpdate());
  }

  #refuse(error: CommentsError, reply: Reply): void {
    this.problems = error.fields;
    if (!this.#fields().some(({ field }) => error.fields[field])) this.failure = error;
    this.dispatchEvent(new CommentPostErrorEvent(error, reply));
  }

  #find(id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`#${id}`);
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    void this.submit();
  }

  #onInput({ target }: Event): void {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
      this.values = { ...this.values, [target.name]: target.value };
    }
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.submit();
    if (event.key === 'Escape' && this.parent) this.#onCancel();
  }

  #onCancel(): void {
    this.dispatchEvent(new CommentCancelEvent());
  }

  #onProblem(event: Event, field: ReplyField): void {
    event.preventDefault();
    this.#find(field)?.focus();
  }
}

define('reply-form', ReplyForm);

declare global {
  interface HTMLElementTagNameMap {
    'reply-form': ReplyForm;
  }
}
