import { expect } from '@open-wc/testing';
import { readFile } from '@web/test-runner-commands';
import type { Accounts } from '../../src/core/accounts.js';
import { Discussion } from '../../src/core/discussion.js';
import { CommentsError } from '../../src/core/errors.js';
import type { ReplyPolicy } from '../../src/core/types.js';
import type { CommentThread } from '../../src/elements/comment-thread.js';
import * as index from '../../src/elements/index.js';
import { scriptedAccounts, VERA, withAccounts } from '../support/accounts.js';
import { backendOf, comment, comments, held } from '../support/backends.js';
import {
  fill,
  formOf,
  inner,
  makeThread,
  nextEvent,
  part,
  parts,
  place,
  thread,
  until,
  whileOffline,
  watchPage,
} from '../support/elements.js';

watchPage();

const EVERYTHING = [
  comment('1', { author: { name: 'Ken', role: 'author', provider: 'google-plus' } }),
  comment('2', { parentId: '1', cite: { title: 'Dawn', source: 'Paper' } }),
  comment('3', { state: 'deleted', author: {} }),
  comment('4', { parentId: 'gone' }),
  comment('5', { kind: 'pingback' }),
];
const POLICY: ReplyPolicy = { access: 'open', name: 'required', email: 'optional', url: 'optional', maxLength: 100 };

/** What the class comment of an element promises, such as its parts; the default slot is the empty name. */
async function documented(file: string, tag: 'csspart' | 'slot' | 'fires'): Promise<string[]> {
  const source = (await readFile({ path: `../../src/elements/${file}.ts` })) ?? expect.fail(`${file} cannot be read`);
  const pattern = tag === 'fires' ? /@fires \{\w+\} ([\w-]+) - / : new RegExp(`@${tag} (?:([\\w-]+) )?- `);
  const found = source.split('\n').flatMap((line) => pattern.exec(line) ?? []);
  return found.filter((_, index) => index % 2 === 1).map((name: string | undefined) => name ?? '');
}

/** Part names and slots in the roots of elements. */
function drawn(...elements: Element[]): { parts: Set<string>; slots: Set<string> } {
  const nodes = elements.flatMap((element) => [...inner(element).querySelectorAll('*')]);
  return {
    parts: new Set(nodes.flatMap((node) => [...node.part])),
    slots: new Set(nodes.filter((node) => node instanceof HTMLSlotElement).map(({ name }) => name)),
  };
}

async function everyThread(): Promise<Element[]> {
  const edited = await editedThread();
  const full = await thread({
    comments: EVERYTHING,
    post: { count: { total: 9 }, policy: POLICY },
    memory: { moderate: () => true },
  });
  const form = await formOf(full);
  await fill(form, { text: 'Hello', name: 'Ken' });
  const posted = nextEvent(full, 'comment-post');
  part(form, 'submit').click();
  await posted;
  await full.scrollToComment('1');
  await full.updateComplete;
  const gate = held(backendOf([]));
  const loading = await place(makeThread({ set: { backend: gate.backend } }));
  await until(() => parts(loading, 'skeleton').length === 1);
  const stale = await staleThread();
  const down = { ...backendOf([]), list: () => Promise.reject(new CommentsError('server', 'Down.')) };
  return [
    full,
    loading,
    await thread({ comments: comments(1, 2, 3), set: { pageSize: 2 } }),
    await thread({}),
    await thread({ set: { backend: down } }),
    await writtenMeanwhile(),
    await thread({ post: { policy: { ...POLICY, access: 'closed' } } }),
    ...[edited, stale],
    await thread({ post: { policy: { ...POLICY, access: 'login', login: 'https://blog.example/login' } } }),
  ];
}

/** A thread whose refresh has failed. */
async function staleThread(): Promise<Element> {
  const gate = held(backendOf(comments(1)));
  const element = await place(makeThread({ set: { backend: gate.backend } }));
  await until(() => gate.asked.length === 1);
  gate.release();
  await nextEvent(element, 'comment-load');
  void element.reload();
  gate.fail(new CommentsError('server', 'Down.'));
  await until(() => parts(element, 'age').length === 1);
  return element;
}

/** Others have written while the reader was away for two minutes. */
async function writtenMeanwhile(): Promise<CommentThread> {
  const backend = backendOf(comments(1), { policy: POLICY });
  const element = await thread({ set: { backend } });
  await formOf(element);
  await backend.reply?.({ key: 'post' }, { text: 'Hello', key: 'a', guest: { name: 'Mira' } });
  const { now } = Date;
  Date.now = () => now() + 120_000;
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => parts(element, 'new-bar').length === 1).finally(() => (Date.now = now));
  return element;
}

async function everyForm(): Promise<Element[]> {
  const readers = await everyReader();
  const wrong = await thread({ comments: comments(1), post: { policy: POLICY } });
  await wrong.reply('1');
  const form = await formOf(wrong);
  await form.submit();
  form.scrollIntoView();
  await until(() => parts(form, 'remember').length === 1);
  const member = { ...POLICY, name: 'no', as: { name: 'Mira' }, login: 'https://blog.example/login' } as const;
  const refuse = () => new CommentsError('login-required', 'No.');
  const refused = await formOf(await thread({ post: { policy: member }, memory: { refuse } }));
  refused.value = 'Hello';
  await refused.submit();
  await refused.updateComplete;
  return [
    form,
    refused,
    await place(document.createElement('reply-form')),
    ...readers,
    await unsentForm(),
    await postedForm(),
  ];
}

/** A form that a page has placed, and that has posted a comment. */
async function postedForm(): Promise<Element> {
  const discussion = new Discussion(backendOf([], { policy: POLICY }), { key: 'post' });
  await discussion.load();
  const form = await place(Object.assign(document.createElement('reply-form'), { discussion }));
  await form.updateComplete;
  await fill(form, { text: 'Hello', name: 'Ken' });
  await form.submit();
  await until(() => form.matches(':state(submitted)'));
  await form.updateComplete;
  return form;
}

const ACCOUNTS: ReplyPolicy = { ...POLICY, accounts: true };

/** A thread whose readers can sign in, once its form offers that. */
async function threadWith(accounts: Accounts): Promise<CommentThread> {
  const backend = withAccounts(backendOf(comments(1), { policy: ACCOUNTS }), accounts);
  const element = await thread({ set: { backend } });
  const form = await formOf(element);
  await until(() => {
    // Accounts are asked for when a form comes near; what is above it may still grow.
    form.scrollIntoView();
    return parts(form, 'provider-button').length + parts(form, 'log-out').length;
  });
  return element;
}

/** Forms of readers: one is signed in, one meets a browser that opens no window. */
async function everyReader(): Promise<Element[]> {
  const signedIn = await formOf(await threadWith(scriptedAccounts(VERA)));
  const blocked = await formOf(await threadWith(scriptedAccounts()));
  const [signIn] = parts(blocked, 'provider-button');
  const choices = await formOf(await threadWith(scriptedAccounts()));
  const { open } = window;
  window.open = () => null;
  signIn?.click();
  window.open = open;
  await until(() => parts(blocked, 'notice').length === 1);
  return [signedIn, blocked, choices];
}

/** A comment that its writer is changing. */
async function editedThread(): Promise<Element> {
  const accounts = scriptedAccounts(VERA);
  accounts.own = async () => [{ id: '1' }];
  const element = await threadWith(accounts);
  await until(() => inner(element).querySelector('[data-action="edit"]'));
  inner(element).querySelector<HTMLElement>('[data-action="edit"]')?.click();
  await until(() => parts(element, 'edit').length === 1);
  return element;
}

/** A form with a comment that waits for the network, and a draft. */
async function unsentForm(): Promise<Element> {
  const gone = {
    ...backendOf([], { policy: POLICY }),
    reply: () => Promise.reject(new CommentsError('offline', 'Gone.')),
  };
  const first = await thread({ set: { backend: gone } });
  const written = await formOf(first);
  await whileOffline(async () => {
    await fill(written, { text: 'Hello', name: 'Ken', email: 'ken@example.com', url: 'ken.example' });
    await written.submit();
  });
  await fill(written, { text: 'And more' });
  first.remove();
  const form = await formOf(await thread({ set: { backend: gone } }));
  await until(() => parts(form, 'draft').length === 1 && parts(form, 'unsent').length === 1);
  return form;
}

async function everyArticle(): Promise<Element[]> {
  const post = { title: 'Dawn', body: { kind: 'text', value: 'Text' }, categories: [{ name: 'Energy' }] } as const;
  const shown = Object.assign(document.createElement('article-view'), { thread: 'post', backend: backendOf([], post) });
  const failed = Object.assign(document.createElement('article-view'), { thread: 'unknown', backend: backendOf([]) });
  const told = [nextEvent(shown, 'article-load'), nextEvent(failed, 'article-error')];
  await place(shown);
  await place(failed);
  await Promise.all(told);
  await Promise.all([shown.updateComplete, failed.updateComplete]);
  return [shown, failed];
}

async function everyCount(): Promise<Element[]> {
  const known = Object.assign(document.createElement('comment-count'), { thread: 'post', backend: backendOf([]) });
  await place(known);
  await until(() => parts(known, 'count').length === 1);
  return [known, await place(document.createElement('comment-count'))];
}

describe('what is written about an element', () => {
  const elements: Record<string, () => Promise<Element[]>> = {
    'comment-thread': everyThread,
    'reply-form': everyForm,
    'article-view': everyArticle,
    'comment-count': everyCount,
  };

  for (const [file, show] of Object.entries(elements)) {
    it(`is true of the parts and slots of ${file}, and complete`, async () => {
      const found = drawn(...(await show()));
      expect([...found.parts].sort()).to.deep.equal((await documented(file, 'csspart')).sort());
      expect([...found.slots].sort()).to.deep.equal((await documented(file, 'slot')).sort());
    });
  }

  it('names every part of the form that a page can reach through the thread', async () => {
    const element = await thread({});
    const form = await formOf(element);
    const exported = (form.getAttribute('exportparts') ?? '').split(/,\s*/);
    expect(exported.sort()).to.deep.equal((await documented('reply-form', 'csspart')).sort());
  });

  it('names events, each with a class of its own', async () => {
    const names = (await Promise.all(Object.keys(elements).map((file) => documented(file, 'fires')))).flat();
    const classes = names.map(
      (name) => `${name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}Event`,
    );
    const exported = Object.keys(index).filter((name) => name.endsWith('Event'));
    expect([...new Set(classes)].sort()).to.deep.equal(exported.sort());
  });
});
