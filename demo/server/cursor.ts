import { unreadable } from './problems.js';

/** Orders in which pages can be read: that of the roots. Replies inside a root always come oldest first. */
export type PageSort = 'oldest' | 'newest';

/** The last comment of a page. Ids are decimal texts, since a bigint does not fit a number. */
export interface Position {
  readonly root: string;
  readonly id: string;
}

/** A cursor that clients hand back unread. It names its order, because it means nothing in the other one. */
export function writeCursor(sort: PageSort, { root, id }: Position): string {
  return Buffer.from(`${sort}:${root}:${id}`).toString('base64url');
}

/** @throws {Problem} `invalid` (400) when we did not make the cursor, or made it for the other order */
export function readCursor(sort: PageSort, cursor: string): Position {
  const parts = /^(oldest|newest):(\d{1,18}):(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (parts?.[1] !== sort) throw unreadable('`after` is not a cursor of this order.');
  return { root: parts[2] ?? '', id: parts[3] ?? '' };
}
