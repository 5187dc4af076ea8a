/** Runs in a page of {@link ./site.ts}: places what its address names, and gives tests a hand. */
import { http } from '../../src/core/backends/http.js';
import { Discussion } from '../../src/core/discussion.js';
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import '../../src/elements/index.js';
import type { ReplyForm } from '../../src/elements/index.js';

const params = new URLSearchParams(location.search);
const drafts = params.get('drafts') ?? 'local';
const uncaught: string[] = [];
addEventListener('error', ({ message }) => uncaught.push(message));
addEventListener('unhandledrejection', ({ reason }) => uncaught.push(`unhandled: ${String(reason)}`));

function place(key = params.get('thread') ?? 'post'): HTMLElement {
  const thread = document.createElement('comment-thread');
  Object.assign(thread, { backend: http({ base: `${location.origin}/api` }), thread: key, loading: 'eager', drafts });
  document.body.append(thread);
  return thread;
}

/** The form of the page's thread, once it is there and has looked for drafts. */
async function form(index = 0): Promise<ReplyForm> {
  for (;;) {
    const found = [...document.querySelectorAll('comment-thread')][index]?.shadowRoot?.querySelector('reply-form');
    if (found?.shadowRoot?.querySelector('textarea')) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const GUEST = { name: 'Ken', email: 'ken@secret.example' };

const type = (text: string, index = 0) => fill({ text, ...GUEST }, index);
const sign = (index = 0) => fill(GUEST, index);

async function fill(values: Readonly<Record<string, string>>, index: number): Promise<void> {
  const found = await form(index);
  for (const [name, value] of Object.entries(values)) {
    const field = found.shadowRoot?.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (!field) continue;
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

/** What the reader sees of unsent texts. */
async function shown(index = 0): Promise<{ text: string; notes: string }> {
  const found = await form(index);
  await found.updateComplete;
  const notes = [
    ...(found.shadowRoot?.querySelectorAll('[part=draft], [part=unsent], [part=error], .unsent [part=hint]') ?? []),
  ];
  return {
    text: found.value,
    notes: notes.map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim()).join(' | '),
  };
}

async function keptTexts(prefix = ''): Promise<string[]> {
  const all = await indexedDbStorage().list(prefix);
  return all.map(([, value]) => JSON.stringify(value));
}

async function keptKeys(prefix: string): Promise<string[]> {
  return (await indexedDbStorage().list(prefix)).map(([key]) => key);
}

/** Asks again until it is so; a test that waits in vain says itself what is there instead. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await isSo()) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
}

const untilShown = (text: string, index = 0) => until(async () => (await shown(index)).text === text);

/** A text is kept, or the reader sees a note that it cannot be. */
const untilKept = (text: string, index: number, note: string) =>
  until(async () => {
    const kept = await keptTexts().catch(() => []);
    const start = JSON.stringify(text.slice(0, 99)).slice(1, -1);
    return drafts === 'none' || kept.some((each) => each.includes(start)) || (await shown(index)).notes.includes(note);
  });

/** Drafts by the comment that they answer, or `main`. */
async function keptDrafts(): Promise<Record<string, string>> {
  const all = await indexedDbStorage().list('draft ');
  const entries = all.map(([key, value]) => {
    const [, , parent] = JSON.parse(key.slice('draft '.length)) as (string | null)[];
    return [parent ?? 'main', (value as { text: string }).text] as const;
  });
  return Object.fromEntries(entries.sort());
}

/** Waits until these drafts are kept and no others, and returns what is. */
async function untilDrafts(drafts: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const wanted = JSON.stringify(Object.fromEntries(Object.entries(drafts).sort()));
  await until(async () => JSON.stringify(await keptDrafts()) === wanted);
  return keptDrafts();
}

const page = {
  uncaught,
  place,
  form,
  type,
  sign,
  shown,
  keptTexts,
  keptKeys,
  until,
  untilShown,
  untilKept,
  untilDrafts,
  Discussion,
};
export type PageHand = typeof page;
Object.assign(window, { page });
if (params.get('worker')) void navigator.serviceWorker.register('/sw.js');
if (params.get('thread') !== 'none') place();
