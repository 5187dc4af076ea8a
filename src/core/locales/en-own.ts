/** English for what readers may do with comments of their own. */
export const enOwn = {
  'own.edit': 'Edit',
  'own.editOf': 'Edit your comment of {date}',
  'own.delete': 'Delete',
  'own.deleteOf': 'Delete your comment of {date}',
  // Label of the field with the text.
  'own.text': 'Your comment',
  'own.save': 'Save',
  'own.saving': 'Saving…',
  'own.cancel': 'Cancel',
  'own.sure': 'Delete this comment for good?',
  'own.sureDelete': 'Delete it',
  // Said by assistive technology.
  'own.saved': 'Your comment was changed.',
  'own.deleted': 'Your comment was deleted.',
  // Before the reason, which is one of the error texts.
  'own.failed': 'This could not be done.',
} as const satisfies Record<string, string>;
