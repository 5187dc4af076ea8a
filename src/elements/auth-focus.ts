/** Where the focus goes when what had it goes away, so that a reader who uses keys is never put back to the top of the page. */
import type { FormInside } from './reply-form-host.js';

export class AuthFocus {
  readonly #inside: FormInside;
  /** How often the focus is being handed on now. */
  #handing = 0;

  constructor(inside: FormInside) {
    this.#inside = inside;
  }

  /**
   * A button that goes away hands the focus on: to the one that began it, to the next one, or back to the comment.
   * @param wanted selectors, the best first.
   */
  keep(isDone: boolean, ...wanted: readonly string[]): void {
    const focused = this.#inside.find('auth')?.querySelector(':focus');
    // Between two drawings nothing may have it.
    if (focused || this.#handing > 0) void this.#handOn(focused, isDone, wanted);
  }

  /** Moves it to the first of these that is there once the form is drawn. */
  async to(...ids: readonly string[]): Promise<void> {
    await this.#inside.form.updateComplete;
    ids
      .map((id) => this.#inside.find(id))
      .find((found) => found !== null)
      ?.focus();
  }

  async #handOn(focused: Element | null | undefined, isDone: boolean, wanted: readonly string[]): Promise<void> {
    this.#handing += 1;
    await this.#inside.form.updateComplete;
    this.#handing -= 1;
    if (focused?.isConnected && focused.matches(':focus')) return;
    const auth = this.#inside.find('auth');
    const next = [...wanted, 'button, a'].map((selector) => auth?.querySelector<HTMLElement>(selector));
    (isDone ? this.#inside.find('text') : next.find(Boolean))?.focus({ preventScroll: true });
  }
}
