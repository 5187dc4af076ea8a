/** English for those whose account is at a server that they have to name. It is loaded with the field for it. */
export const enServer = {
  'auth.server.label': 'Your {provider} server',
  'auth.server.hint': 'Such as mastodon.social, or the address of your profile.',
  'auth.server.remember': 'Remember this server in this browser.',
  'auth.server.required': 'Please enter the address of your server.',
  'auth.server.invalid': 'This is not the address of a server. It looks like mastodon.social.',
  'auth.server.insecure': 'Only servers with a secure connection (https) can be used.',
  'auth.server.unreachable': '{server} could not be reached, or is not a {provider} server.',
  'auth.server.wrong': '{server} is not a {provider} server.',
  'auth.server.refused': '{server} does not allow this site to log readers in.',
  'auth.server.unreadable': '{server} sent an answer that cannot be read.',
} as const satisfies Record<string, string>;
