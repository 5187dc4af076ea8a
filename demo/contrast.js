/**
 * How well texts and controls stand out, measured on what the browser has really drawn, shadow roots included (WCAG 1.4.3 and
 * 1.4.11). The playground shows it while you try colours, and the tests of the themes use it.
 */

/** What WCAG 2.2 asks of each. Large letters are held to the same as small ones. */
export const LEAST = { text: 4.5, control: 3 };

const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
  willReadFrequently: true,
});

/** The canvas lays colours over each other as the page does, whatever notation they have. */
function paint(colors) {
  for (const color of colors) {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
  }
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function luminance(channels) {
  const [red, green, blue] = channels.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratioOf(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What an element stands in, as it is drawn: through slots and out of shadow roots. */
function parentOf(node) {
  return node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
}

/** The browser's own ground, and all backgrounds up to that of the element. */
function behind(node) {
  const probe = document.documentElement.appendChild(document.createElement('i'));
  probe.style.color = 'Canvas';
  const colors = [];
  for (let at = node; at; at = parentOf(at)) colors.unshift(getComputedStyle(at).backgroundColor);
  colors.unshift(getComputedStyle(probe).color);
  probe.remove();
  return colors;
}

function isShown(node) {
  if (getComputedStyle(node).display === 'contents') return isBig(contentsOf(node)) && isShown(parentOf(node));
  return isBig(node) && !node.disabled && node.checkVisibility({ visibilityProperty: true });
}

/** What is there for assistive technology alone has a size of one pixel. */
function isBig(box) {
  const { width, height } = box.getBoundingClientRect();
  return width > 1 && height > 1;
}

/** A slot has no box of its own; what it falls back to has. */
function contentsOf(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return range;
}

/** Contrast of a colour that lies on an element. */
function on(node, color) {
  const ground = behind(node);
  return ratioOf(paint(ground), paint([...ground, color]));
}

/** A field or button stands out by its border or by its filling. */
function edgeOf(node) {
  const around = behind(parentOf(node));
  const filling = ratioOf(paint(around), paint(behind(node)));
  return Math.max(filling, ratioOf(paint(around), paint([...around, getComputedStyle(node).borderTopColor])));
}

function look(node) {
  const words = [...node.childNodes].map((child) => (child.nodeType === Node.TEXT_NODE ? child.nodeValue : ''));
  const text = words.join(' ').trim();
  const style = getComputedStyle(node);
  const drawn = getComputedStyle(node, '::before');
  const part = node.part.value || node.className || node.localName;
  const isField = node.matches('input:not([type=checkbox]), textarea, select');
  const found = [];
  const add = (kind, ratio) => found.push({ kind, node, part, words: text.slice(0, 30), ratio });
  if (text || isField) add('text', on(node, style.color));
  if (/^"[^"]+"/.test(drawn.content)) add('text', on(node, drawn.color));
  if (isField || (node.localName === 'button' && style.borderTopWidth !== '0px')) add('control', edgeOf(node));
  return found;
}

function* nodesIn(root) {
  for (const node of root.querySelectorAll('*')) {
    yield node;
    if (node.shadowRoot) yield* nodesIn(node.shadowRoot);
  }
}

/**
 * Every text, and every field and button with a border, inside the roots of the elements below `root`; the weakest first.
 * @returns {{ kind: 'text' | 'control', node: Element, part: string, words: string, ratio: number }[]}
 */
export function contrastsIn(root) {
  const hosts = [...root.querySelectorAll('article-view, comment-thread, reply-form')];
  const nodes = hosts.flatMap(({ shadowRoot }) => (shadowRoot ? [...nodesIn(shadowRoot)] : []));
  const found = nodes.filter(isShown).flatMap(look);
  return found.sort((one, other) => one.ratio / LEAST[one.kind] - other.ratio / LEAST[other.kind]);
}
