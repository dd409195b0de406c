/** How often something happened, and how long it took in all. */
export interface DurationStatistic {
  readonly count: number;
  readonly ns: number;
}

/** Where the time of calls went: on the way to user code, in it, and on the way back. */
export interface ComputeStatistics {
  readonly input: DurationStatistic;
  readonly infer: DurationStatistic;
  readonly output: DurationStatistic;
}

/** What a release has done since the host began. */
export interface ReleaseStatistics {
  /** When the last request was answered (ms since 1970); 0: never. */
  readonly lastInference: number;
  /** Requests, from acceptance to answer. */
  readonly success: DurationStatistic;
  readonly fail: DurationStatistic;
  /** Requests that succeeded, while they waited for a worker. */
  readonly queue: DurationStatistic;
  /** Requests that succeeded, in calls. Those of one call share its time, and each is counted with all of it, as Triton's. */
  readonly compute: ComputeStatistics;
  /** Calls of workers. */
  readonly executions: number;
  /** Calls of workers by how many requests they held. */
  readonly batches: ReadonlyMap<number, ComputeStatistics>;
}

/** A call of a worker (s). */
export interface CallTimes {
  /** How many requests it held. */
  readonly requests: number;
  /** On the way to the worker, as far as the pipe between could not hold all of it. */
  readonly input: number;
  /** In user code. */
  readonly seconds: number;
  /** All else until the reply was there. */
  readonly output: number;
  /** For the worker, of each of its requests that succeeded. */
  readonly waited: readonly number[];
}

class Tally implements DurationStatistic {
  count = 0;
  ns = 0;

  add(seconds: number, count = 1): void {
    this.count += count;
    this.ns += Math.round(seconds * 1e9) * count;
  }
}

class ComputeTally implements ComputeStatistics {
  readonly input = new Tally();
  readonly infer = new Tally();
  readonly output = new Tally();

  add({ input, seconds, output }: CallTimes, count: number): void {
    this.input.add(input, count);
    this.infer.add(seconds, count);
    this.output.add(output, count);
  }
}

/** Counts what a release does. */
export class StatisticsTally implements ReleaseStatistics {
  readonly success = new Tally();
  readonly fail = new Tally();
  readonly queue = new Tally();
  readonly compute = new ComputeTally();
  readonly batches = new Map<number, ComputeTally>();
  lastInference = 0;
  executions = 0;

  answered(succeeded: boolean, seconds: number): void {
    (succeeded ? this.success : this.fail).add(seconds);
    this.lastInference = Date.now();
  }

  called(call: CallTimes): void {
    this.executions += 1;
    for (const seconds of call.waited) this.queue.add(seconds);
    this.compute.add(call, call.waited.length);
    const batch = this.batches.get(call.requests) ?? new ComputeTally();
    batch.add(call, 1);
    this.batches.set(call.requests, batch);
  }
}
