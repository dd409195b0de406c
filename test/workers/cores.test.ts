import { expect, it } from "vitest";
import type { Release } from "../../src/contract/release.ts";
import { coresOf, threadsPerWorker, usableCores } from "../../src/workers/cores.ts";

const releases = (...instances: number[]) =>
  instances.map((count) => ({ settings: { instances: count } }) as unknown as Release);

it.each([
  [8, [1], 8],
  [8, [2, 1], 2],
  [8, [3], 2],
  [2, [4, 1], 1],
  [4, [], 4],
])("%d cores among workers %j are %d threads each", (cores, instances, threads) => {
  expect(threadsPerWorker(releases(...instances), cores)).toBe(threads);
});

it.each([
  ["max 100000", Number.POSITIVE_INFINITY],
  ["max", Number.POSITIVE_INFINITY],
  ["", Number.POSITIVE_INFINITY],
  ["400000 100000", 4],
  ["150000 100000", 1],
  ["50000 100000", 1],
])("a container's quota of %j is %d cores", (quota, cores) => {
  expect(coresOf(quota)).toBe(cores);
});

it("this machine has at least one", () => {
  expect(usableCores()).toBeGreaterThanOrEqual(1);
});
