/** English for the windows of signing in. They are pages of the server, so that no reader's browser downloads these texts. */
export const en = {
  'done.title': 'You are logged in',
  'done.text': 'You can close this window and go on writing.',
  'denied.title': 'Logging in was cancelled',
  'denied.text': 'You can close this window. Your text is still on the page.',
  'failed.title': 'Logging in failed',
  'failed.text': 'Please close this window and try again. Your text is still on the page.',
  'foreign.title': 'This log-in cannot go on here',
  'foreign.text': 'Please begin it with the button on the page where you are writing.',
  'gone.title': 'This log-in is over',
  'gone.text': 'It was finished already, or took too long. You can close this window.',
  'unreachable.title': 'The log-in service does not answer',
  'unreachable.text': 'Please close this window and try again later. Your text is still on the page.',
  'demo.title': 'Demo account',
  'demo.question': 'Who would you like to be?',
  'demo.cancel': 'Cancel',
} as const satisfies Record<string, string>;
