/** English for markup in bodies; it is added by safe-html-body.ts, which comes with the first markup. */
export const enHtml = {
  // Button in place of a picture of another site; {name} is what it shows, or the name of its file.
  'html.picture': 'Show the picture “{name}” from {host}',
  // Button in place of content of another site, such as a video.
  'html.embed': 'Show “{name}” from {host}',
} as const satisfies Record<string, string | Record<string, string>>;
