/** A reason not to start that its reader can act on: `main.ts` prints the message alone, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The short reason inside anything thrown, for the end of a plain sentence. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return thrown.message || code || thrown.name;
}
