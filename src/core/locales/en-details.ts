/** English for guests who come back. It is loaded with the box that it stands beside. */
export const enDetails = {
  'form.remember': 'Save my name, email, and website in this browser for the next time I comment.',
} as const satisfies Record<string, string>;
