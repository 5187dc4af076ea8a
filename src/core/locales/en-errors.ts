/**
 * English for what can go wrong beside what en.ts says: it comes with the notices of a thread, with articles and with the
 * form.
 */
export const enErrors = {
  'error.timeout': 'The comment server took too long to answer.',
  'error.server': 'The comment server has a problem. Please try again later.',
  'error.aborted': 'The request was cancelled.',
  'error.not-found': 'There is no discussion at this address.',
  'error.forbidden': 'The comment server does not allow this.',
  'error.bad-data': 'The comment server sent an answer that cannot be read.',
  'error.too-large': 'This is too much for one request.',
  'error.login-required': 'You must be logged in for this.',
  'error.rate-limited': 'There were too many requests in a short time.',
  'error.unsupported': 'This discussion cannot be shown here.',
} as const satisfies Record<string, string>;
