import { expect } from '@open-wc/testing';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend } from '../../src/core/types.js';
import '../../src/elements/index.js';
import { flaky, waiting } from '../support/waiting.js';
import { withResolvers } from '../support/backends.js';
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
