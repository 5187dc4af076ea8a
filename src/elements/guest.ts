import { LitElement } from 'lit';

/**
 * An element as a guest of somebody else's page: what goes wrong while it is drawn stays inside of it, and is told by an event,
 * once.
 */
export abstract class Guest extends LitElement {
  /** Brings what must be there before it is drawn; asked again until there is nothing more to wait for. */
  protected prepare?(): Promise<unknown> | undefined;

  protected override async scheduleUpdate(): Promise<void> {
    try {
      // Nothing can come between the last look and the drawing.
      for (let waiting; (waiting = this.prepare?.());) await waiting;
      await super.scheduleUpdate();
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  protected failed(thrown: unknown): void {
    rarely((rare) => rare.showFailed(this, thrown));
  }

  /** Called by the browser when the element goes to another document. */
  adoptedCallback(): void {
    rarely((rare) => rare.dress(this));
  }
}

function rarely(use: (rare: typeof import('./guest-rare.js')) => unknown): void {
  void import('./guest-rare.js').then(use).catch(() => {});
}
