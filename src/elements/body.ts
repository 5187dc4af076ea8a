import { html, type TemplateResult } from 'lit';
import type { Translator } from '../core/messages.js';
import type { Body } from '../core/types.js';
import type { ProfileName } from './html-profile.js';

let door: typeof import('./safe-html.js') | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads the sanitizer, once, when there is markup to show; texts never need it. When it cannot be loaded, markup is
 * shown as plain text. Never rejects.
 */
export function prepareBodies(bodies: Iterable<Body | undefined>): Promise<void> | undefined {
  if (door || ![...bodies].some((body) => body?.kind === 'html')) return undefined;
  loading ??= import('./safe-html.js').then(
    (module) => void (door = module),
    () => void (loading = undefined),
  );
  return loading;
}

/** Gives a root the typography of markup, once there may be markup in it. */
export function styleBodies(root: Node): void {
  const sheet = door?.htmlStyles.styleSheet;
  if (!sheet || !(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** Draws the bodies of one element. Each is made safe once and kept, for as long as its comment lives. */
export class BodyRenderer {
  readonly #profile: ProfileName;
  readonly #drawn = new WeakMap<object, { level: number; safe: HTMLElement | string }>();

  constructor(profile: ProfileName) {
    this.#profile = profile;
  }

  /**
   * @param owner whose body it is: nodes stand in one place only, while two comments may share one body.
   * @param level of the highest heading inside.
   * @param base for relative links.
   */
  render(owner: object, body: Body, level: number, base: string | undefined, words: Translator): TemplateResult | HTMLElement {
    if (body.kind === 'text') return paragraphs(body.value);
    let drawn = this.#drawn.get(owner);
    if (drawn?.level !== level) {
      drawn = { level, safe: this.#makeSafe(body.value, Math.min(6, level), base) };
      this.#drawn.set(owner, drawn);
    }
    if (typeof drawn.safe !== 'string') return drawn.safe;
    return html`<p part="notice">${words.text('comment.plain')}</p>
      ${paragraphs(drawn.safe)}`;
  }

  #makeSafe(value: string, headingLevel: number, base: string | undefined): HTMLElement | string {
    const safe = door?.safeHtml(value, { profile: door.PROFILES[this.#profile], base, headingLevel }) ?? {
      text: value,
    };
    if ('text' in safe) return safe.text;
    const node = document.createElement('div');
    node.append(safe.fragment);
    return node;
  }
}

/** Plain text: blank lines part paragraphs, and `white-space: pre-line` keeps the single ones. */
function paragraphs(text: string): TemplateResult {
  const blocks = text.split(/\r?\n[^\S\n]*\r?\n\s*/).filter((block) => block.trim() !== '');
  return html`${blocks.map((block) => html`<p class="text" dir="auto">${block}</p>`)}`;
}
