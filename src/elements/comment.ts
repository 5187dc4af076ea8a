import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formatDate, formatDateTime, formatRelative, isJustNow } from '../core/date-words.js';
import type { MessageKey, MessageValues, Translator } from '../core/messages.js';
import { providerLabel } from '../core/providers.js';
import { dateTimeAttribute } from '../core/timestamps.js';
import type { ThreadNode } from '../core/tree.js';
import type { Author, Cite, Comment, Provider, Timestamp } from '../core/types.js';
import { avatarTemplate } from './avatar.js';
import type { BodyRenderer } from './body.js';
import { webAddress } from './web-address.js';
import type { ThreadMarks } from './thread-controls.js';

/** Everything that a comment needs to know of the thread it stands in. */
export interface ThreadView {
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
  readonly providers: readonly Provider[];
  readonly mine: ReadonlySet<string>;
  readonly marks: Readonly<ThreadMarks>;
  readonly canReply: boolean;
  /** Address of a comment on this page. */
  permalink(id: string): string;
}

/** Ids inside a thread's root; backends' ids may hold anything. */
export function domId(prefix: string, id: string): string {
  return `${prefix}-${encodeId(id)}`;
}

/** An id for an attribute or an address. Half a surrogate pair, which nothing can encode, becomes U+FFFD. */
export function encodeId(id: string): string {
  return encodeURIComponent(id.replace(/\p{Cs}/gu, '\ufffd'));
}

/** A text whose values are isolated, so that a name of one direction cannot disturb a sentence of the other (UAX 9). */
export function isolated(words: Translator, key: MessageKey, values: MessageValues): unknown[] {
  return words.parts(key, values).map((part) => (typeof part === 'string' ? part : html`<bdi>${part.value}</bdi>`));
}

/** The name readers see. */
export function authorName(author: Author, words: Translator): string {
  return author.name || words.text('comment.anonymous');
}

/** Who and when, in words: names a comment's buttons so that no two are alike. */
export function commentLabel(comment: Comment, words: Translator): string {
  const author = authorName(comment.author, words);
  const date = comment.publishedAt && formatDateTime(comment.publishedAt, words.locale);
  return date ? words.text('comment.heading', { author, date }) : author;
}

/** One comment without its replies. */
export function commentTemplate(node: ThreadNode, number: string | undefined, view: ThreadView): TemplateResult {
  const { comment } = node;
  const open = !view.marks.collapsed.has(comment.id);
  return html`<article aria-labelledby=${domId('h', comment.id)}>
    ${headerTemplate(node, number, open, view)} ${inReplyToTemplate(node, view)}
    <div class="rest" id=${domId('r', comment.id)} hidden=${open ? nothing : 'until-found'}>
      ${comment.state === 'deleted' ? deletedTemplate(comment, view) : contentTemplate(comment, view)}
    </div>
  </article>`;
}

function headerTemplate(node: ThreadNode, number: string | undefined, open: boolean, view: ThreadView): TemplateResult {
  const { comment } = node;
  const { words } = view;
  const gone = comment.state === 'deleted' && !comment.author.name;
  return html`<header class="header" part="header">
    ${gone ? nothing : avatarTemplate(comment.author, view.avatars, words.locale)}
    <div class="who" id=${domId('h', comment.id)} role="heading" aria-level=${view.headingLevel} tabindex="-1">
      <span class="name" part="author-name">${gone ? words.text('comment.deleted') : nameTemplate(comment.author, words)}</span>
      ${badgesTemplate(comment, view)} ${timeTemplate(comment, view)}
    </div>
    ${
      open || node.descendants === 0
        ? nothing
        : html`<span class="faint">${words.text('comment.replies', { count: node.descendants })}</span>`
    }
    ${
      number === undefined
        ? nothing
        : html`<span class="faint number"
          ><a part="number" href=${view.permalink(comment.id)} aria-label=${words.text('comment.number', { number })}>${number}</a></span
        >`
    }
    ${collapseTemplate(node, open, words)}
  </header>`;
}

function nameTemplate(author: Author, words: Translator): TemplateResult {
  const name = html`<bdi>${authorName(author, words)}</bdi>`;
  const url = webAddress(author.url);
  return url ? html`<a href=${url} rel="nofollow ugc noopener noreferrer">${name}</a>` : name;
}

function badgesTemplate({ id, author }: Comment, { words, mine, providers }: ThreadView): TemplateResult[] {
  const badges: MessageKey[] = [];
  if (author.role === 'author') badges.push('comment.badgeAuthor');
  if (author.role === 'moderator') badges.push('comment.badgeModerator');
  if (mine.has(id)) badges.push('comment.badgeYou');
  const templates = badges.map((key) => html`<span class="badge" part="badge">${words.text(key)}</span>`);
  if (!author.provider) return templates;
  const service = providerLabel(author.provider, providers);
  return [...templates, html`<span class="faint" part="provider">${words.text('comment.via', { service })}</span>`];
}

function timeTemplate(comment: Comment, view: ThreadView): TemplateResult | typeof nothing {
  const { publishedAt, editedAt } = comment;
  if (!publishedAt) return nothing;
  return html`<span class="faint"
    ><a part="time" href=${view.permalink(comment.id)}>${timeElement(publishedAt, view)}</a>${
      editedAt ? html` · ${editedTemplate(editedAt, view)}` : nothing
    }</span
  >`;
}

function editedTemplate(editedAt: Timestamp, view: ThreadView): unknown[] {
  return view.words
    .parts('comment.edited', { date: editedAt })
    .map((part) => (typeof part === 'string' ? part : timeElement(editedAt, view)));
}

function timeElement(timestamp: Timestamp, { words, now, dates }: ThreadView): TemplateResult {
  const full = formatDateTime(timestamp, words.locale);
  const near = dates === 'absolute' ? full : relativeTime(timestamp, now, words);
  return html`<time datetime=${dateTimeAttribute(timestamp)} title=${full}
    >${near ?? formatDate(timestamp, words.locale)}</time
  >`;
}

function relativeTime(timestamp: Timestamp, now: number, words: Translator): string | undefined {
  return isJustNow(timestamp, now) ? words.text('comment.justNow') : formatRelative(timestamp, now, words.locale);
}

function collapseTemplate(node: ThreadNode, open: boolean, words: Translator): TemplateResult | typeof nothing {
  if (node.comment.state === 'pending') return nothing;
  const author = authorName(node.comment.author, words);
  const label = words.text(open ? 'comment.hide' : 'comment.show', { author, count: node.descendants });
  return html`<button
    class="plain collapse"
    part="collapse-button"
    data-action="collapse"
    aria-expanded=${open}
    aria-controls=${domId('r', node.comment.id)}
    aria-label=${label}
    title=${label}
  >
    ${open ? '−' : '+'}
  </button>`;
}

/** Where nesting no longer shows whom a comment answers: below the visual cap, and where the parent is not here. */
function inReplyToTemplate({ depth, parent, orphan }: ThreadNode, view: ThreadView): TemplateResult | typeof nothing {
  const { words } = view;
  if (orphan) {
    return html`<p class="in-reply-to"><span class="meta" part="in-reply-to">${words.text('comment.inReplyToGone')}</span></p>`;
  }
  if (!parent || depth <= Math.min(3, view.maxDepth)) return nothing;
  const author = authorName(parent.comment.author, words);
  return html`<p class="in-reply-to ${depth > view.maxDepth ? '' : 'deep'}" data-depth=${depth}>
    <a class="meta" part="in-reply-to" href=${view.permalink(parent.comment.id)}
      >${isolated(words, 'comment.inReplyTo', { author })}</a
    >
  </p>`;
}

function deletedTemplate({ author }: Comment, { words }: ThreadView): TemplateResult | typeof nothing {
  return author.name ? html`<p class="note" part="notice">${words.text('comment.deleted')}</p>` : nothing;
}

function contentTemplate(comment: Comment, view: ThreadView): TemplateResult {
  const { words } = view;
  const pending =
    comment.state === 'pending' ? html`<p class="note" part="notice">${words.text('comment.pending')}</p>` : nothing;
  return html`${pending} ${citeTemplate(comment.cite, words)}
    <div class="prose" part="content" dir="auto" lang=${ifDefined(comment.lang)}>
      ${comment.body ? view.bodies.render(comment, comment.body, view.headingLevel + 1, view.base, words) : nothing}
    </div>
    ${comment.state === 'pending' ? nothing : actionsTemplate(comment, view)}`;
}

function citeTemplate(cite: Cite | undefined, words: Translator): TemplateResult | typeof nothing {
  if (!cite) return nothing;
  const url = webAddress(cite.url);
  const title = url ? html`<a href=${url} rel="nofollow ugc noopener noreferrer">${cite.title ?? url}</a>` : cite.title;
  const date = cite.dateText ?? (cite.date && formatDate(cite.date, words.locale));
  const line = [cite.source, date].filter((item) => item !== undefined);
  return html`<p class="cite" part="cite">
    ${title ? html`<cite class="cite-title" part="cite-title" dir="auto">${title}</cite>` : nothing}
    ${
      line.length > 0
        ? html`<span class="meta" part="cite-source" dir="auto">${words.list(line).map((part) => (typeof part === 'string' ? part : html`<bdi>${part.value}</bdi>`))}</span>`
        : nothing
    }
  </p>`;
}

function actionsTemplate(comment: Comment, view: ThreadView): TemplateResult {
  const { words } = view;
  const author = commentLabel(comment, words);
  const canReply = view.canReply && !comment.id.startsWith('~');
  return html`<div class="actions" part="actions">
    ${
      canReply
        ? html`<button class="plain" part="action reply-button" data-action="reply" aria-label=${words.text('comment.replyTo', { author })}>
          ${words.text('comment.reply')}
        </button>`
        : nothing
    }
    <button class="plain" part="action" data-action="copy" aria-label=${words.text('comment.copyLinkTo', { author })}>
      ${words.text('comment.copyLink')}
    </button>
  </div>`;
}
