import type { ReactiveControllerHost } from 'lit';
import { english, loadTranslator, type Translator } from '../core/messages.js';

/**
 * Gives an element the texts of the language it stands in: the nearest `lang` above it, through shadow roots
 * (WCAG 3.1.1). English until the texts have come, and where there are none.
 */
export class LocaleController {
  translator: Translator = english;

  constructor(host: ReactiveControllerHost & Element) {
    let wanted = '';
    const hostConnected = async (): Promise<void> => {
      const tag = languageOf(host);
      if (tag === wanted) return;
      wanted = tag;
      const translator = await loadTranslator(tag);
      if (tag !== wanted) return;
      this.translator = translator;
      host.requestUpdate();
    };
    host.addController({ hostConnected: () => void hostConnected() });
  }
}

/** The BCP 47 tag in force at an element; `en` when nothing above it says more. */
function languageOf(element: Element): string {
  const holder = element.closest('[lang]');
  if (holder) return holder.getAttribute('lang') || 'en';
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : 'en';
}
