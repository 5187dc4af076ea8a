/** What an ordinary thread does not show; extras.ts says which threads need it. One file, because it comes in one piece. */
import type { ThreadInside } from './thread-controls.js';
import { ageText } from './thread-notices.js';

export { enExtras } from '../core/locales/en-extras.js';
export { commentExtras, type CommentExtras } from './comment-extras.js';
export { styleControls } from './control.styles.js';
export { loadMore, notices, pressMore } from './thread-notices.js';

/** A request has failed: shows what was kept of an earlier visit, if nothing else is shown. Never rejects. */
export async function recover(inside: ThreadInside): Promise<void> {
  await import('./thread-copy.js').then(({ copyOf }) => copyOf(inside).recover(ageText)).catch(() => {});
}
