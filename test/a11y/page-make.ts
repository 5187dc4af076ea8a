/** Runs in the page: threads, forms and articles to look at. */
import type { MemoryOptions, MemoryPost } from '../../src/core/backends/memory.js';
import type { Session } from '../../src/core/accounts.js';
import type { Backend, Comment, Provider, ReplyPolicy } from '../../src/core/types.js';
import type { ArticleView, CommentThread } from '../../src/elements/index.js';
import { PROVIDERS, scriptedAccounts, withAccounts, type ScriptedAccounts } from '../support/accounts.js';
import { backendOf } from '../support/backends.js';
import { EASY, RICH } from './page-backends.js';
import { all, button, enter, one, until } from './page-parts.js';

/** How a state wants its thread. */
export interface Wish {
  readonly comments?: readonly Comment[];
  readonly policy?: ReplyPolicy;
  readonly post?: Partial<MemoryPost>;
  readonly memory?: MemoryOptions;
  readonly backend?: (key: string) => Backend;
  readonly set?: Partial<CommentThread>;
  /** Not waited for, because it never comes. */
  readonly waits?: 'for nothing' | 'for comments' | 'for the form';
  readonly inside?: string;
  readonly lang?: string;
  readonly pictures?: string;
}

let count = 0;

/** A thread of its own: what was typed into another does not come back in it. */
export async function thread(place: HTMLElement, wish: Wish = {}): Promise<CommentThread> {
  const { comments = RICH, policy = EASY, post, memory, set, waits = 'for the form' } = wish;
  const key = `post-${(count += 1)}`;
  const element = document.createElement('comment-thread');
  element.append(document.createRange().createContextualFragment(wish.inside ?? ''));
  if (wish.lang) element.lang = wish.lang;
  if (wish.pictures) element.setAttribute('pictures', wish.pictures);
  const backend = wish.backend?.(key) ?? backendOf(comments, { id: key, policy, ...post }, memory);
  Object.assign(element, { backend, thread: key, loading: 'eager', headingLevel: 2, ...set });
  place.append(element);
  if (waits === 'for nothing') return element;
  await until(() => element.matches(':state(ready), :state(error)'), 'an answer');
  await element.updateComplete;
  if (waits === 'for comments') return element;
  await one(element.shadowRoot as ShadowRoot, 'textarea[name=text]');
  await drawn(element);
  return element;
}

/** Nothing is left to be drawn. */
export async function drawn(element: HTMLElement): Promise<void> {
  const root = element.shadowRoot;
  for (const each of [element, ...(root ? all(root, 'reply-form') : [])])
    await (each as Partial<CommentThread>).updateComplete;
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** A thread whose form offers accounts, with the accounts. */
export async function threadWithAccounts(
  place: HTMLElement,
  {
    session,
    policy = EASY,
    comments = RICH,
    providers = PROVIDERS,
  }: {
    session?: Session;
    policy?: ReplyPolicy;
    comments?: readonly Comment[];
    providers?: readonly Provider[];
  } = {},
): Promise<{ element: CommentThread; accounts: ScriptedAccounts }> {
  const accounts = scriptedAccounts(session, providers);
  const backend = (id: string) =>
    withAccounts(backendOf(comments, { id, policy: { ...policy, accounts: true } }), accounts);
  const element = await thread(place, { backend });
  element.shadowRoot?.querySelector('reply-form')?.scrollIntoView();
  await one(element.shadowRoot as ShadowRoot, '[part~=provider-button], [part~=log-out]');
  await drawn(element);
  return { element, accounts };
}

/** Fills in the form and sends it. */
export async function send(element: HTMLElement, values: Readonly<Record<string, string>>): Promise<void> {
  const root = element.shadowRoot as ShadowRoot;
  for (const [name, value] of Object.entries(values)) enter(root, name, value);
  const form = (await one(root, 'reply-form')) as Partial<CommentThread>;
  await form.updateComplete;
  (await button(root, 'Post Comment')).click();
}

/** An article, shown or failed. */
export async function article(
  place: HTMLElement,
  post: Partial<MemoryPost> | undefined,
  inside = '',
): Promise<ArticleView> {
  const element = document.createElement('article-view');
  element.append(document.createRange().createContextualFragment(inside));
  Object.assign(element, {
    backend: backendOf([], { id: 'article', ...post }),
    thread: post ? 'article' : 'unknown',
    headingLevel: 2,
  });
  place.append(element);
  await until(() => element.matches(':state(ready), :state(error)'), 'the article');
  await element.updateComplete;
  return element;
}
