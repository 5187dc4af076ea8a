import type { ThreadInside } from './thread-controls.js';

/** Threads of more comments are long. */
const LONG = 50;

/** Brings what a long thread needs to be drawn at little cost. Never rejects: without its file all of it is drawn in full. */
export async function prepareFar(inside: ThreadInside): Promise<void> {
  const { marks, store } = inside;
  if (marks.far || (store.state?.comments.length ?? 0) <= LONG) return;
  await import('./far-comments.js').then(
    ({ FarComments }) => (marks.far ??= new FarComments(inside)),
    () => undefined,
  );
}
