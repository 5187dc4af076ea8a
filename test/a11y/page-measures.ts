/** Runs in the page: what can be measured of what is shown. */
import { all, rootsIn, textOf } from './page-parts.js';

/** Text that is only told, or only drawn. */
const UNSEEN = '.hidden-text, [aria-hidden=true], .avatar, [hidden]';

function isSeen(element: Element): boolean {
  return element.checkVisibility() && !element.closest(UNSEEN);
}

/** How an element is told in a message. */
function say(element: Element): string {
  return `<${element.localName} ${element.getAttribute('part') ?? element.className}> “${textOf(element).slice(0, 40)}”`;
}

/** All elements that hold text of their own or can be pressed, as they are read. */
function pieces(place: ParentNode): Element[] {
  const found: Element[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Element && !isSeen(node)) return;
    const isPiece =
      node instanceof Element &&
      (/^(BUTTON|INPUT|TEXTAREA|SELECT)$/.test(node.tagName) ||
        [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim()));
    if (isPiece) found.push(node);
    else if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0) node.assignedNodes().forEach(walk);
    else ((node as Element).shadowRoot ?? node).childNodes.forEach(walk);
  };
  place.childNodes.forEach(walk);
  return found;
}

/** Pieces that stand before one that is read earlier. */
export function outOfOrder(place: ParentNode, isRight: boolean): string[] {
  const found = pieces(place);
  return found.flatMap((piece, index) => {
    const before = found[index - 1]?.getBoundingClientRect();
    const here = piece.getBoundingClientRect();
    if (!before || here.top >= before.bottom - 2) return [];
    const isAlong = isRight ? here.right <= before.left + 2 : here.left >= before.right - 2;
    // Fields stand in columns, each with its hints.
    const isSameLine = here.bottom > before.top + 2 || piece.closest('.field') !== null;
    return isAlong && isSameLine ? [] : [`${say(piece)} stands before ${say(found[index - 1] as Element)}`];
  });
}

/** What is cut off, wider than the window, or lies over its neighbour. */
export function cutOff(place: ParentNode): string[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth}`] : [];
  const cut = all(place, '*').filter((element) => {
    if (!isSeen(element) || /^(pre|table)$/.test(element.localName)) return false;
    const { overflowX, overflowY, overflowClipMargin, display } = getComputedStyle(element);
    const margin = 1 + (parseFloat(overflowClipMargin) || 0);
    if (display === 'inline' || /^(textarea|input|select)$/.test(element.localName)) return false;
    const isCut = (how: string, inside: number, outside: number) =>
      /hidden|clip/.test(how) && inside > outside + margin;
    return (
      isCut(overflowX, element.scrollWidth, element.clientWidth) ||
      isCut(overflowY, element.scrollHeight, element.clientHeight)
    );
  });
  const out = pieces(place).filter((piece) => {
    const { left, right, width } = piece.getBoundingClientRect();
    return width > 0 && !piece.closest('pre, table') && (left < -1 || right > clientWidth + 1);
  });
  return [...wide, ...cut.map((each) => `${say(each)} is cut`), ...out.map((each) => `${say(each)} is outside`)];
}

/** WCAG 1.4.12, in every root, as a reader's own style sheet does it. */
export function space(place: ParentNode): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`,
  );
  const roots = [document, ...rootsIn(place).filter((root) => root instanceof ShadowRoot)];
  for (const root of roots) root.adoptedStyleSheets.push(sheet);
  return () =>
    roots.forEach((root) => (root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet)));
}

/** Buttons and fields smaller than they should be, in CSS pixels. */
export function tooSmall(place: ParentNode, least: number): string[] {
  return all(place, 'button[part], select, textarea, input, [part~=login]').flatMap((target) => {
    if (!isSeen(target)) return [];
    // A label belongs to the target.
    const box = target.closest('label') ?? target;
    const { width, height } = box.getBoundingClientRect();
    return Math.min(width, height) < least - 0.5
      ? [`${say(target)} measures ${width.toFixed(0)} by ${height.toFixed(0)}`]
      : [];
  });
}

const canvas = document
  .createElement('canvas')
  .getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;

/** A colour over another, in red, green and blue. */
function paint(...colors: readonly string[]): Uint8ClampedArray {
  canvas.clearRect(0, 0, 1, 1);
  for (const color of colors) {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
  }
  return canvas.getImageData(0, 0, 1, 1).data;
}

function luminance(color: Uint8ClampedArray): number {
  const [r = 0, g = 0, b = 0] = [...color].slice(0, 3).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG's contrast of a colour on what lies below it. */
export function contrast(color: string, ...below: readonly string[]): number {
  const [a, b] = [luminance(paint(...below, color)), luminance(paint(...below))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Everything painted below an element, the page first. */
export function backgrounds(element: Element): string[] {
  const own = getComputedStyle(element).backgroundColor;
  const { parentElement, parentNode } = element;
  const above = element.assignedSlot ?? parentElement ?? (parentNode instanceof ShadowRoot ? parentNode.host : null);
  return [...(above ? backgrounds(above) : []), own];
}

/** Borders by which a control is known, and how they stand out from what is around them. */
export function faintBorders(place: ParentNode): string[] {
  return all(place, 'input:not([type=checkbox]), textarea, select, .button').flatMap((control) => {
    if (!isSeen(control)) return [];
    const { borderTopColor } = getComputedStyle(control);
    const ratio = contrast(borderTopColor, ...backgrounds(control.parentElement ?? control));
    return ratio < 3 ? [`${say(control)} has a border of ${ratio.toFixed(2)}`] : [];
  });
}

/** How the focus is shown: style, width in pixels, contrast. */
export function ringOf(element: Element): {
  readonly style: string;
  readonly width: number;
  readonly contrast: number;
} {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  return {
    style: outlineStyle,
    width: parseFloat(outlineWidth),
    contrast: contrast(outlineColor, ...backgrounds(element.parentElement ?? element)),
  };
}

/** Whether anything lies over an element. */
export function isCovered(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + Math.min(width / 2, 20), top + Math.min(height / 2, 10)];
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner: Element | null = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return !hit || !(element.contains(hit) || hit.contains(element));
}

/** What moves. */
export function moving(place: ParentNode): string[] {
  return rootsIn(place)
    .flatMap((root) => (root instanceof ShadowRoot ? root.getAnimations() : document.getAnimations()))
    .filter((animation) => {
      const { duration } = animation.effect?.getComputedTiming() ?? {};
      return Number(duration) > 1;
    })
    .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'a transition'));
}

/** Texts that do not stand out from what is painted below them. Axe leaves out what it is not sure of. */
export function faintTexts(place: ParentNode): string[] {
  return pieces(place).flatMap((piece) => {
    const { color, opacity } = getComputedStyle(piece);
    const ratio = contrast(color, ...backgrounds(piece));
    return ratio < 4.5 && opacity === '1' ? [`${say(piece)} has a contrast of ${ratio.toFixed(2)}`] : [];
  });
}

/** All texts but those that say how long ago something was. */
export function texts(place: ParentNode): string[] {
  return pieces(place)
    .filter((piece) => piece.localName !== 'time')
    .map(textOf);
}

/** Comments whose date or button does not stand behind the name, whatever direction that has. */
export function misplaced(place: ParentNode, isRight: boolean): string[] {
  const isBefore = (a: DOMRect, b: DOMRect) => (isRight ? a.left >= b.right - 1 : a.right <= b.left + 1);
  return all(place, 'article').flatMap((article) => {
    const [name, time, toggle] = ['[part~=author-name]', 'time', '.collapse'].map((selector) =>
      article.querySelector(selector)?.getBoundingClientRect(),
    );
    if (!name || !time || !toggle) return ['something is missing'];
    return isBefore(name, time) && isBefore(time, toggle) ? [] : [say(article)];
  });
}
