/**
 * Runs `work` on each item, one after the other. What it throws costs that item only, and stands in its place; an item
 * that is an error already stays as it is. As the last step of `netInference` its result is the answer:
 *
 *     netInference: (model, requests) => perItem(requests, ({ data }) => ({ result: classify(model, data.body) })),
 *
 * @returns for every item, in order, what `work` returned or the error
 */
export async function perItem<Item, Result>(
  items: readonly (Item | Error)[],
  work: (item: Item, index: number) => Result | Promise<Result>,
): Promise<(Result | Error)[]> {
  const results: (Result | Error)[] = [];
  for (const [index, item] of items.entries()) {
    results.push(item instanceof Error ? item : await outcome(() => work(item, index)));
  }
  return results;
}

/**
 * Runs `work` once on all items that are no errors, such as a model on its batch; not at all when none is left.
 *
 * @param work gives one result per item that it gets, in order
 * @returns for every item, in order, its result or its error
 * @throws what `work` throws, which fails all items alike; Error when it gives another number of results
 */
export async function inBatch<Item, Result>(
  items: readonly (Item | Error)[],
  work: (batch: readonly Item[]) => readonly Result[] | Promise<readonly Result[]>,
): Promise<(Result | Error)[]> {
  const batch = items.filter((item) => !(item instanceof Error)) as Item[];
  const results = batch.length === 0 ? [] : await work(batch);
  if (results.length !== batch.length) {
    throw new Error(`a batch of ${batch.length} items gave ${results.length} results`);
  }
  const ordered = results.values();
  return items.map((item) => (item instanceof Error ? item : (ordered.next().value as Result)));
}

async function outcome<Result>(work: () => Result | Promise<Result>): Promise<Result | Error> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
