import type { Comment } from '../core/types.js';
import type { CommentCancelEvent, CommentPostEvent } from './control-events.js';
import { CommentBeforePostEvent, CommentPostErrorEvent } from './control-events.js';
import { CommentBeforeLoginEvent, CommentIdentityEvent } from './identity-events.js';
import type { ReplyForm } from './reply-form.js';

/** Parts of the form that a page may style through the thread. */
const FORM_PARTS =
  'form, form-title, cancel, identity, field, label, hint, field-error, input, textarea, submit, status, error, login, count, auth, log-out, change-account, avatar, provider-button, provider-icon, guest-button, remember, notice, draft, unsent, action';

/**
 * Makes the one form of a thread. It is moved, never rebuilt, between its own place and the comment being answered, so that
 * typed text survives. Its events are handed on by the thread, on the element that the page has placed.
 * @param done is called when a reply was stored or cancelled.
 * @param reopen moves the form under a comment that the reader was answering.
 * @throws when the form's file cannot be loaded
 */
export async function makeForm(
  thread: HTMLElement & Pick<ReplyForm, 'avatars'>,
  done: (event: CommentPostEvent | CommentCancelEvent) => void,
  reopen: (comment: Comment) => void,
): Promise<ReplyForm> {
  const { ReplyForm } = await import('./reply-form.js');
  const form = Object.assign(new ReplyForm(), { reopen });
  form.setAttribute('exportparts', FORM_PARTS);
  form.avatars = thread.avatars;
  form.addEventListener('comment-before-post', (event) => {
    if (!thread.dispatchEvent(new CommentBeforePostEvent(event.reply))) event.preventDefault();
  });
  form.addEventListener('comment-post-error', (event) => {
    thread.dispatchEvent(new CommentPostErrorEvent(event.error, event.reply));
  });
  form.addEventListener('comment-post', (event) => {
    // The thread announces it, and shows the comment.
    event.preventDefault();
    done(event);
  });
  form.addEventListener('comment-cancel', done);
  form.addEventListener('comment-before-login', (event) => {
    const asked = new CommentBeforeLoginEvent(event.provider);
    if (!thread.dispatchEvent(asked)) event.preventDefault();
    if (asked.answer) event.respondWith(asked.answer);
  });
  form.addEventListener('comment-identity', ({ session }) => {
    thread.dispatchEvent(new CommentIdentityEvent(session));
  });
  return form;
}
