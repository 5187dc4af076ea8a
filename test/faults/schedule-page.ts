/** Runs in a page: plays schedules of what readers, tabs and the network do, over real IndexedDB and Web Locks. */
import { http } from '../../src/core/backends/http.js';
import { Drafts, type DraftPlace } from '../../src/core/drafts.js';
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import { Outbox } from '../../src/core/outbox.js';
import { memoryStorage, type RecordStorage } from '../../src/core/storage.js';

/** One step. Tabs are numbered; what a step begins goes on while the next ones are taken. */
export type Step =
  | { readonly do: 'post' | 'double click' | 'close and open' | 'wait for the answer'; readonly tab: number }
  | { readonly do: 'pause'; readonly tab: number; readonly time: number };

export interface Schedule {
  readonly id: string;
  readonly steps: readonly Step[];
}

export interface Played {
  readonly id: string;
  readonly text: string;
  /** The reader was told at last that it is stored. */
  readonly posted: boolean;
  /** A draft is left. */
  readonly left: boolean;
}

class Tab {
  readonly #stop = new AbortController();
  readonly #drafts: Drafts;
  readonly #outbox: Outbox;
  readonly #place: DraftPlace;
  /** What stands in the form. */
  text = '';
  under: Promise<unknown> = Promise.resolve();

  /** @param storage what all tabs of the reader see */
  constructor(id: string, storage: RecordStorage) {
    this.#drafts = new Drafts(storage);
    this.#place = { backend: 'http', thread: id };
    const backend = http({ base: `${location.origin}/s/${id}/` });
    this.#outbox = new Outbox({ backend, ref: { key: 'post' } }, storage);
  }

  async open(): Promise<void> {
    this.text = (await this.#drafts.load(this.#place))?.text ?? '';
    for (const { key, state, text } of await this.#outbox.all())
      if (state !== 'failed') this.under = Promise.all([this.under, this.#send(key, text)]);
  }

  async type(text: string): Promise<void> {
    this.text = text;
    await this.#drafts.save(this.#place, text);
  }

  post(): Promise<unknown> {
    const { text } = this;
    if (!text) return this.under;
    const id = this.#drafts.idOf(this.#place);
    const posting = this.#outbox.add({ text, guest: { name: 'Ken' } }, id).then(({ key }) => this.#send(key, text));
    return (this.under = Promise.all([this.under, posting]));
  }

  close(): void {
    this.#stop.abort();
  }

  async left(): Promise<boolean> {
    return (await this.#drafts.load(this.#place)) !== undefined;
  }

  async #send(key: string, text: string): Promise<void> {
    const posted = await this.#outbox.send(key, { signal: this.#stop.signal }).catch(() => undefined);
    if (!posted || posted === 'waiting') return;
    if (this.text === text) this.text = '';
    await this.#drafts.remove(this.#place, text);
  }
}

/** Plays a schedule to its end, where the network is well and the reader presses the button until it is stored. */
async function play({ id, steps }: Schedule, storage: RecordStorage): Promise<Played> {
  const open = () => new Tab(id, storage);
  const text = `Text of ${id}`;
  const tabs = [open(), open()];
  await tabs[0]?.type(text);
  await Promise.all(tabs.map((tab) => tab.open()));
  for (const step of steps) await take(step, tabs, open);
  await Promise.all(tabs.map(({ under }) => under));
  await fetch(`/heal/${id}`, { method: 'POST' });
  const last = open();
  await last.open();
  await last.under;
  await last.post();
  const posted = last.text === '';
  const left = await last.left();
  return { id, text, posted, left };
}

async function take(step: Step, tabs: Tab[], open: () => Tab): Promise<void> {
  const tab = tabs[step.tab];
  if (step.do === 'pause') await new Promise((resolve) => setTimeout(resolve, step.time));
  if (step.do === 'post') void tab?.post();
  if (step.do === 'double click') void Promise.all([tab?.post(), tab?.post()]);
  if (step.do === 'wait for the answer') await tab?.under;
  if (step.do !== 'close and open') return;
  tab?.close();
  const next = (tabs[step.tab] = open());
  await next.open();
}

/** @param inBrowser in IndexedDB; else in memory, where much more is done in the same time */
const playAll = (schedules: readonly Schedule[], inBrowser: boolean): Promise<Played[]> =>
  Promise.all(schedules.map((each) => play(each, inBrowser ? indexedDbStorage() : memoryStorage())));

Object.assign(window, { playAll });
