/** The page of the suite: it shows one state at a time, and notes what is announced. */
import '../../src/elements/index.js';
import { Ears } from './page-ears.js';
import { drawn } from './page-make.js';
import { BEGINNINGS, LONG, STATES } from './page-states.js';
import * as measures from './page-measures.js';
import * as parts from './page-parts.js';

const place = document.querySelector('main') as HTMLElement;
const ears = new Ears(place);

const stage = {
  names: Object.keys(STATES),
  parts,
  ...measures,
  outOfOrder: (isRight: boolean) => measures.outOfOrder(place, isRight),
  cutOff: () => measures.cutOff(place),
  space: () => measures.space(place),
  tooSmall: (least: number) => measures.tooSmall(place, least),
  faintBorders: () => measures.faintBorders(place),
  misplaced: (isRight: boolean) => measures.misplaced(place, isRight),
  faintTexts: () => measures.faintTexts(place),
  texts: () => measures.texts(place),
  moving: () => measures.moving(place),
  /** What the state has given away, such as the accounts that the test settles. */
  given: undefined as unknown,
  /** Shows a state, and nothing else. */
  async show(name: string): Promise<void> {
    const state = STATES[name] ?? BEGINNINGS[name] ?? LONG[name];
    if (!state) throw new Error(`There is no state “${name}”.`);
    Reflect.deleteProperty(navigator, 'onLine');
    history.replaceState(null, '', location.pathname);
    for (const child of [...place.children]) if (child.localName !== 'h1') child.remove();
    stage.given = await state(place);
    ears.listen();
  },
  /** Runs something with the elements of the state: all that match, in all roots. */
  all: <T extends HTMLElement = HTMLElement>(selector: string): T[] => parts.all<T>(place, selector),
  /** Changes properties of the thread. */
  async set(properties: object): Promise<void> {
    const thread = place.querySelector('comment-thread');
    if (!thread) throw new Error('There is no thread.');
    Object.assign(thread, properties);
    await drawn(thread);
  },
  /** Keys as Safari tells them of the press that ends a composition. */
  pressWhileComposing(): void {
    for (const [key, ctrlKey] of [
      ['Enter', false],
      ['Enter', true],
      ['Escape', false],
    ] as const) {
      const how = { key, ctrlKey, keyCode: 229, bubbles: true, composed: true, cancelable: true };
      stage.focused.dispatchEvent(new KeyboardEvent('keydown', how));
    }
  },
  /** What was announced since it was asked last. */
  heard: () => ears.heard(),
  /** Whatever has the focus, through all roots. */
  get focused(): Element {
    let element = document.activeElement ?? document.body;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  },
};

export type Stage = typeof stage;

declare global {
  interface Window {
    stage: Stage;
  }
}

window.stage = stage;
