/**
 * Sends what the form has taken, and what earlier visits have left: when the form comes, and when the network does. It watches
 * the form's discussion by itself.
 */
import type { ReactiveController } from 'lit';
import { toCommentsError, type CommentsError } from '../core/errors.js';
import { hasLocks } from '../core/one-tab.js';
import { Outbox, type Unsent } from '../core/outbox.js';
import { showPosted } from '../core/replying.js';
import type { Discussion, Reply } from '../core/discussion.js';
import type { Posted } from '../core/types.js';
import { accountOf, keptIn } from './kept.js';
import type { FormInside } from './reply-form-host.js';
import { fateOf } from './reply-unsent-view.js';

/** What the form does about the fate of a reply. */
export interface SentListeners {
  readonly accepted: (posted: Posted, unsent: Unsent) => void;
  readonly refused: (error: CommentsError, unsent: Unsent) => void;
}

export class ReplyOutbox implements ReactiveController {
  readonly #inside: FormInside;
  readonly #on: SentListeners;
  #outbox: Outbox | undefined;
  #discussion: Discussion | undefined;
  #account: string | undefined;
  #isOpen = false;
  #connected = new AbortController();
  /** What is under way, waits or was not taken, and does not stand in the fields; oldest first. */
  shown: readonly Unsent[] = [];

  constructor(inside: FormInside, on: SentListeners) {
    this.#inside = inside;
    this.#on = on;
    inside.form.addController(this);
  }

  hostConnected(): void {
    // A form that is moved is taken out and put in again in one moment: that ends nothing.
    if (this.#connected.signal.aborted || !this.#outbox) this.#connected = new AbortController();
    const { signal } = this.#connected;
    addEventListener('online', this.#resume, { signal });
    if (this.#outbox) this.#resume();
  }

  hostDisconnected(): void {
    const connected = this.#connected;
    queueMicrotask(() => {
      if (!this.#inside.form.isConnected) connected.abort();
    });
  }

  hostUpdate(): void {
    const { discussion } = this.#inside.form;
    const policy = this.#inside.policy();
    const account = accountOf(policy);
    const isOpen = policy?.access === 'open';
    const isSame = discussion === this.#discussion && account === this.#account;
    if (isSame && isOpen === this.#isOpen) return;
    this.#discussion = discussion;
    this.#account = account;
    this.#isOpen = isOpen;
    if (!isSame || !this.#outbox) {
      this.shown = [];
      this.#outbox = this.#openOutbox();
    }
    this.#resume();
  }

  /**
   * Stores a reply and sends it.
   * @returns what became of it; undefined when it waits here, and is shown so
   * @throws CommentsError when it was refused or its fate is unknown
   */
  async send(discussion: Discussion, reply: Reply, draft?: string): Promise<Posted | undefined> {
    const outbox = (this.#outbox ??= this.#openOutbox()) ?? new Outbox(discussion, keptIn('none').storage);
    const { signal } = this.#connected;
    const unsent = await outbox.add(reply, draft);
    try {
      const posted = await outbox.send(unsent.key, { signal });
      if (posted !== 'waiting') {
        showPosted(discussion, posted);
        this.#hide(unsent.key);
        return posted;
      }
    } catch (thrown) {
      // The form has left the page: it goes on when it is back.
      if (!signal.aborted || toCommentsError(thrown).code !== 'aborted') throw thrown;
      return undefined;
    }
    this.#show([{ ...unsent, state: 'waiting' }]);
    return undefined;
  }

  /** Puts a reply that could not be sent beside the form, where other things are being written. */
  keepBeside(unsent: Unsent, { code: failure }: CommentsError): void {
    this.#show([{ ...unsent, failure }]);
    void this.#outbox?.keep(unsent, failure);
  }

  /** The text of a reply stands in the form again. */
  async handBack({ key }: Unsent): Promise<void> {
    this.#hide(key);
    await this.#outbox?.handBack(key);
  }

  /** Takes a waiting reply back for good. */
  async cancel({ key }: Unsent): Promise<void> {
    this.#hide(key);
    await this.#outbox?.remove(key);
  }

  #openOutbox(): Outbox | undefined {
    const { discussion, drafts } = this.#inside.form;
    if (!discussion?.backend.reply) return undefined;
    const { backend, ref } = discussion;
    return new Outbox({ backend, ref, account: accountOf(this.#inside.policy()) }, keptIn(drafts).storage);
  }

  /** Sends what waits, one after the other. What failed is in the reader's hands. */
  readonly #resume = (): void => {
    const [outbox, discussion] = [this.#outbox, this.#discussion];
    if (!outbox || !discussion || !this.#isOpen) return;
    // Two tabs that do not know of each other could send it twice.
    const alone = hasLocks() || discussion.backend.capabilities.once !== 'none';
    void (async () => {
      const open = (await outbox.all()).filter(({ state, failure }) => failure ?? state !== 'failed');
      if (outbox !== this.#outbox) return;
      this.#show(open.filter(({ text }) => text !== this.#inside.marks.values.text.trim()));
      for (const unsent of open)
        if (alone && !unsent.failure && outbox === this.#outbox) await this.#send(discussion, outbox, unsent);
    })();
  };

  async #send(discussion: Discussion, outbox: Outbox, unsent: Unsent): Promise<void> {
    const { signal } = this.#connected;
    const isShown = this.shown.some(({ key }) => key === unsent.key);
    // What is on its way can be neither taken back nor changed.
    if (isShown) this.#show([{ ...unsent, state: 'sending' }]);
    try {
      const posted = await outbox.send(unsent.key, { signal });
      if (posted === 'waiting') {
        if (isShown) this.#show([{ ...unsent, state: posted }]);
        return;
      }
      showPosted(discussion, posted);
      this.#hide(unsent.key);
      this.#on.accepted(posted, unsent);
    } catch (thrown) {
      const error = toCommentsError(thrown);
      // The form has left the page, and nothing is known yet; or another tab has taken it back.
      const isNews = error.code !== 'aborted';
      // The form belongs to something else now, where this has no place.
      if (outbox !== this.#outbox) return isNews ? outbox.keep(unsent, error.code) : undefined;
      if (isNews || !signal.aborted) this.#hide(unsent.key);
      if (isNews) this.#on.refused(error, unsent);
    }
  }

  /** Shows what becomes of some, and says it of the last. */
  #show(unsent: readonly Unsent[]): void {
    const others = this.shown.filter((each) => !unsent.some(({ key }) => key === each.key));
    this.shown = [...others, ...unsent].sort((a, b) => a.at - b.at);
    const last = unsent.at(-1);
    this.#inside.mark(last ? { said: fateOf(last, this.#inside.words()) } : {});
  }

  #hide(key: string): void {
    this.shown = this.shown.filter((unsent) => unsent.key !== key);
    this.#inside.form.requestUpdate();
  }
}
