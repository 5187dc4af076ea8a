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

const CALLED = ['alert', 'confirm', 'prompt', 'print', 'open'] as const;

/** Watches a window. `onCall` is told the element whose handler made the call, where there is one. */
export class Detector {
  #seen: { [Key in keyof Seen]: string[] } = { executed: [], requested: [], navigated: [] };
  readonly #stop = new AbortController();
  readonly #restore: () => void;

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
  }

  /** Tells what was seen, and forgets it. Attacks that were set off before have had their turn. */
  async look(): Promise<Seen> {
    await settled(document.body);
    const seen = this.#seen;
    this.#seen = { executed: [], requested: [], navigated: [] };
    return seen;
  }

  stop(): void {
    this.#stop.abort();
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

/** How many of the texts run something when they come in raw, in frames that cannot lead this page elsewhere. Stops at `enough`. */
export async function firedRaw(texts: readonly string[], enough: number): Promise<number> {
  const fired = new Set<number>();
  for (let from = 0; from < texts.length && fired.size < enough; from += 40)
    await fireBatch(texts.slice(from, from + 40), (index) => fired.add(from + index));
  return fired.size;
}

async function fireBatch(texts: readonly string[], onFire: (index: number) => void): Promise<void> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  frame.src = '/raw-stage';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const { document: page } = view;
  // Never stopped: it goes with the frame.
  void new Detector(view, (element) => {
    const index = element?.closest<HTMLElement>('[data-index]')?.dataset['index'];
    if (index !== undefined) onFire(Number(index));
  });
  const boxes = texts.map(() => page.createElement('div'));
  page.body.append(...boxes);
  for (const [index, box] of boxes.entries()) {
    box.dataset['index'] = String(index);
    box.innerHTML = texts[index] ?? '';
  }
  const [last] = boxes.slice(-1);
  // Some lead the frame elsewhere, where it tells nothing more.
  if (last)
    await settled(last, 500)
      .then(() => boxes.forEach(provoke))
      .catch(() => undefined);
  frame.remove();
}
