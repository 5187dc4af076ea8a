import type { Author, Body, Category, Cite, Comment, Post, Provider, ReplyPolicy } from '../../src/core/types.js';
import { storable } from './text.js';

/** A comment as a json document writes it: what has a usual value may be left out. */
export type WrittenComment = Pick<Comment, 'id'> &
  Partial<Omit<Comment, 'body'>> & {
    readonly body?: Body | string;
  };

/** A post as a json document writes it, with its discussion. */
export type WrittenPost = Pick<Post, 'id'> &
  Partial<Omit<Post, 'body' | 'author' | 'source'>> & {
    readonly author?: Author;
    readonly source?: Cite;
    readonly body?: Body | string;
    readonly categories?: readonly Category[];
    readonly policy?: Partial<ReplyPolicy>;
    /** False where pingbacks and trackbacks are counted but never delivered. */
    readonly _pingsListed?: boolean;
    readonly comments?: readonly WrittenComment[];
  };

/** The json document of our wire format, version 1. */
export interface WrittenDocument {
  readonly providers?: readonly Provider[];
  readonly posts: readonly WrittenPost[];
}

/**
 * Reads a json document; a bare array holds the comments of one post, which then is called `key`. Values are
 * not checked here, but for characters that PostgreSQL cannot hold: the tables refuse what they do not admit.
 *
 * @throws {Error} when it is not JSON, or not a document of ours
 */
export function readDocument(json: string, key: string): WrittenDocument {
  const document: unknown = JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  );
  if (Array.isArray(document)) return { posts: [{ id: key, comments: document as WrittenComment[] }] };
  if (typeof document !== 'object' || document === null) throw new Error('it is not a document of posts');
  if (!('posts' in document) || !Array.isArray(document.posts)) throw new Error('it has no list of posts');
  if ('version' in document && document.version !== 1) throw new Error('it is of another version than 1');
  return document as unknown as WrittenDocument;
}

/** The comments with each parent before its replies, else in their order; a parent that is missing counts as none. */
export function parentsFirst(comments: readonly WrittenComment[]): readonly WrittenComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const placed = new Set<WrittenComment>();
  for (const comment of byId.values()) {
    const branch: WrittenComment[] = [];
    let next: WrittenComment | undefined = comment;
    // A circle of parents ends where it comes round, which makes one of them a root.
    while (next && !placed.has(next) && !branch.includes(next)) {
      branch.unshift(next);
      next = next.parentId === undefined ? undefined : byId.get(next.parentId);
    }
    for (const each of branch) placed.add(each);
  }
  return [...placed];
}
