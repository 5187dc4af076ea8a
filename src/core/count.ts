import type { Comment, Count } from './types.js';

/** Counts the published responses of a thread, for sources that hold the comments but no number. */
export function countComments(comments: readonly Comment[]): Count {
  const published = comments.filter(({ state }) => state === 'published');
  const written = published.filter(({ kind }) => kind === 'comment');
  return {
    total: published.length,
    comments: written.length,
    pings: published.length - written.length,
    roots: written.filter(({ parentId }) => parentId === undefined).length,
  };
}
