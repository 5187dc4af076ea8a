import { expect } from '@open-wc/testing';
import type { ReplyForm } from '../../src/elements/reply-form.js';
import { inner, until } from './elements.js';

/** Loads the form's element where a page, unlike a test, has none of it yet. */
export const SCRIPT = '<script type="module" src="/src/elements/reply-form.ts"></script>';

/** A page of its own, in a frame: it can be left, and come back. */
export interface HostPage {
  readonly frame: HTMLIFrameElement;
  readonly page: () => Document;
  readonly window: () => Window & typeof globalThis;
  readonly element: () => ReplyForm;
  readonly host: () => HTMLFormElement;
  /** The form, once its fields are there. */
  readonly drawn: () => Promise<ReplyForm>;
  /** Waits until the page was left for another one, and tells its address and its text. */
  readonly left: () => Promise<{ path: string; text: string }>;
}

let names = 0;
const faults: string[] = [];

/** What goes wrong in a page of its own does not reach the test's. */
function watch({ contentWindow }: HTMLIFrameElement): void {
  contentWindow?.addEventListener('error', ({ message }) => faults.push(message));
  contentWindow?.addEventListener('unhandledrejection', ({ reason }) => faults.push(`unhandled: ${String(reason)}`));
}

/** An address to send to that no other test uses. */
export function ownAddress(kind: 'sent' | 'nothing' = 'sent'): string {
  names += 1;
  return `/${kind}/${String(names)}-${String(performance.timeOrigin)}`;
}

/** How often something was sent to an address. */
export async function timesSent(address: string): Promise<number> {
  return Number(await (await fetch(address)).text());
}

/**
 * Waits until the browser has taken in the answer to what was sent first. It tells nobody of an answer without content; but another
 * page that it opens after that came later by the same way.
 */
export async function answered(address: string): Promise<void> {
  await until(async () => (await timesSent(`${address}?answered`)) > 0, 'an answer');
  await openPage('');
}

/** Opens a page with this markup; the frame goes with the test that opened it. */
export async function openPage(markup: string): Promise<HostPage> {
  const frame = document.createElement('iframe');
  frame.title = 'The page';
  frame.width = '600';
  frame.height = '700';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.addEventListener('load', () => watch(frame));
  frame.src = `/page?${encodeURIComponent(markup)}`;
  document.body.append(frame);
  await loaded;
  const page = () => frame.contentDocument ?? expect.fail('there is no page');
  const window = () => page().defaultView ?? expect.fail('there is no window');
  const find = <T extends Element>(selector: string) =>
    page().querySelector<T & HTMLElement>(selector) ?? expect.fail(`the page has no ${selector}`);
  const element = () => find<ReplyForm>('reply-form');
  return {
    frame,
    page,
    window,
    element,
    host: () => find<HTMLFormElement>('form'),
    drawn: async () => {
      await until(() => element().shadowRoot && inner(element()).querySelector('textarea'), 'the fields come');
      await element().updateComplete;
      return element();
    },
    left: async () => {
      const done = () => page().readyState === 'complete' && window().location.pathname !== '/page';
      await until(() => frame.contentDocument && done(), 'the page is left');
      return { path: window().location.pathname, text: page().body.innerText };
    },
  };
}

/** Takes away what {@link openPage} has opened, where nothing went wrong; for `afterEach`. */
export function closePages(): void {
  for (const frame of document.querySelectorAll('iframe')) frame.remove();
  if (faults.length > 0) expect.fail(faults.splice(0).join('; '));
}

/** The fields of a form's body as a browser writes it, in order. */
export function entriesIn(body: string): [string, string][] {
  return [...new URLSearchParams(body)];
}
