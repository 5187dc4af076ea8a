import { enErrors } from './en-errors.js';

/**
 * English for what an ordinary thread does not show: rare parts of a comment, links from other sites, and notices about the
 * state of a thread. It is added by thread-extras.ts, which is there before any of it is drawn.
 */
export const enExtras = {
  ...enErrors,
  // Line under the heading while more pages can be loaded.
  'thread.shown': 'Showing {shown} of {count}',
  // Line under the heading when all is loaded and fewer are here than the backend counts.
  'thread.notShown': { '=1': '1 response is not shown here.', other: '{count} responses are not shown here.' },
  // Line under the heading while nothing newer can be loaded; {date} is such as "3 hours ago".
  'thread.loadedAt': 'Last loaded {date}. There may be newer comments.',
  // Heading of the list of pingbacks and trackbacks.
  'thread.pings': { '=1': '1 link from another site', other: '{count} links from other sites' },
  'thread.pingback': 'Pingback: {link}',
  'thread.trackback': 'Trackback: {link}',
  'thread.empty': 'No comments yet.',
  // Button after the line above; leads to the form.
  'thread.emptyInvite': 'Be the first to reply.',
  'thread.closed': 'Comments are closed.',
  'thread.login': 'You must be logged in to comment.',
  // Link after the line above.
  'thread.logIn': 'Log in',
  'thread.more': 'Load more comments',
  'thread.loaded': { '=1': '1 more comment was loaded.', other: '{count} more comments were loaded.' },

  // After the date of a comment that was changed.
  'comment.edited': 'edited {date}',
  // Badges beside a name.
  'comment.badgeModerator': 'Moderator',
  'comment.badgeYou': 'You',
  'comment.inReplyTo': 'In reply to {author}',
  'comment.inReplyToGone': 'In reply to a comment that is not shown',
  // Stands in a collapsed comment.
  'comment.replies': { '=1': '1 reply', other: '{count} replies' },
  // Accessible name of the button that expands.
  'comment.show': {
    '=0': 'Show comment by {author}',
    '=1': 'Show comment by {author} and its reply',
    other: 'Show comment by {author} and its {count} replies',
  },
  'comment.pending': 'Your comment is awaiting moderation.',
  'comment.deleted': 'This comment was deleted.',
  // Says with which service's account a comment was written.
  'comment.via': 'via {service}',
} as const satisfies Record<string, string | Record<string, string>>;
