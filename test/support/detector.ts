/**
 * Sees what hostile markup does when it succeeds. The page's own policy (corpus.config.mjs) lets everything run and refuses every
 * request, so that a request is seen as a violation in every browser.
 */

/** What was seen since the last look. */
export interface Seen {
  /** Names of functions that were called. */
  readonly executed: readonly string[];
  /** What was asked for, or where a form was to go. */
  readonly requested: readonly string[];
  /** The page, or the place in it, was to be left. */
  readonly navigated: readonly string[];
}

export const NOTHING: Seen = { executed: [], requested: [], navigated: [] };

const getAttributeNames = Reflect.get(Element.prototype, 'getAttributeNames');
const dispatchEvent = Reflect.get(EventTarget.prototype, 'dispatchEvent');

/** What the tests themselves ask for: their modules, the corpora, and what the runner wants. */
const OWN = new RegExp(
  `^blob:|^http://localhost:${location.port}/raw-stage$|^${location.origin}/(?:src|test|node_modules|__w[a-z-]+|corpora|hostile|figures)\\b`,
);

const CALLED = ['alert', 'confirm', 'prompt', 'print', 'open'] as const;

/** Watches a window. `onCall` is told the element whose handler made the call, where there is one. */
export class Detector {
  #seen: { [Key in keyof Seen]: string[] } = { executed: [], requested: [], navigated: [] };
  readonly #stop = new AbortController();
  readonly #restore: () => void;
  readonly #resources: PerformanceObserver;

  constructor(view: Window & typeof globalThis, onCall: (element: Element | undefined) => void = () => undefined) {
    const originals = Object.fromEntries(CALLED.map((name) => [name, view[name]]));
    for (const name of CALLED) {
      const called = () => {
        this.#seen.executed.push(name);
        const target: unknown = view.event?.target;
        onCall(target instanceof view.Element ? target : undefined);
        return null;
      };
      Object.defineProperty(view, name, { value: called, configurable: true, writable: true });
    }
    this.#restore = () => void Object.assign(view, originals);
    const { signal } = this.#stop;
    view.document.addEventListener(
      'securitypolicyviolation',
      (event) => void this.#seen.requested.push(`${event.effectiveDirective} ${event.blockedURI}`),
      { signal },
    );
    for (const type of ['hashchange', 'beforeunload', 'pagehide'])
      view.addEventListener(type, () => void this.#seen.navigated.push(type), { signal });
    this.#resources = new PerformanceObserver((list) => this.#addResources(list.getEntries()));
    this.#resources.observe({ type: 'resource' });
  }

  /** What the policy of the page lets through, because it is asked of the server of the tests, is a request, too. */
  #addResources(entries: PerformanceEntryList): void {
    for (const { name } of entries) if (!OWN.test(name)) this.#seen.requested.push(name);
  }

  /** Tells what was seen, and forgets it. Attacks that were set off before have had their turn. */
  async look(): Promise<Seen> {
    await settled(document.body);
    this.#addResources(this.#resources.takeRecords());
    const seen = this.#seen;
    this.#seen = { executed: [], requested: [], navigated: [] };
    return seen;
  }

  stop(): void {
    this.#stop.abort();
    this.#resources.disconnect();
    this.#restore();
  }
}

/** Resolves when handlers that a picture sets off by failing have run: one that was placed last has failed, and a task has passed. */
export async function settled(place: HTMLElement, patience = 2_000): Promise<void> {
  // What hostile markup has put in place of members of the page does not matter.
  const image = Document.prototype.createElement.call(place.ownerDocument, 'img') as HTMLImageElement;
  const blob = URL.createObjectURL(new Blob(['no picture'], { type: 'image/png' }));
  const failed = new Promise((resolve) => {
    image.addEventListener('error', resolve, { once: true });
    // A frame that has gone elsewhere tells nothing any more.
    setTimeout(resolve, patience);
  });
  const view = (Reflect.get(Document.prototype, 'defaultView', place.ownerDocument) as Window | null) ?? window;
  view.addEventListener('securitypolicyviolation', stopOwn, true);
  image.src = blob;
  place.append(image);
  await failed;
  image.remove();
  await new Promise((resolve) => setTimeout(resolve));
  view.removeEventListener('securitypolicyviolation', stopOwn, true);
  URL.revokeObjectURL(blob);
}

/** The picture of {@link settled} is no request of an attack. */
function stopOwn(event: SecurityPolicyViolationEvent): void {
  if (event.blockedURI.startsWith('blob')) event.stopImmediatePropagation();
}

/** What a reader may do to whatever is in a box, and whatever its handlers wait for. */
export function provoke(box: ParentNode): void {
  // Our own buttons load something: that is what they are for.
  for (const element of box.querySelectorAll<HTMLElement>(':not(button.load)')) {
    const names = [...Reflect.apply<Element, [], string[]>(getAttributeNames, element, [])].map((name) =>
      name.toLowerCase(),
    );
    const awaited = names.flatMap((name) => (name.startsWith('on') ? [name.slice(2)] : []));
    for (const type of ['mouseover', 'focus', 'click', ...awaited]) {
      const event = new Event(type, { bubbles: true, cancelable: true });
      // Links and buttons lead elsewhere only where somebody lets them.
      event.preventDefault();
      Reflect.apply<EventTarget, [Event], boolean>(dispatchEvent, element, [event]);
    }
  }
}
