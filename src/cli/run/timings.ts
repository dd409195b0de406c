/** How long the host took to be ready, and each call from request to answer. All in milliseconds. */
export class Timings {
  readonly #startMs: number;
  readonly #calls: number[] = [];

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  add(ms: number): void {
    this.#calls.push(ms);
  }

  /** One line for a person. The first call stands for itself: it is in no percentile when there are others. */
  summary(): string {
    const [first = 0, ...others] = this.#calls;
    const rest = others.length > 0 ? others : [first];
    const at = (percent: number) => shown(percentile(rest, percent));
    return [
      `start-up ${shown(this.#startMs)}, first call ${shown(first)},`,
      `${others.length > 0 ? `${others.length} more` : "no more"}: p50 ${at(50)}, p90 ${at(90)}, p99 ${at(99)}`,
    ].join(" ");
  }
}

/** The smallest value that so many percent of all are not above: the nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

function shown(ms: number): string {
  return `${ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3)} ms`;
}
