/** Runs in the page: finding things in elements, and waiting for them. */

/** Waits until something is so. */
export async function until(isSo: () => unknown, what = String(isSo)): Promise<void> {
  const end = performance.now() + 20_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`This never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Every root in a place: its own, and those of all elements in it. */
export function rootsIn(place: ParentNode): ParentNode[] {
  const below = [...place.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsIn(shadowRoot) : []));
  return [place, ...below];
}

/** Everything that matches, in all roots. */
export function all<T extends HTMLElement = HTMLElement>(place: ParentNode, selector: string): T[] {
  return rootsIn(place).flatMap((root) => [...root.querySelectorAll<T>(selector)]);
}

/** The first thing that matches, once it is there. */
export async function one<T extends HTMLElement = HTMLElement>(place: ParentNode, selector: string): Promise<T> {
  await until(() => all(place, selector).length > 0, selector);
  return all<T>(place, selector)[0] as T;
}

/** Text as a reader sees it. */
export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The button with a text, once it is there. */
export async function button(place: ParentNode, text: string): Promise<HTMLButtonElement> {
  const found = () => all<HTMLButtonElement>(place, 'button').find((each) => textOf(each) === text);
  await until(found, `a button “${text}”`);
  return found() as HTMLButtonElement;
}

/** Types into a field at once. */
export function enter(place: ParentNode, name: string, value: string): void {
  const field = all<HTMLInputElement>(place, `[name="${name}"], #${name}`)[0];
  if (!field) throw new Error(`There is no field ${name}`);
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
