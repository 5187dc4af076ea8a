/** Sets exactly these custom states (`:state(x)`) of the given names, and clears the others. */
export function setStates(internals: ElementInternals, wanted: Readonly<Record<string, boolean>>): void {
  for (const [name, on] of Object.entries(wanted)) {
    if (on) internals.states?.add(name);
    else internals.states?.delete(name);
  }
}
