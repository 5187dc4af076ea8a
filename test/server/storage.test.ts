import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openEmbedded } from '../../demo/server/database.js';
import type { Database } from '../../demo/server/database.js';
import { readDocument } from '../../demo/server/document.js';
import { lockFolder } from '../../demo/server/folder-lock.js';
import { importDocument } from '../../demo/server/import.js';
import { migrate } from '../../demo/server/migrate.js';
import { seed } from '../../demo/server/seed.js';
import type { Count } from '../../src/core/types.js';
import { FREE, MAIL, serve } from './server.js';
import { SERVER_URL, makeStore } from './store.js';
import type { Store } from './store.js';

const CONTENT = fileURLToPath(new URL('../../demo/content/', import.meta.url));
const NOW = new Date('2026-01-01T00:00:00Z');

let store: Store;
let scratch: string;

before(async () => {
  store = await makeStore();
  scratch = mkdtempSync(join(tmpdir(), 'commentariat-test-'));
});
after(async () => {
  await store.remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** Opens a database, empties it where it was used before, and closes it whatever happens. */
async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await store.open();
  try {
    await migrate(database);
    await database.execute(
      'truncate posts, comments, comment_emails, categories, providers, idempotency restart identity',
    );
    return await work(database);
  } finally {
    await database.close();
  }
}

async function countOf(database: Database, table: 'posts' | 'comments'): Promise<number> {
  const [row] = await database.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return row?.n ?? 0;
}

function folderOf(documents: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(scratch, 'content-'));
  for (const [name, document] of Object.entries(documents)) writeFileSync(join(folder, name), JSON.stringify(document));
  return folder;
}

test('migrations are applied once, in order, also when two processes start at the same time', async () => {
  const database = await store.open();
  try {
    const files = readdirSync(fileURLToPath(new URL('../../demo/server/migrations/', import.meta.url))).sort();
    const applied = await Promise.all([migrate(database), migrate(database)]);
    assert.deepEqual(applied.flat(), files);
    assert.deepEqual(await migrate(database), []);
  } finally {
    await database.close();
  }
});

test('what was written survives a restart, and so do keys', async () => {
  const key = '3f2f4f64-5717-4562-b3fc-2c963f66afa6';
  const sent = { thread: '/kept/', text: 'Kept', guest: { name: 'Ole', email: `ole${MAIL}` }, key };
  const before = await withDatabase(async (database) => {
    await database.transaction((tx) => importDocument(tx, { posts: [{ id: '/kept/', policy: FREE }] }, NOW));
    const server = await serve(database);
    const answer = await server.reply(sent);
    await server.close();
    return answer;
  });
  const database = await store.open();
  const server = await serve(database);
  try {
    assert.deepEqual(await migrate(database), []);
    const replayed = await server.reply(sent);
    assert.equal(replayed.text, before.text);
    assert.equal(replayed.headers.get('idempotency-replayed'), 'true');
    const { comments } = await server.comments('/kept/');
    assert.deepEqual(
      comments.map(({ body, author }) => [body?.value, author.name]),
      [['Kept', 'Ole']],
    );
    const next = (await server.reply({ thread: '/kept/', text: 'Next' })).as<{ comment: { id: string } }>();
    assert.ok(Number(next.comment.id) > Number(comments[0]?.id));
  } finally {
    await server.close();
    await database.close();
  }
});

test('an empty database is seeded once, also when two processes start at the same time', () =>
  withDatabase(async (database) => {
    const folder = folderOf({ 'a.json': { version: 1, posts: [{ id: '/a/', comments: [{ id: '1', body: 'A' }] }] } });
    const times = [1, 2, 3, 4];
    // Each has its connection before they start, so that they really run side by side.
    await Promise.all(times.map(() => database.query('select pg_sleep(0.05)')));
    const outcomes = await Promise.all(times.map(() => seed(database, folder, NOW)));
    assert.deepEqual(outcomes.sort(), [false, false, false, true]);
    assert.equal(await countOf(database, 'posts'), 1);
    await database.query("delete from comments where body_value = 'A'");
    assert.equal(await seed(database, folder, NOW), false);
    assert.equal(await countOf(database, 'comments'), 0, 'what was deleted does not come back');
  }));

test('a document that cannot be stored is named, and nothing of the others is kept', () =>
  withDatabase(async (database) => {
    const good = { version: 1, posts: [{ id: '/good/', comments: [{ id: '1' }] }] };
    const bad: Readonly<Record<string, unknown>> = {
      'no posts': { version: 1 },
      'another version': { version: 2, posts: [{ id: '/x/' }] },
      'no object': 7,
      'an unknown state': { version: 1, posts: [{ id: '/x/', comments: [{ id: '1', state: 'shouted' }] }] },
      'a post twice': { version: 1, posts: [{ id: '/x/' }, { id: '/x/' }] },
    };
    for (const [what, document] of Object.entries(bad)) {
      const folder = folderOf({ 'a-good.json': good, 'b-bad.json': document });
      await assert.rejects(seed(database, folder, NOW), /^StartError: .*b-bad\.json cannot be stored: .+\.$/s, what);
      assert.equal(await countOf(database, 'posts'), 0, what);
    }
    await assert.rejects(seed(database, join(scratch, 'nowhere'), NOW), /^StartError: .*nowhere cannot be read/);
  }));

test('the content of the demo is stored whole, with the counts that it tells', () =>
  withDatabase(async (database) => {
    assert.equal(await seed(database, CONTENT, NOW), true);
    const server = await serve(database);
    try {
      for (const name of readdirSync(CONTENT).filter((file) => file.endsWith('.json'))) {
        const { posts } = readDocument(readFileSync(join(CONTENT, name), 'utf8'), name);
        for (const { id, title, count, categories = [] } of posts) {
          const query = new URLSearchParams({ thread: id }).toString();
          const post = (await server.ask(`/post?${query}`)).as<{
            title?: string;
            count: Count;
            categories: unknown[];
          }>();
          assert.deepEqual([post.title, post.categories], [title, categories], id);
          if (count) assert.deepEqual(post.count, { roots: post.count.roots, ...count }, id);
          await server.comments(id, { limit: '200' });
        }
      }
    } finally {
      await server.close();
    }
  }));

test('ids that are numbers stay, others are new, and new comments come after all of them', () =>
  withDatabase(async (database) => {
    const comments = [
      { id: '2041', body: 'One' },
      { id: '2042', parentId: '2041', body: 'Two' },
    ];
    await database.transaction((tx) =>
      importDocument(
        tx,
        {
          posts: [
            { id: '/kept/', policy: FREE, comments },
            { id: '/taken/', policy: FREE, comments },
            {
              id: '/words/',
              policy: FREE,
              comments: [
                { id: 'b', parentId: 'a', body: 'B' },
                { id: 'a', body: 'A' },
              ],
            },
          ],
        },
        NOW,
      ),
    );
    const server = await serve(database);
    try {
      const idsOf = async (thread: string) => (await server.comments(thread)).comments.map(({ id }) => id);
      assert.deepEqual(await idsOf('/kept/'), ['2041', '2042']);
      assert.deepEqual(await idsOf('/taken/'), ['2043', '2044']);
      assert.deepEqual(await idsOf('/words/'), ['2045', '2046']);
      const words = (await server.comments('/words/')).comments;
      assert.deepEqual(
        words.map(({ body, parentId }) => [body?.value, parentId]),
        [
          ['A', undefined],
          ['B', '2045'],
        ],
      );
      await server.reply({ thread: '/kept/', text: 'Three' });
      assert.deepEqual(await idsOf('/kept/'), ['2041', '2042', '2047']);
    } finally {
      await server.close();
    }
  }));

test('parents that are missing or go in circles, and characters that cannot be held, lose nobody', () =>
  withDatabase(async (database) => {
    const odd = [
      { id: 'orphan', parentId: 'gone', body: 'Orphan\u0000\ud800' },
      { id: 'self', parentId: 'self', body: 'Self' },
      { id: 'x', parentId: 'y', body: 'X' },
      { id: 'y', parentId: 'x', body: 'Y' },
    ];
    const bare = readDocument(JSON.stringify(odd), 'bare');
    await database.transaction((tx) => importDocument(tx, bare, NOW));
    const server = await serve(database);
    const { comments } = await server.comments('bare');
    await server.close();
    assert.deepEqual(comments.map(({ body }) => body?.value).sort(), ['Orphan\ufffd\ufffd', 'Self', 'X', 'Y']);
    assert.equal(comments.filter(({ parentId }) => parentId === undefined).length, 3);
  }));

const embeddedOnly = { skip: SERVER_URL ? 'the folder is that of embedded PostgreSQL' : false };

test('a folder that is in use is refused, and free again afterwards', embeddedOnly, async (context) => {
  const folder = join(scratch, 'locked');
  const first = await openEmbedded(folder);
  context.after(() => first.close().catch(() => {}));
  const second = openEmbedded(folder).then((opened) => opened.close());
  await assert.rejects(second, /^StartError: The data folder .*locked is in use by process \d+\./);
  await first.close();
  assert.equal(existsSync(join(folder, 'lock')), false);
});

test('a lock counts while its process lives', embeddedOnly, async (context) => {
  const file = join(scratch, 'lock');
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  context.after(() => other.kill('SIGKILL'));
  writeFileSync(file, `${other.pid}\n`);
  assert.throws(() => lockFolder(file), new RegExp(`in use by process ${other.pid}\\.`));
  other.kill();
  await once(other, 'exit');
  lockFolder(file)();
  for (const leftover of ['', 'junk', '-1', `${process.pid}`]) {
    writeFileSync(file, leftover);
    lockFolder(file)();
  }
});

test('a folder that is no database, or no folder, is refused in a sentence', embeddedOnly, async () => {
  const garbage = join(scratch, 'garbage');
  mkdirSync(join(garbage, 'postgres'), { recursive: true });
  writeFileSync(join(garbage, 'postgres', 'PG_VERSION'), '9\n');
  await assert.rejects(
    openEmbedded(garbage),
    /^StartError: The data folder .*garbage cannot be read as a database: .+DATA_DIR/,
  );
  assert.equal(existsSync(join(garbage, 'lock')), false, 'it is not left locked');
  const file = join(scratch, 'file');
  writeFileSync(file, '');
  await assert.rejects(openEmbedded(file), /^StartError: The data folder .*file cannot be written: .+DATA_DIR/);
});
