import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { wordpress, type WordPressOptions } from '../../src/core/backends/wordpress.js';
import type { Draft, ThreadRef } from '../../src/core/types.js';
import { backendContract, type Feature, type Harness, type Refusal, type SeedThread } from '../backends/contract.js';
import { startWordPress, type Settings, type WordPress } from './server.js';
import { VERSIONS } from './versions.js';

const WITHOUT: Partial<Record<Feature, string>> = {
  malformed: 'WordPress makes the list itself; test/backends/wordpress-list.test.ts spoils recorded answers.',
  'too-large': 'A text that is too long is `invalid` to WordPress.',
};

/** Threads are read as a whole unless they are very long, so that only a small page shows how pages follow each other. */
const SIZES: readonly { title: string; options: Partial<WordPressOptions>; without: typeof WITHOUT }[] = [
  { title: 'in pages of seven', options: { pageSize: 7 }, without: WITHOUT },
  { title: 'as a whole', options: {}, without: { ...WITHOUT, paging: 'Twenty comments are one page.' } },
];

for (const version of VERSIONS) {
  describe(`wordpress, ${version} version`, () => {
    let wp: WordPress;
    before(async () => {
      wp = await startWordPress(version);
    });
    after(() => wp.remove());
    for (const { title, options, without } of SIZES) {
      const create = async () => {
        await wp.reset();
        return harness(wp, options);
      };
      for (const { name, run } of backendContract({ name: title, create, without })) test(name, run);
    }
  });
}

function harness(wp: WordPress, options: Partial<WordPressOptions>): Harness {
  const backend = wordpress({ base: wp.rest(), ...options });
  const provoke = async (reason: Refusal): Promise<{ thread: ThreadRef; draft: Draft }> => {
    const thread = await seed(wp, { comments: [] });
    const draft = { key: crypto.randomUUID(), text: 'mark1', guest: { name: 'Ken', email: 'ken@example.test' } };
    const before = () => backend.reply?.(thread, { ...draft, key: crypto.randomUUID() });
    if (SETTINGS[reason]) await wp.set(SETTINGS[reason]);
    if (reason === 'rate-limited') await backend.reply?.(thread, { ...draft, key: 'other', text: 'mark2' });
    if (reason === 'duplicate') await before();
    if (reason === 'parent-gone') return { thread, draft: { ...draft, parentId: '999999' } };
    if (reason === 'invalid') return { thread, draft: { ...draft, guest: {} } };
    return { thread, draft };
  };
  const hold = () => wp.set({ options: { comment_moderation: 1 } });
  return { backend, seed: (thread) => seed(wp, thread), hold, provoke };
}

const SETTINGS: Partial<Record<Refusal, Settings>> = {
  'login-required': { options: { comment_registration: 1 } },
  'rate-limited': { flood: true },
  rejected: { options: { disallowed_keys: 'mark1' } },
};

/** Comments may answer later ones: so their ids are foreseen by those of one that is thrown away. */
async function seed(wp: WordPress, { comments, title = 'A post', closed = false }: SeedThread): Promise<ThreadRef> {
  const post = await wp.addPost({ title, open: !closed, comments: [{ content: 'mark0', status: 'trash' }] });
  const first = (post.ids[0] ?? 0) + 1;
  const ids = new Map(comments.map(({ mark }, index) => [mark, first + index]));
  const added = await wp.addComments(
    post.id,
    comments.map(({ mark, under, text = mark, name = 'Ann', url }) => ({
      content: text,
      author: name,
      email: 'ann@example.test',
      ...(url !== undefined && { url }),
      ...(under !== undefined && { parent: ids.get(under) ?? 999_999 }),
    })),
  );
  assert.deepEqual(added.ids, [...ids.values()]);
  return { key: String(post.id) };
}
