/** So many addresses are remembered at most; past that those heard of least recently are forgotten. */
const MAX_ADDRESSES = 10_000;

/**
 * A token bucket per address: it holds as many tokens as may be used in a minute, and fills up evenly. Each is kept as
 * one number, the time in milliseconds at which the bucket will be full again, so that nothing is lost in rounding.
 *
 * The buckets are in memory, not in the database: there is one process, forgetting a minute at a restart does no harm,
 * and a flood that is refused must not turn into a flood of writes. Several processes on one database would each
 * count for themselves.
 */
export class RateLimiter {
  readonly #now: () => Date;
  /** Milliseconds until one more token is there. */
  readonly #interval: number;
  /** Milliseconds until an empty bucket is full. */
  readonly #whole: number;
  readonly #fullAt = new Map<string, number>();

  /** @param perMinute at least 1; `Infinity` for no limit */
  constructor(perMinute: number, now: () => Date) {
    this.#now = now;
    this.#interval = Math.ceil(60_000 / perMinute);
    this.#whole = this.#interval === 0 ? 0 : perMinute * this.#interval;
  }

  /** Takes a token. Returns 0, or in how many seconds there will be one when the bucket is empty. */
  take(address: string): number {
    if (this.#interval === 0) return 0;
    const now = this.#now().getTime();
    const fullAt = Math.max(now, this.#fullAt.get(address) ?? 0) + this.#interval;
    const wait = fullAt - now - this.#whole;
    if (wait > 0) return Math.ceil(wait / 1000);
    this.#remember(address, fullAt);
    return 0;
  }

  /** The map keeps the order of insertion, so that its first address is the one heard of least recently. */
  #remember(address: string, fullAt: number): void {
    this.#fullAt.delete(address);
    this.#fullAt.set(address, fullAt);
    if (this.#fullAt.size <= MAX_ADDRESSES) return;
    const [oldest] = this.#fullAt.keys();
    if (oldest !== undefined) this.#fullAt.delete(oldest);
  }
}
