import type { PassedArray } from "./stage-array.ts";

/** A step of both sides, or of one alone. */
export interface StagePair {
  readonly a?: PassedArray;
  readonly b?: PassedArray;
}

/** How much speaks for two steps being the same one: they are of one kind, and beyond that alike. */
const SAME = { kind: 4, name: 2, shape: 1, bytes: 3 } as const;

/**
 * Lays the steps of both sides beside each other: of one kind, in their order, as many and as alike ones as can be. A step that one
 * side has more stays alone.
 */
export function pairStages(a: readonly PassedArray[], b: readonly PassedArray[]): StagePair[] {
  const [stepsA, stepsB] = [stepsOf(a), stepsOf(b)];
  // best[i][j]: the most that the steps from i of A and from j of B can have in common.
  const best = Array.from({ length: stepsA.length + 1 }, () => new Float64Array(stepsB.length + 1));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const together = (i: number, j: number): number => {
    const [x, y] = [stepsA[i], stepsB[j]];
    const likeness = x === undefined || y === undefined ? 0 : likenessOf(x, y);
    return likeness === 0 ? 0 : likeness + at(i + 1, j + 1);
  };
  for (let i = stepsA.length - 1; i >= 0; i--) {
    const row = best[i] ?? new Float64Array();
    for (let j = stepsB.length - 1; j >= 0; j--) row[j] = Math.max(together(i, j), at(i + 1, j), at(i, j + 1));
  }
  const pairs: StagePair[] = [];
  for (let [i, j] = [0, 0]; i < stepsA.length || j < stepsB.length; ) {
    const [x, y] = [stepsA[i], stepsB[j]];
    if (x !== undefined && y !== undefined && together(i, j) > 0 && together(i, j) === at(i, j)) {
      pairs.push({ a: x, b: y });
      i += 1;
      j += 1;
    } else if (x !== undefined && at(i + 1, j) === at(i, j)) {
      pairs.push({ a: x });
      i += 1;
    } else if (y !== undefined) {
      pairs.push({ b: y });
      j += 1;
    }
  }
  return pairs;
}

function likenessOf(a: PassedArray, b: PassedArray): number {
  if (a.stage !== b.stage) return 0;
  const name = a.name === b.name ? SAME.name : 0;
  const shape = sizesOf(a) === sizesOf(b) ? SAME.shape : 0;
  return SAME.kind + name + shape + (isSame(a, b) ? SAME.bytes : 0);
}

/** In any order, so that layouts do not count. */
function sizesOf({ shape }: PassedArray): string {
  return shape
    .filter((size) => size !== 1)
    .toSorted((one, other) => one - other)
    .join();
}

function isSame({ bytes: a }: PassedArray, { bytes: b }: PassedArray): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}

/** Without steps that changed nothing; the inputs of a run by name, and its outputs likewise: nobody knows who is first. */
function stepsOf(all: readonly PassedArray[]): PassedArray[] {
  const changing = all.filter((step, index) => {
    const before = all[index - 1];
    const isPicture = ["colour", "resize", "warp", "pad"].includes(step.stage);
    return !(isPicture && before !== undefined && before.shape.join() === step.shape.join() && isSame(before, step));
  });
  const ports = changing.filter(isPort).toSorted((one, other) => orderOf(one).localeCompare(orderOf(other)));
  return changing.map((step) => (isPort(step) ? (ports.shift() ?? step) : step));
}

function isPort({ stage }: PassedArray): boolean {
  return stage === "net input" || stage === "net output";
}

function orderOf({ run, stage, name }: PassedArray): string {
  return [String(run).padStart(6, "0"), stage, name].join(" ");
}
