import { page } from './page.js';
import { html, type TemplateResult } from 'lit';
import type { Translator } from '../core/messages.js';
import type { Body } from '../core/types.js';
import type { ProfileName } from './html-profile.js';
import type { SafeBodies } from './safe-html-body.js';

/** Where markup becomes safe; nothing until it is needed. */
export let door: typeof import('./safe-html-body.js') | undefined;

/** Lists whose bodies need nothing more. */
const ready = new WeakSet<object>();

/**
 * Loads the sanitizer when there is markup to show; texts never need it. When it cannot be loaded, markup is shown as plain
 * text. Never rejects.
 */
export async function prepareBodies(owners: readonly { readonly body?: Body | undefined }[]): Promise<void> {
  if (ready.has(owners)) return;
  const marked = owners.filter(({ body }) => body?.kind === 'html');
  try {
    if (marked.length) {
      door ??= await import('./safe-html-body.js');
      await door.prepareMarkup(marked);
    }
    ready.add(owners);
  } catch {
    // Tried again with the next redraw.
  }
}

/** Gives a root the typography of markup, once there may be markup in it. */
export function styleBodies(root: Node): void {
  door?.styleMarkup(root);
}

/** Draws the bodies of one element. Each is made once and kept, for as long as its comment lives. */
export class BodyRenderer {
  readonly #profile: ProfileName;
  readonly #host: Element;
  readonly #drawn: SafeBodies = new WeakMap();
  readonly #texts = new WeakMap<object, HTMLElement>();

  /** @param host the element that the page has placed, whose `pictures` attribute says what becomes of pictures. */
  constructor(profile: ProfileName, host: Element) {
    this.#profile = profile;
    this.#host = host;
  }

  /**
   * @param owner whose body it is: nodes stand in one place only, while two comments may share one body.
   * @param level of the highest heading inside.
   * @param base for relative links.
   */
  render(
    owner: object,
    body: Body,
    level: number,
    base: string | undefined,
    words: Translator,
  ): TemplateResult | HTMLElement {
    const { kind, value } = body;
    if (kind === 'text') return this.#text(owner, value);
    const options = { profile: this.#profile, host: this.#host, level, base, words };
    const safe = door?.safeBody(this.#drawn, owner, value, options) ?? value;
    if (typeof safe !== 'string') return safe;
    return html`<p part="notice">${words.text('comment.plain')}</p>
      ${this.#text(owner, safe)}`;
  }

  #text(owner: object, value: string): HTMLElement {
    const text = this.#texts.get(owner) ?? paragraphs(value);
    this.#texts.set(owner, text);
    return text;
  }
}

/** Plain text: blank lines part paragraphs, and `white-space: pre-line` keeps the single ones. */
function paragraphs(text: string): HTMLElement {
  const all = page.createElement('div');
  for (const block of text.split(/\r?\n[^\S\n]*\r?\n\s*/)) {
    if (!block.trim()) continue;
    const paragraph = page.createElement('p');
    paragraph.className = 'text';
    paragraph.dir = 'auto';
    paragraph.textContent = block;
    all.append(paragraph);
  }
  return all;
}
