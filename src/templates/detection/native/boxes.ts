/** A box in pixels of the model's input. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly index: number;
  readonly score: number;
}

/**
 * The boxes that a model of the YOLO kind answers.
 *
 * @param output float32 [1, 4 + classes, N]: rows of centre x, centre y, width, height, then one of scores for each class
 * @returns those whose best class has at least `threshold`, the best first
 */
export function boxesOf(output: Float32Array, classes: number, threshold: number): Box[] {
  const count = output.length / (4 + classes);
  const at = (row: number, column: number) => output[row * count + column] ?? 0;
  const boxes: Box[] = [];
  for (let column = 0; column < count; column++) {
    let index = 0;
    for (let next = 1; next < classes; next++) if (at(4 + next, column) > at(4 + index, column)) index = next;
    const score = at(4 + index, column);
    if (score < threshold) continue;
    const [x, y, halfWidth, halfHeight] = [at(0, column), at(1, column), at(2, column) / 2, at(3, column) / 2];
    const [left, top, right, bottom] = [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
    boxes.push({ left, top, right, bottom, index, score });
  }
  return boxes.sort((a, b) => b.score - a.score);
}

/** Non-maximum suppression: a box goes when a better one of its class covers more than `most` of their union. */
export function withoutOverlaps(boxes: readonly Box[], most: number): Box[] {
  const kept: Box[] = [];
  for (const box of boxes) {
    if (!kept.some((better) => better.index === box.index && overlap(better, box) > most)) kept.push(box);
  }
  return kept;
}

/** Intersection over union. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const common = Math.max(0, width) * Math.max(0, height);
  return common / (areaOf(a) + areaOf(b) - common);
}

function areaOf({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top);
}
