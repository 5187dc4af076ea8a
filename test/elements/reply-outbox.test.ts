import { expect } from '@open-wc/testing';
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, Draft } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { backendOf, comments, withResolvers } from '../support/backends.js';
import {
  announced,
  button,
  field,
  fill,
  focused,
  formOf,
  inner,
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

async function untilKept(text: string): Promise<void> {
  await until(async () => (await kept.list('draft ')).some(([, value]) => (value as { text: string }).text === text));
}

/** A backend that can be reached, or not, and that may lose its answers; it notes what it was sent. */
function flaky(once: Backend['capabilities']['once'] = 'key') {
  const memory = backendOf(comments(1));
  const sent: Draft[] = [];
  const flaky = { sent, reachable: false, lose: 0, backend: memory };
  flaky.backend = {
    ...memory,
    capabilities: { ...memory.capabilities, once },
    reply: async (ref, draft) => {
      if (!flaky.reachable) throw new CommentsError('offline', 'Gone.', { maybeStored: true });
      sent.push(draft);
      const posted = await memory.reply?.(ref, draft);
      if (!posted || flaky.lose-- > 0) throw new CommentsError('timeout', 'No answer.', { maybeStored: true });
      return posted;
    },
  };
  return flaky;
}

/** A thread in which a comment waits for the network. */
async function waiting(network = flaky(), fail = () => {}) {
  const element = await thread({ set: { backend: network.backend } });
  const form = await formOf(element);
  await fill(form, { text: 'Hello', name: 'Ken' });
  await whileOffline(async () => {
    part(form, 'submit').click();
    await until(() => (fail(), parts(form, 'unsent').length === 1));
  });
  return { network, element, form };
}

describe('a comment that is sent without a network', () => {
  it('waits and says so, while the form is free for another', async () => {
    const { form } = await waiting();
    expect(text(part(form, 'unsent'))).to.equal('Hello Waiting for the network. Edit Cancel');
    expect(announced(form)).to.contain('Waiting for the network.');
    expect(form.value).to.equal('');
    expect(parts(form, 'error')).to.deep.equal([]);
  });

  it('is sent when the network comes, once, and leaves the focus where it is', async () => {
    const { network, element, form } = await waiting();
    field(form, 'text').focus();
    network.reachable = true;
    const posted = nextEvent(element, 'comment-post');
    dispatchEvent(new Event('online'));
    dispatchEvent(new Event('online'));
    const event = await posted;
    await until(() => texts(element, 'content').includes('Hello'));
    expect(event.late).to.be.true;
    expect(network.sent.map(({ text }) => text)).to.deep.equal(['Hello']);
    expect(parts(form, 'unsent')).to.deep.equal([]);
    same(focused(), field(form, 'text'));
  });

  it('is sent by the next visit, under the same key', async () => {
    const { network, element } = await waiting();
    element.closest('main')?.remove();
    network.reachable = true;
    const next = await thread({ set: { backend: network.backend } });
    await until(() => texts(next, 'content').includes('Hello'));
    expect(network.sent).to.have.length(1);
    await until(async () => parts(await formOf(next), 'unsent').length === 0);
  });

  it('can be neither edited nor cancelled while it is on its way, and waits again when the network goes', async () => {
    const network = flaky();
    const gates: ReturnType<typeof withResolvers>[] = [];
    const reply: Backend['reply'] = async () => {
      const gate = withResolvers();
      gates.push(gate);
      await gate.promise;
      throw new CommentsError('offline', 'Gone.', { maybeStored: true });
    };
    const { form } = await waiting({ ...network, backend: { ...network.backend, reply } }, () =>
      gates.shift()?.resolve(),
    );
    dispatchEvent(new Event('online'));
    await until(() => gates.length === 1);
    await form.updateComplete;
    expect(text(part(form, 'unsent'))).to.equal('Hello Posting…');
    expect(announced(form)).to.contain('Posting…');
    await whileOffline(async () => {
      gates.shift()?.resolve();
      await until(() => text(part(form, 'unsent')) === 'Hello Waiting for the network. Edit Cancel');
    });
  });

  it('comes back into the form to be edited', async () => {
    const { network, element, form } = await waiting();
    button(part(form, 'unsent'), 'Edit').click();
    await until(() => form.value === 'Hello' && parts(form, 'unsent').length === 0);
    await until(() => focused() === field(form, 'text'));
    network.reachable = true;
    await fill(form, { text: 'Hello, all' });
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    expect(network.sent.map(({ text }) => text)).to.deep.equal(['Hello, all']);
  });

  it('is taken back when it is cancelled', async () => {
    const { network, element, form } = await waiting();
    button(part(form, 'unsent'), 'Cancel').click();
    await until(() => parts(form, 'unsent').length === 0);
    network.reachable = true;
    dispatchEvent(new Event('online'));
    element.closest('main')?.remove();
    const next = await thread({ set: { backend: network.backend } });
    expect((await formOf(next)).value).to.equal('');
    expect(network.sent).to.deep.equal([]);
  });
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

describe('a comment whose answer is lost', () => {
  it('is sent again by itself under its key, and stored once', async () => {
    const network = flaky();
    Object.assign(network, { reachable: true, lose: 2 });
    const element = await thread({ set: { backend: network.backend } });
    const form = await formOf(element);
    await fill(form, { text: 'Hello', name: 'Ken' });
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    await element.reload();
    expect(texts(element, 'content')).to.deep.equal(['Text 1', 'Hello']);
    expect(new Set(network.sent.map(({ key }) => key)).size).to.equal(1);
    expect(network.sent).to.have.length(3);
  });

  it('is not sent again where a backend cannot tell, and the reader is told so', async () => {
    const network = flaky('none');
    Object.assign(network, { reachable: true, lose: 1 });
    const element = await thread({ set: { backend: network.backend } });
    const form = await formOf(element);
    await fill(form, { text: 'Hello', name: 'Ken' });
    const failed = nextEvent(element, 'comment-post-error');
    part(form, 'submit').click();
    await failed;
    await form.updateComplete;
    expect(network.sent).to.have.length(1);
    expect(text(part(form, 'error'))).to.equal(
      'The comment server took too long to answer. It may have arrived all the same. Your text has been kept.',
    );
    expect(form.value).to.equal('Hello');
    element.closest('main')?.remove();
    const next = await formOf(await thread({ set: { backend: network.backend } }));
    await until(() => next.value === 'Hello');
    expect(network.sent, 'the next visit sends nothing by itself').to.have.length(1);
  });

  it('is looked for where a backend can do that, and only then sent again', async () => {
    const network = flaky('none');
    const { backend } = network;
    let found = 0;
    const find: Backend['find'] = async (ref, draft) => {
      found += 1;
      const { comments: stored } = await backend.list(ref, { sort: 'oldest', limit: 100 });
      const comment = stored.find(({ body }) => body?.value === draft.text);
      return comment && { state: 'published', comment };
    };
    Object.assign(network, { reachable: true, lose: 1, backend: { ...backend, find } });
    const element = await thread({ set: { backend: network.backend } });
    const form = await formOf(element);
    await fill(form, { text: 'Hello', name: 'Ken' });
    const posted = nextEvent(element, 'comment-post');
    part(form, 'submit').click();
    await posted;
    expect([network.sent.length, found]).to.deep.equal([1, 1]);
    await until(() => texts(element, 'content').join() === 'Text 1,Hello');
    expect(inner(form).querySelectorAll('[part~=error]')).to.have.length(0);
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
