import { enHtml } from '../core/locales/en-html.js';
import { addEnglish, type Translator } from '../core/messages.js';
import type { Body } from '../core/types.js';
import { PICTURES, type Pictures, type ProfileName } from './html-profile.js';
import { page } from './page.js';
import { htmlStyles, prepareMedia, profileOf, safeHtml } from './safe-html.js';

export { stripTags } from './html-bounds.js';

addEnglish(enHtml);

/** Bodies whose needs are met. */
const prepared = new WeakSet<Body>();

/** Loads what bodies that have not been seen before need beside the sanitizer. */
export async function prepareMarkup(owners: readonly { readonly body?: Body | undefined }[]): Promise<void> {
  const unseen = owners.flatMap(({ body }) => (body && !prepared.has(body) ? body : []));
  await prepareMedia(unseen.map(({ value }) => value));
  for (const body of unseen) prepared.add(body);
}

/** Bodies of one element that were made safe, by what they belong to. */
export type SafeBodies = WeakMap<object, { way: string; safe: HTMLElement | string }>;

/** How the bodies of an element are drawn. */
export interface BodyOptions {
  readonly profile: ProfileName;
  /** The element; its `pictures` attribute is asked. */
  readonly host: Element;
  /** Level of the highest heading inside. */
  readonly level: number;
  /** For relative links. */
  readonly base: string | undefined;
  readonly words: Translator;
}

/** Gives a root the typography of markup; in another document by a copy of it. */
export function styleMarkup(root: Node): void {
  const sheet = htmlStyles.styleSheet;
  if (!sheet || !(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(sheet)) return;
  if (root.ownerDocument === document) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  else void import('./sheets.js').then(({ addSheet }) => addSheet(root, htmlStyles)).catch(() => {});
}

/** The safe form of a markup, or its plain text where there is none; made once for each owner and way of drawing. */
export function safeBody(known: SafeBodies, owner: object, value: string, options: BodyOptions): HTMLElement | string {
  const pictures = picturesOf(options.host);
  const way = `${options.level} ${pictures} ${options.words.locale}`;
  let drawn = known.get(owner);
  if (drawn?.way !== way) {
    drawn = { way, safe: makeSafe(value, options, pictures) };
    known.set(owner, drawn);
  }
  return drawn.safe;
}

function picturesOf(host: Element): Pictures | undefined {
  const asked = host.getAttribute('pictures');
  return PICTURES.find((choice) => choice === asked);
}

function makeSafe(value: string, options: BodyOptions, pictures: Pictures | undefined): HTMLElement | string {
  const { profile, level, base, words } = options;
  const safe = safeHtml(value, {
    profile: profileOf(profile),
    base,
    headingLevel: Math.min(6, level),
    pictures,
    label: (what, name, host) => words.text(`html.${what}`, { name, host }),
  });
  if ('text' in safe) return safe.text;
  const node = page.createElement('div');
  node.append(safe.fragment);
  for (const wide of node.querySelectorAll('pre,table')) watchWidth(wide);
  return node;
}

let widths: ResizeObserver | undefined;

/** What is wider than its column scrolls, and must do so by keyboard, too (WCAG 2.1.1): not every browser sees to that itself. */
function watchWidth(element: Element): void {
  widths ??= new ResizeObserver((changed) => {
    for (const { target } of changed) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  widths.observe(element);
}
