/** What pages/probe.js gives to every page of the bench. */
interface Bench {
  readonly finished: Promise<unknown>;
  readonly actions: Record<string, (...args: never[]) => unknown>;
  watch(count: () => number, total: number): void;
  painted(): Promise<unknown>;
  shift(since?: number): number;
  scroll(distance: number, frames: number): Promise<{ times: number[]; blank: boolean[]; moved: number }>;
}

declare const bench: Bench;
