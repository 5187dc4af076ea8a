import { enErrors } from './en-errors.js';

/**
 * English for those who do more than read: the form, what becomes of a reply, and other answers to what a reader did. It is
 * loaded with the controls of a thread and with its form.
 */
export const enForm = {
  ...enErrors,
  'form.title': 'Leave a Reply',
  'form.titleTo': 'Leave a Reply to {author}',
  'form.cancel': 'Cancel reply',
  // Above the fields, for those who are logged in.
  'form.as': 'Commenting as {name}',
  'form.text': 'Comment',
  'form.name': 'Name',
  'form.email': 'Email',
  'form.url': 'Website',
  // After the label of a field that may be left empty.
  'form.optional': '(optional)',
  'form.emailHint': 'Your email address will not be published.',
  // {mark} is an asterisk.
  'form.requiredNote': 'Required fields are marked {mark}',
  'form.submit': 'Post Comment',
  'form.submitting': 'Posting Comment…',
  'form.left': { '=1': '1 character left', other: '{count} characters left' },
  // Heading of the list of mistakes.
  'form.problems': {
    '=1': 'Please correct one thing:',
    other: 'Please correct {count} things:',
  },
  'form.text.required': 'Please enter a comment.',
  'form.text.invalid': 'This comment cannot be accepted as it is.',
  'form.text.too-short': 'Your comment is too short.',
  'form.text.too-long': {
    // Where a server refuses it, and does not say what its limit is.
    '=0': 'Your comment is too long.',
    '=1': 'Your comment is too long by 1 character.',
    other: 'Your comment is too long by {count} characters.',
  },
  'form.name.required': 'Please enter your name.',
  'form.name.invalid': 'Please enter another name.',
  'form.name.too-short': 'Your name is too short.',
  'form.name.too-long': 'Your name is too long.',
  'form.email.required': 'Please enter your email address.',
  'form.email.invalid': 'Please enter a valid email address.',
  'form.email.too-short': 'Please enter a valid email address.',
  'form.email.too-long': 'Your email address is too long.',
  'form.url.required': 'Please enter a web address, such as https://example.com.',
  'form.url.invalid': 'Please enter a web address, such as https://example.com.',
  'form.url.too-short': 'Please enter a web address, such as https://example.com.',
  'form.url.too-long': 'Your web address is too long.',
  // Links after "You must be logged in for this."; the second one where something is typed that shall not be lost.
  'form.logIn': 'Log in',
  'form.logInApart': 'Log in (opens in a new tab)',
  // After a refusal or a failure.
  'form.kept': 'Your text has been kept.',
  // The same where nobody can know whether it has arrived.
  'form.maybeStored': 'It may have arrived all the same.',
  // Above the fields, where a draft was found, and the button after it.
  'form.draftRestored': 'Your unsent text was restored.',
  'form.draftDiscard': 'Discard',
  // Said once where the browser does not let anything be kept.
  'form.notKept': 'This browser cannot keep unsent comments: they are lost when you leave this page.',
  // After a comment that is not sent yet, and its buttons.
  'form.posting': 'Posting…',
  'form.waiting': 'Waiting for the network.',
  'form.edit': 'Edit',
  'form.cancelSending': 'Cancel',
  'form.wait': {
    '=1': 'Please wait 1 second.',
    other: 'Please wait {count} seconds.',
  },

  // Said after "Copy link".
  'comment.linkCopied': 'Link copied.',
  'comment.linkNotCopied': 'The link could not be copied. Its address is now in the address bar.',

  'result.posted': 'Your comment was posted.',
  'result.postedReply': 'Your reply was posted.',
  'result.pending': 'Thank you. Your comment will be visible after it has been approved.',

  // Why a reply was refused; one text for each of these codes of errors.ts.
  'error.closed': 'Sorry, comments are closed for this item.',
  'error.invalid': 'The comment server refused something in the form.',
  'error.duplicate': 'It looks as though you have already said that.',
  'error.parent-gone': 'The comment you are replying to no longer exists.',
  'error.rejected': 'Sorry, this comment cannot be accepted.',
  'error.conflict': 'An earlier version of this comment has already been sent.',
} as const satisfies Record<string, string | Record<string, string>>;
