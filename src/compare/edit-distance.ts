/** Texts whose differing middles are longer than this, multiplied, are not aligned sign by sign: about a second of work. */
const MOST_CELLS = 400_000_000;

/** How many characters to insert, delete or replace. */
export interface Edits {
  readonly edits: number;
  /** Of the reference. */
  readonly length: number;
  /** Whether `edits` is only known to be no more than this, as the texts are long and differ throughout. */
  readonly atMost: boolean;
}

/** Levenshtein's distance of two texts, in Unicode characters. */
export function editDistance(a: string, b: string): Edits {
  const [from, to] = [pointsOf(a), pointsOf(b)];
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
  let end = 0;
  const shorter = Math.min(from.length, to.length) - start;
  while (end < shorter && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  const [middleA, middleB] = [from.subarray(start, from.length - end), to.subarray(start, to.length - end)];
  const { length } = from;
  if (middleA.length * middleB.length > MOST_CELLS) {
    return { edits: Math.max(middleA.length, middleB.length), length, atMost: true };
  }
  return { edits: levenshtein(middleA, middleB), length, atMost: false };
}

/** Edits per character of the reference, at most 1. */
export function errorRate({ edits, length }: Edits): number {
  return edits === 0 ? 0 : Math.min(1, edits / Math.max(1, length));
}

function pointsOf(text: string): Uint32Array {
  const points = new Uint32Array(text.length);
  let count = 0;
  for (const character of text) points[count++] = character.codePointAt(0) ?? 0;
  return points.subarray(0, count);
}

function levenshtein(a: Uint32Array, b: Uint32Array): number {
  const row = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1] ?? 0;
      const replaced = diagonal + (a[i] === b[j] ? 0 : 1);
      row[j + 1] = Math.min(replaced, above + 1, (row[j] ?? 0) + 1);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
