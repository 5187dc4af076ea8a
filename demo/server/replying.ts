import type { Context, Hono } from 'hono';
import { readJson } from './body.js';
import { readKey } from './idempotency.js';
import { Replies } from './replies.js';
import type { ReplySettings } from './replies.js';
import { readReply } from './reply-input.js';
import { readerOf } from './sign-in/sessions.js';

/** Tells the client's address, for the rate limit. */
export type AddressOf = (context: Context) => string;

/** `POST /comments`. */
export function addReplying(api: Hono, settings: ReplySettings, addressOf: AddressOf): void {
  const replies = new Replies(settings);
  api.post('/comments', async (context) => {
    const json = await readJson(context, settings.limits.maxBodyBytes);
    const key = readKey(context.req.header('Idempotency-Key'));
    const reply = readReply(json);
    const reader = await readerOf(context, settings.database, settings.now());
    const outcome = await replies.post(key, reply, addressOf(context), reader);
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
    const replayed = outcome.replayed ? { 'Idempotency-Replayed': 'true' } : {};
    return new Response(outcome.body, { status: outcome.status, headers: { ...headers, ...replayed } });
  });
}
