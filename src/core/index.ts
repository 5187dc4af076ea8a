/** The core: the model and everything that works without a page. Runs in Node, workers and browsers. */
import { enArticle } from './locales/en-article.js';
import { enAuth } from './locales/en-auth.js';
import { enServer } from './locales/en-server.js';
import { enCount } from './locales/en-count.js';
import { enDetails } from './locales/en-details.js';
import { enExtras } from './locales/en-extras.js';
import { enForm } from './locales/en-form.js';
import { enOwn } from './locales/en-own.js';
import { enHtml } from './locales/en-html.js';
import { addEnglish } from './messages.js';

// Elements bring their texts along one by one; who takes the core by itself gets them all.
addEnglish({
  ...enArticle,
  ...enCount,
  ...enExtras,
  ...enForm,
  ...enAuth,
  ...enServer,
  ...enDetails,
  ...enOwn,
  ...enHtml,
});

export type * from './accounts.js';
export * from './auth.js';
export { toTimestamp } from './dates.js';
export { formatDate, formatDateTime, formatRelative, isJustNow } from './date-words.js';
export { Discussion, shown, type DiscussionOptions, type DiscussionState, type Reply } from './discussion.js';
export { ERROR_CODES } from './error-codes.js';
export * from './errors.js';
export { registerMessages } from './languages.js';
export { languages, type LanguageName } from './language-names.js';
export {
  createTranslator,
  english,
  errorMessage,
  loadTranslator,
  type Message,
  type MessageKey,
  type MessagePart,
  type Messages,
  type MessageValues,
  type OwnMessages,
  type PluralMessage,
  type Translator,
} from './messages.js';
export { forget } from './forget.js';
export { keep, type Erase } from './kept-parts.js';
export { listParts } from './lists.js';
export { allowMarkup, MarkupPolicy, type MarkupAdditions, type MarkupOf } from './markup-policy.js';
export { notShown } from './not-shown.js';
export { findProvider, offered, openIdProvider, withLooks } from './provider-looks.js';
export { providerLabel, PROVIDERS } from './providers.js';
export { createBackend, guessBackend, registerBackend, type BackendOptions } from './registry.js';
export { dateTimeAttribute, readTimestamp, timeOf } from './timestamps.js';
export { buildThread, type Thread, type ThreadNode } from './tree.js';
export type * from './types.js';
