const f = Math.fround;

/**
 * Non-maximum suppression in one class, bit by bit as NumPy computes it in float32.
 *
 * @param boxes `[n, 4]`: top, left, bottom, right
 * @param scores one per box
 * @param threshold a box with a lower score is dropped
 * @param overlap so is one that shares more than this part of its union with a surer box
 * @param limit no more than so many boxes are looked for: time grows with how many stay
 * @returns the indices of the boxes that stay, the surest first
 */
export function suppress(
  boxes: Float32Array,
  scores: Float32Array,
  threshold: number,
  overlap: number,
  limit: number,
): number[] {
  const least = f(threshold);
  const most = f(overlap);
  let order = [...scores.keys()].filter((i) => (scores[i] ?? 0) >= least);
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const keep: number[] = [];
  for (let best = order[0]; best !== undefined && keep.length < limit; best = order[0]) {
    const winner = best;
    keep.push(winner);
    order = order.slice(1).filter((other) => sharedPart(boxes, winner, other) <= most);
  }
  return keep;
}

/** Intersection over union. */
function sharedPart(boxes: Float32Array, a: number, b: number): number {
  const [topA = 0, leftA = 0, bottomA = 0, rightA = 0] = boxes.subarray(a * 4);
  const [topB = 0, leftB = 0, bottomB = 0, rightB = 0] = boxes.subarray(b * 4);
  const height = f(Math.min(bottomA, bottomB) - Math.max(topA, topB));
  const width = f(Math.min(rightA, rightB) - Math.max(leftA, leftB));
  const shared = f(Math.max(height, 0) * Math.max(width, 0));
  const sum = f(area(topA, leftA, bottomA, rightA) + area(topB, leftB, bottomB, rightB));
  return f(shared / f(sum - shared));
}

function area(top: number, left: number, bottom: number, right: number): number {
  return f(f(bottom - top) * f(right - left));
}
