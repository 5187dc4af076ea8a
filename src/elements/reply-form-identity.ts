/**
 * What a form knows of its reader: details of a guest that are kept (remembered-details.ts), and, where the thread has a use for
 * them, accounts (auth-choices.ts). It is loaded when the form comes near.
 */
import type { ReactiveController } from 'lit';
import type { Author, Backend, ReplyPolicy } from '../core/types.js';
import type { AuthChoices } from './auth-choices.js';
import { RememberedDetails } from './remembered-details.js';
import type { FormInside } from './reply-form-host.js';
import type { FormView } from './reply-form-view.js';

export class FormIdentity implements ReactiveController {
  readonly #inside: FormInside;
  readonly #details: RememberedDetails;
  #choices: AuthChoices | undefined;
  /** Whose choices are on their way. */
  #loading: Backend | undefined;
  #identity: Author | undefined;

  constructor(inside: FormInside) {
    this.#inside = inside;
    this.#details = new RememberedDetails(inside);
    inside.form.addController(this);
  }

  hostConnected(): void {
    void this.#choices?.connect();
  }

  hostDisconnected(): void {
    this.#choices?.disconnect();
  }

  hostUpdate(): void {
    const { discussion, identity } = this.#inside.form;
    this.#choices?.heed(this.#inside.marks.failure);
    if (identity !== this.#identity) this.#choices?.adopt(identity);
    this.#identity = identity;
    const backend = discussion?.backend;
    if (!backend || backend === this.#choices?.backend || backend === this.#loading) return;
    if (!discussion.state.policy.accounts && !identity) return;
    this.#loading = backend;
    void this.#bring(backend);
  }

  /** Brand colours: a strict policy of the page forbids style attributes. */
  hostUpdated(): void {
    for (const node of this.#inside.form.renderRoot.querySelectorAll<HTMLElement>('[data-color]'))
      node.style.setProperty('--commentariat-provider-color', node.dataset['color'] ?? '');
  }

  /** What this reader is asked for. */
  get policy(): ReplyPolicy | undefined {
    const policy = this.#inside.form.discussion?.state.policy;
    return policy && (this.#choices?.effective(policy) ?? policy);
  }

  /** Whether a reply can be sent; else the reader is told why. */
  ready(): boolean {
    const policy = this.#inside.form.discussion?.state.policy;
    return !policy || !this.#choices || this.#choices.ready(policy);
  }

  /** Below the comment: as whom it is written. Below a guest's fields: whether their values are kept. */
  view(): Partial<Pick<FormView, 'choices' | 'details' | 'failure'>> {
    const { discussion } = this.#inside.form;
    if (!discussion) return {};
    const words = this.#inside.words();
    return {
      choices: this.#choices?.template(discussion.state.policy, words),
      details: this.#details.template(words),
      // One text is enough.
      ...(this.#choices?.tells(discussion.state.policy) && { failure: undefined }),
    };
  }

  /** Something was typed. */
  typed(): void {
    this.#details.keep();
  }

  /** Without that file guests can write all the same; it is asked for again with another backend. */
  async #bring(backend: Backend): Promise<void> {
    try {
      const { AuthChoices } = await import('./auth-choices.js');
      if (backend !== this.#loading) return;
      this.#choices?.disconnect();
      this.#choices = new AuthChoices(this.#inside, backend);
    } catch {
      return;
    }
    this.#choices.adopt(this.#identity);
    if (this.#inside.form.isConnected) await this.#choices.connect();
    this.#inside.form.requestUpdate();
  }
}
