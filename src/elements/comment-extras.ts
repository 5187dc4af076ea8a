import { html, nothing, type TemplateResult } from 'lit';
import { formatDate, formatDateTime } from '../core/date-words.js';
import { listParts } from '../core/lists.js';
import { providerLabel } from '../core/providers.js';
import { dateTimeAttribute } from '../core/timestamps.js';
import type { ThreadNode } from '../core/tree.js';
import type { Cite, Comment } from '../core/types.js';
import { authorName, badgeTemplate, dateWords, isolated, type ThreadView } from './comment.js';
import { permalink } from './permalinks.js';
import { webAddress } from './web-address.js';

type Template = TemplateResult | typeof nothing;

/** What some comments have beside the ordinary, by where it stands. */
export interface CommentExtras {
  /** In place of the name, where nobody can be named any more. */
  readonly gone?: string | undefined;
  /** The writer's own picture, over the initials. */
  readonly picture?: Template;
  readonly badges?: readonly Template[];
  /** After the date. */
  readonly edited?: readonly unknown[];
  /** How many replies a collapsed comment hides. */
  readonly replies?: Template;
  readonly inReplyTo?: Template;
  /** Above the text. */
  readonly above?: readonly Template[];
  /** The text is being changed, in a field above. */
  readonly editing?: boolean;
  /** Buttons for the writer alone. */
  readonly actions?: TemplateResult | undefined;
}

/** Draws what is rare about a comment. */
export function commentExtras(node: ThreadNode, open: boolean, view: ThreadView): CommentExtras {
  const { comment, descendants } = node;
  const { author, cite, state } = comment;
  const { words } = view;
  const own = view.marks.own?.draw(comment);
  const note = state !== 'published' && (state === 'pending' || author.name);
  return {
    gone: state === 'deleted' && !author.name ? words.text('comment.deleted') : undefined,
    picture: view.avatars === 'image' ? pictureTemplate(webAddress(author.avatarUrl)) : nothing,
    badges: badgesTemplate(comment, view),
    edited: editedTemplate(comment, view),
    replies:
      open || !descendants
        ? nothing
        : html`<span class="faint">${words.text('comment.replies', { count: descendants })}</span>`,
    inReplyTo: inReplyToTemplate(node, view),
    above: [
      note ? html`<p class="note" part="notice">${words.text(`comment.${state}`)}</p>` : nothing,
      cite && state !== 'deleted' ? citeTemplate(cite, view) : nothing,
      own?.above ?? nothing,
    ],
    editing: own?.editing ?? false,
    actions: own?.actions,
  };
}

/** The name stands beside it, so it is hidden from assistive technology together with the initials below it. */
function pictureTemplate(url: string | undefined): Template {
  if (!url) return nothing;
  return html`<img src=${url} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" />`;
}

function badgesTemplate({ id, author }: Comment, { words, state }: ThreadView): TemplateResult[] {
  const badges: TemplateResult[] = [];
  if (author.role === 'moderator') badges.push(badgeTemplate('comment.badgeModerator', words));
  if (state.mine.has(id)) badges.push(badgeTemplate('comment.badgeYou', words));
  if (author.provider) {
    const service = providerLabel(author.provider, state.providers);
    badges.push(html`<span class="faint" part="provider">${words.text('comment.via', { service })}</span>`);
  }
  return badges;
}

function editedTemplate({ editedAt, publishedAt }: Comment, view: ThreadView): readonly unknown[] {
  const { words } = view;
  if (!editedAt || !publishedAt) return [];
  const parts = words.parts('comment.edited', { date: editedAt });
  const time = html`<time datetime=${dateTimeAttribute(editedAt)} title=${formatDateTime(editedAt, words.locale)}
    >${dateWords(editedAt, view)}</time
  >`;
  return [' · ', ...parts.map((part) => (typeof part === 'string' ? part : time))];
}

/** Where nesting no longer shows whom a comment answers: below the visual cap, and where the parent is not here. */
function inReplyToTemplate({ depth, parent, orphan }: ThreadNode, { words, maxDepth }: ThreadView): Template {
  if (orphan) {
    return html`<p class="in-reply-to"><span class="meta" part="in-reply-to">${words.text('comment.inReplyToGone')}</span></p>`;
  }
  if (!parent || depth <= Math.min(3, maxDepth)) return nothing;
  const { id, author } = parent.comment;
  return html`<p class="in-reply-to ${depth > maxDepth ? '' : 'deep'}" data-depth=${depth}>
    <a class="meta" part="in-reply-to" href=${permalink(id)}
      >${isolated(words, 'comment.inReplyTo', { author: authorName(author, words) })}</a
    >
  </p>`;
}

function citeTemplate(cite: Cite, { words }: ThreadView): TemplateResult {
  const url = webAddress(cite.url);
  const title = url ? html`<a href=${url} rel="nofollow ugc noopener noreferrer">${cite.title ?? url}</a>` : cite.title;
  const date = cite.dateText ?? (cite.date && formatDate(cite.date, words.locale));
  const line = [cite.source, date].filter((item) => item !== undefined);
  return html`<p class="cite" part="cite">
    ${title ? html`<cite class="cite-title" part="cite-title" dir="auto">${title}</cite>` : nothing}
    ${
      line.length > 0
        ? html`<span class="meta" part="cite-source" dir="auto">${listParts(words.locale, line).map((part) => (typeof part === 'string' ? part : html`<bdi>${part.value}</bdi>`))}</span>`
        : nothing
    }
  </p>`;
}
