import type { Image } from "evalbridge/imaging";

/** Neighbouring pixels of one row, both ends included. */
interface Run {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** A connected set of pixels, from the top row down. */
export type Region = readonly Run[];

/**
 * The regions of samples that reach `threshold`, connected by sides or corners, as `cv2.connectedComponents` finds
 * them; those that begin further up, then further left, come first.
 *
 * @param image one channel
 */
export function findRegions({ data, width, height }: Image, threshold: number): Region[] {
  const runs: Run[] = [];
  /** For every run another one of its region, and so on to the first, which names itself. */
  const parents: number[] = [];
  let above = 0;
  for (let row = 0; row < height; row++) {
    const start = runs.length;
    runs.push(...runsOf(data.subarray(row * width, (row + 1) * width), row, threshold));
    for (let i = start; i < runs.length; i++) parents.push(i);
    for (const [a, b] of neighbours(runs, above, start)) unite(parents, a, b);
    above = start;
  }
  const regions = new Map<number, Run[]>();
  for (const [i, run] of runs.entries()) {
    const first = firstOf(parents, i);
    const region = regions.get(first);
    if (region === undefined) regions.set(first, [run]);
    else region.push(run);
  }
  return [...regions.values()];
}

function* runsOf(samples: Uint8Array, row: number, threshold: number): Generator<Run> {
  let from = -1;
  for (let x = 0; x <= samples.length; x++) {
    const inside = x < samples.length && (samples[x] ?? 0) >= threshold;
    if (inside && from < 0) from = x;
    if (inside || from < 0) continue;
    yield { row, from, to: x - 1 };
    from = -1;
  }
}

/** Pairs of runs that touch, one of the row that begins at `above`, one of the next, which begins at `start`. */
function* neighbours(runs: readonly Run[], above: number, start: number): Generator<[number, number]> {
  let [a, b] = [above, start];
  while (a < start) {
    const [upper, lower] = [runs[a], runs[b]];
    if (upper === undefined || lower === undefined) return;
    if (upper.from <= lower.to + 1 && lower.from <= upper.to + 1) yield [a, b];
    if (upper.to < lower.to) a++;
    else b++;
  }
}

function unite(parents: number[], a: number, b: number): void {
  const [x, y] = [firstOf(parents, a), firstOf(parents, b)];
  parents[Math.max(x, y)] = Math.min(x, y);
}

function firstOf(parents: number[], run: number): number {
  let first = run;
  while (parents[first] !== first) first = parents[first] ?? first;
  parents[run] = first;
  return first;
}
