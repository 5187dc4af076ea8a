/** English for `<comment-count>`. */
export const enCount = {
  'thread.count': { '=0': 'No comments', '=1': '1 comment', other: '{count} comments' },
} as const satisfies Record<string, Record<string, string>>;
