/** Requests of one reader that a site has to answer at once: browsers keep six connections, small hosts few processes. */
const IN_FLIGHT = 4;

/** Does work for every item, a few at a time, and gives the results in the order of the items. */
export async function eachOf<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items].entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return results;
}
