/** English for markup in bodies; it is added by safe-html-body.ts, which comes with the first markup. */
export const enHtml = {
  'html.picture': 'Show the picture “{name}” from {host}',
  'html.embed': 'Show “{name}” from {host}',
} as const satisfies Record<string, string | Record<string, string>>;
