import { CommentsError } from '../core/errors.js';
import type { Posted } from '../core/types.js';

/** Milliseconds within which a browser leaves the page, if it does. */
const LEAVING = 30_000;

/**
 * Sends a form as browsers always have: the page is left for the answer. A form of our own, so that nothing changes in the
 * theme's. The promise is kept by nobody while the page is gone; a reader who comes back by the Back button finds the text
 * where it was.
 * @throws CommentsError `timeout` where the page was not left, `aborted` where the reader has come back
 */
export function submitNatively(host: Element, action: string, fields: URLSearchParams): Promise<Posted> {
  const document = host.ownerDocument;
  const form = Object.assign(document.createElement('form'), { method: 'post', hidden: true });
  form.setAttribute('action', action);
  for (const [name, value] of fields) {
    const field = Object.assign(document.createElement('textarea'), { name, value });
    form.append(field);
  }
  host.append(form);
  // A field may be called "submit", as WordPress' button is.
  HTMLFormElement.prototype.submit.call(form);
  return leaving(form);
}

function leaving(form: HTMLFormElement): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (code: 'timeout' | 'aborted') => {
      removeEventListener('pageshow', onReturn);
      clearTimeout(timer);
      form.remove();
      reject(new CommentsError(code, 'Sent by the browser itself.', { maybeStored: true }));
    };
    const onReturn = ({ persisted }: PageTransitionEvent) => {
      if (persisted) fail('aborted');
    };
    const timer = setTimeout(() => fail('timeout'), LEAVING);
    addEventListener('pageshow', onReturn);
  });
}
