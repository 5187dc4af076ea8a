/** Counts of many threads over the HTTP protocol of this package: for counters, which threads never need. */
import { CommentsError } from './errors.js';
import { readObject } from './fields.js';
import { readCount } from './parse.js';
import type { JsonAnswer } from './request.js';
import type { Count, ThreadRef } from './types.js';

/** Most threads that one request may count. */
const MAX_THREADS = 100;
/** Most characters of thread keys in one request: servers refuse addresses of about 8,000. */
const MAX_KEYS = 4000;

/**
 * Asks for counts, in as many requests as it takes.
 * @param ask sends one of them
 */
export async function askCounts(
  threads: readonly ThreadRef[],
  ask: (params: string[][]) => Promise<JsonAnswer>,
): Promise<(Count | undefined)[]> {
  const askSome = async (some: readonly ThreadRef[]) =>
    readCounts(await ask(some.map(({ key }) => ['thread', key])), some.length);
  return (await Promise.all(batchesOf(threads).map(askSome))).flat();
}

function batchesOf(threads: readonly ThreadRef[]): ThreadRef[][] {
  const batches: ThreadRef[][] = [];
  let room = 0;
  for (const thread of threads) {
    const batch = batches.at(-1);
    room -= encodeURIComponent(thread.key).length;
    if (batch && room > 0 && batch.length < MAX_THREADS) batch.push(thread);
    else {
      batches.push([thread]);
      room = MAX_KEYS;
    }
  }
  return batches;
}

function readCounts({ data, status }: JsonAnswer, asked: number): (Count | undefined)[] {
  const counts = readObject(data)?.['counts'];
  if (Array.isArray(counts) && counts.length === asked) return counts.map((count) => readCount(count));
  throw new CommentsError('bad-data', `The server did not answer with ${asked} counts.`, { status });
}
