import { LitElement } from 'lit';

/**
 * An element as a guest of somebody else's page: what goes wrong while it is drawn stays inside of it, and is told by an event,
 * once.
 */
export abstract class Guest extends LitElement {
  /** What must be there before it is drawn. */
  protected prepare(): Promise<unknown> | undefined {
    return undefined;
  }

  protected override async scheduleUpdate(): Promise<void> {
    try {
      await this.prepare();
      await super.scheduleUpdate();
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  adoptedCallback(): void {
    void import('./adopted.js').then(
      ({ dress }) => dress(this),
      () => {},
    );
  }

  protected failed(thrown: unknown): void {
    void import('./failed-drawing.js').then(
      ({ showFailed }) => showFailed(this, thrown),
      () => {},
    );
  }
}
