import { expect } from '@open-wc/testing';
import type { Figures } from '../support/figures.mjs';
import type { Detector, Seen } from '../support/detector.js';

/** Sends something to the table that the run prints at its end. */
export async function tell(line: Figures | { readonly missing: string }): Promise<void> {
  await fetch('/figures', { method: 'POST', body: JSON.stringify(line) });
}

/** What many hostile texts do by one way into the page. All are tried, whatever the first ones do. */
export class Tally {
  readonly #way: string;
  readonly #detector: Detector;
  readonly #seen: { [Key in keyof Seen]: string[] } = { executed: [], requested: [], navigated: [] };
  readonly #strays: string[] = [];
  #texts = 0;

  constructor(way: string, detector: Detector) {
    this.#way = way;
    this.#detector = detector;
  }

  /** Adds a text, and what it has left in the page that may not be there. */
  add(text: unknown, strays: readonly string[] = []): void {
    this.#texts += 1;
    this.#strays.push(...strays.map((stray) => `${stray} of ${String(text)}`));
  }

  /** Adds what the texts have done since the last look. */
  async look(where: string): Promise<void> {
    const seen = await this.#detector.look();
    for (const key of ['executed', 'requested', 'navigated'] as const)
      this.#seen[key].push(...seen[key].map((what) => `${what} in ${where}`));
  }

  /** Tells the figures, and fails where one of them is not nothing. */
  async close(): Promise<void> {
    const { executed, requested, navigated } = this.#seen;
    const counts = { executed: executed.length, navigated: navigated.length, requested: requested.length };
    await tell({ way: this.#way, texts: this.#texts, ...counts, strays: this.#strays.length });
    const first = (all: readonly string[]) => all.slice(0, 10);
    expect({
      executed: first(executed),
      navigated: first(navigated),
      requested: first(requested),
      strays: first(this.#strays),
    }).to.deep.equal({ executed: [], navigated: [], requested: [], strays: [] });
  }
}
