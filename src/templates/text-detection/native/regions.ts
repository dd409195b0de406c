/** A model's output over a picture: one value a pixel, rows from the top. */
export interface ProbabilityMap {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Pixels that hang together, sides and corners alike, as the upright box around them. */
export interface Region {
  /** The mean of their probabilities. */
  readonly score: number;
  readonly left: number;
  readonly top: number;
  /** The first column behind it. */
  readonly right: number;
  /** The first row below it. */
  readonly bottom: number;
}

/** The regions of at least `threshold`. */
export function regionsOf(map: ProbabilityMap, threshold: number): Region[] {
  const rest = Uint8Array.from(map.data, (probability) => (probability >= threshold ? 1 : 0));
  const regions: Region[] = [];
  for (let at = rest.indexOf(1); at !== -1; at = rest.indexOf(1, at + 1)) regions.push(take(map, rest, at));
  return regions;
}

/** Takes the region that holds a pixel out of the rest. */
function take({ data, width, height }: ProbabilityMap, rest: Uint8Array, start: number): Region {
  const box = { left: width, top: height, right: 0, bottom: 0 };
  const stack = [start];
  rest[start] = 0;
  let [sum, count] = [0, 0];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x + 1);
    box.bottom = Math.max(box.bottom, y + 1);
    sum += data[at] ?? 0;
    count += 1;
    for (let nextY = Math.max(0, y - 1); nextY <= Math.min(height - 1, y + 1); nextY++) {
      for (let nextX = Math.max(0, x - 1); nextX <= Math.min(width - 1, x + 1); nextX++) {
        const next = nextY * width + nextX;
        if (rest[next] !== 1) continue;
        rest[next] = 0;
        stack.push(next);
      }
    }
  }
  return { score: sum / count, ...box };
}
