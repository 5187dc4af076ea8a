import type { Context } from 'hono';
import { unreadable } from './problems.js';

/** @throws {Problem} `invalid` (400) when `thread` is missing */
export function readThreadKey(context: Context): string {
  const key = context.req.query('thread');
  if (!key) throw unreadable('`thread` is missing.');
  return key;
}

/** Size of a page, 1 to 200; 50 when not said. */
export function readLimit(context: Context): number {
  const text = context.req.query('limit') ?? '50';
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 200) throw unreadable('`limit` is not a whole number from 1 to 200.');
  return limit;
}
