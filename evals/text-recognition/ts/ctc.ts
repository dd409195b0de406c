/** The key of "no sign": between signs, and between two that are the same. */
const BLANK = 0;

export interface Line {
  readonly text: string;
  /** Mean of its signs' probabilities; 0 when there is none. */
  readonly score: number;
}

/**
 * What a CTC network read: the best key of every step, without blanks and repetitions, and the mean of their
 * probabilities.
 *
 * @param probabilities `[steps, keys]`
 */
export function decode(probabilities: Float32Array, keys: readonly string[]): Line {
  let text = "";
  let sum = 0;
  let count = 0;
  let before = BLANK;
  for (let start = 0; start < probabilities.length; start += keys.length) {
    const step = probabilities.subarray(start, start + keys.length);
    const best = indexOfMax(step);
    if (best !== BLANK && best !== before) {
      text += keys[best] ?? "";
      sum += step[best] ?? 0;
      count++;
    }
    before = best;
  }
  return { text, score: sum / Math.max(count, 1) };
}

function indexOfMax(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return best;
}
