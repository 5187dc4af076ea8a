/**
 * The contract that every backend keeps, as test cases for any test runner. The author of an adapter writes one function
 * that opens the backend over a source of its own, and hands the cases to whatever runner is there:
 *
 * ```js
 * import test from 'node:test'; // or: import { test } from 'vitest'
 * import { backendContract } from 'commentariat/contract.js';
 *
 * const without = { pending: 'The server has no moderation.' };
 * for (const { name, run } of backendContract({ name: 'mine', create: openMyHarness, without })) test(name, run);
 * // mocha, jasmine, web test runner: it(name, run)
 * ```
 *
 * Every case is there unless `without` gives a reason for each feature that it needs and the backend lacks. Each case opens
 * a harness of its own and closes it. A case that fails throws an `Error` that says what was expected. Comments are told
 * apart by a mark in their text, so the source may choose its own ids and may make HTML of texts.
 */
import type { Backend, Draft, ThreadRef } from '../../src/core/types.js';
import { READING } from './contract/reading.js';
import { SENDING, type Refusal } from './contract/sending.js';

/** A comment that the source is to hold. */
export interface SeedComment {
  /** A word of the form `mark1`. It must be part of the stored text. */
  readonly mark: string;
  /** The mark of the comment it answers. It may come later in the list, or be missing from it. */
  readonly under?: string;
  /** The whole text; the mark alone by default. */
  readonly text?: string;
  readonly name?: string;
  readonly url?: string;
}

/** A thread that the source is to hold. Each comment was written a minute after the one before. */
export interface SeedThread {
  readonly comments: readonly SeedComment[];
  readonly title?: string;
  readonly closed?: boolean;
}

/** A backend over a source that the test controls. */
export interface Harness {
  readonly backend: Backend;
  /** Puts a thread into the source, and returns how to ask for it. */
  readonly seed: (thread: SeedThread) => Promise<ThreadRef>;
  /** A thread that does not exist; by default one with a key that is only letters. */
  readonly unknown?: ThreadRef;
  /** For `malformed`: adds items to the thread that nobody can read, at its beginning and at its end. */
  readonly spoil?: (thread: ThreadRef) => Promise<void>;
  /** For `pending`: replies are held for moderation from now on. */
  readonly hold?: () => Promise<void>;
  /** For the refusals: arranges for the source to refuse a reply for this reason, and returns the reply to send. */
  readonly provoke?: (reason: Refusal) => Promise<{ thread: ThreadRef; draft: Draft }>;
  /** Ends whatever `create` began. */
  readonly close?: () => Promise<void>;
}

/**
 * What a backend may lack. `nesting`: replies to replies. `orphans`, `cycles`: the source can hold such data. `paging`: more
 * than one page. `parents-first`: a parent is never on a later page than its reply. `once`, `conflict`: a key is used again
 * for the same, for another reply. `reply` stands for everything that sends.
 */
export type Feature =
  | 'nesting'
  | 'orphans'
  | 'cycles'
  | 'order'
  | 'paging'
  | 'parents-first'
  | 'count'
  | 'post'
  | 'malformed'
  | 'closed'
  | 'reply'
  | 'once'
  | 'conflict'
  | 'pending'
  | Refusal;

export interface ContractOptions {
  /** Name of the backend, the beginning of every case's name. */
  readonly name: string;
  /** Opens a new harness; called once in each case. */
  readonly create: () => Promise<Harness>;
  /** What the backend or its source cannot do, and why. Cases that need it are left out. */
  readonly without?: Readonly<Partial<Record<Feature, string>>>;
}

export interface ContractCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** One case: what it is called, what it cannot do without, and what it does. */
export type Case = readonly [title: string, needs: readonly Feature[], run: (harness: Harness) => Promise<void>];

/** Makes the cases of a backend; see the head of this file. */
export function backendContract({ name, create, without = {} }: ContractOptions): ContractCase[] {
  return [...READING, ...SENDING]
    .filter(([, needs]) => needs.every((feature) => without[feature] === undefined))
    .map(([title, , run]) => ({ name: `${name}: ${title}`, run: () => withHarness(create, run) }));
}

async function withHarness(create: () => Promise<Harness>, run: (harness: Harness) => Promise<void>): Promise<void> {
  const harness = await create();
  try {
    await run(harness);
  } finally {
    await harness.close?.();
  }
}

export { REFUSALS, type Refusal } from './contract/sending.js';
