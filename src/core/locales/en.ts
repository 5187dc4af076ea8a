/**
 * English, and with en-form.ts the list of all texts: the comment above each line tells translators where it stands.
 * Quotation marks, order and punctuation belong to the message, never to the code around it.
 */
export const en = {
  // Heading of a thread; {count} is what the backend reports.
  'thread.heading': {
    '=0': 'No responses to “{title}” yet',
    '=1': 'One response to “{title}”',
    one: '{count} response to “{title}”',
    other: '{count} responses to “{title}”',
  },
  // The same where the post's title is not known.
  'thread.headingPlain': {
    '=0': 'No responses yet',
    '=1': 'One response',
    one: '{count} response',
    other: '{count} responses',
  },
  // The same where no count is known (while loading, or after an error).
  'thread.headingUnknown': 'Responses',
  'thread.headingUnknownTitle': 'Responses to “{title}”',
  // A counter beside a link to a post.
  'thread.count': { '=0': 'No comments', '=1': '1 comment', one: '{count} comment', other: '{count} comments' },
  // Line under the heading while more pages can be loaded.
  'thread.shown': 'Showing {shown} of {count}',
  // Line under the heading when all is loaded and fewer are here than the backend counts.
  'thread.notShown': {
    '=1': '1 response is not shown here.',
    one: '{count} response is not shown here.',
    other: '{count} responses are not shown here.',
  },
  // Heading of the list of pingbacks and trackbacks.
  'thread.pings': {
    '=1': '1 link from another site',
    one: '{count} link from other sites',
    other: '{count} links from other sites',
  },
  'thread.pingback': 'Pingback: {link}',
  'thread.trackback': 'Trackback: {link}',
  // Link beside the heading that leads to the form.
  'thread.toForm': 'Leave a comment',
  'thread.loading': 'Loading comments…',
  'thread.empty': 'No comments yet.',
  // Button after the line above; leads to the form.
  'thread.emptyInvite': 'Be the first to reply.',
  'thread.closed': 'Comments are closed.',
  'thread.login': 'You must be logged in to comment.',
  // Before the reason, which is one of the error texts.
  'thread.error': 'Comments could not be loaded.',
  'thread.retry': 'Try again',
  'thread.more': 'Load more comments',
  'thread.loaded': {
    '=1': '1 more comment was loaded.',
    one: '{count} more comment was loaded.',
    other: '{count} more comments were loaded.',
  },
  // Label of the choice of order, and its choices.
  'thread.sort': 'Sort by',
  'thread.sort.oldest': 'Oldest first',
  'thread.sort.newest': 'Newest first',
  'thread.sort.replies': 'Most replies',

  // Accessible name of a comment: who and when.
  'comment.heading': '{author}, {date}',
  'comment.anonymous': 'Anonymous',
  'comment.justNow': 'just now',
  // After the date of a comment that was changed.
  'comment.edited': 'edited {date}',
  // Badges beside a name.
  'comment.badgeAuthor': 'Author',
  'comment.badgeModerator': 'Moderator',
  'comment.badgeYou': 'You',
  // Accessible name of the number of a top-level comment.
  'comment.number': 'Comment {number}',
  'comment.inReplyTo': 'In reply to {author}',
  'comment.inReplyToGone': 'In reply to a comment that is not shown',
  // Button, and its accessible name.
  'comment.reply': 'Reply',
  'comment.replyTo': 'Reply to {author}',
  'comment.copyLink': 'Copy link',
  'comment.copyLinkTo': 'Copy link to the comment by {author}',
  // Stands in a collapsed comment.
  'comment.replies': { '=1': '1 reply', one: '{count} reply', other: '{count} replies' },
  // Accessible names of the button that collapses and expands.
  'comment.hide': {
    '=0': 'Hide comment by {author}',
    '=1': 'Hide comment by {author} and its reply',
    one: 'Hide comment by {author} and its {count} reply',
    other: 'Hide comment by {author} and its {count} replies',
  },
  'comment.show': {
    '=0': 'Show comment by {author}',
    '=1': 'Show comment by {author} and its reply',
    one: 'Show comment by {author} and its {count} reply',
    other: 'Show comment by {author} and its {count} replies',
  },
  'comment.pending': 'Your comment is awaiting moderation.',
  'comment.deleted': 'This comment was deleted.',
  // Says with which service's account a comment was written.
  'comment.via': 'via {service}',
  // Before a body that is shown as plain text because its markup could not be made safe.
  'comment.plain': 'Shown without formatting, because it could not be displayed safely.',

  // What went wrong while reading; refusals of a reply are in en-form.ts.
  'error.aborted': 'The request was cancelled.',
  'error.offline': 'The comment server could not be reached.',
  'error.timeout': 'The comment server took too long to answer.',
  'error.server': 'The comment server has a problem. Please try again later.',
  'error.not-found': 'There is no discussion at this address.',
  'error.forbidden': 'The comment server does not allow this.',
  'error.bad-data': 'The comment server sent an answer that cannot be read.',
  'error.too-large': 'This is too much for one request.',
  'error.login-required': 'You must be logged in for this.',
  'error.rate-limited': 'There were too many requests in a short time.',
  'error.unsupported': 'This discussion cannot be shown here.',
} as const satisfies Record<string, string | Record<string, string>>;
