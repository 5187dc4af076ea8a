import type { ReactiveControllerHost } from 'lit';
import { english, loadTranslator, retranslate, type Translator } from '../core/messages.js';

/** Elements whose language may have changed are asked again, by one observer for the whole page. */
let observer: MutationObserver | undefined;

/**
 * Gives an element the texts of the language it stands in: the nearest `lang` above it, through shadow roots
 * (WCAG 3.1.1), also when that changes. English until the texts have come, and where there are none.
 */
export class LocaleController {
  translator: Translator = english;
  /** Settles when the texts are here. */
  ready: Promise<Translator> | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    const translate = async (): Promise<void> => {
      const wanted = (this.ready = loadTranslator(languageOf(host)));
      const translator = await wanted;
      if (wanted !== this.ready || translator === this.translator) return;
      this.translator = translator;
      host.requestUpdate();
    };
    host.addController({
      hostConnected() {
        retranslate.add(translate);
        void translate();
      },
      hostDisconnected: () => void retranslate.delete(translate),
    });
  }
}

/**
 * The BCP 47 tag in force at an element; `en` when nothing above it says more. What it was asked of is watched from then on; a
 * tree that is gone takes its observer along.
 */
function languageOf(element: Element): string {
  const root = element.getRootNode();
  observer ??= new MutationObserver(() => retranslate.forEach((translate) => void translate()));
  observer.observe(root, { attributeFilter: ['lang'], subtree: true });
  const language = element.closest('[lang]')?.getAttribute('lang');
  return language ?? (root instanceof ShadowRoot ? languageOf(root.host) : 'en');
}
