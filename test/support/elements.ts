import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { MemoryOptions, MemoryPost } from '../../src/core/backends/memory.js';
import type { Comment } from '../../src/core/types.js';
import { forget } from '../../src/core/forget.js';
import type { CommentThread } from '../../src/elements/comment-thread.js';
import type { ReplyField } from '../../src/core/errors.js';
import type { ReplyForm } from '../../src/elements/reply-form.js';
import { backendOf } from './backends.js';

// All tests of a run share one origin, and many of them one thread: no text goes from one to the next.
afterEach(() => forget());

/** Waits until something is so; long enough for a machine that is busy with other things. */
export function until(isSo: () => unknown, what?: string): Promise<void> {
  return waitUntil(isSo, what, { interval: 10, timeout: 10_000 });
}

/** How a test wants its thread. */
export interface ThreadSetup {
  readonly comments?: readonly Comment[];
  readonly post?: Partial<MemoryPost>;
  readonly memory?: MemoryOptions;
  /** Properties of the element. */
  readonly set?: Partial<CommentThread>;
  /** What the page puts inside it. */
  readonly inside?: string;
  readonly lang?: string;
}

/** Makes a thread over a backend in memory, without placing it in the page. */
export function makeThread({ comments = [], post, memory, set, inside = '' }: ThreadSetup = {}): CommentThread {
  const thread = document.createElement('comment-thread');
  const backend = backendOf(comments, post, memory);
  thread.innerHTML = inside;
  return Object.assign(thread, { backend, thread: 'post', loading: 'eager', ...set });
}

/** Places an element in the page, and takes it away after the test. */
export async function place<T extends HTMLElement>(element: T, lang = 'en'): Promise<T> {
  await fixture(html`<main lang=${lang}>${element}</main>`);
  return element;
}

/** A thread in the page, with what its backend had to say. */
export async function thread(setup: ThreadSetup = {}): Promise<CommentThread> {
  const element = makeThread(setup);
  const settled = nextSettled(element);
  await place(element, setup.lang);
  await settled;
  return element;
}

/** Draws all comments in full, wherever they are, as for paper. */
export function drawAll(): void {
  dispatchEvent(new Event('beforeprint'));
}

/** Resolves when an element has shown the next answer or error. */
export async function nextSettled(element: CommentThread): Promise<void> {
  const stop = new AbortController();
  await new Promise((resolve) => {
    for (const type of ['comment-load', 'comment-error']) element.addEventListener(type, resolve, stop);
  });
  stop.abort();
  await element.updateComplete;
}

/** Waits for an event of an element. */
export function nextEvent<K extends keyof GlobalEventHandlersEventMap>(
  element: HTMLElement,
  type: K,
): Promise<GlobalEventHandlersEventMap[K]> {
  return new Promise((resolve) => element.addEventListener(type, resolve, { once: true }));
}

/** The shadow root of an element that must have one. */
export function inner(element: Element): ShadowRoot {
  return element.shadowRoot ?? expect.fail(`<${element.localName}> has no shadow root`);
}

/** Every node of an element that carries a part name. */
export function parts(element: Element, name: string): HTMLElement[] {
  return [...inner(element).querySelectorAll<HTMLElement>(`[part~="${name}"]`)];
}

/** The one node that carries a part name. */
export function part(element: Element, name: string): HTMLElement {
  const [found, ...others] = parts(element, name);
  if (!found || others.length > 0) expect.fail(`${String(others.length + (found ? 1 : 0))} nodes are the part ${name}`);
  return found;
}

/** Text with its white space as a reader sees it. */
export function text(node: Node | null | undefined): string {
  return (node?.textContent ?? '').replace(/[^\S\u00a0]+/g, ' ').trim();
}

/** Texts of all nodes that carry a part name. */
export function texts(element: Element, name: string): string[] {
  return parts(element, name).map(text);
}

/** The comment with an id: its item in the list. */
export function item(thread: CommentThread, id: string): HTMLElement {
  const found = parts(thread, 'comment').find(({ dataset }) => dataset['id'] === id);
  return found ?? expect.fail(`comment ${id} is not in the list`);
}

/** The comment itself, without its replies. */
export function articleOf(thread: CommentThread, id: string): HTMLElement {
  return item(thread, id).querySelector<HTMLElement>(':scope > article') ?? expect.fail(`comment ${id} is no article`);
}

/** Name of a button as assistive technology says it. */
function nameOf(button: Element): string {
  return button.getAttribute('aria-label') ?? text(button);
}

/** All buttons in a place that can be seen, by their names. */
export function buttons(place: ParentNode): string[] {
  return [...place.querySelectorAll('button')].filter((button) => button.checkVisibility()).map(nameOf);
}

/** The one button in a place whose name begins like this. */
export function button(place: ParentNode, name: string): HTMLButtonElement {
  const found = [...place.querySelectorAll('button')].filter((each) => nameOf(each).startsWith(name));
  const [first] = found;
  if (!first || found.length > 1)
    expect.fail(`${String(found.length)} buttons for "${name}": ${buttons(place).join('; ')}`);
  return first;
}

/** The form of a thread, once it is there. */
export async function formOf(thread: CommentThread): Promise<ReplyForm> {
  const find = () => inner(thread).querySelector('reply-form');
  await until(find, 'the form comes');
  const form = find() ?? expect.fail();
  await form.updateComplete;
  return form;
}

/** Opens the form under a comment, as a reader does. */
export async function pressReply(thread: CommentThread, id: string): Promise<ReplyForm> {
  const form = await formOf(thread);
  button(articleOf(thread, id), 'Reply').click();
  await until(() => item(thread, id).contains(form), 'the form stands under the comment');
  await until(() => focused() === field(form, 'text'), 'the field has the focus');
  return form;
}

/** A field of a form. */
export function field(form: ReplyForm, name: ReplyField): HTMLInputElement | HTMLTextAreaElement {
  const found = inner(form).querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`);
  return found ?? expect.fail(`there is no field ${name}`);
}

/** Fills fields in at once. */
export async function fill(form: ReplyForm, values: Partial<Record<ReplyField, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values) as [ReplyField, string][]) {
    const input = field(form, name);
    input.value = value;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
  await form.updateComplete;
}

/** The element that has the focus, through all shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** That two nodes are one. Chai would walk through the whole page to say how they differ. */
export function same(actual: Element | null | undefined, expected: Element | null | undefined, what = 'it'): void {
  const words = (node: Element | null | undefined) =>
    node
      ? `<${[node.localName, ...['id', 'part', 'data-id'].map((name) => node.getAttribute(name))].join(' ')}>`
      : 'nothing';
  if (actual !== expected) expect.fail(`${what} is ${words(actual)}, not ${words(expected)}`);
}

/** How many nodes in the root of an element match. */
export function countOf(element: Element, selector: string): number {
  return inner(element).querySelectorAll(selector).length;
}

/** What the element announces without moving the focus. */
export function announced(element: Element): string {
  return [...inner(element).querySelectorAll('[role="status"]')].map(text).filter(Boolean).join(' ');
}

/** Waits until the element announces a text. */
export async function announcement(element: Element, expected: string): Promise<void> {
  await until(() => announced(element) === expected, `announces "${expected}", not "${announced(element)}"`);
}

/** Fails a file during whose tests anything reached the page's own error handlers or its error console. */
export function watchPage(): void {
  const problems: string[] = [];
  const { error: log } = console;
  before(() => {
    window.addEventListener('error', ({ message }) => problems.push(message));
    window.addEventListener('unhandledrejection', ({ reason }) => problems.push(`unhandled: ${String(reason)}`));
    console.error = (...logged) => {
      problems.push(logged.map(String).join(' '));
      log(...logged);
    };
  });
  // Not after each test: a hook that fails ends the file.
  after(() => expect(problems).to.deep.equal([]));
}

/** Does something while the browser says that it has no network. */
export async function whileOffline(work: () => Promise<unknown>): Promise<void> {
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  try {
    await work();
  } finally {
    Reflect.deleteProperty(navigator, 'onLine');
  }
}
