/** Uses what this browser keeps for this site. Browsers may have no storage, a full one, or forbid its use: then it is undefined. */
export function storing<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}
