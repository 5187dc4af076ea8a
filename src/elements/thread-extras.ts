/** What an ordinary thread does not show; extras.ts says which threads need it. One file, because it comes in one piece. */
export { enExtras } from '../core/locales/en-extras.js';
export { commentExtras, type CommentExtras } from './comment-extras.js';
export { styleControls } from './control.styles.js';
export { loadMore, notices, pressMore } from './thread-notices.js';
