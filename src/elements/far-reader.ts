/** Follows the reader through a long thread, so that what is far is drawn in full before it is seen. */
import type { ReactiveController } from 'lit';
import { blockOf, inWindow, isBeyond, isBlock, show, type Margin } from './blocks.js';
import type { FarComments } from './far-comments.js';
import { farStyles } from './far-comments.styles.js';
import { page } from './page.js';
import { addSheet } from './sheets.js';
import type { ThreadInside } from './thread-controls.js';

/** The event by which a browser tells that something comes near (CSS Containment 2, 4.4). */
const NEARNESS = 'contentvisibilityautostatechange';

/** So often at most, what is in the window is looked at again, because something in it has got another height. */
const PASSES = 8;
/** So many pixels around the window are always looked at. */
const AROUND = 50;
/** After so many milliseconds the reader no longer flies by. */
const CALM = 100;
/** Scrolling of the window and of anything in it. */
const SCROLL = { capture: true, passive: true };

/** What is near, and how many pixels from its top the window shows what it did not show before. */
interface Reach extends Margin {
  readonly risen: number;
}

export class FarReader implements ReactiveController {
  readonly #inside: ThreadInside;
  readonly #comments: FarComments;
  /** Blocks that are shown because they are in the window. */
  readonly #open = new Set<HTMLElement>();
  /** Items that are at least as high as they were before they were drawn. */
  readonly #held = new Set<HTMLElement>();
  /** What has come near, while the reader was flying by or since the last frame. */
  readonly #waiting = new Set<HTMLElement>();
  #top = 0;
  #calm: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;
  /** Whether the browser tells what comes near. */
  readonly isTold = `on${NEARNESS}` in page.documentElement;

  constructor(inside: ThreadInside, comments: FarComments) {
    this.#inside = inside;
    this.#comments = comments;
    inside.thread.addController(this);
    inside.thread.renderRoot.addEventListener(NEARNESS, this.#onNear);
    addSheet(inside.thread.renderRoot, farStyles);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.#onPrint);
    addEventListener('scroll', this.#onScroll, SCROLL);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#onPrint);
    removeEventListener('scroll', this.#onScroll, SCROLL);
    clearTimeout(this.#calm);
    this.#calm = undefined;
    cancelAnimationFrame(this.#frame ?? 0);
    this.#frame = undefined;
  }

  /** Shows an item with the block that it stands in, or a block alone, and draws the item in full. True where it was not so before. */
  show(element: HTMLElement, isAbove = false): boolean {
    const block = blockOf(element) as HTMLElement;
    if (block.dataset['id'] === undefined) this.#open.add(show(block));
    if (!this.#comments.arrive(show(element), isAbove)) return false;
    if (isAbove) this.#held.add(element);
    return true;
  }

  /** Ahead of the reader, a screen or more: the browser says so. */
  readonly #onNear = (event: Event): void => {
    const { skipped } = event as ContentVisibilityAutoStateChangeEvent;
    const item = event.target as HTMLElement;
    if (skipped) this.#waiting.delete(item);
    else this.#waiting.add(item);
    // Not before all comments have their words.
    if (!this.#calm) void Promise.resolve(this.#inside.marks.drawing).then(() => this.#lookAgain());
  };

  /** In the next frame, all at once. */
  #lookAgain(): void {
    if (!this.#inside.thread.isConnected) return;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#onScroll();
      if (this.#arriveAhead()) this.#lookAgain();
    });
  }

  /** What has come near; what is behind the reader can wait until they turn round. True where there was anything new. */
  #arriveAhead(): boolean {
    const ahead = [...this.#waiting].filter((item) => item.getBoundingClientRect().bottom >= 0);
    this.#waiting.clear();
    // What has got another height may have brought others into the window.
    return ahead.filter((item) => this.#comments.arrive(item) && show(item)).length > 0;
  }

  /**
   * What is in the window now, in the frame that shows it: by itself the browser would show nothing of what is new until the
   * next one. It is laid out as it is found, since only then is known what else is in the window. Above the window nothing changes
   * unless that is where the reader is going: browsers count it as a shift (Layout Instability, 2.2), although they scroll along.
   */
  readonly #onScroll = (): void => {
    const { list } = this.#inside.marks;
    if (!list?.getClientRects().length || isBeyond(list, innerHeight)) return;
    this.#release();
    const { top } = list.getBoundingClientRect();
    const distance = top - this.#top;
    const isFlying = Math.abs(distance) > innerHeight;
    this.#top = top;
    if (isFlying) this.#fly();
    // Coming from below: what has come into the window by its lower end only stands above what the reader sees already.
    const risen = isFlying ? 0 : Math.max(0, distance);
    const reach = { above: risen ? innerHeight : AROUND, below: isFlying ? AROUND : innerHeight, risen };
    for (let passes = 0; passes < PASSES && this.#settle(list, reach); passes += 1);
    for (const block of this.#open) {
      if (block.isConnected && !isBeyond(block, 3 * innerHeight)) continue;
      this.#open.delete(block);
      delete block.dataset['near'];
    }
  };

  /** What was held to its height when the reader came from below is below the window now. */
  #release(): void {
    const isPassed = (item: Element) => !item.isConnected || item.getBoundingClientRect().top > innerHeight;
    const passed = [...this.#held].filter(isPassed);
    for (const item of passed) {
      item.removeAttribute('style');
      this.#held.delete(item);
    }
  }

  /** Whatever is passed by so fast needs no more than is seen of it. */
  #fly(): void {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      this.#calm = undefined;
      this.#lookAgain();
    }, CALM);
  }

  /** Shows what is in the window or so near it. True where there was anything new. */
  #settle(list: HTMLElement, reach: Reach): boolean {
    let isNew = false;
    // Where all of them stand is asked before any is drawn.
    const found = inWindow(list, reach).map(
      (each) => [each, each.getBoundingClientRect().bottom < reach.risen] as const,
    );
    for (const [each, isAbove] of found) {
      isNew = this.show(each, isAbove) || isNew;
      const inner = isBlock(each) ? each : this.#comments.lists.get(each);
      if (inner) isNew = this.#settle(inner, reach) || isNew;
    }
    return isNew;
  }

  readonly #onPrint = (): void => this.#comments.drawEverything();
}
