/** Somebody who has a keyboard and ears, and nothing else. */
import assert from 'node:assert/strict';
import { check } from './criteria.js';
import { look, page, show, takeFaults } from './stage.js';
import { flat, focusedNode, tree, type Node } from './tree.js';

/** Presses of Tab after which a way is taken for a trap. */
const PATIENCE = 120;
/** Milliseconds within which the focus or a text must have come. */
const SOON = 8000;

/** What has the focus: `button Reply to Ken`. */
export type Place = string | RegExp;

export class Reader {
  /** What was done, for the list in the docs. */
  readonly keys: string[] = [];
  /** What was announced while the state came. */
  readonly before: readonly string[];
  #heard: string[] = [];

  constructor(before: readonly string[]) {
    this.before = before;
  }

  /** Presses a key or a chord such as `Control+Enter`. */
  async press(key: string): Promise<void> {
    this.keys.push(key);
    await page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.keys.push(`“${text}”`);
    await page.keyboard.type(text);
  }

  /** Goes on until this has the focus. */
  async tabTo(place: Place, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const seen: string[] = [];
    for (let count = 0; count < PATIENCE; count += 1) {
      await page.keyboard.press(key);
      const here = await this.here();
      if (matches(here, place)) {
        this.keys.push(`${key} to ${here}`);
        return;
      }
      seen.push(here);
    }
    assert.fail(`${String(place)} cannot be reached: ${seen.join('; ')}`);
  }

  /** Role and name of what has the focus. */
  async here(): Promise<string> {
    return sayNode(await focusedNode());
  }

  /** The focus is, or soon will be, here. */
  async isAt(place: Place): Promise<Node> {
    const end = Date.now() + SOON;
    for (;;) {
      const node = await focusedNode();
      if (matches(sayNode(node), place)) return node;
      if (Date.now() > end) assert.fail(`the focus is at “${sayNode(node)}”, not at ${String(place)}`);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** This is, or soon will be, announced: in time, so that it can be heard. */
  async hears(text: string): Promise<void> {
    const end = Date.now() + SOON;
    while (!this.#heard.includes(text)) {
      this.#heard.push(...(await page.evaluate(() => window.stage.heard())));
      if (Date.now() > end) assert.fail(`heard ${JSON.stringify(this.#heard)}, not “${text}”`);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    this.#heard = [];
  }

  /** Nothing was announced. */
  async hearsNothing(): Promise<void> {
    this.#heard.push(...(await page.evaluate(() => window.stage.heard())));
    assert.deepEqual(this.#heard, []);
  }

  /** Names of all nodes of a role, in the order of reading. */
  async names(role: string): Promise<string[]> {
    return flat(await tree())
      .filter((node) => node.role === role)
      .map(({ name }) => name);
  }
}

/** A journey by keyboard from a state on; it counts for the keyboard in any case. */
export function journey(
  criteria: readonly number[],
  state: string,
  name: string,
  walk: (reader: Reader) => Promise<void>,
): void {
  check(
    [...new Set([12, ...criteria])].sort((a, b) => a - b),
    name,
    async () => {
      await look({});
      await show(state);
      const before = await page.evaluate(() => {
        scrollTo(0, 0);
        // From the top of the page on, like one who has just come.
        const start = document.querySelector('h1') as HTMLElement;
        start.tabIndex = -1;
        start.focus({ preventScroll: true });
        return window.stage.heard();
      });
      const reader = new Reader(before);
      await walk(reader);
      assert.deepEqual(takeFaults(), []);
      return { keys: reader.keys };
    },
  );
}

export function sayNode({ name, role }: Node): string {
  return `${role} ${name}`.trim();
}

function matches(here: string, place: Place): boolean {
  return typeof place === 'string' ? here === place : place.test(here);
}
