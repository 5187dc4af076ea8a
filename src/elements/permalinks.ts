import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { encodeId } from './comment.js';

const HASH = /^#comment-(.+)$/;

/**
 * `#comment-5` for comments inside a shadow root, where the browser neither scrolls nor matches `:target`: tells the
 * thread when the page's address names a comment.
 */
export class PermalinkController implements ReactiveController {
  readonly #show: (id: string | undefined) => void;

  constructor(host: ReactiveControllerHost, show: (id: string | undefined) => void) {
    this.#show = show;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.#onHash);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#onHash);
  }

  /** The comment that the address names now. */
  get id(): string | undefined {
    return idOf(location.hash);
  }

  readonly #onHash = (): void => this.#show(this.id);
}

/** Address of a comment on this page, whatever its `<base>` says. */
export function permalink(id: string): string {
  return `${document.URL.split('#')[0] ?? ''}#comment-${encodeId(id)}`;
}

/** Puts a comment's address on the clipboard or, where a page may not do that, into the address bar; says which. */
export async function copyPermalink(id: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(permalink(id));
    return true;
  } catch {
    history.replaceState(history.state, '', permalink(id));
    return false;
  }
}

function idOf(hash: string): string | undefined {
  const encoded = HASH.exec(hash)?.[1];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
