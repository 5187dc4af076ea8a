/** What becomes of a text between the first key and the backend's answer: drafts, the outbox, and what the form says of them. */
import type { TemplateResult } from 'lit';
import type { Discussion, Reply } from '../core/discussion.js';
import type { CommentsError } from '../core/errors.js';
import type { Unsent } from '../core/outbox.js';
import { errorMessage } from '../core/messages.js';
import type { Posted } from '../core/types.js';
import { CommentPostErrorEvent, CommentPostEvent } from './control-events.js';
import { mayTell, onNotKept } from './kept.js';
import { ReplyDrafts } from './reply-drafts.js';
import type { FormInside } from './reply-form-host.js';
import { ReplyOutbox } from './reply-outbox.js';
import { unsentTemplate } from './reply-unsent-view.js';

export class ReplyUnsent {
  readonly #inside: FormInside;
  readonly #drafts: ReplyDrafts;
  readonly #outbox: ReplyOutbox;
  /** The reader is told here that nothing can be kept. */
  #isTold = false;

  constructor(inside: FormInside) {
    this.#inside = inside;
    this.#drafts = new ReplyDrafts(inside);
    this.#outbox = new ReplyOutbox(inside, {
      accepted: (posted, unsent) => void this.#accept(posted, unsent),
      refused: (error, unsent) => void this.#refuse(error, unsent),
    });
    let stop = () => {};
    inside.form.addController({
      hostConnected: () => (stop = onNotKept(() => inside.form.requestUpdate())),
      hostDisconnected: () => stop(),
    });
  }

  /**
   * Stores a reply, sends it, and lets go of its draft once it is safe.
   * @returns what became of it; undefined when it waits for the network, and is shown so
   */
  async send(discussion: Discussion, reply: Reply): Promise<Posted | undefined> {
    const place = this.#drafts.placeOf(reply.parentId);
    const posted = await this.#outbox.send(discussion, reply, this.#drafts.id);
    // The outbox has it now.
    if (posted || this.#outbox.shown.some(({ text }) => text === reply.text)) {
      this.#clear(reply.text);
      void this.#drafts.drop(reply.text, place);
    }
    return posted;
  }

  template(): TemplateResult | undefined {
    if (mayTell()) this.#tellNotKept();
    const { restored } = this.#drafts;
    const { shown } = this.#outbox;
    if (!this.#isTold && !restored && shown.length === 0) return undefined;
    return unsentTemplate({
      words: this.#inside.words(),
      restored,
      shown,
      isTold: this.#isTold,
      discard: () => this.#drafts.discard(),
      edit: (unsent) => void this.#edit(unsent),
      cancel: (unsent) => {
        void this.#outbox.cancel(unsent);
        this.#inside.form.focus();
      },
    });
  }

  /** Once this drawing is done. */
  #tellNotKept(): void {
    this.#isTold = true;
    const { mark, words } = this.#inside;
    queueMicrotask(() => mark({ said: words().text('form.notKept') }));
  }

  /** Something from before has been stored. Where the reader is now is not for it to say. */
  async #accept(posted: Posted, { text, parentId }: Unsent): Promise<void> {
    this.#clear(text);
    await this.#drafts.drop(text, this.#drafts.placeOf(parentId));
    if (this.#inside.form.dispatchEvent(new CommentPostEvent(posted, true))) this.#inside.mark({ posted });
  }

  /** Something from before could not be sent: back into the form with it, unless the reader is writing something else. */
  async #refuse(error: CommentsError, unsent: Unsent): Promise<void> {
    const { form, mark, marks, words } = this.#inside;
    const { text, parentId, guest } = unsent;
    const written = marks.values.text.trim();
    if (written && written !== text) this.#outbox.keepBeside(unsent, error);
    else {
      this.#fill(unsent);
      mark({ failure: error, problems: error.fields, said: words().text(errorMessage(error.code)) });
    }
    const reply = { text, ...(parentId !== undefined && { parentId }), ...(guest && { guest }) };
    form.dispatchEvent(new CommentPostErrorEvent(error, reply));
  }

  /** The text goes back into the form, above what stands there. */
  async #edit(unsent: Unsent): Promise<void> {
    this.#fill(unsent);
    await this.#drafts.flush();
    await this.#outbox.handBack(unsent);
    this.#inside.form.focus();
  }

  #fill({ text, parentId, guest }: Unsent): void {
    const { form, mark, marks } = this.#inside;
    const comment = form.discussion?.state.thread.byId.get(parentId ?? '')?.comment;
    if (comment && form.parent?.id !== parentId) form.reopen?.(comment);
    const { values } = marks;
    const written = values.text.trim();
    const { name = '', email = '', url = '' } = guest ?? {};
    mark({
      values: {
        text: !written || written === text ? text : `${text}\n\n${values.text}`,
        name: values.name || name,
        email: values.email || email,
        url: values.url || url,
      },
    });
  }

  /** What was typed meanwhile stays. */
  #clear(sent: string): void {
    const { mark, marks } = this.#inside;
    if (marks.values.text.trim() === sent) mark({ values: { ...marks.values, text: '' } });
  }
}
