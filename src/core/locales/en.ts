/**
 * English, and with the other en-*.ts the list of all texts; descriptions.ts tells translators where each of them stands.
 * Quotation marks, order and punctuation belong to the message, never to the code around it.
 */
export const en = {
  'thread.heading': {
    '=0': 'No responses to “{title}” yet',
    '=1': 'One response to “{title}”',
    other: '{count} responses to “{title}”',
  },
  'thread.headingPlain': {
    '=0': 'No responses yet',
    '=1': 'One response',
    other: '{count} responses',
  },
  'thread.headingUnknown': 'Responses',
  'thread.headingUnknownTitle': 'Responses to “{title}”',
  'thread.toForm': 'Leave a comment',
  'thread.loading': 'Loading comments…',
  'thread.error': 'Comments could not be loaded.',
  'thread.retry': 'Try again',
  'thread.sort': 'Sort by',
  'thread.sort.oldest': 'Oldest first',
  'thread.sort.newest': 'Newest first',
  'thread.sort.replies': 'Most replies',

  'comment.heading': '{author}, {date}',
  'comment.anonymous': 'Anonymous',
  'comment.justNow': 'just now',
  'comment.badgeAuthor': 'Author',
  'comment.number': 'Comment {number}',
  'comment.reply': 'Reply',
  'comment.replyTo': 'Reply to {author}',
  'comment.copyLink': 'Copy link',
  'comment.copyLinkTo': 'Copy link to the comment by {author}',
  'comment.hide': {
    '=0': 'Hide comment by {author}',
    '=1': 'Hide comment by {author} and its reply',
    other: 'Hide comment by {author} and its {count} replies',
  },
  'comment.plain': 'Shown without formatting, because it could not be displayed safely.',

  'error.offline': 'The comment server could not be reached.',
} as const satisfies Record<string, string | Record<string, string>>;
