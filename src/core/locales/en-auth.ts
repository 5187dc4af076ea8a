/** English for those who choose as whom they write. It is loaded with the choices, which few threads offer. */
export const enAuth = {
  // Above the ways to sign in; twice each, because a form under a comment says "reply".
  'auth.prompt.optional.comment': 'Leave a comment. Logging in is optional.',
  'auth.prompt.optional.reply': 'Leave a reply. Logging in is optional.',
  'auth.prompt.details.comment': 'Fill in your details below or log in to leave a comment.',
  'auth.prompt.details.reply': 'Fill in your details below or log in to leave a reply.',
  'auth.prompt.login.comment': 'Log in to leave a comment.',
  'auth.prompt.login.reply': 'Log in to leave a reply.',
  // Button for those who would rather not log in.
  'auth.guest': 'Guest',
  'auth.logInWith': 'Log in with {provider}',
  // Below these buttons; told with each of them.
  'auth.opens': 'Opens a new window.',
  // As whom a reply is written; the second where no service is known.
  'auth.as': 'You are commenting as {name} using your {provider} account.',
  'auth.asPlain': 'You are commenting as {name}.',
  'auth.logOut': 'Log out',
  'auth.change': 'Change account',
  'auth.connecting': 'Connecting to {provider}…',
  // After the line above.
  'auth.window': 'Please go on in the window that has opened.',
  'auth.slow': 'If you no longer see that window, you can open it again.',
  'auth.openAgain': 'Open it again',
  'auth.cancel': 'Cancel',
  'auth.blocked': 'Your browser blocked the login window.',
  // Link after the line above.
  'auth.openApart': 'Log in with {provider} (opens in a new tab)',
  // Why nothing has come of it.
  'auth.failed': 'Logging in with {provider} failed.',
  'auth.denied': 'Logging in was cancelled.',
  'auth.cancelled': 'Logging in was cancelled.',
  'auth.timeout': 'Logging in with {provider} took too long.',
  'auth.offline': 'The comment server could not be reached.',
  'auth.insecure': 'Logging in needs a secure connection (https).',
  'auth.expired': 'You have been logged out. Please log in again.',
  'auth.retired': '{provider} can no longer be used to log in.',
  // Said by assistive technology.
  'auth.loggedIn': 'You are logged in as {name}.',
  'auth.loggedOut': 'You are logged out.',
} as const satisfies Record<string, string>;
