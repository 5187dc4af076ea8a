import { attempt } from '../core/fields.js';
import { ahead } from '../core/parse.js';
import type { Body } from '../core/types.js';
import type { ThreadInside } from './thread-controls.js';

/** Threads of more comments are long. */
const LONG = 50;

const bring = async (length: number) =>
  length > LONG ? import('./far-comments.js').catch(() => undefined) : undefined;

/** Asks for what it will take to show a list: what a long thread needs, and the sanitizer. */
ahead.look = (list) =>
  attempt(() => {
    const items = list as readonly { readonly body?: Partial<Body> }[];
    void bring(items.length);
    if (items.some(({ body }) => body?.kind === 'html')) import('./safe-html-body.js').catch(() => {});
  });

/** Brings what a long thread needs to be drawn at little cost. Never rejects: without its file all of it is drawn in full. */
export async function prepareFar(inside: ThreadInside, length: number): Promise<void> {
  if (!inside.marks.far) (await bring(length))?.lookAfter(inside);
}
