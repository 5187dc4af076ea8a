import { html, nothing, type TemplateResult } from 'lit';
import { shown } from '../core/discussion.js';
import { notShown } from '../core/not-shown.js';
import { dateWords, type ThreadView } from './comment.js';
import { focusFirst } from './comment-nodes.js';
import { page } from './page.js';
import { pingsTemplate } from './pings.js';
import type { ThreadInside } from './thread-controls.js';
import { webAddress } from './web-address.js';

type Template = TemplateResult | typeof nothing;

/** A text or button for each state of a thread that most threads are never in, by where it stands. */
export interface Notices {
  readonly count: Template;
  readonly empty: Template;
  readonly more: Template;
  readonly closed: Template;
  readonly pings: Template;
}

/** Draws the notices that the state of a thread calls for. */
export function notices(view: ThreadView): Notices {
  return {
    count: html`${ageTemplate(view)}${countTemplate(view)}${view.state.sort === 'newest' ? newTemplate(view) : nothing}`,
    empty: emptyTemplate(view),
    more: html`${view.state.sort === 'newest' ? nothing : newTemplate(view)}${moreTemplate(view)}`,
    closed: closedTemplate(view),
    pings: pingsTemplate(view.state.thread.pings, view),
  };
}

/** How many of the counted responses are here: a line only where the two differ. */
function countTemplate({ state, words }: ThreadView): Template {
  const { count, more } = state;
  if (!count) return nothing;
  const missing = notShown(state);
  const text = more
    ? words.text('thread.shown', { shown: shown(state), count: count.total })
    : missing > 0 && words.text('thread.notShown', { count: missing });
  return text ? html`<p class="meta" part="count">${text}</p>` : nothing;
}

/** How old what is shown is, where nothing newer could be loaded. */
function ageTemplate(view: ThreadView): Template {
  const { comments, loadedAt, status } = view.state;
  if (status !== 'error' || !comments.length || loadedAt === undefined) return nothing;
  return html`<p class="meta" part="age">${ageText(loadedAt, view)}</p>`;
}

/** @param loadedAt in milliseconds since 1970 */
export function ageText(loadedAt: number, view: Pick<ThreadView, 'dates' | 'now' | 'words'>): string {
  return view.words.text('thread.loadedAt', { date: dateWords(new Date(loadedAt).toISOString(), view) });
}

/** What others have written meanwhile, where it will stand: it comes when the reader wants it. */
function newTemplate({ marks, words }: ThreadView): Template {
  const count = marks.news?.number;
  if (!count) return nothing;
  return html`<button class="button more" part="action new-bar" data-action="news">${words.text('thread.new', { count })}</button>`;
}

function emptyTemplate({ state, words, hasForm }: ThreadView): Template {
  if (state.status !== 'ready' || state.comments.length > 0 || state.more || notShown(state) > 0) return nothing;
  return html`<div part="empty">
    <slot name="empty"
      ><p>
        ${words.text('thread.empty')}
        ${
          hasForm
            ? html`<button class="plain" part="action" data-action="to-form">${words.text('thread.emptyInvite')}</button>`
            : nothing
        }
      </p></slot
    >
  </div>`;
}

function moreTemplate({ state, words }: ThreadView): Template {
  if (!state.more) return nothing;
  const busy = state.status === 'loading';
  return html`<button class="button more" part="action load-more" data-action="more" aria-disabled=${busy}>
    ${words.text(busy ? 'thread.loading' : 'thread.more')}
  </button>`;
}

/** Why there is no form, where readers would look for one, and the way to log in where that helps. */
function closedTemplate({ state, words }: ThreadView): Template {
  const { access, accounts, login } = state.policy;
  // The form itself offers accounts.
  const isShut = access === 'closed' || (access === 'login' && !accounts);
  if (state.status === 'idle' || !isShut) return nothing;
  const href = access === 'login' && webAddress(login);
  return html`<div part="notice">
    <slot name="closed"
      ><p>
        ${words.text(`thread.${access}`)}
        ${href ? html`<a part="login" href=${href}>${words.text('thread.logIn')}</a>` : nothing}
      </p></slot
    >
  </div>`;
}

/** Loads the next page and says how many comments have come. */
export async function loadMore({ thread, store, say, words }: ThreadInside): Promise<void> {
  const before = store.state?.comments.length ?? 0;
  await store.discussion?.loadMore();
  await thread.updateComplete;
  const count = (store.state?.comments.length ?? 0) - before;
  if (count > 0) say(words().text('thread.loaded', { count }));
}

/**
 * "Load more" was pressed. It stands beside its button, because it must work where nothing else can be fetched. The focus goes
 * on to what has come, unless the reader has taken it elsewhere meanwhile.
 */
export async function pressMore(inside: ThreadInside): Promise<void> {
  const { thread, store } = inside;
  const { status, comments = [] } = store.state ?? {};
  if (status === 'loading') return;
  await loadMore(inside);
  await thread.updateComplete;
  const before = new Set(comments.map(({ id }) => id));
  const { activeElement } = thread.renderRoot as ShadowRoot;
  const isFree = page.activeElement === page.body || activeElement?.matches('.more');
  if (isFree) focusFirst(inside, (id) => !before.has(id));
}
