/** Runs in a page: meets every fault of the corpus as a reader does, with real elements, and tells how it went. */
import { http } from '../../src/core/backends/http.js';
import { json } from '../../src/core/backends/json.js';
import { wordpress } from '../../src/core/backends/wordpress.js';
import { Discussion } from '../../src/core/discussion.js';
import { ERROR_CODES, type ErrorCode } from '../../src/core/error-codes.js';
import { CommentsError } from '../../src/core/errors.js';
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import type { Unsent } from '../../src/core/outbox.js';
import type { Backend } from '../../src/core/types.js';
import '../../src/elements/index.js';
import type { CommentThread, ReplyForm } from '../../src/elements/index.js';

export type BackendName = 'json' | 'http' | 'wordpress';
export type Verb = 'read' | 'post';

/** What became of one fault. */
export interface Outcome {
  /** `ok`, `waiting`, or the code of the error. */
  readonly met: string;
  /** The error was one of ours, with a code of the list. */
  readonly typed: boolean;
  /** The text stood in the form or beside it, and in the storage, or was stored by the server. */
  readonly kept: boolean;
  /** What came once the fault was over. */
  readonly healed: string;
  /** Comments that the server has stored. */
  readonly rows: number;
}

export interface Addresses {
  /** Where nobody listens. */
  readonly closed: string;
  /** The same server under a name that the page's Content-Security-Policy forbids. */
  readonly forbidden: string;
  /** Servers of another origin, by what they say to it. */
  readonly cors: Readonly<Record<string, string>>;
}

const THREAD = { key: '4' };
const kept = indexedDbStorage();

/** Uncaught errors and rejections of the page. */
export const uncaught: string[] = [];
addEventListener('error', ({ message }) => uncaught.push(message));
addEventListener('unhandledrejection', ({ reason }) => uncaught.push(`unhandled: ${String(reason)}`));

/** Faults that lie between the page and any server: the address to ask, while the fault lasts. */
function strangeAddress(name: string, { closed, forbidden, cors }: Addresses): string | undefined {
  const addresses: Record<string, string | undefined> = {
    'connection refused': closed,
    'DNS failure': 'http://nowhere.invalid',
    'TLS error': location.origin.replace('http:', 'https:'),
    'CSP connect-src blocks': forbidden,
    // A page on loopback cannot have mixed content; what it would see is the same.
    'mixed content: http from https': forbidden,
    'blocked by client (ad blocker)': 'http://blocked.invalid',
    ...cors,
  };
  return addresses[name];
}

/** Backends that misbehave by themselves. */
const MISBEHAVIOUR: Readonly<Record<string, () => unknown>> = {
  'adapter throws synchronously': () => {
    throw new RangeError('At once.');
  },
  'adapter returns a never-settling promise': () => new Promise(() => {}),
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  'adapter rejects with undefined': () => Promise.reject(undefined),
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  'adapter rejects with a string': () => Promise.reject('no'),
};

/** A case, with a backend whose fault ends when `healed` is set. */
class Meeting {
  readonly name: string;
  readonly verb: Verb;
  readonly path: string;
  readonly backend: Backend;
  healed = false;
  /** Resolves when the first comment goes out. */
  readonly sending: Promise<void>;
  #goesOut = () => {};

  constructor(name: string, number: number, backendName: BackendName, verb: Verb, addresses: Addresses) {
    this.name = name;
    this.verb = verb;
    this.path = `${number}/${backendName}/${verb}`;
    this.sending = new Promise((resolve) => (this.#goesOut = resolve));
    const strange = strangeAddress(name, addresses);
    const opaque = name === 'opaque response' ? addresses.cors['CORS refused (no header)'] : undefined;
    const fetchIt: typeof fetch = (request, init) => {
      // Backends name what they ask for by its address.
      const input = request as string;
      if (init?.method === 'POST') this.#goesOut();
      const meets = !this.healed && verb === (init?.method === 'POST' ? 'post' : 'read');
      if (!meets) return fetch(input, init);
      if (opaque) return fetch(input.replace(location.origin, opaque), { ...init, mode: 'no-cors' });
      return fetch(strange ? input.replace(location.origin, strange) : input, init);
    };
    this.backend = this.#withMisbehaviour(open(backendName, `${location.origin}/f/${this.path}/`, fetchIt));
  }

  async heal(): Promise<void> {
    this.healed = true;
    await fetch(`/heal/${this.path}`, { method: 'POST' });
  }

  async rows(): Promise<number> {
    return Number(await (await fetch(`/rows/${this.path}`)).text());
  }

  #withMisbehaviour(backend: Backend): Backend {
    const misbehave = MISBEHAVIOUR[this.name];
    if (!misbehave) return backend;
    const { list, reply } = backend;
    const bad = (verb: Verb) => !this.healed && verb === this.verb;
    return {
      ...backend,
      list: (...args) => (bad('read') ? (misbehave() as never) : list(...args)),
      ...(reply && { reply: (...args) => (bad('post') ? (misbehave() as never) : reply(...args)) }),
    };
  }
}

function open(name: BackendName, base: string, fetch: typeof globalThis.fetch): Backend {
  if (name === 'json') return json({ src: `${base}doc.json`, fetch });
  return name === 'http' ? http({ base, fetch }) : wordpress({ base: `${base}wp-json/`, fetch });
}

/** Meets one fault. */
export async function meet(
  name: string,
  number: number,
  backendName: BackendName,
  verb: Verb,
  addresses: Addresses,
): Promise<Outcome> {
  const meeting = new Meeting(name, number, backendName, verb, addresses);
  const offline = name.startsWith('offline');
  if (offline) Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  try {
    return await Promise.race([verb === 'read' ? read(meeting) : post(meeting), stuck()]);
  } finally {
    if (offline) Reflect.deleteProperty(navigator, 'onLine');
  }
}

/** A case that says nothing for so long has no outcome. */
async function stuck(): Promise<Outcome> {
  await new Promise((resolve) => setTimeout(resolve, 300_000));
  return { met: 'nothing', typed: false, kept: false, healed: 'nothing', rows: -1 };
}

async function read(meeting: Meeting): Promise<Outcome> {
  const thread = document.createElement('comment-thread');
  Object.assign(thread, { backend: meeting.backend, thread: '4', loading: 'eager' });
  let told = settled(thread);
  document.body.append(thread);
  if (meeting.name === 'element removed during load' || meeting.name === 'element moved during load') {
    await new Promise((resolve) => setTimeout(resolve, 5));
    thread.remove();
    if (meeting.name.includes('removed')) await new Promise((resolve) => setTimeout(resolve, 50));
    document.body.prepend(thread);
  }
  if (meeting.name === 'src changed during load') Object.assign(thread, { thread: '/4' }, { thread: '4' });
  const first = await told;
  await thread.updateComplete;
  await meeting.heal();
  told = settled(thread);
  const healed = first === 'ok' ? first : (void thread.reload(), await told);
  const shown = thread.shadowRoot?.textContent ?? '';
  thread.remove();
  return { met: first, typed: isTyped(first), kept: first !== 'ok' || shown.length > 0, healed, rows: 0 };
}

/** `ok`, or the code of what went wrong. */
function settled(thread: CommentThread): Promise<string> {
  return new Promise((resolve) => {
    thread.addEventListener('comment-load', () => resolve('ok'), { once: true });
    thread.addEventListener('comment-error', ({ error }) => resolve(codeOf(error)), { once: true });
  });
}

async function post(meeting: Meeting): Promise<Outcome> {
  const text = `Text of ${meeting.path}.`;
  const { name } = meeting;
  const discussion = new Discussion(meeting.backend, { key: `${THREAD.key}` });
  await discussion.load();
  const form = await place(discussion, text);
  const posted = sent(form);
  const other = name === 'two tabs submit the same draft' ? await place(discussion, text) : undefined;
  void form.submit();
  if (name === 'double click on Post' || name === 'Enter key repeat')
    for (let time = 0; time < 5; time++) void form.submit();
  void other?.submit();
  if (name === 'element moved during load') document.body.prepend(form);
  let current = form;
  let result = posted;
  if (/^(tab closed during submit|element removed|src changed)/.test(name)) {
    // It is stored before it is sent.
    await meeting.sending;
    form.remove();
    current = await place(new Discussion(meeting.backend, THREAD));
    // The one that has gone may have come to its end, or the one that has come takes over.
    result = Promise.race([sent(current), done(text)]);
    await current.discussion?.load();
  }
  const met = await result;
  await current.updateComplete;
  const isKept = met === 'ok' || (inForm(current, text) && (await inStorage(text)));
  await meeting.heal();
  const healed = met === 'ok' ? met : await again(current);
  const rows = await meeting.rows();
  current.remove();
  other?.remove();
  return { met, typed: isTyped(met), kept: isKept, healed, rows };
}

async function place(discussion: Discussion, text = ''): Promise<ReplyForm> {
  const form = document.createElement('reply-form');
  form.discussion = discussion;
  document.body.append(form);
  await form.updateComplete;
  if (text) {
    form.value = text;
    const field = form.shadowRoot?.querySelector<HTMLInputElement>('[name=name]');
    if (field) {
      field.value = 'Ken';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  }
  return form;
}

/** `ok`, `waiting`, or the code of what went wrong. */
function sent(form: ReplyForm): Promise<string> {
  return new Promise((resolve) => {
    form.addEventListener('comment-post', () => resolve('ok'), { once: true });
    form.addEventListener('comment-post-error', ({ error }) => resolve(codeOf(error)), { once: true });
    const isWaiting = () => form.shadowRoot?.querySelector('[part=unsent]') && navigator.onLine === false;
    const timer = setInterval(() => isWaiting() && resolve('waiting'), 20);
    setTimeout(() => clearInterval(timer), 900);
  });
}

/** The fault is over: the reader presses the button again, or the network is there. */
async function again(form: ReplyForm): Promise<string> {
  Reflect.deleteProperty(navigator, 'onLine');
  const result = sent(form);
  if (form.value) void form.submit();
  else dispatchEvent(new Event('online'));
  return result;
}

function inForm(form: ReplyForm, text: string): boolean {
  const beside = [...(form.shadowRoot?.querySelectorAll('[part=unsent]') ?? [])];
  return form.value === text || beside.some(({ textContent }) => textContent?.includes(text));
}

async function inStorage(text: string): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    if (JSON.stringify(await kept.list('')).includes(text)) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

/** `ok` when nothing of it waits any more; the server knows whether it has arrived. */
async function done(text: string): Promise<string> {
  const isUnsent = (record: unknown) => (record as Unsent[]).some((each) => each.text === text && !each.posted);
  while ((await kept.list('outbox ')).some(([, record]) => isUnsent(record)))
    await new Promise((resolve) => setTimeout(resolve, 20));
  return 'ok';
}

function codeOf(error: unknown): string {
  return error instanceof CommentsError ? error.code : `untyped ${String(error)}`;
}

function isTyped(met: string): boolean {
  return met === 'ok' || met === 'waiting' || ERROR_CODES.includes(met as ErrorCode);
}

Object.assign(window, { harness: { meet, uncaught } });
