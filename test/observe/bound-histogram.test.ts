import fc from "fast-check";
import { Histogram, Registry } from "prom-client";
import { expect, it } from "vitest";
import { BoundHistogram } from "../../src/observe/bound-histogram.ts";

const BOUNDS = [0, 0.1, 1, 10];
const NAMES = { name: "test_seconds", help: "A test" };

it("writes what prom-client's own histogram writes", async () => {
  const label = fc.constantFrom("a", "b", 'with "quotes" and \\');
  const value = fc.oneof(fc.constantFrom(...BOUNDS), fc.double({ min: -1, max: 100, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(label, label, value)), async (observations) => {
      const [ours, theirs] = [new Registry(), new Registry()];
      const bound = new BoundHistogram<"app" | "code">(NAMES.name, NAMES.help, BOUNDS, ours);
      const labelNames = ["app", "code"];
      const usual = new Histogram({ ...NAMES, labelNames, buckets: BOUNDS, registers: [theirs] });
      for (const [app, code, seconds] of observations) {
        bound.series({ app, code }).observe(seconds);
        usual.observe({ app, code }, seconds);
      }
      expect(sorted(await ours.metrics())).toEqual(sorted(await theirs.metrics()));
    }),
  );
});

/** The lines, each with its labels in alphabetical order. */
function sorted(text: string): string[] {
  const lines = text.split("\n").map((line) =>
    line.replace(
      /\{(.*)\}/,
      (_, labels: string) =>
        `{${labels
          .split(/,(?=\w+=")/)
          .sort()
          .join(",")}}`,
    ),
  );
  return lines.sort();
}

it("gives the same series for the same labels", () => {
  const histogram = new BoundHistogram<"app">(NAMES.name, NAMES.help, BOUNDS, new Registry());
  expect(histogram.series({ app: "a" })).toBe(histogram.series({ app: "a" }));
  expect(histogram.series({ app: "b" })).not.toBe(histogram.series({ app: "a" }));
});
