import type { Context, Hono } from 'hono';
import { readJson } from './body.js';
import { COMMENT_COLUMNS, isCommentId, toComment } from './comments.js';
import type { CommentRow } from './comments.js';
import type { Queryable } from './database.js';
import { remove } from './moderation.js';
import { findThread } from './posts.js';
import { Problem, unreadable } from './problems.js';
import { readThreadKey } from './query.js';
import type { ReplySettings } from './replies.js';
import { fieldProblems } from './reply-input.js';
import { countLinks, isDisallowed } from './screening.js';
import { readerOf } from './sign-in/sessions.js';
import type { Reader } from './sign-in/sessions.js';
import { cleanText } from './text.js';

const MINUTE = 60_000;

/** What readers may do with comments of their own, for a while: `GET /own`, `PATCH` and `DELETE /comments/ID`. */
export function addOwn(api: Hono, settings: ReplySettings): void {
  api.get('/own', (context) => listOwn(context, settings));
  api.patch('/comments/:id', (context) => edit(context, settings));
  api.delete('/comments/:id', async (context) => {
    const { id } = await ownComment(context, settings);
    return context.json(await remove(settings.database, id), 200, { 'Cache-Control': 'no-store' });
  });
}

/** Which comments of a thread the reader may still change, and until when. */
async function listOwn(context: Context, settings: ReplySettings): Promise<Response> {
  const { database, limits, now } = settings;
  const { account } = await signedIn(context, settings);
  const thread = await findThread(database, readThreadKey(context), { maxLength: limits.maxLength });
  if (!thread) throw new Problem('not-found', 'This thread is not known here.');
  const rows = await database.query<{ id: string; created: number }>(
    `select id::text as id, (extract(epoch from created_at) * 1000)::float8 as created from comments
     where account_id = $1::bigint and post_id = $2::bigint and state <> 'deleted' and created_at > $3::timestamptz
     order by comments.id`,
    [account, thread.id, new Date(now().getTime() - limits.editMinutes * MINUTE).toISOString()],
  );
  const comments = rows.map(({ id, created }) => ({
    id,
    until: new Date(created + limits.editMinutes * MINUTE).toISOString(),
  }));
  return context.json({ comments }, 200, { 'Cache-Control': 'no-store' });
}

async function edit(context: Context, settings: ReplySettings): Promise<Response> {
  const { database, limits, now } = settings;
  const { id, maxLength, state } = await ownComment(context, settings);
  const text = readText(await readJson(context, limits.maxBodyBytes));
  const policy = {
    access: 'open',
    name: 'no',
    email: 'no',
    url: 'no',
    maxLength: maxLength ?? limits.maxLength,
  } as const;
  const fields = fieldProblems(text, {}, policy);
  if (fields) throw new Problem('invalid', 'The text needs another look.', { fields });
  if (isDisallowed(text, {}, settings.disallowedWords))
    throw new Problem('rejected', 'The text holds words that this site does not admit.');
  const held = state === 'pending' || countLinks(text) > limits.maxLinks;
  const [row] = await database.query<CommentRow>(
    `update comments c set body_kind = 'text', body_value = $2, edited_at = $3, state = $4
     where id = $1::bigint and state <> 'deleted' returning ${COMMENT_COLUMNS}`,
    [id, text, now().toISOString(), held ? 'pending' : 'published'],
  );
  if (!row) throw new Problem('not-found', 'This comment was deleted.');
  return context.json({ comment: toComment(row) }, 200, { 'Cache-Control': 'no-store' });
}

interface OwnRow {
  readonly id: string;
  readonly account: string | null;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly state: string;
  readonly maxLength: number | null;
}

/**
 * The comment that a request names, when it is the reader's own and young enough.
 *
 * @throws {Problem} `login-required`, `not-found`, or `forbidden` for another's comment and for one that is too old
 */
async function ownComment(context: Context, settings: ReplySettings): Promise<OwnRow> {
  const { database, limits, now } = settings;
  const { account } = await signedIn(context, settings);
  const comment = await findOwn(database, context.req.param('id') ?? '');
  if (!comment) throw new Problem('not-found', 'There is no such comment.');
  if (comment.account !== account) throw new Problem('forbidden', 'Another reader has written this comment.');
  if (now().getTime() - comment.created >= limits.editMinutes * MINUTE)
    throw new Problem('forbidden', `A comment can be changed for ${limits.editMinutes} minutes.`);
  return comment;
}

async function findOwn(database: Queryable, id: string): Promise<OwnRow | undefined> {
  if (!isCommentId(id)) return undefined;
  const [row] = await database.query<OwnRow>(
    `select c.id::text as id, c.account_id::text as account, c.state,
       (extract(epoch from c.created_at) * 1000)::float8 as created, p.max_length as "maxLength"
     from comments c join posts p on p.id = c.post_id where c.id = $1::bigint and c.state <> 'deleted'`,
    [id],
  );
  return row;
}

async function signedIn(context: Context, { database, now }: ReplySettings): Promise<Reader> {
  const reader = await readerOf(context, database, now());
  if (reader) return reader;
  const headers = { 'WWW-Authenticate': 'Bearer realm="comments"' };
  throw new Problem('login-required', 'Only those who are signed in have comments of their own.', { headers });
}

function readText(json: unknown): string {
  const text = typeof json === 'object' && json !== null && 'text' in json ? json.text : undefined;
  if (typeof text !== 'string') throw unreadable('`text` is not a string.');
  return cleanText(text);
}
