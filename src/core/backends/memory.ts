/**
 * Comments in memory: for tests, demos and previews. It behaves like a server that does everything: pages, counts, replies
 * stored once per key, moderation and every refusal. What it is given is read like any other untrusted data.
 */
import { abortable } from '../abort.js';
import { countComments } from '../count.js';
import { toTimestamp } from '../dates.js';
import { CommentsError, type ErrorCode, type FieldProblems } from '../errors.js';
import { defined } from '../defined.js';
import { bringRare, readText, readUrl } from '../fields.js';
import { readPost } from '../parse-post.js';
import * as rare from '../parse-rare.js';
import { readComments } from '../parse.js';
import type {
  Author,
  Backend,
  Comment,
  Count,
  Draft,
  Guest,
  ListQuery,
  Need,
  Page,
  Post,
  Posted,
  ReplyPolicy,
  Sort,
  ThreadRef,
} from '../types.js';

/** A post with everything the memory backend knows about it. */
export interface MemoryPost extends Omit<Post, 'categories'> {
  readonly categories?: Post['categories'];
  readonly comments?: readonly Comment[];
  /** Instead of the policy for all posts. */
  readonly policy?: ReplyPolicy;
}

export interface MemoryOptions {
  readonly posts?: readonly MemoryPost[];
  /** Who may answer; by default guests, with a name and whatever else they like. */
  readonly policy?: ReplyPolicy;
  /** True holds the reply for moderation. */
  readonly moderate?: (draft: Draft, thread: ThreadRef) => boolean;
  /** Returns the reason to refuse a reply, for what memory has no rule for: `rate-limited`, `rejected` and the like. */
  readonly refuse?: (draft: Draft, thread: ThreadRef) => CommentsError | undefined;
  /** Milliseconds before each answer, to see how waiting looks; 0 by default. */
  readonly delay?: number;
  /** The clock for new comments. */
  readonly now?: () => Date;
}

interface Thread {
  readonly post: Post;
  readonly policy: ReplyPolicy;
  readonly comments: Comment[];
  /** Responses that the given count knows of and the given comments lack. */
  readonly unseen: number;
}

interface Outcome {
  readonly content: string;
  readonly posted: Posted;
}

const OPEN: ReplyPolicy = { access: 'open', name: 'required', email: 'optional', url: 'optional' };
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** The whole of what the backend can do, and a way to give it more. */
export interface MemoryBackend extends Required<Omit<Backend, 'base' | 'accounts' | 'find'>> {
  /** Adds a post with its comments, or puts it in the place of the one with its id. */
  add(post: MemoryPost): void;
}

/**
 * Makes a backend over the given posts. An unknown thread is `not-found`. Replies live as long as the backend.
 * @throws CommentsError `bad-data` for a post without an id
 */
export function memory(options: MemoryOptions = {}): MemoryBackend {
  const { posts = [], policy = OPEN, delay = 0 } = options;
  const threads = new Map(posts.map((post) => [post.id, toThread(post, policy)]));
  const outcomes = new Map<string, Outcome>();
  const find = ({ key }: ThreadRef): Thread => {
    const thread = threads.get(key);
    if (!thread) throw new CommentsError('not-found', `There is no thread ${key}.`);
    return thread;
  };
  const answer = async <T>(make: () => T, signal?: AbortSignal): Promise<T> => {
    await abortable(wait(delay), signal);
    // Nobody who changes an answer changes what is stored.
    return structuredClone(make());
  };
  return {
    name: 'memory',
    add: (post) => void threads.set(post.id, toThread(post, policy)),
    capabilities: { sorts: ['oldest', 'newest'], once: 'key' },
    list: (ref, query, { signal } = {}) => answer(() => pageOf(find(ref), query), signal),
    post: (ref, { signal } = {}) =>
      answer(() => {
        const thread = find(ref);
        return { ...thread.post, count: countOf(thread) };
      }, signal),
    count: (refs, { signal } = {}) =>
      answer(() => refs.map(({ key }) => threads.get(key)).map((thread) => thread && countOf(thread)), signal),
    reply: (ref, draft, { signal } = {}) => answer(() => store(find(ref), ref, draft, outcomes, options), signal),
  };
}

function toThread(raw: MemoryPost, policy: ReplyPolicy): Thread {
  bringRare(rare);
  const post = readPost(raw);
  const { comments } = readComments(raw.comments ?? []);
  const { total } = countComments(comments);
  return { post, comments, policy: raw.policy ?? policy, unseen: (post.count?.total ?? total) - total };
}

function wait(delay: number): Promise<void> {
  return delay > 0 ? new Promise((resolve) => setTimeout(resolve, delay)) : Promise.resolve();
}

function countOf({ comments, unseen }: Thread): Count {
  const count = countComments(comments);
  return { ...count, total: count.total + unseen };
}

function pageOf(thread: Thread, { sort, limit, after }: ListQuery): Page {
  const ordered = inOrder(
    thread.comments.filter(({ state }) => state !== 'pending'),
    sort,
  );
  const last = ordered.findIndex(({ id }) => id === after);
  if (after !== undefined && last < 0) throw new CommentsError('invalid', `There is no page after ${after}.`);
  const comments = ordered.slice(last + 1, last + 1 + Math.max(1, limit));
  const next = last + 1 + comments.length < ordered.length ? comments.at(-1)?.id : undefined;
  return defined<Page>({
    comments,
    next,
    count: countOf(thread),
    policy: thread.policy,
    title: thread.post.title,
  });
}

/** Roots in the order asked for, each followed by its replies; a parent always comes before them, a cycle comes last. */
function inOrder(comments: readonly Comment[], sort: Sort): Comment[] {
  const oldestFirst = [...comments].sort((a, b) => compare(a.publishedAt ?? '', b.publishedAt ?? ''));
  const replies = new Map<string, Comment[]>(comments.map(({ id }) => [id, []]));
  const roots: Comment[] = [];
  for (const comment of oldestFirst) (replies.get(comment.parentId ?? '') ?? roots).push(comment);
  const ordered = new Set<Comment>();
  for (const root of [...(sort === 'newest' ? roots.toReversed() : roots), ...oldestFirst]) {
    const stack = [root];
    for (let comment = stack.pop(); comment; comment = stack.pop()) {
      if (ordered.has(comment)) continue;
      ordered.add(comment);
      for (const reply of (replies.get(comment.id) ?? []).toReversed()) stack.push(reply);
    }
  }
  return [...ordered];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function store(
  thread: Thread,
  ref: ThreadRef,
  draft: Draft,
  outcomes: Map<string, Outcome>,
  { moderate, refuse, now = () => new Date() }: MemoryOptions,
): Posted {
  const content = JSON.stringify([ref.key, draft.parentId, draft.text, draft.guest]);
  const earlier = outcomes.get(draft.key);
  if (earlier?.content === content) return earlier.posted;
  const refusal = earlier ? refused('conflict', 'The key was used before.') : refusalOf(thread, draft);
  const reason = refusal ?? refuse?.(draft, ref);
  if (reason) throw reason;
  const state = moderate?.(draft, ref) ? 'pending' : 'published';
  const comment = toComment(thread, draft, state, now());
  thread.comments.push(comment);
  const posted = { state, comment, count: countOf(thread) } as const;
  outcomes.set(draft.key, { content, posted });
  return posted;
}

function toComment({ comments, policy }: Thread, draft: Draft, state: Posted['state'], now: Date): Comment {
  const { name, url } = draft.guest ?? {};
  let id = comments.length + 1;
  while (comments.some((comment) => comment.id === String(id))) id++;
  return defined<Comment>({
    id: String(id),
    parentId: draft.parentId,
    kind: 'comment',
    state,
    author: defined<Author>({
      name: policy.name === 'no' ? undefined : readText(name),
      url: policy.url === 'no' ? undefined : readUrl(url),
      role: 'guest',
    }),
    body: { kind: 'text', value: draft.text },
    publishedAt: toTimestamp(now),
  });
}

function refusalOf({ comments, policy }: Thread, { parentId, text, guest = {} }: Draft): CommentsError | undefined {
  if (policy.access === 'closed') return refused('closed', 'The discussion is closed.');
  if (policy.access === 'login') return refused('login-required', 'Only accounts may reply.');
  if (policy.access === 'none') return refused('unsupported', 'The thread takes no replies.');
  const fields = problemsOf(text, guest, policy);
  if (Object.keys(fields).length > 0) return new CommentsError('invalid', 'The reply is not complete.', { fields });
  const parent = comments.find(({ id }) => id === parentId);
  if (parentId !== undefined && parent?.state !== 'published') return refused('parent-gone', `No comment ${parentId}.`);
  const said = comments.some(
    ({ parentId: to, body, author }) => to === parentId && body?.value === text && author.name === readText(guest.name),
  );
  return said ? refused('duplicate', 'The same was said before.') : undefined;
}

function refused(code: ErrorCode, message: string): CommentsError {
  return new CommentsError(code, message);
}

function problemsOf(text: string, { name, email, url }: Guest, policy: ReplyPolicy): FieldProblems {
  const { maxLength = Infinity } = policy;
  const missing = (value: string | undefined, need: Need) =>
    need === 'required' && !value?.trim() ? ('required' as const) : undefined;
  return defined<FieldProblems>({
    name: missing(name, policy.name),
    email: missing(email, policy.email) ?? (email && !EMAIL.test(email) ? 'invalid' : undefined),
    url: missing(url, policy.url) ?? (url && !readUrl(url) ? 'invalid' : undefined),
    text: missing(text, 'required') ?? (text.length > maxLength ? 'too-long' : undefined),
  });
}
