/**
 * Of Lit's templates and of its LitElement what the elements of this package use. Of the latter that is: properties with
 * `attribute` and `type`, controllers, styles, and the cycle of updates with its promise. Left out are reflected attributes,
 * defaults of removed ones, converters, directives that wait, decorators of the standard kind, and hooks for polyfills and for
 * server-rendered roots. Every test of an element runs on this, too (`node test/run.mjs cdn`).
 */
import { render } from './templates.js';

export { html, nothing, render } from './templates.js';

/** Styles, in the form that browsers with constructable style sheets need. */
export const css = ([cssText]) => {
  const styleSheet = new CSSStyleSheet();
  styleSheet.replaceSync(cssText);
  return { cssText, styleSheet };
};

/** An accessor that asks for an update where the value changes. */
function observe(prototype, name) {
  const key = Symbol();
  Object.defineProperty(prototype, name, {
    get() {
      return this[key];
    },
    set(value) {
      const old = this[key];
      this[key] = value;
      if (!Object.is(old, value)) this.requestUpdate(name, old);
    },
  });
}

export class LitElement extends HTMLElement {
  static styles = [];

  /** The browser asks once, when the class is defined. */
  static get observedAttributes() {
    /** What each attribute sets, those of the class above included. */
    const observed = (this.observed = { ...this.observed });
    for (const [name, { attribute = name.toLowerCase(), type = String }] of Object.entries(this.properties)) {
      observe(this.prototype, name);
      if (attribute) observed[attribute] = [name, type];
    }
    return Object.keys(observed);
  }

  /** What was set before the class was known: it hides the accessors, and is set again over the defaults of the class. */
  #given = { ...this };
  #changed = new Map();
  #controllers = [];
  #pending = false;
  #updated;
  #content;
  hasUpdated = false;
  #connected = new Promise((resolve) => (this.enableUpdating = resolve));

  constructor() {
    super();
    for (const name in this.#given) delete this[name];
    this.requestUpdate();
  }

  addController(controller) {
    this.#controllers.push(controller);
    if (this.renderRoot && this.isConnected) controller.hostConnected?.();
  }

  createRenderRoot() {
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = this.constructor.styles.map(({ styleSheet }) => styleSheet);
    return root;
  }

  connectedCallback() {
    this.renderRoot ??= this.createRenderRoot();
    this.enableUpdating();
    this.#tell('hostConnected');
  }

  disconnectedCallback() {
    this.#tell('hostDisconnected');
  }

  attributeChangedCallback(attribute, old, text) {
    const [name, type] = this.constructor.observed[attribute];
    this[name] = type === Boolean ? text !== null : text === null ? text : type(text);
  }

  /** Of several changes of a property, the value before the first one counts. */
  requestUpdate(name, old) {
    if (name && !this.#changed.has(name)) this.#changed.set(name, old);
    if (!this.#pending) this.#updated = this.#enqueue();
  }

  get updateComplete() {
    return this.getUpdateComplete();
  }

  getUpdateComplete() {
    return this.#updated;
  }

  async #enqueue() {
    this.#pending = true;
    await this.#connected;
    await this.scheduleUpdate();
    return !this.#pending;
  }

  scheduleUpdate() {
    Object.assign(this, this.#given);
    this.#given = {};
    const changed = this.#changed;
    try {
      this.willUpdate(changed);
      this.#tell('hostUpdate');
      this.#content = this.render();
    } finally {
      // What is set from here on, such as by an element that is put in, is drawn by another update.
      this.#changed = new Map();
      this.#pending = false;
    }
    this.update(changed);
    this.hasUpdated = true;
    this.#tell('hostUpdated');
  }

  willUpdate() {}

  update() {
    render(this.#content, this.renderRoot);
  }

  #tell(what) {
    for (const controller of this.#controllers) controller[what]?.();
  }
}
