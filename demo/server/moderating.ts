import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hono, MiddlewareHandler } from 'hono';
import { readJson } from './body.js';
import { isCommentId } from './comments.js';
import type { Database } from './database.js';
import { approve, listHeld, remove } from './moderation.js';
import { Problem, unreadable } from './problems.js';
import { readLimit } from './query.js';

export interface ModerationSettings {
  readonly database: Database;
  readonly maxBodyBytes: number;
  /** Without a token nobody can moderate. */
  readonly token: string | undefined;
}

/** `GET /moderation` and `POST /moderation/ID`, for whoever has the token. */
export function addModerating(api: Hono, { database, maxBodyBytes, token }: ModerationSettings): void {
  const guard = moderatorsOnly(token);
  api.get('/moderation', guard, async (context) => {
    const after = context.req.query('after');
    if (after !== undefined && !isCommentId(after)) throw unreadable('`after` is not a cursor of this list.');
    return context.json(await listHeld(database, readLimit(context), after));
  });
  api.post('/moderation/:id', guard, async (context) => {
    const action = readAction(await readJson(context, maxBodyBytes));
    const settle = action === 'approve' ? approve : remove;
    return context.json(await settle(database, context.req.param('id')));
  });
}

function readAction(json: unknown): 'approve' | 'delete' {
  const action = typeof json === 'object' && json !== null && 'action' in json ? json.action : undefined;
  if (action !== 'approve' && action !== 'delete') throw unreadable('`action` is neither `approve` nor `delete`.');
  return action;
}

function moderatorsOnly(token: string | undefined): MiddlewareHandler {
  return async (context, next) => {
    context.header('Cache-Control', 'no-store');
    const sent = /^Bearer +(\S+)$/i.exec(context.req.header('Authorization') ?? '')?.[1];
    if (token === undefined || sent === undefined || !isSame(sent, token)) {
      const headers = { 'WWW-Authenticate': 'Bearer realm="moderation"' };
      throw new Problem('login-required', 'Moderation needs its token.', { headers });
    }
    await next();
  };
}

/** Compares digests, which are of one length, so that the time it takes tells nothing about the token. */
function isSame(sent: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(token));
}
