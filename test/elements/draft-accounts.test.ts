import { expect } from '@open-wc/testing';
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import type { MemoryPost } from '../../src/core/backends/memory.js';
import type { ReplyPolicy } from '../../src/core/types.js';
import type { CommentThread, ReplyForm } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { scriptedAccounts, TOMAS, VERA, withAccounts, type ScriptedAccounts } from '../support/accounts.js';
import { backendOf, comments } from '../support/backends.js';
import {
  fill,
  formOf,
  item,
  part,
  parts,
  pressReply,
  thread,
  until,
  watchPage,
  whileOffline,
} from '../support/elements.js';
import { untilKept } from '../support/waiting.js';

watchPage();

const POLICY: ReplyPolicy = { access: 'open', name: 'optional', email: 'optional', url: 'optional', accounts: true };
const kept = indexedDbStorage();

interface Visit {
  readonly element: CommentThread;
  readonly form: ReplyForm;
  readonly accounts: ScriptedAccounts;
}

/** A visit of a reader who is signed in so, or is a guest. */
async function visit(
  session?: ScriptedAccounts['session'],
  post: Partial<MemoryPost> = {},
  memory = backendOf(comments(1, 2), { policy: POLICY, ...post }),
): Promise<Visit> {
  const accounts = scriptedAccounts(session);
  const element = await thread({ set: { backend: withAccounts(memory, accounts) } });
  const form = await formOf(element);
  form.scrollIntoView();
  await until(() => parts(form, 'provider-button').length + parts(form, 'log-out').length, 'the choices come');
  return { element, form, accounts };
}

const leave = ({ element }: Visit) => element.closest('main')?.remove();

/** A text that was written in this visit, and is kept when it ends. */
async function write(visited: Visit, text: string): Promise<void> {
  await fill(visited.form, { text });
  await untilKept(text);
  leave(visited);
}

/** Everything that the storage was asked has been answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('a draft that is written with an account', () => {
  it('is nobody else’s: neither a guest nor another account sees it, and its writer does', async () => {
    await write(await visit(VERA), 'By Vera');
    for (const other of [undefined, TOMAS, { as: { name: 'Vera Osk', provider: 'valley' } }]) {
      const visited = await visit(other);
      await settled();
      expect(visited.form.value).to.equal('');
      leave(visited);
    }
    const { form } = await visit(VERA);
    await until(() => form.value === 'By Vera');
  });

  it('of an answer opens the form under that comment once its writer is known', async () => {
    const first = await visit(VERA);
    await fill(await pressReply(first.element, '2'), { text: 'But Ken' });
    await untilKept('But Ken');
    leave(first);
    const { element, form } = await visit(VERA);
    await until(() => item(element, '2').contains(form) && form.value === 'But Ken');
  });

  it('stays in the form when the reader signs in, out, or loses the session', async () => {
    const { form, accounts } = await visit();
    await fill(form, { text: 'Half a thought' });
    await untilKept('Half a thought');
    accounts.tell({ type: 'session', session: VERA });
    await until(() => parts(form, 'log-out').length);
    await settled();
    expect(form.value).to.equal('Half a thought');
    accounts.tell({ type: 'expired' });
    await until(() => !parts(form, 'log-out').length);
    await settled();
    expect(form.value).to.equal('Half a thought');
    await untilKept('Half a thought');
    expect(await kept.list('draft ')).to.have.length(1);
  });
});

describe('a comment that waits and was written with an account', () => {
  it('goes out when that account is there again, and never as somebody else', async () => {
    const memory = backendOf(comments(1), { policy: POLICY });
    const sent: string[] = [];
    const backend = {
      ...memory,
      reply: (...[ref, draft]: Parameters<NonNullable<typeof memory.reply>>) => {
        if (!navigator.onLine) throw new TypeError('Failed to fetch');
        sent.push(draft.text);
        return memory.reply?.(ref, draft) ?? Promise.reject(new Error('closed'));
      },
    };
    const first = await visit(VERA, {}, backend);
    await fill(first.form, { text: 'From Vera' });
    await whileOffline(async () => {
      part(first.form, 'submit').click();
      await until(() => parts(first.form, 'unsent').length === 1);
    });
    leave(first);
    const other = await visit(TOMAS, {}, backend);
    await settled();
    expect([sent, parts(other.form, 'unsent').length]).to.deep.equal([[], 0]);
    leave(other);
    await visit(VERA, {}, backend);
    await until(() => sent.length > 0);
    expect(sent).to.deep.equal(['From Vera']);
  });
});
