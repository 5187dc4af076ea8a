/**
 * lit-html, as far as the elements of this package use it: values among the children of a node and in attributes (`a=`, `.a=`,
 * `?a=`, `@a=`), lists as arrays, templates in templates. Left out are directives, `svg` and `math`, `render` into the middle of
 * a node, and values in comments. The browser's parser tells where a value stands: it never sees the values themselves.
 */
import { page } from '../../src/elements/page.js';

/** Takes something away: an attribute, or what stood among children. */
export const nothing = Symbol();

export const ifDefined = (value) => value ?? nothing;

/** A template with its values. No data of others can look like one. */
class Result {
  constructor(strings, values) {
    this.strings = strings;
    this.values = values;
  }
}

export const html = (strings, ...values) => new Result(strings, values);

/** Stands for a value while the markup of a template is parsed. */
const HOLE = 'lit$value';
/** How the markup before a value ends where that is in an attribute: its name has lost its capitals after parsing. */
const ATTRIBUTE = /([.?@]?)([^\s"'=]+)=("[^"]*|\S*)$/;
const ELEMENTS_AND_COMMENTS = 129;
const TEXTS = 4;

let policy;
try {
  policy = globalThis.trustedTypes?.createPolicy('lit-html', { createHTML: (markup) => markup });
} catch {
  // A page whose `trusted-types` list has no `lit-html` is told so by define.js; the bundle must not throw on it.
}

/** All nodes of a kind, in the order of the document. */
function nodesIn(root, kind) {
  const walker = page.createTreeWalker(root, kind);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** How a value comes to an element, by what stands before the name of the attribute. */
const WRITERS = {
  '': (element, name, value) =>
    value === nothing ? element.removeAttribute(name) : element.setAttribute(name, value ?? ''),
  '.': (element, name, value) => (element[name] = given(value)),
  '?': (element, name, value) => element.toggleAttribute(name, !!given(value)),
  '@': (element, name, value, old) => {
    element.removeEventListener(name, given(old));
    element.addEventListener(name, given(value));
  },
};

const given = (value) => (value === nothing ? undefined : value);

/** Templates by their strings, which are the same each time that one piece of source is run. */
const templates = new WeakMap();

/** The nodes of a template, to be copied, and what makes of the nodes of a copy the places for its values. */
function templateOf(strings) {
  const known = templates.get(strings);
  if (known) return known;
  const element = page.createElement('template');
  // What a value at the end shows ends before a node, too.
  const markup = strings.join(HOLE) + (strings.at(-1) ? '' : '<!---->');
  element.innerHTML = policy ? policy.createHTML(markup) : markup;
  const { content } = element;
  for (const text of nodesIn(content, TEXTS)) {
    const pieces = text.data.split(HOLE).flatMap((piece, index) => [index ? page.createComment(HOLE) : '', piece]);
    text.replaceWith(...pieces.filter(Boolean));
  }
  const places = [];
  let next = 0;
  nodesIn(content, ELEMENTS_AND_COMMENTS).forEach((node, index) => {
    if (node.data === HOLE) {
      const at = next++;
      node.data = '';
      places.push((nodes) => new Place(nodes[index], nodes[index].nextSibling, at));
    }
    for (const { name, value } of [...(node.attributes ?? [])]) {
      const pieces = value.split(HOLE);
      if (pieces.length < 2) continue;
      const how = { at: next, pieces: value !== HOLE && pieces, written: ATTRIBUTE.exec(strings[next]) };
      node.removeAttribute(name);
      places.push((nodes) => new Attribute(nodes[index], how));
      next += pieces.length - 1;
    }
  });
  const template = { content, places };
  templates.set(strings, template);
  return template;
}

/** Draws each place with the value that is meant for it. */
const fill = (places, values) => places.forEach((place) => place.fill(values));

/** An attribute, property or listener of an element. */
class Attribute {
  #old = nothing;
  #element;
  #how;

  constructor(element, how) {
    this.#element = element;
    this.#how = how;
  }

  fill(values) {
    const { at, pieces, written } = this.#how;
    const [, kind, name] = written;
    const value = pieces
      ? pieces.reduce((before, piece, index) => `${before}${values[at + index - 1] ?? ''}${piece}`)
      : values[at];
    if (value !== this.#old) WRITERS[kind](this.#element, name, value, this.#old);
    this.#old = value;
  }
}

/** A place among the children of a node: what stands between `start`, a comment, and `end`, or the end of all. */
class Place {
  /** What it shows: a text, a node, the copy of a template, or an array of places. */
  #shown = '';
  #text;
  #start;
  #end;
  #at;

  constructor(start, end, at) {
    this.#start = start;
    this.#end = end;
    this.#at = at;
  }

  fill(values) {
    this.show(values[this.#at]);
  }

  show(value) {
    if (value instanceof Result) this.#showTemplate(value);
    else if (Array.isArray(value)) this.#showList(value);
    else this.#showNode(given(value) ?? '');
  }

  #showTemplate({ strings, values }) {
    if (this.#shown.strings === strings) return fill(this.#shown.places, values);
    const template = templateOf(strings);
    const fragment = page.importNode(template.content, true);
    const nodes = nodesIn(fragment, ELEMENTS_AND_COMMENTS);
    const places = template.places.map((make) => make(nodes));
    fill(places, values);
    this.#put(fragment, { strings, places });
  }

  #showList(values) {
    if (!Array.isArray(this.#shown)) this.#put('', []);
    const places = this.#shown;
    values.forEach((value, index) => (places[index] ??= this.#grow()).show(value));
    for (const place of places.splice(values.length)) place.#remove();
  }

  #showNode(value) {
    if (value === this.#shown) return;
    if (value.nodeType) this.#put(value, value);
    else if (this.#text) this.#text.data = this.#shown = value;
    else {
      const text = value === '' ? '' : page.createTextNode(value);
      this.#put(text, value);
      this.#text = text;
    }
  }

  /** Another node, or none, in place of all that is here. */
  #put(node, shown) {
    this.#clear();
    if (node) this.#insert(node);
    this.#shown = shown;
  }

  #insert(node) {
    return this.#start.parentNode.insertBefore(node, this.#end);
  }

  #grow() {
    return new Place(this.#insert(page.createComment('')), this.#insert(page.createComment('')));
  }

  #clear() {
    while (this.#start.nextSibling !== this.#end) this.#start.nextSibling.remove();
    this.#text = undefined;
  }

  #remove() {
    this.#clear();
    this.#start.remove();
    this.#end.remove();
  }
}

const ROOT = Symbol();

/** Shows a value behind what a node has in it already. */
export function render(value, container) {
  container[ROOT] ??= new Place(container.appendChild(page.createComment('')), null);
  container[ROOT].show(value);
}
