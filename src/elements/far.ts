import { met } from '../core/parse.js';
import type { ThreadInside } from './thread-controls.js';

/** Threads of more comments are long. */
const LONG = 50;

const bring = async (length: number) =>
  length > LONG ? import('./far-comments.js').catch(() => undefined) : undefined;

met.list = bring;

/** Brings what a long thread needs to be drawn at little cost. Never rejects: without its file all of it is drawn in full. */
export async function prepareFar(inside: ThreadInside, length: number): Promise<void> {
  (await bring(length))?.lookAfter(inside);
}
