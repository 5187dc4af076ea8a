import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { english, loadTranslator, type Translator } from '../core/messages.js';

/**
 * Gives an element the texts of the language it stands in: the nearest `lang` above it, through shadow roots
 * (WCAG 3.1.1). English until the texts have come, and where there are none.
 */
export class LocaleController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #tag = '';
  #translator: Translator = english;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  get translator(): Translator {
    return this.#translator;
  }

  hostConnected(): void {
    void this.#load(languageOf(this.#host));
  }

  async #load(tag: string): Promise<void> {
    if (tag === this.#tag) return;
    this.#tag = tag;
    const translator = await loadTranslator(tag);
    if (tag !== this.#tag || translator === this.#translator) return;
    this.#translator = translator;
    this.#host.requestUpdate();
  }
}

/** The BCP 47 tag in force at an element; `en` when nothing above it says more. */
function languageOf(element: Element): string {
  for (let node: Element | undefined = element; node;) {
    const holder: Element | null = node.closest('[lang]');
    if (holder) return holder.getAttribute('lang') || 'en';
    const root = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : undefined;
  }
  return 'en';
}
