import { ahead } from '../core/request.js';
import type { ThreadInside } from './thread-controls.js';

/** Threads of more comments are long. */
const LONG = 50;
/** What each comment has, in our own format and in that of WordPress, and what markup has. */
const BODY = /"(?:body|content)":/g;
const MARKUP = /"(?:html|rendered)"/;

const bring = async (length: number) =>
  length > LONG ? import('./far-comments.js').catch(() => undefined) : undefined;

/** Asks for what it will take to show an answer that begins like this: what a long thread needs, and the sanitizer. */
function look(beginning: string): void {
  void bring(beginning.match(BODY)?.length ?? 0);
  if (MARKUP.test(beginning)) import('./safe-html-body.js').catch(() => {});
}

/** Brings what a long thread needs to be drawn at little cost. Never rejects: without its file all of it is drawn in full. */
export async function prepareFar(inside: ThreadInside, length: number): Promise<void> {
  // From the first thread on that is about to load. Where there are only counters, nothing of this is needed.
  ahead.look = look;
  if (!inside.marks.far) (await bring(length))?.lookAfter(inside);
}
