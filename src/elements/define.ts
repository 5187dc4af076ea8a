const warned = new Set<string>();

/**
 * Registers an element class under its tag. Where the tag is taken, by a stranger or by a second copy of this package,
 * the page keeps what it has and the class gets a tag of its own, so that it can still be used by this copy's other elements.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return;
  const owner = customElements.get(tag);
  if (!owner) return customElements.define(tag, element);
  if (!isOurs(owner) && !warned.has(tag)) {
    warned.add(tag);
    console.warn(`commentariat: <${tag}> is registered by other code. Subclass ${element.name} to use your own tag.`);
  }
  let own = `commentariat-${tag}`;
  for (let copy = 2; customElements.get(own); copy += 1) own = `commentariat-${tag}-${copy}`;
  customElements.define(own, element);
}

/** Every element class of this package carries `static readonly commentariat = true`. */
function isOurs(element: CustomElementConstructor): boolean {
  return 'commentariat' in element;
}
