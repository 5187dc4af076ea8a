/** Runs in the page: hears what a screen reader would be told by live regions. */
import { rootsIn, textOf } from './page-parts.js';

const REGIONS = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';

export class Ears {
  readonly #place: HTMLElement;
  readonly #known = new Map<Element, string>();
  readonly #watched = new WeakSet<Node>();
  readonly #observer = new MutationObserver(() => this.listen());
  #heard: string[] = [];

  constructor(place: HTMLElement) {
    this.#place = place;
    this.listen();
  }

  /** Looks at all regions; those that were not there before, or had another text, are heard. */
  listen(): void {
    const roots = rootsIn(this.#place);
    for (const root of roots) this.#watch(root);
    const regions = roots.flatMap((root) => [...root.querySelectorAll(REGIONS)]);
    for (const region of regions) {
      const text = textOf(region);
      if (text && text !== this.#known.get(region)) this.#heard.push(this.#sentence(region, text));
      this.#known.set(region, text);
    }
    for (const region of this.#known.keys()) if (!regions.includes(region)) this.#known.delete(region);
  }

  heard(): string[] {
    this.listen();
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  /** A polite region that comes with its text in it is not read by every screen reader. */
  #sentence(region: Element, text: string): string {
    return this.#known.has(region) || region.role === 'alert' ? text : `(too late) ${text}`;
  }

  #watch(root: Node): void {
    if (this.#watched.has(root)) return;
    this.#watched.add(root);
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  }
}
