import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { wordpress } from '../../src/core/backends/wordpress.js';
import type { ListQuery, Page } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import { startReplay, type Answer, type Asked } from '../support/wordpress-replay.js';

const OLDEST: ListQuery = { sort: 'oldest', limit: 50 };
const NEWEST: ListQuery = { sort: 'newest', limit: 50 };
const THREAD = { key: '4' };
const POST = { body: { id: 4, comment_status: 'open' } };
const site = await startReplay();
after(() => site.close());

interface Row {
  readonly id: number;
  readonly parent: number;
  readonly date_gmt: string;
}

/** What the site holds, oldest first. */
let rows: Row[] = [];
/** Happens before the answer to a question for this page is made; the number of times it was asked counts from 1. */
let meanwhile: (page: number, time: number) => Answer | void;
let hidesTotal = false;
let inFlight = 0;
let most = 0;

const row = (id: number, parent = 0): Row => ({ id, parent, date_gmt: new Date(id * 60_000).toISOString() });

/** Cuts the list as WordPress does. */
async function list({ params }: Asked): Promise<Answer> {
  most = Math.max(most, ++inFlight);
  await new Promise((resolve) => setImmediate(resolve));
  inFlight--;
  const [page, size] = [Number(params.get('page') ?? 1), Number(params.get('per_page'))];
  const asked = site.asked.filter((other) => String(other.params) === String(params)).length;
  const instead = params.has('page') ? meanwhile(page, asked) : undefined;
  if (instead) return instead;
  const included = params.get('include')?.split(',').map(Number);
  const found = rows.filter(({ id }) => !included || included.includes(id));
  const ordered = params.get('order') === 'desc' ? found.toReversed() : found;
  const headers = hidesTotal ? {} : { 'x-wp-total': String(found.length) };
  return { headers, body: ordered.slice((page - 1) * size, page * size) };
}

beforeEach(() => {
  rows = Array.from({ length: 450 }, (_, index) => row(index + 1));
  meanwhile = () => {};
  hidesTotal = false;
  most = 0;
  site.asked.length = 0;
  site.answers = { 'GET posts/4': POST, 'GET comments': list };
});

const open = (pageSize?: number) => wordpress({ base: site.base, ...(pageSize && { pageSize }) });
const idsOf = (...pages: Page[]) => pages.flatMap(({ comments }) => comments.map(({ id }) => Number(id)));
const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b);
const questions = () => site.asked.filter(({ params }) => params.has('page')).length;

test('a thread of several parts comes as one, in order, four requests at a time', async () => {
  for (const [query, expected] of [
    [OLDEST, rows],
    [NEWEST, rows.toReversed()],
  ] as const) {
    const page = await open().list(THREAD, query);
    assert.deepEqual(
      idsOf(page),
      expected.map(({ id }) => id),
    );
    assert.deepEqual([page.next, page.count?.total], [undefined, 450]);
  }
  rows = Array.from({ length: 1000 }, (_, index) => row(index + 1));
  site.asked.length = 0;
  most = 0;
  assert.equal(idsOf(await open().list(THREAD, OLDEST)).length, 1000);
  assert.equal(questions(), 10);
  assert.ok(most > 1 && most <= 4, `${most} at once`);
});

test('a server that hides how many there are', async () => {
  hidesTotal = true;
  for (const size of [0, 1, 99, 100, 101, 200, 450, 1000]) {
    rows = Array.from({ length: size }, (_, index) => row(index + 1));
    const page = await open().list(THREAD, OLDEST);
    assert.equal(idsOf(page).length, size, `${size} comments`);
    if (page.next) assert.deepEqual(idsOf(await open().list(THREAD, { ...OLDEST, after: page.next })), []);
    assert.equal(page.count?.total, size);
  }
});

test('comments written meanwhile push none out and repeat none', async () => {
  meanwhile = (page, time) => {
    if (page === 2 && time === 1) rows.push(row(451), row(452), row(453));
  };
  const ids = idsOf(await open().list(THREAD, NEWEST));
  assert.equal(new Set(ids).size, ids.length, 'one comes twice');
  for (let id = 1; id <= 450; id++) assert.ok(ids.includes(id), `${id} is lost`);
});

test('comments deleted meanwhile take no others with them', async () => {
  meanwhile = (page, time) => {
    if (page === 3 && time === 1) rows = rows.filter(({ id }) => id > 5);
  };
  const ids = idsOf(await open().list(THREAD, OLDEST));
  for (let id = 6; id <= 450; id++) assert.ok(ids.includes(id), `${id} is lost`);
});

test('an empty part that should not be empty is asked for again', async () => {
  meanwhile = (page, time) => (page === 3 && time === 1 ? { headers: { 'x-wp-total': '0' }, body: [] } : undefined);
  assert.deepEqual(
    sorted(idsOf(await open().list(THREAD, OLDEST))),
    rows.map(({ id }) => id),
  );
});

test('a site that leaves comments out of its list ends all the same', async () => {
  const hiding = (asked: Asked) =>
    list(asked).then(({ headers = {}, body }) => ({ headers, body: (body as Row[]).slice(1) }));
  for (const size of [450, 3]) {
    rows = rows.slice(0, size);
    site.answers = { 'GET posts/4': POST, 'GET comments': hiding };
    const page = await open().list(THREAD, OLDEST);
    assert.equal(page.next, undefined);
    assert.equal(idsOf(page).length, size - Math.ceil(size / 100));
    assert.equal(page.count?.total, size, 'the count is that of the site');
  }
});

test('what came before a failure is kept, and the rest can be asked for', async () => {
  const down = { status: 502, body: 'Bad Gateway' };
  meanwhile = (page) => (page === 3 ? down : undefined);
  const backend = open();
  const first = await backend.list(THREAD, OLDEST);
  assert.deepEqual(
    idsOf(first),
    rows.slice(0, 200).map(({ id }) => id),
  );
  assert.deepEqual([first.count?.total, typeof first.next], [450, 'string']);
  const more = { ...OLDEST, after: first.next ?? '' };
  assert.equal((await failure(backend.list(THREAD, more))).code, 'server');
  meanwhile = () => {};
  const rest = await backend.list(THREAD, more);
  assert.deepEqual(
    idsOf(first, rest),
    rows.map(({ id }) => id),
  );
  assert.equal(rest.next, undefined);
  meanwhile = (page) => (page === 1 ? down : undefined);
  assert.equal((await failure(backend.list(THREAD, OLDEST))).code, 'server');
});

test('who gives up gets nothing, whatever has come', async () => {
  const controller = new AbortController();
  meanwhile = (page) => {
    if (page === 3) controller.abort();
  };
  assert.equal((await failure(open().list(THREAD, OLDEST, { signal: controller.signal }))).code, 'aborted');
});

test('pages of a long thread bring what their replies answer, and nothing twice', async () => {
  // Replies to the oldest comments are the newest; a chain goes all the way up; two parents are not to be had.
  rows = Array.from({ length: 95 }, (_, index) =>
    row(index + 1, index < 50 ? 0 : index < 90 ? index - 48 : 9000 + index),
  );
  rows.push(row(96, 2), row(97, 96), row(98, 53));
  for (const query of [OLDEST, NEWEST]) {
    const backend = open(10);
    const seen = new Set<number>();
    let page = await backend.list(THREAD, query);
    for (;;) {
      for (const id of idsOf(page)) assert.ok(!seen.has(id) && seen.add(id), `${id} comes twice`);
      for (const { parentId } of page.comments) {
        assert.ok(!parentId || Number(parentId) >= 9000 || seen.has(Number(parentId)), `${parentId} is missing`);
      }
      if (!page.next) break;
      page = await backend.list(THREAD, { ...query, after: page.next });
    }
    assert.equal(seen.size, 98, query.sort);
  }
});

test('two readers of one thread do not get into each other’s way', async () => {
  const backend = open(100);
  const one = await backend.list(THREAD, NEWEST);
  const two = await backend.list(THREAD, OLDEST);
  const next = async (query: ListQuery, page: Page) => backend.list(THREAD, { ...query, after: page.next ?? '' });
  const [oneMore, twoMore] = [await next(NEWEST, one), await next(OLDEST, two)];
  assert.deepEqual(
    idsOf(one, oneMore),
    rows
      .slice(-200)
      .toReversed()
      .map(({ id }) => id),
  );
  assert.deepEqual(
    idsOf(two, twoMore),
    rows.slice(0, 200).map(({ id }) => id),
  );
});

test('cursors that are none, and cursors of another visit', async () => {
  const backend = open(100);
  for (const after of ['', 'x', '0.1', '-1.1', '1e3.1', '2', '99999999999.1']) {
    assert.equal((await failure(backend.list(THREAD, { ...OLDEST, after }))).code, 'invalid', after);
  }
  const { next } = await open(100).list(THREAD, OLDEST);
  assert.deepEqual(
    idsOf(await backend.list(THREAD, { ...OLDEST, after: next ?? '' })),
    rows.slice(100, 200).map(({ id }) => id),
  );
  assert.deepEqual((await backend.list(THREAD, { ...OLDEST, after: '50.1' })).comments, []);
});
