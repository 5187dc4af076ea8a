import { Guest } from './guest.js';

/** What every control of a form has, for an element that is one. */
export abstract class FormControl extends Guest {
  /** Inside a page's `<form>` this is one of its controls. */
  static readonly formAssociated = true;

  protected readonly internals = this.attachInternals();

  /**
   * What the page's form calls this control; what is sent has names of its own.
   * @attr name
   */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }

  set name(name: string) {
    this.setAttribute('name', name);
  }

  /**
   * Nothing can be typed or sent, and a page's form leaves it out. A disabled `<fieldset>` around it does the same.
   * @attr disabled
   */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled);
  }

  /** The page's form that this stands in. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** The page's labels for this control. */
  get labels(): NodeList {
    return this.internals.labels;
  }

  /** What keeps the page's form from being sent. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** The first mistake in words, for the page's form. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  /** False where this is disabled. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }
}
