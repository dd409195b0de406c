/** How often something happened, and how long it took in all. */
export interface DurationStatistic {
  readonly count: number;
  readonly ns: number;
}

/** What a release has done since the host began. */
export interface ReleaseStatistics {
  /** When the last request was answered (ms since 1970); 0: never. */
  readonly lastInference: number;
  /** Requests, from acceptance to answer. */
  readonly success: DurationStatistic;
  readonly fail: DurationStatistic;
  /** Requests, while they waited for a worker. */
  readonly queue: DurationStatistic;
  /** Requests, in user code. Those of one call share its time, and each is counted with all of it. */
  readonly inference: DurationStatistic;
  /** Calls of workers. */
  readonly executions: number;
  /** Calls of workers by how many requests they held. */
  readonly batches: ReadonlyMap<number, DurationStatistic>;
}

class Tally implements DurationStatistic {
  count = 0;
  ns = 0;

  add(seconds: number, count = 1): void {
    this.count += count;
    this.ns += Math.round(seconds * 1e9) * count;
  }
}

/** Counts what a release does. */
export class StatisticsTally implements ReleaseStatistics {
  readonly success = new Tally();
  readonly fail = new Tally();
  readonly queue = new Tally();
  readonly inference = new Tally();
  readonly batches = new Map<number, Tally>();
  lastInference = 0;
  executions = 0;

  answered(succeeded: boolean, seconds: number): void {
    (succeeded ? this.success : this.fail).add(seconds);
    this.lastInference = Date.now();
  }

  called(requests: number, seconds: number): void {
    this.executions += 1;
    this.inference.add(seconds, requests);
    const batch = this.batches.get(requests) ?? new Tally();
    batch.add(seconds);
    this.batches.set(requests, batch);
  }
}
