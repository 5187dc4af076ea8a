import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formatDate, formatDateTime, formatRelative, isJustNow } from '../core/date-words.js';
import type { DiscussionState } from '../core/discussion.js';
import type { MessageKey, MessageValues, Translator } from '../core/messages.js';
import { dateTimeAttribute } from '../core/timestamps.js';
import type { ThreadNode } from '../core/tree.js';
import type { Author, Timestamp } from '../core/types.js';
import { initials } from './avatar.js';
import type { BodyRenderer } from './body.js';
import { extras } from './extras.js';
import { domId, permalink } from './permalinks.js';
import type { ThreadMarks } from './thread-controls.js';
import { webAddress } from './web-address.js';

export { domId };

/** Everything that the parts of a thread need to know of it. */
export interface ThreadView {
  readonly state: DiscussionState;
  readonly words: Translator;
  /** Time of drawing in ms since the epoch, for "3 hours ago". */
  readonly now: number;
  readonly dates: 'auto' | 'relative' | 'absolute';
  readonly avatars: 'initials' | 'image' | 'none';
  readonly numbers: 'none' | 'top' | 'all';
  /** Levels of replies that are indented; deeper ones follow in the same column. */
  readonly maxDepth: number;
  /** Level of a comment's own heading. */
  readonly headingLevel: number;
  readonly bodies: BodyRenderer;
  /** For relative links in bodies. */
  readonly base: string | undefined;
  readonly marks: ThreadMarks;
  readonly canReply: boolean;
  /** The form has a place of its own in this thread. */
  readonly hasForm: boolean;
}

/** A text whose values are isolated, so that a name of one direction cannot disturb a sentence of the other (UAX 9). */
export function isolated(words: Translator, key: MessageKey, values: MessageValues): unknown[] {
  return words.parts(key, values).map((part) => (typeof part === 'string' ? part : html`<bdi>${part.value}</bdi>`));
}

/** The name readers see. */
export function authorName(author: Author, words: Translator): string {
  return author.name || words.text('comment.anonymous');
}

/** One comment without its replies. */
export function commentTemplate(node: ThreadNode, number: string | undefined, view: ThreadView): TemplateResult {
  const { id, state, body, lang } = node.comment;
  const open = !view.marks.collapsed.has(id);
  const rare = extras.commentExtras?.(node, open, view) ?? {};
  return html`<article aria-labelledby=${domId('h', id)}>
    ${headerTemplate(node, number, open, view, rare)} ${rare.inReplyTo}
    <div class="rest" id=${domId('r', id)} hidden=${open ? nothing : 'until-found'}>
      ${rare.above}
      ${
        state === 'deleted'
          ? nothing
          : html`<div class="prose" part="content" dir="auto" lang=${ifDefined(lang)}>
              ${body && view.bodies.render(node.comment, body, view.headingLevel + 1, view.base, view.words)}
            </div>`
      }
      ${state === 'published' ? actionsTemplate(node, view) : nothing}
    </div>
  </article>`;
}

function headerTemplate(
  node: ThreadNode,
  number: string | undefined,
  open: boolean,
  { avatars, dates, headingLevel, now, words }: ThreadView,
  rare: ReturnType<typeof import('./thread-extras.js').commentExtras>,
): TemplateResult {
  const { author, id, publishedAt, state } = node.comment;
  const link = permalink(id);
  return html`<header class="header" part="header">
    ${
      rare.gone || avatars === 'none'
        ? nothing
        : html`<span class="avatar" part="avatar" aria-hidden="true" data-initials=${initials(author.name, words.locale)}
            >${rare.picture}</span
          >`
    }
    <div class="who" id=${domId('h', id)} role="heading" aria-level=${headingLevel} tabindex="-1">
      <span class="name" part="author-name">${rare.gone ?? nameTemplate(author, words)}</span>
      ${author.role === 'author' ? badgeTemplate('comment.badgeAuthor', words) : nothing} ${rare.badges}
      ${
        publishedAt &&
        html`<span class="faint"
          ><a part="time" href=${link}>${timeTemplate(publishedAt, words, now, dates)}</a>${rare.edited}</span
        >`
      }
    </div>
    ${rare.replies}
    ${
      number &&
      html`<span class="faint number"
        ><a part="number" href=${link} aria-label=${words.text('comment.number', { number })}>${number}</a></span
      >`
    }
    ${state === 'pending' ? nothing : collapseTemplate(node, open, words)}
  </header>`;
}

function nameTemplate(author: Author, words: Translator): TemplateResult {
  const name = html`<bdi>${authorName(author, words)}</bdi>`;
  const url = webAddress(author.url);
  return url ? html`<a href=${url} rel="nofollow ugc noopener noreferrer">${name}</a>` : name;
}

/** A word beside a name, such as "Author". */
export function badgeTemplate(key: MessageKey, words: Translator): TemplateResult {
  return html`<span class="badge" part="badge">${words.text(key)}</span>`;
}

/** A moment, written as the thread's `dates` ask for it. */
export function timeTemplate(
  timestamp: Timestamp,
  words: Translator,
  now: number,
  dates: ThreadView['dates'],
): TemplateResult {
  const { locale, text } = words;
  const full = formatDateTime(timestamp, locale);
  const near = isJustNow(timestamp, now) ? text('comment.justNow') : formatRelative(timestamp, now, locale);
  return html`<time datetime=${dateTimeAttribute(timestamp)} title=${full}
    >${dates === 'absolute' ? full : (near ?? formatDate(timestamp, locale))}</time
  >`;
}

function collapseTemplate({ comment, descendants }: ThreadNode, open: boolean, words: Translator): TemplateResult {
  const values = { author: authorName(comment.author, words), count: descendants };
  const label = words.text(open ? 'comment.hide' : 'comment.show', values);
  return html`<button
    class="plain collapse"
    part="collapse-button"
    data-action="collapse"
    aria-expanded=${open}
    aria-controls=${domId('r', comment.id)}
    aria-label=${label}
    title=${label}
  >
    ${open ? '−' : '+'}
  </button>`;
}

function actionsTemplate({ comment }: ThreadNode, { canReply, words }: ThreadView): TemplateResult {
  const { text } = words;
  const name = authorName(comment.author, words);
  const date = comment.publishedAt && formatDateTime(comment.publishedAt, words.locale);
  // Who and when, so that no two buttons are called alike.
  const author = date ? text('comment.heading', { author: name, date }) : name;
  return html`<div class="actions" part="actions">
    ${
      canReply && !comment.id.startsWith('~')
        ? html`<button class="plain" part="action reply-button" data-action="reply" aria-label=${text('comment.replyTo', { author })}>
            ${text('comment.reply')}
          </button>`
        : nothing
    }
    <button class="plain" part="action" data-action="copy" aria-label=${text('comment.copyLinkTo', { author })}>
      ${text('comment.copyLink')}
    </button>
  </div>`;
}
