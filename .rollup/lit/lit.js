/**
 * Lit with its own templates (lit-html), and of its LitElement what the elements of this package use: properties with
 * `attribute`, `type` and `useDefault`, controllers, styles, and the cycle of updates with its promise. Left out are reflected
 * attributes, converters, decorators of the standard kind, and hooks for polyfills and for server-rendered roots. Every test of
 * an element runs on this, too (`node test/run.mjs cdn`).
 */
import { render } from 'lit-html';

export * from 'lit-html';

/** Styles, in the form that browsers with constructable style sheets need. */
class CSSResult {
  constructor(cssText) {
    this.cssText = cssText;
  }

  get styleSheet() {
    if (!this.sheet) (this.sheet = new CSSStyleSheet()).replaceSync(this.cssText);
    return this.sheet;
  }
}

export const css = ([text]) => new CSSResult(text);

/** `this[name]` set on an element before its class was known hides the accessor. */
const taken = (element, name) => {
  const value = element[name];
  delete element[name];
  return [name, value];
};

export class LitElement extends HTMLElement {
  static elementProperties = new Map();

  static createProperty(name, options) {
    if (!Object.hasOwn(this, 'elementProperties')) this.elementProperties = new Map(this.elementProperties);
    this.elementProperties.set(name, options ?? {});
    const value = Symbol();
    Object.defineProperty(this.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return this[value];
      },
      set(now) {
        const old = this[value];
        this[value] = now;
        this.requestUpdate(name, old);
      },
    });
  }

  /** The browser asks once, when the class is defined. */
  static get observedAttributes() {
    for (const name in this.properties) this.createProperty(name, this.properties[name]);
    this.elementStyles = [this.styles ?? []].flat(Infinity).map((style) => style.styleSheet);
    this.byAttribute = new Map();
    for (const [name, { attribute = name.toLowerCase() }] of this.elementProperties)
      if (attribute) this.byAttribute.set(attribute, name);
    return [...this.byAttribute.keys()];
  }

  isUpdatePending = false;
  hasUpdated = false;
  #changed = new Map();
  #defaults = new Map();
  #controllers = new Set();
  #given;
  #options = { host: this };
  #part;
  #updated = new Promise((resolve) => (this.enableUpdating = resolve));

  constructor() {
    super();
    const names = [...this.constructor.elementProperties.keys()].filter((name) => Object.hasOwn(this, name));
    this.#given = names.map((name) => taken(this, name));
    this.requestUpdate();
  }

  addController(controller) {
    this.#controllers.add(controller);
    if (this.renderRoot && this.isConnected) controller.hostConnected?.();
  }

  createRenderRoot() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = this.constructor.elementStyles;
    return root;
  }

  connectedCallback() {
    this.renderRoot ??= this.createRenderRoot();
    this.enableUpdating(true);
    this.#tell('hostConnected');
    this.#part?.setConnected(true);
  }

  disconnectedCallback() {
    this.#tell('hostDisconnected');
    this.#part?.setConnected(false);
  }

  attributeChangedCallback(attribute, old, text) {
    const { byAttribute, elementProperties } = this.constructor;
    const name = byAttribute.get(attribute);
    const { type } = elementProperties.get(name);
    const value = type === Boolean ? text !== null : text !== null && type === Number ? Number(text) : text;
    this[name] = value ?? this.#defaults.get(name) ?? value;
  }

  requestUpdate(name, old) {
    if (name !== undefined && !this.#note(name, old)) return;
    if (!this.isUpdatePending) this.#updated = this.#enqueue();
  }

  /** False where nothing has changed, or where the value is only what the class begins with. */
  #note(name, old) {
    const value = this[name];
    if (Object.is(value, old)) return false;
    const { useDefault } = this.constructor.elementProperties.get(name);
    if (useDefault && !this.#defaults.has(name)) this.#defaults.set(name, value);
    else if (!this.#changed.has(name)) this.#changed.set(name, this.hasUpdated || useDefault ? old : undefined);
    return true;
  }

  async #enqueue() {
    this.isUpdatePending = true;
    try {
      await this.#updated;
    } catch (error) {
      // Whoever waited for the update before was told; the page's log is told here.
      Promise.reject(error);
    }
    await this.scheduleUpdate();
    return !this.isUpdatePending;
  }

  scheduleUpdate() {
    this.performUpdate();
  }

  performUpdate() {
    if (!this.isUpdatePending) return;
    if (!this.hasUpdated) {
      this.renderRoot ??= this.createRenderRoot();
      for (const [name, value] of this.#given.splice(0)) this[name] = value;
    }
    const changed = this.#changed;
    try {
      this.willUpdate(changed);
      this.#tell('hostUpdate');
      this.update(changed);
    } catch (error) {
      this.#done();
      throw error;
    }
    this.#tell('hostUpdated');
    this.hasUpdated = true;
    this.updated(changed);
  }

  #tell(what) {
    for (const controller of this.#controllers) controller[what]?.();
  }

  #done() {
    this.#changed = new Map();
    this.isUpdatePending = false;
  }

  get updateComplete() {
    return this.getUpdateComplete();
  }

  getUpdateComplete() {
    return this.#updated;
  }

  willUpdate() {}

  update() {
    const content = this.render();
    this.#done();
    this.#options.isConnected ??= this.isConnected;
    this.#part = render(content, this.renderRoot, this.#options);
  }

  updated() {}
}
