/** What the nearest `data-…` around the target of an event says; empty where there is none. */
export function near(target: EventTarget | null, name: 'action' | 'id'): string {
  return (target as Element).closest<HTMLElement>(`[data-${name}]`)?.dataset[name] ?? '';
}
