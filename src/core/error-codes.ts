/** Everything that can go wrong between a reader and a backend. Callers switch on the code, never on the message. */
export const ERROR_CODES = [
  // reading and sending
  'aborted',
  'offline',
  'timeout',
  'server',
  'not-found',
  'forbidden',
  'bad-data',
  'too-large',
  'unsupported',
  // refusals of a reply
  'closed',
  'login-required',
  'invalid',
  'duplicate',
  'rate-limited',
  'parent-gone',
  'rejected',
  'conflict',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
