/** How well texts and controls stand out, measured on what a browser has really drawn, shadow roots included (WCAG 1.4.3 and 1.4.11). */
import type { Page } from 'playwright-core';

/** One thing that was looked at. */
export interface Contrast {
  readonly kind: 'text' | 'control';
  /** Tag, part and first words. */
  readonly what: string;
  readonly ratio: number;
}

/** What WCAG 2.2 asks of each. Large letters are held to the same as small ones. */
export const LEAST = { text: 4.5, control: 3 } as const;

/** Every text and every border of a field or button inside the elements of the page, least contrast first. */
export async function contrastsOf(page: Page): Promise<Contrast[]> {
  const found = await page.evaluate(measure);
  return found.sort((one, other) => one.ratio / LEAST[one.kind] - other.ratio / LEAST[other.kind]);
}

/** Runs in the page, so that everything it needs is inside. */
function measure(): Contrast[] {
  const HOSTS = 'comment-thread, reply-form, article-view';
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  if (!context) throw new Error('There is no canvas.');

  const parentOf = (node: Element): Element | null =>
    node.assignedSlot ?? node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host ?? null;

  /** The canvas lays the colours over each other as the page does, whatever notation they have. */
  const paint = (colors: readonly string[]): number[] => {
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (channels: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = channels.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratioOf = (one: readonly number[], other: readonly number[]): number => {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  const canvas = document.documentElement.appendChild(document.createElement('i'));
  canvas.style.color = 'Canvas';
  const ground = getComputedStyle(canvas).color;
  canvas.remove();

  /** Backgrounds from the page's own up to that of the element. */
  const behind = (node: Element | null): string[] => {
    const colors: string[] = [];
    for (let at = node; at; at = parentOf(at)) colors.unshift(getComputedStyle(at).backgroundColor);
    return [ground, ...colors];
  };
  const isShown = (node: Element): boolean => {
    const box = node.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false;
    return node.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false });
  };
  const nameOf = (node: Element, words: string): string =>
    `${node.localName}${node.part.length ? `::part(${node.part.value})` : `.${node.className}`} “${words.trim().slice(0, 30)}”`;

  const found: Contrast[] = [];
  const look = (node: Element): void => {
    if (!isShown(node) || (node as HTMLButtonElement).disabled) return;
    const own = [...node.childNodes]
      .filter((child) => child.nodeType === Node.TEXT_NODE)
      .map((child) => child.nodeValue);
    const before = getComputedStyle(node, '::before');
    const words = own.join('').trim();
    const add = (kind: Contrast['kind'], color: string, ground: Element | null, what: string): void => {
      const under = paint(behind(ground));
      found.push({ kind, what: nameOf(node, what), ratio: ratioOf(paint([...behind(ground), color]), under) });
    };
    if (words || node.matches('input, textarea, select')) add('text', getComputedStyle(node).color, node, words);
    if (/^"[^"]+"/.test(before.content)) add('text', before.color, node, before.content);
    const borders = getComputedStyle(node);
    const isControl = node.matches('input, textarea, select, button') && borders.borderTopWidth !== '0px';
    if (!isControl) return;
    const outside = parentOf(node);
    const edge = ratioOf(paint([...behind(outside), borders.borderTopColor]), paint(behind(outside)));
    const fill = ratioOf(paint(behind(node)), paint(behind(outside)));
    found.push({ kind: 'control', what: nameOf(node, words), ratio: Math.max(edge, fill) });
  };
  const walk = (root: ParentNode): void => {
    for (const node of root.querySelectorAll('*')) {
      look(node);
      if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  for (const host of document.querySelectorAll(HOSTS)) if (host.shadowRoot) walk(host.shadowRoot);
  return found;
}
