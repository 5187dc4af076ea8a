/**
 * The way a reply goes out: once. Apart from discussion.ts because only those who write need it; the form brings it along.
 */
import type { Discussion, Reply } from './discussion.js';
import { CommentsError, toCommentsError } from './errors.js';
import type { Comment, Count, Posted } from './types.js';

/** Replies of one discussion that are under way, or whose fate is unknown. */
interface Outgoing {
  /** Keys by content, kept until the backend has confirmed. */
  readonly keys: Map<string, string>;
  readonly sending: Map<string, Promise<Posted>>;
}

const outgoing = new WeakMap<Discussion, Outgoing>();

/**
 * Sends a reply and shows it. The same content that is being sent already is not sent again, and content that was sent
 * before without an answer goes out under the key it had.
 * @throws CommentsError when it was refused, or may not have arrived (`maybeStored`)
 */
export function sendReply(discussion: Discussion, reply: Reply): Promise<Posted> {
  const { keys, sending } = outgoingOf(discussion);
  const content = JSON.stringify([reply.parentId, reply.text, reply.guest]);
  const key = keys.get(content) ?? makeKey();
  keys.set(content, key);
  const posting =
    sending.get(content) ??
    post(discussion, reply, key)
      .then((posted) => (keys.delete(content), posted))
      .finally(() => sending.delete(content));
  sending.set(content, posting);
  return posting;
}

function outgoingOf(discussion: Discussion): Outgoing {
  let found = outgoing.get(discussion);
  if (!found) outgoing.set(discussion, (found = { keys: new Map(), sending: new Map() }));
  return found;
}

async function post(discussion: Discussion, reply: Reply, key: string): Promise<Posted> {
  const { backend } = discussion;
  if (!backend.reply) throw new CommentsError('unsupported', `No replies: ${backend.name}.`);
  try {
    const posted = await backend.reply(discussion.ref, { ...reply, key });
    const count = posted.count ?? countWith(discussion.state.count, posted.comment);
    discussion.show(count ? { ...posted, count } : posted);
    return posted;
  } catch (thrown) {
    throw toCommentsError(thrown);
  }
}

/** The count after a comment was stored, for backends that do not send a new one. */
function countWith(count: Count | undefined, { state, parentId }: Comment): Count | undefined {
  if (!count || state !== 'published') return count;
  const { total, comments, roots } = count;
  return {
    ...count,
    total: total + 1,
    ...(comments !== undefined && { comments: comments + 1 }),
    ...(roots !== undefined && parentId === undefined && { roots: roots + 1 }),
  };
}

/** A UUID (RFC 9562, version 4). `crypto.randomUUID` is missing on pages served without TLS. */
function makeKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
