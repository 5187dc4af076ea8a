/** How WordPress writes what it is given. */

/**
 * Signs that are no markup, written as WordPress writes them when it stores a comment: it looks for the same words there
 * before it has written them so.
 */
export function asStored(text: string): string {
  return text.replace(/&(?!(?:#\d+|#x[\da-f]+|[a-z]\w*);)/gi, '&amp;').replace(/<(?![a-z/!?])/gi, '&lt;');
}

/**
 * A text without what WordPress makes other signs of: pictures of `:D`, a sign of the x in `3x4` (convert_smilies,
 * wptexturize).
 */
export function withoutSmilies(text: string): string {
  return text.replace(/(^|\s)[:;8=][-\w()?|!:]{1,9}(?=\s|$)/g, '$1').replace(/(?<=\d)x(?=\d)/g, '');
}
