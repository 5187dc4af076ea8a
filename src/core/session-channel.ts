/**
 * What pages of one origin tell each other about a session at a server. A session by cookie is the browser's, so that "changed" is
 * enough. A token is held by one page alone: it is handed to another that asks, in memory, and only after somebody has signed in.
 */
import { readObject } from './fields.js';

export interface ChannelListeners {
  /** Somebody has signed in or out. */
  readonly changed: () => void;
  /** The token of this page, for another one. */
  readonly token: () => string | undefined;
  /** Another page is signed in by this token, which nobody has looked at. */
  readonly offered: (token: unknown) => void;
}

export interface SessionChannel {
  /** Tells that somebody has signed in or out here. */
  tell(): void;
  /** Asks whether another page has a token. */
  ask(): void;
  close(): void;
}

/** @returns nothing where the browser has no channels; then each page is signed in for itself */
export function openChannel(base: string, on: ChannelListeners): SessionChannel | undefined {
  try {
    const channel = new BroadcastChannel(`commentariat session ${base}`);
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const token = data === 'ask' && on.token();
      if (data === 'changed') on.changed();
      else if (token) channel.postMessage({ token });
      else if (data !== 'ask') on.offered(readObject(data)?.['token']);
    });
    return {
      tell: () => channel.postMessage('changed'),
      ask: () => channel.postMessage('ask'),
      close: () => channel.close(),
    };
  } catch {
    return undefined;
  }
}
