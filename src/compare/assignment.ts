/** Two that belong together: indices into A's and B's lists. */
export type Match = readonly [a: number, b: number];

/**
 * The pairing with the greatest sum of weights, each of A and of B in at most one pair (Kuhn and Munkres, with potentials; cubic in
 * the shorter list). Unlike picking greedily it depends on no order, and A and B may be swapped.
 *
 * @param weights row per A, column per B; 0 where two must not be paired, else positive
 */
export function bestPairs(weights: readonly (readonly number[])[]): Match[] {
  const [rows, columns] = [weights.length, weights[0]?.length ?? 0];
  if (rows === 0 || columns === 0) return [];
  if (rows > columns) {
    const turned = Array.from({ length: columns }, (_, column) => weights.map((row) => row[column] ?? 0));
    return bestPairs(turned)
      .map(([b, a]): Match => [a, b])
      .sort(([one], [other]) => one - other);
  }
  const rowOf = assign(weights, rows, columns);
  const pairs = rowOf.flatMap((row, column): Match[] => (row > 0 && column > 0 ? [[row - 1, column - 1]] : []));
  return pairs.filter(([a, b]) => (weights[a]?.[b] ?? 0) > 0).sort(([one], [other]) => one - other);
}

/** Which row each column gets, both counted from 1; 0 is none. */
function assign(weights: readonly (readonly number[])[], rows: number, columns: number): number[] {
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Array<number>(columns + 1).fill(0);
  const costOf = (row: number, column: number): number =>
    -(weights[row - 1]?.[column - 1] ?? 0) - (rowPotential[row] ?? 0) - (columnPotential[column] ?? 0);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    const path = new Int32Array(columns + 1);
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(columns + 1);
    let column = 0;
    do {
      visited[column] = 1;
      const current = rowOf[column] ?? 0;
      let next = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let other = 1; other <= columns; other++) {
        if (visited[other] === 1) continue;
        const cost = costOf(current, other);
        if (cost < (slack[other] ?? 0)) {
          slack[other] = cost;
          path[other] = column;
        }
        if ((slack[other] ?? 0) < least) {
          least = slack[other] ?? 0;
          next = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (visited[other] === 1) {
          const owner = rowOf[other] ?? 0;
          rowPotential[owner] = (rowPotential[owner] ?? 0) + least;
          columnPotential[other] = (columnPotential[other] ?? 0) - least;
        } else slack[other] = (slack[other] ?? 0) - least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = path[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  return rowOf;
}
