/** A stretch of two texts: in both, in A alone, or in B alone. */
export interface Stretch {
  readonly in: "both" | "a" | "b";
  readonly text: string;
}

/**
 * What stands in both texts and what in one, character by character (code points), with as much in both as possible. Takes time and
 * memory with the product of the lengths: for texts that were shortened.
 */
export function textDiff(a: string, b: string): Stretch[] {
  const [one, other] = [[...a], [...b]];
  const common = commonLengths(one, other);
  const lengthAt = (i: number, j: number) => common[i]?.[j] ?? 0;
  const stretches: { in: Stretch["in"]; text: string }[] = [];
  const add = (where: Stretch["in"], character: string | undefined) => {
    const last = stretches.at(-1);
    if (last?.in === where) last.text += character ?? "";
    else stretches.push({ in: where, text: character ?? "" });
  };
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      add("both", one[i]);
      i += 1;
      j += 1;
    } else if (j >= other.length || (i < one.length && lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      add("a", one[i]);
      i += 1;
    } else {
      add("b", other[j]);
      j += 1;
    }
  }
  return stretches;
}

/** At [i][j]: how many characters the rests from i and from j have in common, in their order. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [rows[i], rows[i + 1]];
      if (row === undefined || below === undefined) continue;
      row[j] = a[i] === b[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}
