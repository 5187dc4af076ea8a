/** What it costs when something changes in a thread that is already there. */
import type { Browser } from 'playwright-core';
import { buildThread } from '../../src/core/tree.js';
import { makeComments } from './comments.js';
import type { Contender } from './contenders.js';
import type { Site } from './site.js';
import { spanOf, type Span } from './trace.js';
import { openPage, startVisit, type Visit } from './visit.js';

const PEACE = 2_000;

export interface Change {
  readonly contender: Contender;
  readonly count: number;
  readonly what: string;
  readonly span: Span;
}

/** What is done, and to which comment. */
interface Deed {
  readonly what: string;
  readonly action: 'insert' | 'sort' | 'collapse';
  readonly id: string;
}

/** Adds replies, sorts, collapses and expands. */
export async function measureChanges(
  browser: Browser,
  site: Site,
  contender: Contender,
  count: number,
): Promise<Change[]> {
  const visit = await startVisit(browser, site.origin);
  try {
    await openPage(visit, `${site.origin}/page/${contender}/${count}`, PEACE);
    const changes: Change[] = [];
    for (const deed of deedsFor(count)) {
      const events = await visit.traced(() => perform(visit, deed));
      changes.push({ contender, count, what: deed.what, span: spanOf(events, 'bench-begun', 'bench-done') });
    }
    return changes;
  } finally {
    await visit.close();
  }
}

/** The longest branch is the one that is collapsed. */
function deedsFor(count: number): Deed[] {
  const { roots } = buildThread(makeComments(count), { sort: 'replies' });
  const largest = roots[0]?.comment.id ?? '1';
  return [
    { what: 'reply near the top', action: 'insert', id: '3' },
    { what: 'reply in the middle', action: 'insert', id: `${Math.ceil(count / 2)}` },
    { what: 'reply at the end', action: 'insert', id: `${count}` },
    { what: 'collapse the longest branch', action: 'collapse', id: largest },
    { what: 'expand it', action: 'collapse', id: largest },
    { what: 'newest first', action: 'sort', id: '' },
    { what: 'oldest first', action: 'sort', id: '' },
  ];
}

/** What only opens the way to the change, such as typing a reply, comes before the first mark. */
async function perform({ page }: Visit, deed: Deed): Promise<void> {
  await page.evaluate(async ({ action, id }) => {
    const { actions, painted } = bench as unknown as {
      actions: Record<string, (id: string) => unknown>;
      painted: () => Promise<unknown>;
    };
    if (action === 'insert') await actions['prepare']?.(id);
    await new Promise((resolve) => setTimeout(resolve, 300));
    performance.mark('bench-begun');
    // In a task of its own, or the trace would take it for a part of what went before.
    await new Promise((resolve) => setTimeout(resolve));
    await actions[action]?.(id);
    await painted();
    performance.mark('bench-done');
  }, deed);
}
