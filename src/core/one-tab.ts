/**
 * Does a piece of work when no other tab does work of this name (Web Locks). Without them, as on pages without TLS, it is done
 * at once.
 * @param signal ends the waiting, not the work
 * @throws whatever the work throws; an `AbortError` when it was not begun
 */
export async function inOneTab<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!hasLocks()) return work();
  let begun = false;
  const begin = () => {
    begun = true;
    return work();
  };
  try {
    return await navigator.locks.request(name, signal ? { signal } : {}, begin);
  } catch (thrown) {
    if (begun || signal?.aborted) throw thrown;
    // Forbidden, as in a sandboxed frame.
    return work();
  }
}

/** Whether tabs can agree on who does what. */
export function hasLocks(): boolean {
  return Boolean((globalThis as { navigator?: Partial<Navigator> }).navigator?.locks);
}
