import { expect } from '@open-wc/testing';
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend } from '../../src/core/types.js';
import type { ReplyForm } from '../../src/elements/index.js';
import '../../src/elements/index.js';
import { flaky, untilKept, waiting } from '../support/waiting.js';
import { backendOf, comments, withResolvers } from '../support/backends.js';
import {
  button,
  field,
  fill,
  focused,
  formOf,
  nextEvent,
  part,
  parts,
  same,
  text,
  texts,
  thread,
  until,
  watchPage,
  whileOffline,
} from '../support/elements.js';

watchPage();

const kept = indexedDbStorage();

describe('a comment that is cancelled in the moment in which the network comes', () => {
  const online = () => dispatchEvent(new Event('online'));
  const cancel = (form: ReplyForm) => button(part(form, 'unsent'), 'Cancel').click();
  for (const [order, meet] of [
    ['before', (form: ReplyForm) => (cancel(form), online())],
    ['after', (form: ReplyForm) => (online(), cancel(form))],
  ] as const) {
    it(`just ${order} it does, is not sent`, async () => {
      const { network, form } = await waiting();
      network.reachable = true;
      meet(form);
      await until(async () => !JSON.stringify(await kept.list('outbox ')).includes('Hello'));
      await until(() => parts(form, 'unsent').length === 0);
      online();
      await kept.list('');
      expect([network.sent, form.value, parts(form, 'unsent').length]).to.deep.equal([[], '', 0]);
    });
  }
});

describe('a comment that waited and is not taken, while another is being written', () => {
  /** One comment waits, another is being written, and the server has none of the first. */
  async function besideAnother(error: CommentsError) {
    const network = flaky();
    const refusing = {
      ...network.backend,
      reply: () => Promise.reject(navigator.onLine ? error : new TypeError('Gone.')),
    };
    const element = await thread({ set: { backend: refusing } });
    const form = await formOf(element);
    await fill(form, { text: 'Hello', name: 'Ken', email: 'ken@example.com' });
    await whileOffline(async () => {
      part(form, 'submit').click();
      await until(() => parts(form, 'unsent').length === 1);
    });
    await fill(form, { text: 'Another' });
    const failed = nextEvent(element, 'comment-post-error');
    dispatchEvent(new Event('online'));
    await failed;
    await until(() => text(parts(form, 'unsent')[0]).startsWith('Hello'));
    return { network, element, form };
  }

  for (const [fate, error] of [
    ['is refused', new CommentsError('rejected', 'Spam.')],
    ['may have arrived', new CommentsError('conflict', 'Which?', { maybeStored: true })],
  ] as const) {
    it(`and ${fate}, stands beside it, on the next visit, too, until it is edited and sent`, async () => {
      const { network, element, form } = await besideAnother(error);
      expect(form.value).to.equal('Another');
      const told = text(part(form, 'unsent'));
      expect(told).to.match(/^Hello .+ Edit Cancel$/);
      await untilKept('Another');
      expect(JSON.stringify(await kept.list(''))).not.to.contain('ken@example.com');
      element.closest('main')?.remove();
      network.reachable = true;
      const next = await thread({ set: { backend: network.backend } });
      const again = await formOf(next);
      await until(() => again.value === 'Another' && parts(again, 'unsent').length === 1);
      expect(text(part(again, 'unsent'))).to.equal(told);
      expect(network.sent, 'it is not sent by itself').to.deep.equal([]);
      button(part(again, 'unsent'), 'Edit').click();
      await until(() => again.value === 'Hello\n\nAnother' && parts(again, 'unsent').length === 0);
      next.closest('main')?.remove();
      const last = await formOf(await thread({ set: { backend: network.backend } }));
      await until(() => last.value === 'Hello\n\nAnother');
      expect(parts(last, 'unsent')).to.deep.equal([]);
    });
  }

  it('is not lost where the thread has left the page meanwhile', async () => {
    const network = flaky();
    const gate = withResolvers();
    const { element } = await waiting({
      ...network,
      backend: {
        ...network.backend,
        reply: async () => {
          if (!navigator.onLine) throw new TypeError('Gone.');
          element.closest('main')?.remove();
          await gate.promise;
          throw new CommentsError('rejected', 'Spam.');
        },
      },
    });
    dispatchEvent(new Event('online'));
    await until(() => !element.isConnected);
    const failed = nextEvent(element, 'comment-post-error');
    gate.resolve();
    await failed;
    await untilKept('Hello');
    const next = await formOf(await thread({ set: { backend: network.backend } }));
    await until(() => next.value === 'Hello');
  });

  it('is gone for good when it is cancelled', async () => {
    const { network, element, form } = await besideAnother(new CommentsError('rejected', 'Spam.'));
    button(part(form, 'unsent'), 'Cancel').click();
    await until(() => parts(form, 'unsent').length === 0);
    await untilKept('Another');
    await until(async () => !JSON.stringify(await kept.list('outbox ')).includes('Hello'));
    element.closest('main')?.remove();
    const next = await formOf(await thread({ set: { backend: network.backend } }));
    await until(() => next.value === 'Another');
    expect(parts(next, 'unsent')).to.deep.equal([]);
  });
});

describe('a comment that is on its way when the thread turns to another post', () => {
  /** The thread shows another post, and the answer to the comment for the first one is still to come. */
  async function turned(outcome: 'posted' | 'refused') {
    const gate = withResolvers();
    const first = backendOf(comments(1));
    let isSent = false;
    const reply: Backend['reply'] = async (ref, draft) => {
      isSent = true;
      await gate.promise;
      if (outcome === 'refused') throw new CommentsError('rejected', 'Spam.');
      return first.reply?.(ref, draft) ?? expect.fail();
    };
    const backend = { ...first, reply };
    const element = await thread({ set: { backend } });
    const form = await formOf(element);
    await fill(form, { text: 'Hello', name: 'Ken' });
    part(form, 'submit').click();
    await until(() => isSent);
    Object.assign(element, { backend: backendOf(comments(2), { id: 'other' }), thread: 'other' });
    await until(() => texts(element, 'content').join() === 'Text 2' && form.value === '');
    await fill(form, { text: 'For the other' });
    field(form, 'text').focus();
    return { gate, backend, element, form };
  }

  it('is told of, and disturbs nothing', async () => {
    const { gate, element, form } = await turned('posted');
    const posted = nextEvent(element, 'comment-post');
    gate.resolve();
    expect((await posted).late).to.be.true;
    await element.updateComplete;
    expect([texts(element, 'content'), form.value]).to.deep.equal([['Text 2'], 'For the other']);
    same(focused(), field(form, 'text'));
    await until(async () => (await kept.list('draft ')).length === 1);
  });

  it('and had waited before, stands there beside the form where it is refused', async () => {
    const gate = withResolvers();
    const network = flaky();
    let sent = 0;
    const backend: Backend = {
      ...network.backend,
      reply: async () => {
        if (!navigator.onLine) throw new TypeError('Gone.');
        sent += 1;
        await gate.promise;
        throw new CommentsError('rejected', 'Spam.');
      },
    };
    const { element, form } = await waiting({ ...network, backend });
    dispatchEvent(new Event('online'));
    await until(() => sent === 1);
    Object.assign(element, { backend: backendOf(comments(2), { id: 'other' }), thread: 'other' });
    await until(() => texts(element, 'content').join() === 'Text 2' && form.isConnected);
    gate.resolve();
    await until(async () => JSON.stringify(await kept.list('outbox ')).includes('"rejected"'));
    expect([form.value, parts(form, 'unsent').length, parts(form, 'error').length]).to.deep.equal(['', 0, 0]);
    Object.assign(element, { backend, thread: 'post' });
    await until(() => text(parts(form, 'unsent')[0]).startsWith('Hello'));
    expect(sent, 'it is not sent again by itself').to.equal(1);
  });

  it('is kept for that post where it is refused', async () => {
    const { gate, backend, element, form } = await turned('refused');
    const failed = nextEvent(element, 'comment-post-error');
    gate.resolve();
    expect((await failed).reply.text).to.equal('Hello');
    await until(() => !form.matches(':state(submitting)'));
    await form.updateComplete;
    expect([form.value, parts(form, 'error').length]).to.deep.equal(['For the other', 0]);
    Object.assign(element, { backend, thread: 'post' });
    await until(() => form.value === 'Hello');
  });
});
