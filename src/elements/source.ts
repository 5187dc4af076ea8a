import { CommentsError, notLoaded } from '../core/errors.js';
import { createBackend, guessBackend, type BackendOptions } from '../core/registry.js';
import type { Backend, ThreadRef } from '../core/types.js';
import { page } from './page.js';

/** The attributes by which every element names its source. */
export interface SourceAttributes {
  /** Endpoint or file, relative to the document. */
  readonly src: string | undefined;
  /** `auto`, the name of a registered backend, or a backend itself. */
  readonly backend: string | Backend;
  /** What the backend calls the thread; the page's canonical path by default. */
  readonly thread: string | undefined;
  /** Data given by script, in place of `src`. */
  readonly document?: unknown;
}

/** A backend and the thread to ask it for. */
export interface Source {
  readonly backend: Backend;
  readonly ref: ThreadRef;
}

/** What a file exports that reads in the page itself how a backend is to be opened. */
export interface PageSource {
  readonly openFromPage: (host: Element, ref: ThreadRef, options: BackendOptions) => Promise<Source>;
}

/** Markup of comments that a page brings along: lists of WordPress themes, microformats2, schema.org. */
const MARKUP = ':is(li,article,div)[id^="comment-"],.h-entry,.h-cite,[itemtype$="schema.org/Comment"]';

/** Opens the source an element names by its attributes or by a `<script type="application/json">` inside it. */
export async function openSource(host: Element, attributes: SourceAttributes): Promise<Source> {
  const { src, backend, thread, document } = attributes;
  const ref = threadOf(thread);
  const given = named(backend);
  if (typeof given === 'object') return { backend: given, ref };
  const data = document ?? dataScript(host)?.textContent ?? undefined;
  const options: BackendOptions = {
    src: src || data !== undefined ? addressOf(src ?? '', page.baseURI) : undefined,
    document: data,
  };
  const name = given ?? nameFor(host, options);
  const source = await pageSource(name)?.catch(notLoaded);
  return source ? source.openFromPage(host, ref, options) : { backend: await createBackend(name, options), ref };
}

function pageSource(name: string): Promise<PageSource> | undefined {
  if (name === 'dom') return import('./dom-source.js');
  return name === 'wordpress' ? import('./wordpress-source.js') : undefined;
}

function nameFor(host: Element, options: BackendOptions): string {
  return !options.src && host.querySelector(MARKUP) ? 'dom' : guessBackend(options);
}

/** An element that may stand for an article, which `for` names by its id. */
export type ArticleStandIn = Element & Partial<SourceAttributes> & { readonly for?: string };

/**
 * The source of such an element: what it does not say itself, the `<article-view>` around it says, or the one in the same
 * root that it names.
 */
export function sourceOf(host: ArticleStandIn): SourceAttributes {
  // Of an element that was taken out, another element.
  const root = host.getRootNode() as Partial<NonElementParentNode>;
  const article: (Element & Partial<SourceAttributes>) | null | undefined =
    host.closest('article-view') ?? (host.for ? root.getElementById?.(host.for) : undefined);
  // An article whose class has not come yet has attributes only.
  const told = (name: 'src' | 'thread' | 'backend') => article?.[name] ?? article?.getAttribute(name) ?? undefined;
  return {
    src: host.src ?? (told('src') as string | undefined),
    backend: named(host.backend) ?? told('backend') ?? 'auto',
    thread: host.thread ?? (told('thread') as string | undefined),
  };
}

/** True when an element has something to show without being given data by script. */
export function hasSource(host: Element, { src, backend, document }: SourceAttributes): boolean {
  return Boolean(src || named(backend) || dataScript(host) || host.querySelector(MARKUP)) || document !== undefined;
}

/** The backend that is given, by name or by script. An attribute that was removed leaves null. */
function named(backend: string | Backend | null | undefined): string | Backend | undefined {
  return backend && backend !== 'auto' ? backend : undefined;
}

function addressOf(src: string, base: string): string {
  try {
    return new URL(src, base).href;
  } catch (cause) {
    throw new CommentsError('unsupported', `No address: ${src}.`, { cause });
  }
}

function dataScript(host: Element): Element | null {
  return host.querySelector(':scope > script[type="application/json"]');
}

/** A script in `<head>` meets the element before its children are parsed (measured): wait for the whole document then. */
export async function parsed(): Promise<void> {
  if (page.readyState === 'loading') await new Promise((resolve) => page.addEventListener('DOMContentLoaded', resolve));
}

function threadOf(thread: string | undefined): ThreadRef {
  const canonical = page.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href;
  const url = new URL(canonical || page.URL);
  url.hash = '';
  return { key: thread ?? url.pathname, url: url.href };
}
