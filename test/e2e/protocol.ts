/** Asks the demo's server itself, past every page, what it holds. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Comment, Guest } from '../../src/core/types.js';
import { TOKEN } from '../support/demo.js';

export interface Sent {
  readonly thread: string;
  readonly text: string;
  readonly parentId?: string;
  readonly guest?: Guest;
}

/** What anybody may read of a thread. */
export async function storedIn(base: string, thread: string): Promise<readonly Comment[]> {
  const query = new URLSearchParams({ thread, limit: '200' });
  const { comments } = await json<{ comments: readonly Comment[] }>(await fetch(`${base}/comments?${query}`));
  return comments;
}

/** The published comments with just this text. */
export async function storedAs(base: string, thread: string, text: string): Promise<readonly Comment[]> {
  return (await storedIn(base, thread)).filter(({ body }) => body?.value === text);
}

/** Sends a reply as another guest's browser would. */
export function postReply(base: string, sent: Sent): Promise<Response> {
  return fetch(`${base}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(sent),
  });
}

/** Sends a reply that must be published, and returns its id. */
export async function publish(base: string, sent: Sent): Promise<string> {
  const { comment } = await json<{ comment: Comment }>(await postReply(base, sent));
  return comment.id;
}

/** The id of the one comment with this text that waits for moderation. */
export async function heldAs(base: string, text: string): Promise<string> {
  const answer = await fetch(`${base}/moderation`, { headers: authorization });
  const { held } = await json<{ held: readonly { comment: Comment }[] }>(answer);
  const [found, ...others] = held.filter(({ comment }) => comment.body?.value === text);
  assert.ok(found, `"${text}" is not held`);
  assert.deepEqual(others, []);
  return found.comment.id;
}

export async function moderate(base: string, id: string, action: 'approve' | 'delete'): Promise<void> {
  const answer = await fetch(`${base}/moderation/${id}`, {
    method: 'POST',
    headers: { ...authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ action }),
  });
  await json(answer);
}

const authorization = { authorization: `Bearer ${TOKEN}` };

async function json<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  assert.ok(answer.ok, `${answer.status} from ${answer.url}: ${text}`);
  return JSON.parse(text) as T;
}
