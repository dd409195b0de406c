import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evalError } from "../../src/contract/errors.ts";
import { inBatch, perItem } from "../../src/handler/items.ts";

const items = fc.array(
  fc.oneof(
    fc.integer(),
    fc.string().map((text) => new Error(text)),
  ),
);

describe("perItem", () => {
  it("keeps order and number, and what is an error already", async () => {
    const double = async (item: number) => item * 2;
    await fc.assert(
      fc.asyncProperty(items, async (given) => {
        const expected = given.map((item) => (item instanceof Error ? item : item * 2));
        expect(await perItem(given, double)).toEqual(expected);
      }),
    );
  });

  it("puts what was thrown in the item's place, an error or not", async () => {
    const results = await perItem([0, 1, 2, 3], (item, index) => {
      if (item === 1) throw evalError(400, "one");
      if (item === 2) return Promise.reject("two");
      return index * 10;
    });
    expect(results).toEqual([0, evalError(400, "one"), new Error("two"), 30]);
  });

  it("works on one item at a time", async () => {
    let running = 0;
    const seen = await perItem([1, 2, 3], async () => {
      running += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return running--;
    });
    expect(seen).toEqual([1, 1, 1]);
  });
});

describe("inBatch", () => {
  it("asks once for all that are no errors, and puts each result in its place", async () => {
    await fc.assert(
      fc.asyncProperty(items, async (given) => {
        const batches: (readonly number[])[] = [];
        const results = await inBatch(given, async (batch) => {
          batches.push(batch);
          return batch.map(String);
        });
        const numbers = given.filter((item) => typeof item === "number");
        expect(batches).toEqual(numbers.length === 0 ? [] : [numbers]);
        expect(results).toEqual(given.map((item) => (item instanceof Error ? item : String(item))));
      }),
    );
  });

  it("fails as a whole when the batch does, or gives another number of results", async () => {
    await expect(inBatch([1], () => Promise.reject(new Error("no memory")))).rejects.toThrow("no memory");
    await expect(inBatch([1, 2], () => [1])).rejects.toThrow("a batch of 2 items gave 1 results");
  });
});
