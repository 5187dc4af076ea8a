/** Comments that wait for the network, and a network that is as a test says. */
import { indexedDbStorage } from '../../src/core/indexed-db.js';
import { CommentsError } from '../../src/core/errors.js';
import type { Backend, Draft } from '../../src/core/types.js';
import { backendOf, comments } from './backends.js';
import { fill, formOf, part, parts, thread, until, whileOffline } from './elements.js';

/** A backend that can be reached, or not, and that may lose its answers; it notes what it was sent. */
export function flaky(once: Backend['capabilities']['once'] = 'key') {
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
export async function waiting(network = flaky(), fail = () => {}) {
  const element = await thread({ set: { backend: network.backend } });
  const form = await formOf(element);
  await fill(form, { text: 'Hello', name: 'Ken' });
  await whileOffline(async () => {
    part(form, 'submit').click();
    await until(() => (fail(), parts(form, 'unsent').length === 1));
  });
  return { network, element, form };
}

const kept = indexedDbStorage();

/** Until a text stands among the drafts of this browser. */
export async function untilKept(text: string): Promise<void> {
  await until(async () => (await kept.list('draft ')).some(([, value]) => (value as { text: string }).text === text));
}
