import type { ThreadInside } from './thread-controls.js';

/** Threads of more comments are long. */
const LONG = 50;

/** Brings what a long thread needs to be drawn at little cost. Never rejects: without its file all of it is drawn in full. */
export async function prepareFar(inside: ThreadInside): Promise<unknown> {
  const { marks, store } = inside;
  return (
    !marks.far &&
    Number(store.state?.comments.length) > LONG &&
    import('./far-comments.js').then(
      (file) => file.lookAfter(inside),
      () => {},
    )
  );
}
