type Known<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

/** Leaves out members that are null or undefined: a table says "unknown" by null, the wire format by absence. */
export function known<T extends object>(members: T): Known<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Known<T>;
}
