/** Hostile texts, as the server of the corpus tests has them. Undefined where a corpus is not on this machine. */
export async function corpusOf<T, File = { readonly items: readonly T[] }>(name: string): Promise<File | undefined> {
  const response = await fetch(`/corpora/${name}`);
  return response.ok ? ((await response.json()) as File) : undefined;
}

/** Whether also what takes minutes is to run. */
export function isWhole(): boolean {
  return document.querySelector<HTMLMetaElement>('meta[name="corpus"]')?.content === 'whole';
}

/** A list in pieces. */
export function slices<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
