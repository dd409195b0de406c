import { ImageError } from "./image.ts";

/** A position in an image, `[x, y]` in pixels from its left-top corner. */
export type Corner = readonly [x: number, y: number];

const f = Math.fround;

/**
 * `cv2.getPerspectiveTransform(from, to)`: the perspective that moves four corners.
 *
 * @returns the 3x3 matrix, row by row
 * @throws ImageError when there are not four corners, or three of them lie on a line, or so nearly that OpenCV, too, does
 *   not trust the solution (it then answers with another perspective, which is the nearest to what cannot be)
 */
export function getPerspectiveTransform(from: readonly Corner[], to: readonly Corner[]): number[] {
  const points = pairs(from, to, 4);
  // The products are single precision there, as the corners are.
  const across = points.map(([x, y, u]) => [x, y, 1, 0, 0, 0, f(-x * u), f(-y * u)]);
  const down = points.map(([x, y, , v]) => [0, 0, 0, x, y, 1, f(-x * v), f(-y * v)]);
  const values = [...points.map(([, , u]) => u), ...points.map(([, , , v]) => v)];
  const rows = [...across, ...down];
  const solution = solved(rows, values);
  if (!(residual(rows, solution, values) < TRUSTED)) throw new ImageError(ON_A_LINE);
  return [...solution, 1];
}

/**
 * `cv2.getAffineTransform(from, to)`: the affine transform that moves three corners.
 *
 * @returns the 2x3 matrix, row by row
 * @throws ImageError when there are not three corners, or they lie on a line
 */
export function getAffineTransform(from: readonly Corner[], to: readonly Corner[]): number[] {
  const points = pairs(from, to, 3);
  const rows = points.flatMap(([x, y]) => [
    [x, y, 1, 0, 0, 0],
    [0, 0, 0, x, y, 1],
  ]);
  return solved(
    rows,
    points.flatMap(([, , u, v]) => [u, v]),
  );
}

type Pair = readonly [x: number, y: number, u: number, v: number];

function pairs(from: readonly Corner[], to: readonly Corner[], count: number): Pair[] {
  if (from.length !== count || to.length !== count) {
    throw new ImageError(`${count} corners go to ${count} others, not ${from.length} to ${to.length}`);
  }
  return from.map(([x, y], index) => {
    const [u, v] = to[index] ?? [0, 0];
    return [f(x), f(y), f(u), f(v)];
  });
}

/** Gaussian elimination with pivots, step by step as OpenCV's, so that rounding is the same. */
function solved(rows: readonly number[][], values: readonly number[]): number[] {
  const system = rows.map((row, index) => [...row, values[index] ?? 0]);
  for (let step = 0; step < system.length; step++) eliminate(system, step);
  const solution = new Array<number>(system.length).fill(0);
  for (let index = system.length - 1; index >= 0; index--) {
    const row = system[index] ?? [];
    let rest = row[system.length] ?? 0;
    for (let column = index + 1; column < system.length; column++) {
      rest -= (row[column] ?? 0) * (solution[column] ?? 0);
    }
    solution[index] = rest / (row[index] ?? 1);
  }
  return solution;
}

/** What is this far from the corners is no solution. */
const TRUSTED = 1e-8;
const ON_A_LINE = "the corners lie on a line: no transform moves them";

/** How far a solution is from the values; the products of eight columns are summed up as OpenCV does. */
function residual(rows: readonly number[][], solution: readonly number[], values: readonly number[]): number {
  const squares = rows.map((row, index) => {
    const product = (column: number) => (row[column] ?? 0) * (solution[column] ?? 0);
    const lane = (column: number) => product(column) + product(column + 4);
    return (lane(0) + lane(1) + lane(2) + lane(3) - (values[index] ?? 0)) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

/** Below this a pivot is taken for none. */
const SINGULAR = Number.EPSILON * 100;

function eliminate(system: number[][], step: number): void {
  const size = (index: number) => Math.abs(system[index]?.[step] ?? 0);
  let best = step;
  for (let index = step + 1; index < system.length; index++) if (size(index) > size(best)) best = index;
  const pivot = system[best] ?? [];
  if (!(size(best) >= SINGULAR)) throw new ImageError(ON_A_LINE);
  [system[best], system[step]] = [system[step] ?? [], pivot];
  const factor = -1 / (pivot[step] ?? 1);
  for (const row of system.slice(step + 1)) {
    const alpha = (row[step] ?? 0) * factor;
    for (let column = step + 1; column < row.length; column++) {
      row[column] = (row[column] ?? 0) + alpha * (pivot[column] ?? 0);
    }
  }
}
