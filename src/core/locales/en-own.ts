/** English for what readers may do with comments of their own. */
export const enOwn = {
  'own.edit': 'Edit',
  'own.editOf': 'Edit your comment of {date}',
  'own.delete': 'Delete',
  'own.deleteOf': 'Delete your comment of {date}',
  'own.text': 'Your comment',
  'own.save': 'Save',
  'own.saving': 'Saving…',
  'own.cancel': 'Cancel',
  'own.sure': 'Delete this comment for good?',
  'own.sureDelete': 'Delete it',
  'own.saved': 'Your comment was changed.',
  'own.deleted': 'Your comment was deleted.',
  'own.failed': 'This could not be done.',
} as const satisfies Record<string, string>;
