/** What this server puts up with. */
export interface Limits {
  /** Longest comment where the post sets no limit of its own, in UTF-16 code units. 65,525, as in WordPress. */
  readonly maxLength: number;
  /** A comment with more links than this is held for moderation. 2, as in WordPress. */
  readonly maxLinks: number;
  /** Largest body of a request, in bytes. 256 KiB holds the longest comment however it is escaped, but for oddities. */
  readonly maxBodyBytes: number;
  /** Replies that one address may store in a minute, all at once or spread; `Infinity` for any number. 10. */
  readonly repliesPerMinute: number;
  /** How long the outcome of an Idempotency-Key is kept, in hours. 48, so that a reply kept overnight can be sent again. */
  readonly keyHours: number;
  /** How long the same text by the same writer in the same place counts as said already, in hours. 24. */
  readonly duplicateHours: number;
  /** How long a reader may change or delete an own comment, in minutes. 15. */
  readonly editMinutes: number;
  /** How long a log-in may take, in minutes. 10. */
  readonly attemptMinutes: number;
  /** How long a session lasts that a cookie keeps, in hours. 336: two weeks. */
  readonly cookieHours: number;
  /** The same where a page on another site keeps it in memory. 1. */
  readonly bearerHours: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxLength: 65_525,
  maxLinks: 2,
  maxBodyBytes: 256 * 1024,
  repliesPerMinute: 10,
  keyHours: 48,
  duplicateHours: 24,
  editMinutes: 15,
  attemptMinutes: 10,
  cookieHours: 336,
  bearerHours: 1,
};
