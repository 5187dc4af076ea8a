/**
 * What readers who are signed in may do with comments of their own: change the text, or delete them, for as long as the backend
 * allows. It comes when a reader is signed in.
 */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { Accounts } from '../core/accounts.js';
import { merge } from '../core/discussion.js';
import { toCommentsError, type CommentsError } from '../core/errors.js';
import { enOwn } from '../core/locales/en-own.js';
import { addEnglish, errorMessage, type MessageKey } from '../core/messages.js';
import { formatDateTime } from '../core/date-words.js';
import { timeOf } from '../core/timestamps.js';
import type { Comment, Count, Timestamp } from '../core/types.js';
import { actionOf, headingOf, neighboursOf } from './comment-nodes.js';
import { focusComment } from './comment-scroll.js';
import { isOfInputMethod } from './input-method.js';
import { ownStyles } from './own-comments.styles.js';
import { addSheet } from './sheets.js';
import type { ThreadInside } from './thread-controls.js';

addEnglish(enOwn);

type Template = TemplateResult | typeof nothing;

/** What is being done to one comment. */
interface Doing {
  readonly id: string;
  readonly what: 'edit' | 'delete';
  readonly text: string;
  readonly busy: boolean;
  readonly error?: CommentsError | undefined;
}

/** What a comment shows to its writer. */
export interface OwnParts {
  /** Above the text, or in its place. */
  readonly above?: TemplateResult;
  /** The text is being changed. */
  readonly editing: boolean;
  /** Buttons below. */
  readonly actions?: TemplateResult;
}

/** Longest delay of a timer in milliseconds. */
const MAX_TIMEOUT = 2 ** 31 - 1;

export class OwnComments implements ReactiveController {
  readonly #inside: ThreadInside;
  readonly #accounts: Accounts;
  /** When each of them ends to be changeable, in ms since the epoch. */
  #own: ReadonlyMap<string, number> = new Map();
  #doing: Doing | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(inside: ThreadInside, accounts: Accounts) {
    this.#inside = inside;
    this.#accounts = accounts;
    addSheet(inside.thread.renderRoot, ownStyles);
    inside.thread.addController(this);
  }

  hostConnected(): void {
    this.#watch();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Asks which comments are the reader's own. Never rejects: without an answer nothing is offered. */
  async refresh(): Promise<void> {
    const { discussion } = this.#inside.store;
    const own = discussion && (await this.#accounts.own?.(discussion.ref).catch(() => []));
    this.#own = new Map(own?.map(({ id, until }) => [id, until === undefined ? Infinity : timeOf(until)]));
    this.#watch();
    this.#inside.thread.requestUpdate();
  }

  /** Nobody is signed in any more. What was being written stays in its field until the reader closes that. */
  clear(): void {
    this.#own = new Map();
    clearTimeout(this.#timer);
    this.#inside.thread.requestUpdate();
  }

  /** The comments that may look different from those of others. */
  ids(): Iterable<string> {
    return [...this.#own.keys(), this.#doing?.id ?? ''];
  }

  /** Changes with whatever is drawn of a comment here. */
  look(id: string): unknown {
    return this.#doing?.id === id ? this.#doing : this.#isOwn(id);
  }

  /** What a comment shows to its writer; undefined for all others. */
  draw({ id, publishedAt }: Comment): OwnParts | undefined {
    const doing = this.#doing;
    if (doing?.id === id)
      return doing.what === 'edit'
        ? { above: this.#editTemplate(doing), editing: true }
        : { above: this.#questionTemplate(doing), editing: false };
    return this.#isOwn(id) ? { actions: this.#actionsTemplate(publishedAt), editing: false } : undefined;
  }

  #actionsTemplate(publishedAt: Timestamp | undefined): TemplateResult {
    const { locale, text } = this.#inside.words();
    const date = publishedAt ? formatDateTime(publishedAt, locale) : '';
    return html`<button class="plain" part="action" data-action="edit" aria-label=${text('own.editOf', { date })}>
        ${text('own.edit')}
      </button>
      <button class="plain" part="action" data-action="delete" aria-label=${text('own.deleteOf', { date })}>
        ${text('own.delete')}
      </button>`;
  }

  #questionTemplate(doing: Doing): TemplateResult {
    const { text } = this.#inside.words();
    return html`<div class="box danger own" part="notice" role="group" aria-label=${text('own.sure')} @keydown=${this.#onKey}>
      <p>${text('own.sure')}</p>
      ${this.#errorTemplate(doing)}
      <button class="button" part="action" data-action="delete-sure" aria-disabled=${doing.busy}>${text('own.sureDelete')}</button>
      <button class="plain" part="action" data-action="own-cancel">${text('own.cancel')}</button>
    </div>`;
  }

  /** Does what a pressed button says; false for one that is none of these. */
  press(action: string, id: string): boolean {
    if (action === 'edit') this.#begin(id, 'edit');
    else if (action === 'delete') this.#begin(id, 'delete');
    else if (action === 'own-cancel') this.#end();
    else if (action === 'own-save') void this.#save();
    else if (action === 'delete-sure') void this.#delete();
    else return false;
    return true;
  }

  #editTemplate(doing: Doing): TemplateResult {
    const { text } = this.#inside.words();
    return html`<div class="own" part="edit" role="group" aria-label=${text('own.text')} @keydown=${this.#onKey}>
      <textarea
        part="textarea"
        id="own-text"
        dir="auto"
        rows="4"
        aria-label=${text('own.text')}
        .value=${doing.text}
        @input=${this.#onInput}
      ></textarea>
      ${this.#errorTemplate(doing)}
      <button class="button" part="action" data-action="own-save" aria-disabled=${doing.busy}>
        ${text(doing.busy ? 'own.saving' : 'own.save')}
      </button>
      <button class="plain" part="action" data-action="own-cancel">${text('own.cancel')}</button>
    </div>`;
  }

  #errorTemplate({ error }: Doing): Template {
    return error ? html`<p class="box danger" part="error">${this.#errorText(error)}</p>` : nothing;
  }

  #errorText({ code, fields }: CommentsError): string {
    const { text } = this.#inside.words();
    const key: MessageKey = fields.text ? `form.text.${fields.text}` : errorMessage(code);
    return `${text('own.failed')} ${text(key, { count: 0 })}`;
  }

  readonly #onInput = ({ target }: Event): void => {
    if (this.#doing) this.#doing = { ...this.#doing, text: (target as HTMLTextAreaElement).value };
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (isOfInputMethod(event)) return;
    const { ctrlKey, key, metaKey } = event;
    if (key === 'Enter' && (ctrlKey || metaKey) && this.#doing?.what === 'edit') void this.#save();
    if (key === 'Escape') this.#end();
  };

  #begin(id: string, what: Doing['what']): void {
    const comment = this.#inside.store.state?.thread.byId.get(id)?.comment;
    if (!comment || this.#doing?.busy) return;
    this.#set({ id, what, text: comment.body?.value ?? '', busy: false });
    void this.#focus(what === 'edit' ? '#own-text' : '[data-action="delete-sure"]');
  }

  /** The focus goes back to the button that was pressed. */
  #end(): void {
    const doing = this.#doing;
    if (!doing || doing.busy) return;
    this.#set(undefined);
    void this.#inside.thread.updateComplete.then(() =>
      actionOf(this.#inside.thread.renderRoot, doing.id, doing.what)?.focus(),
    );
  }

  async #save(): Promise<void> {
    const doing = this.#doing;
    if (!doing || doing.busy || !this.#accounts.edit) return;
    const { edit } = this.#accounts;
    await this.#carryOut(doing, async () => {
      const comment = await edit(doing.id, doing.text.trim());
      this.#replace(doing.id, comment);
      this.#inside.say(this.#inside.words().text('own.saved'));
      focusComment(this.#inside.thread.renderRoot, doing.id);
    });
  }

  async #delete(): Promise<void> {
    const doing = this.#doing;
    if (!doing || doing.busy || !this.#accounts.remove) return;
    const { remove } = this.#accounts;
    const beside = [doing.id, ...neighboursOf(this.#inside.thread.renderRoot, doing.id)];
    await this.#carryOut(doing, async () => {
      const { comment, count } = await remove(doing.id);
      this.#replace(doing.id, comment, count);
      this.#inside.say(this.#inside.words().text('own.deleted'));
      await this.#focusAfter(beside);
    });
  }

  /** Shows a comment as it is now, or nothing where nothing is left of it. */
  #replace(id: string, comment: Comment | undefined, newCount?: Count): void {
    const { discussion } = this.#inside.store;
    if (!discussion) return;
    const { comments, count, mine } = discussion.state;
    discussion.set({
      comments: comment ? merge(comments, [comment]) : comments.filter((other) => other.id !== id),
      count: newCount ?? count,
      mine: new Set([...mine, id]),
    });
  }

  async #carryOut(doing: Doing, act: () => Promise<void>): Promise<void> {
    // What is said twice is told twice only if it was not said in between.
    this.#inside.say('');
    this.#set({ ...doing, busy: true, error: undefined });
    try {
      await act();
      this.#set(undefined);
      await this.refresh();
    } catch (thrown) {
      const error = toCommentsError(thrown);
      this.#set({ ...doing, busy: false, error });
      this.#inside.say(this.#errorText(error));
    }
  }

  #set(doing: Doing | undefined): void {
    this.#doing = doing;
    this.#inside.thread.requestUpdate();
  }

  async #focus(selector: string): Promise<void> {
    await this.#inside.thread.updateComplete;
    this.#inside.thread.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** The first of these comments that is still here; the thread where none is. */
  async #focusAfter(ids: readonly string[]): Promise<void> {
    const { thread } = this.#inside;
    await thread.updateComplete;
    const headings = ids.map((id) => headingOf(thread.renderRoot, id));
    (headings.find((heading) => heading !== null) ?? thread).focus();
  }

  #isOwn(id: string): boolean {
    return (this.#own.get(id) ?? 0) > Date.now();
  }

  /** Buttons go when their time is over. */
  #watch(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...[...this.#own.values()].filter((until) => until > Date.now()));
    if (next === Infinity) return;
    this.#timer = setTimeout(
      () => {
        this.#inside.thread.requestUpdate();
        this.#watch();
      },
      Math.min(next - Date.now() + 1, MAX_TIMEOUT),
    );
  }
}
