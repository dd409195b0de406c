import fc from "fast-check";
import type { TestContext } from "vitest";
import { inject } from "vitest";
import type { Image, Samples } from "../../src/imaging/index.ts";
import { type Kind, noiseImage } from "../imaging/noise.ts";

/** One row of the table. */
export interface Row {
  cases: number;
  /** Equal to the last bit. */
  equal: number;
  /** Of any sample in any case. */
  worst: number;
  /** No sample may differ by more; 0 where all must be equal. */
  readonly bound: number;
}

declare module "vitest" {
  interface TaskMeta {
    row?: Row;
  }
}

export interface Comparison<C> {
  readonly cases: fc.Arbitrary<C>;
  ours(one: C): Image<Samples> | Promise<Image<Samples>>;
  theirs(one: C): Promise<Image<Samples>>;
  /** The largest difference of a sample that is allowed. */
  readonly bound?: number;
  /** How many cases. */
  readonly runs?: number;
}

/** Compares over random cases, shrinks what differs by more than the bound, and leaves the figures with the test. */
export async function compare<C>({ task }: TestContext, comparison: Comparison<C>): Promise<void> {
  const { cases, bound = 0, runs = 150 } = comparison;
  const row: Row = { cases: 0, equal: 0, worst: 0, bound };
  task.meta.row = row;
  const property = fc.asyncProperty(cases, async (one) => {
    const difference = differenceOf(await comparison.ours(one), await comparison.theirs(one));
    row.cases += 1;
    row.equal += difference === 0 ? 1 : 0;
    row.worst = Math.max(row.worst, difference);
    if (difference > bound) throw new Error(`a sample differs by ${difference}, ${bound} are allowed`);
  });
  await fc.assert(property, { seed: inject("seed"), numRuns: runs });
}

/** The largest of a sample; of images that are not of the same shape and type it is infinite. */
function differenceOf(ours: Image<Samples>, theirs: Image<Samples>): number {
  const alike =
    ours.width === theirs.width &&
    ours.height === theirs.height &&
    ours.channels === theirs.channels &&
    ours.data.constructor === theirs.data.constructor &&
    ours.data.length === theirs.data.length;
  if (!alike) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let at = 0; at < ours.data.length; at++) {
    const [a = 0, b = 0] = [ours.data[at], theirs.data[at]];
    if (!Object.is(a, b)) worst = Math.max(worst, distance(a, b));
  }
  return worst;
}

/** Only equal bits have no distance: not 0 and -0, and no number has one to what is none. */
function distance(a: number, b: number): number {
  const apart = Math.abs(a - b);
  return apart > 0 ? apart : a === b ? Number.MIN_VALUE : Number.POSITIVE_INFINITY;
}

/** Mostly small, where edges and remainders of vectors show; now and then as large as what a network takes. */
export const side = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 80 }) },
  { weight: 1, arbitrary: fc.integer({ min: 81, max: 400 }) },
);

/** Images of random content. */
export function images(
  kinds: readonly Kind[],
  channels: readonly number[],
  sides: { readonly width: fc.Arbitrary<number>; readonly height: fc.Arbitrary<number> } = {
    width: side,
    height: side,
  },
): fc.Arbitrary<Image<Samples>> {
  return fc
    .record({ seed: fc.nat(), kind: fc.constantFrom(...kinds), channels: fc.constantFrom(...channels), ...sides })
    .map((one) => noiseImage(one.seed, one.kind, one.width, one.height, one.channels));
}
