import { enErrors } from './en-errors.js';

/**
 * English for what an ordinary thread does not show: rare parts of a comment, links from other sites, and notices about the
 * state of a thread. It is added by thread-extras.ts, which is there before any of it is drawn.
 */
export const enExtras = {
  ...enErrors,
  'thread.shown': 'Showing {shown} of {count}',
  'thread.notShown': { '=1': '1 response is not shown here.', other: '{count} responses are not shown here.' },
  'thread.loadedAt': 'Last loaded {date}. There may be newer comments.',
  'thread.pings': { '=1': '1 link from another site', other: '{count} links from other sites' },
  'thread.pingback': 'Pingback: {link}',
  'thread.trackback': 'Trackback: {link}',
  'thread.empty': 'No comments yet.',
  'thread.emptyInvite': 'Be the first to reply.',
  'thread.closed': 'Comments are closed.',
  'thread.login': 'You must be logged in to comment.',
  'thread.logIn': 'Log in',
  'thread.more': 'Load more comments',
  'thread.new': { '=1': '1 new comment', other: '{count} new comments' },
  'thread.loaded': { '=1': '1 more comment was loaded.', other: '{count} more comments were loaded.' },

  'comment.edited': 'edited {date}',
  'comment.badgeModerator': 'Moderator',
  'comment.badgeYou': 'You',
  'comment.inReplyTo': 'In reply to {author}',
  'comment.inReplyToGone': 'In reply to a comment that is not shown',
  'comment.replies': { '=1': '1 reply', other: '{count} replies' },
  'comment.show': {
    '=0': 'Show comment by {author}',
    '=1': 'Show comment by {author} and its reply',
    other: 'Show comment by {author} and its {count} replies',
  },
  'comment.pending': 'Your comment is awaiting moderation.',
  'comment.deleted': 'This comment was deleted.',
  'comment.via': 'via {service}',
} as const satisfies Record<string, string | Record<string, string>>;
