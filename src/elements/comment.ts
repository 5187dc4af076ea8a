import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formatDate, formatDateTime, formatRelative, isJustNow } from '../core/date-words.js';
import type { DiscussionState } from '../core/discussion.js';
import { readAuthorName } from '../core/fields.js';
import type { MessageKey, MessageValues, Translator } from '../core/messages.js';
import { dateTimeAttribute } from '../core/timestamps.js';
import type { ThreadNode } from '../core/tree.js';
import type { Author, Comment, Timestamp } from '../core/types.js';
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
  /** The minute it belongs to. */
  readonly minute: number;
  /** The timestamp from which on dates are told by how long ago they were. */
  readonly recent: Timestamp;
  /** Another object whenever anything but the comments themselves looks different. */
  readonly look: object;
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

/** The name readers see. Our own backends have read it already; those of others need not have. */
export function authorName(author: Author, words: Translator): string {
  return readAuthorName(author.name) ?? words.text('comment.anonymous');
}

/** Whether the words for the dates of a comment depend on the time at which they are read. */
export function isRecent({ editedAt = '', publishedAt = '' }: Comment, { dates, recent }: ThreadView): boolean {
  return dates !== 'absolute' && (publishedAt > recent || editedAt > recent);
}

/** How the date of a comment is written now. */
export function dateWords(
  timestamp: Timestamp | undefined,
  { dates, now, words }: Pick<ThreadView, 'dates' | 'now' | 'words'>,
): string {
  if (timestamp === undefined) return '';
  const { locale, text } = words;
  if (dates === 'absolute') return formatDateTime(timestamp, locale);
  if (isJustNow(timestamp, now)) return text('comment.justNow');
  return formatRelative(timestamp, now, locale) ?? formatDate(timestamp, locale);
}

/** What a comment shows that does not come from itself. */
interface CommentParts {
  /** Empty where it has none. */
  readonly number: string;
  /** The form, where this is what is answered. */
  readonly form: TemplateResult | typeof nothing;
  /** The list of its replies. */
  readonly replies: HTMLElement | undefined;
}

/**
 * One comment, with what stands below it. It is one template with as few places for other templates as can be, because each
 * of them is a node of its own, a thousand times over. What is not shown is no part either: a page that gives its parts a
 * `display` would show it.
 */
export function commentTemplate(
  node: ThreadNode,
  { number, form, replies }: CommentParts,
  view: ThreadView,
): TemplateResult {
  const { comment, descendants } = node;
  const { author, body, id, lang, publishedAt, state } = comment;
  const { avatars, headingLevel, marks, words } = view;
  const { locale, text } = words;
  const open = !marks.collapsed.has(id);
  const rare = extras.commentExtras?.(node, open, view) ?? {};
  const hasAvatar = !rare.gone && avatars !== 'none';
  const badges = author.role === 'author' ? [badgeTemplate('comment.badgeAuthor', words), rare.badges] : rare.badges;
  const [heading, rest, link] = [domId('h', id), domId('r', id), permalink(id)];
  const name = authorName(author, words);
  const when = dateWords(publishedAt, view);
  const full = publishedAt && formatDateTime(publishedAt, locale);
  // Who and when, so that no two buttons are called alike.
  const whose = full ? text('comment.heading', { author: name, date: full }) : name;
  const reply = view.canReply && !id.startsWith('~') ? replyTemplate(whose, words) : nothing;
  const bare = state === 'deleted' || rare.editing === true;
  const collapse = text(open ? 'comment.hide' : 'comment.show', { author: name, count: descendants });
  return html`<article aria-labelledby=${heading}>
      <header class="header" part="header">
        <span
          class="avatar"
          part=${ifDefined(hasAvatar ? 'avatar' : undefined)}
          aria-hidden="true"
          ?hidden=${!hasAvatar}
          data-initials=${initials(author.name, locale)}
          >${rare.picture}</span
        >
        <div class="who" id=${heading} role="heading" aria-level=${headingLevel} tabindex="-1">
          <span class="name" part="author-name"
            ><a href=${ifDefined(webAddress(author.url))} rel="nofollow ugc noopener noreferrer"
              ><bdi .textContent=${rare.gone ?? name}></bdi></a></span
          >${badges}
          <span class="faint" ?hidden=${!when}
            ><a part=${ifDefined(when !== '' ? 'time' : undefined)} href=${link}
              ><time
                datetime=${ifDefined(publishedAt && dateTimeAttribute(publishedAt))}
                title=${ifDefined(full)}
                .textContent=${when}
              ></time></a>${rare.edited}</span
          >
        </div>
        ${rare.replies}${number ? numberTemplate(number, link, words) : nothing}
        <button
          class="plain collapse"
          part=${ifDefined(state !== 'pending' ? 'collapse-button' : undefined)}
          data-action="collapse"
          ?hidden=${state === 'pending'}
          aria-expanded=${open}
          aria-controls=${rest}
          aria-label=${collapse}
          title=${collapse}
          .textContent=${open ? '−' : '+'}
        ></button>
      </header>
      ${rare.inReplyTo}
      <div class="rest" id=${rest} hidden=${open ? nothing : 'until-found'}>
        ${rare.above}
        <div class="prose" part=${ifDefined(bare ? undefined : 'content')} dir="auto" lang=${ifDefined(lang)} ?hidden=${bare}>
          ${body && view.bodies.render(comment, body, headingLevel + 1, view.base, words)}
        </div>
        <div class="actions" part=${ifDefined(state === 'published' ? 'actions' : undefined)} ?hidden=${state !== 'published'}>
          ${rare.actions ? [reply, rare.actions] : reply}
          <button
            class="plain"
            part="action"
            data-action="copy"
            aria-label=${text('comment.copyLinkTo', { author: whose })}
            .textContent=${text('comment.copyLink')}
          ></button>
        </div>
      </div>
    </article>
    ${form}${replies}`;
}

function numberTemplate(number: string, link: string, words: Translator): TemplateResult {
  const label = words.text('comment.number', { number });
  return html`<a part="number" class="faint number" href=${link} aria-label=${label} .textContent=${number}></a>`;
}

function replyTemplate(author: string, { text }: Translator): TemplateResult {
  return html`<button
    class="plain"
    part="action reply-button"
    data-action="reply"
    aria-label=${text('comment.replyTo', { author })}
    .textContent=${text('comment.reply')}
  ></button>`;
}

/** A word beside a name, such as "Author". */
export function badgeTemplate(key: MessageKey, words: Translator): TemplateResult {
  return html` <span class="badge" part="badge">${words.text(key)}</span>`;
}
