import type { ProfileName } from './html-profile.js';
import { htmlStyles, PROFILES, safeHtml } from './safe-html.js';

/** Bodies of one element that were made safe, by what they belong to. */
export type SafeBodies = WeakMap<object, { level: number; safe: HTMLElement | string }>;

/** Gives a root the typography of markup. */
export function styleMarkup(root: Node): void {
  const sheet = htmlStyles.styleSheet;
  if (!sheet || !(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** The safe form of a markup, or its plain text where there is none; made once for each owner and level. */
export function safeBody(
  known: SafeBodies,
  owner: object,
  value: string,
  profile: ProfileName,
  level: number,
  base: string | undefined,
): HTMLElement | string {
  let drawn = known.get(owner);
  if (drawn?.level !== level) {
    drawn = { level, safe: makeSafe(value, profile, Math.min(6, level), base) };
    known.set(owner, drawn);
  }
  return drawn.safe;
}

function makeSafe(value: string, profile: ProfileName, headingLevel: number, base?: string): HTMLElement | string {
  const safe = safeHtml(value, { profile: PROFILES[profile], base, headingLevel });
  if ('text' in safe) return safe.text;
  const node = document.createElement('div');
  node.append(safe.fragment);
  return node;
}
