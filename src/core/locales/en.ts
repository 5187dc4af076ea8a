/**
 * English, and with en-form.ts the list of all texts: the comment above each line tells translators where it stands.
 * Quotation marks, order and punctuation belong to the message, never to the code around it.
 */
export const en = {
  // Heading of a thread; {count} is what the backend reports.
  'thread.heading': {
    '=0': 'No responses to “{title}” yet',
    '=1': 'One response to “{title}”',
    other: '{count} responses to “{title}”',
  },
  // The same where the post's title is not known.
  'thread.headingPlain': {
    '=0': 'No responses yet',
    '=1': 'One response',
    other: '{count} responses',
  },
  // The same where no count is known (while loading, or after an error).
  'thread.headingUnknown': 'Responses',
  'thread.headingUnknownTitle': 'Responses to “{title}”',
  // Link beside the heading that leads to the form.
  'thread.toForm': 'Leave a comment',
  'thread.loading': 'Loading comments…',
  // Before the reason, which is one of the error texts.
  'thread.error': 'Comments could not be loaded.',
  'thread.retry': 'Try again',
  // Label of the choice of order, and its choices.
  'thread.sort': 'Sort by',
  'thread.sort.oldest': 'Oldest first',
  'thread.sort.newest': 'Newest first',
  'thread.sort.replies': 'Most replies',

  // Accessible name of a comment: who and when.
  'comment.heading': '{author}, {date}',
  'comment.anonymous': 'Anonymous',
  'comment.justNow': 'just now',
  // Badges beside a name.
  'comment.badgeAuthor': 'Author',
  // Accessible name of the number of a top-level comment.
  'comment.number': 'Comment {number}',
  // Button, and its accessible name.
  'comment.reply': 'Reply',
  'comment.replyTo': 'Reply to {author}',
  'comment.copyLink': 'Copy link',
  'comment.copyLinkTo': 'Copy link to the comment by {author}',
  // Accessible names of the button that collapses and expands.
  'comment.hide': {
    '=0': 'Hide comment by {author}',
    '=1': 'Hide comment by {author} and its reply',
    other: 'Hide comment by {author} and its {count} replies',
  },
  // Before a body that is shown as plain text because its markup could not be made safe.
  'comment.plain': 'Shown without formatting, because it could not be displayed safely.',

  // What went wrong where nothing more can be fetched; all other reasons are in en-errors.ts and en-form.ts.
  'error.offline': 'The comment server could not be reached.',
} as const satisfies Record<string, string | Record<string, string>>;
