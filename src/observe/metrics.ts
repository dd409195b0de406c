import { Counter, Gauge, Registry } from "prom-client";
import { isFailure } from "../contract/call.ts";
import { BoundHistogram, cached } from "./bound-histogram.ts";
import { GateMetrics, PLATFORM_SECONDS } from "./gate-metrics.ts";
import type { CallTimes, ReleaseStatistics } from "./release-statistics.ts";
import { StatisticsTally } from "./release-statistics.ts";
import type { Families } from "./script-metrics.ts";
import { merged } from "./script-metrics.ts";

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128];
const ATTEMPTS = [1, 2, 3];
const LABELS = ["app", "version"] as const;
type Labels = Record<(typeof LABELS)[number], string>;

/** What one release reports. Bound to its labels once, so that observing costs a fraction of a microsecond. */
export interface ReleaseMetrics {
  /** Once per request, when its client gets the answer. */
  request(code: number, seconds: number): void;
  /** Once per request, when its inputs are there. */
  fetched(seconds: number): void;
  queued(seconds: number): void;
  /** Once per call of a worker. @param stage absent: the release has only one */
  call(call: WorkerCall, stage?: StageOfCall): void;
  /** Once per request that a worker has answered: time since it was sent there, and how often it was. */
  called(seconds: number, attempts: number): void;
  workerLost(): void;
  /** All of that so far. */
  readonly statistics: ReleaseStatistics;
  /** @param take is told of every call of a worker; soon done, and never throws */
  onCall(take: (call: WorkerCall, stage: StageOfCall) => void): void;
}

/** One call of a worker. */
export interface WorkerCall extends CallTimes {
  /** The worker's number in its stage, which begins with 1. */
  readonly instance: number;
  /** From the first of its requests to the call. */
  readonly gathered: number;
  /** No request of it failed. */
  readonly succeeded: boolean;
}

export interface StageOfCall {
  /** 0 is the first. */
  readonly index: number;
  readonly name: string;
  readonly batchSize: number;
}

/** What a recording reports. */
export interface RecordMetrics {
  /** Once per request: it is in the recording; there was no room or time for it; it could not be redacted. */
  exchange(outcome: "kept" | "dropped" | "unreadable"): void;
  /** @param bytes of the recording; undefined when nothing more will be recorded */
  state(bytes: number | undefined): void;
}

/** What a release and its shadow report. */
export interface ShadowMetrics {
  /** Once per request that was to be mirrored. */
  request(outcome: "equal" | "within" | "different" | "failed" | "dropped"): void;
  /** Once per pair of answers that is beyond the limit of a measure. */
  exceeds(measure: string): void;
  /** The worst of a measure since both were loaded; undefined when they begin anew. */
  worst(measure: string, value: number | undefined): void;
}

export interface ReleaseGauges {
  readonly queueDepth: number;
  readonly readyInstances: number;
  /** What its workers' scripts tell about themselves, by the number of the instance. Answers soon. */
  scriptMetrics(): Promise<ReadonlyMap<number, Families>>;
}

/** The host's metrics in Prometheus form: our own, and beside them the platform's (spec: AVA, section 6.10). */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "evalbridge_requests_total",
    help: "Requests answered, by the platform's code (0 is success)",
    labelNames: [...LABELS, "code"],
    registers: [this.#registry],
  });
  readonly #total = this.#histogram("evalbridge_request_seconds", "Time from acceptance to answer", SECONDS);
  readonly #queue = this.#histogram(
    "evalbridge_queue_seconds",
    "Time in the queue before a worker had the request",
    SECONDS,
  );
  readonly #inference = this.#histogram(
    "evalbridge_inference_seconds",
    "Time in user code, per call of a worker",
    SECONDS,
  );
  readonly #batch = this.#histogram("evalbridge_batch_size", "Requests per call of a worker", SIZES);
  readonly #lost = new Counter({
    name: "evalbridge_workers_lost_total",
    help: "Workers that ended without being asked to",
    labelNames: LABELS,
    registers: [this.#registry],
  });
  readonly #shadow = {
    requests: new Counter({
      name: "evalbridge_shadow_requests_total",
      help: "Requests that were to be mirrored, by how the shadow's answer differs, or why there is none",
      labelNames: [...LABELS, "shadow", "outcome"],
      registers: [this.#registry],
    }),
    exceeding: new Counter({
      name: "evalbridge_shadow_exceeding_total",
      help: "Pairs of answers that are beyond the limit of a measure of compare",
      labelNames: [...LABELS, "shadow", "measure"],
      registers: [this.#registry],
    }),
    worst: new Gauge({
      name: "evalbridge_shadow_worst",
      help: "The worst value of a measure of compare since both releases were loaded",
      labelNames: [...LABELS, "shadow", "measure"],
      registers: [this.#registry],
    }),
  };
  readonly #platform = {
    times: new BoundHistogram<keyof Labels | "method" | "error" | "number">(
      "ava_serving_eval_response_time",
      "Response time of requests (s)",
      PLATFORM_SECONDS,
      this.#registry,
    ),
    batch: this.#histogram("ava_serving_eval_run_batchsize", "Requests per call", SIZES),
    attempts: this.#histogram("ava_serving_eval_task_attempts", "How often a request was sent to a worker", ATTEMPTS),
  };
  readonly #gauges: { readonly labels: Labels; readonly read: () => ReleaseGauges }[] = [];
  readonly gate = new GateMetrics(this.#registry);

  constructor() {
    this.#gauge("evalbridge_queue_depth", "Requests that wait for a worker", ({ queueDepth }) => queueDepth);
    this.#gauge("evalbridge_ready_instances", "Workers that are ready", ({ readyInstances }) => readyInstances);
  }

  /** @param read is asked at every scrape */
  watch(app: string, version: string, read: () => ReleaseGauges): void {
    this.#gauges.push({ labels: { app, version }, read });
  }

  /** To be asked for once per release. */
  release(app: string, version: string): ReleaseMetrics {
    const labels = { app, version };
    const [total, queue, inference, batch, runBatch, taskAttempts] = [
      this.#total,
      this.#queue,
      this.#inference,
      this.#batch,
      this.#platform.batch,
      this.#platform.attempts,
    ].map((histogram) => histogram.series(labels));
    const time = (method: string, error = "", number = 1) =>
      this.#platform.times.series({ ...labels, method: `worker.${method}`, error, number: String(number) });
    const [predo, wait, done] = ["predo", "wait4exec", "wait4done"].map((method) => time(method));
    const answers = cached((code: string) => ({
      counter: this.#requests.labels({ ...labels, code }),
      time: time("do", code),
    }));
    const runs = cached((size: number) => time("run", "", size));
    const watchers: Parameters<ReleaseMetrics["onCall"]>[0][] = [];
    const statistics = new StatisticsTally();
    return {
      statistics,
      request: (code, seconds) => {
        const answer = answers(codeLabel(code));
        answer.counter.inc();
        answer.time.observe(seconds);
        total?.observe(seconds);
        statistics.answered(!isFailure({ code }), seconds);
      },
      fetched: (seconds) => predo?.observe(seconds),
      queued: (seconds) => {
        queue?.observe(seconds);
        wait?.observe(seconds);
      },
      call: (call, stage = ONLY_STAGE) => {
        const { seconds, requests } = call;
        inference?.observe(seconds);
        batch?.observe(requests);
        runs(requests).observe(seconds);
        runBatch?.observe(requests);
        statistics.called(call);
        for (const take of watchers) take(call, stage);
      },
      called: (seconds, attempts) => {
        done?.observe(seconds);
        taskAttempts?.observe(attempts);
      },
      workerLost: () => this.#lost.inc(labels),
      onCall: (take) => void watchers.push(take),
    };
  }

  /** To be asked for once, where something is recorded. */
  recording(): RecordMetrics {
    const registers = [this.#registry];
    const requests = new Counter({
      name: "evalbridge_recorded_requests_total",
      help: "Requests that were chosen to be recorded, by what became of it",
      labelNames: ["outcome"],
      registers,
    });
    const active = new Gauge({ name: "evalbridge_recording", help: "1 while requests are recorded", registers });
    const size = new Gauge({ name: "evalbridge_recording_bytes", help: "Of the whole recording", registers });
    return {
      exchange: (outcome) => requests.inc({ outcome }),
      state: (bytes) => {
        active.set(bytes === undefined ? 0 : 1);
        if (bytes !== undefined) size.set(bytes);
      },
    };
  }

  /** @param shadow its name */
  shadow(app: string, version: string, shadow: string): ShadowMetrics {
    const labels = { app, version, shadow };
    const { requests, exceeding, worst } = this.#shadow;
    const told = new Map<string, number | undefined>();
    return {
      request: (outcome) => requests.inc({ ...labels, outcome }),
      exceeds: (measure) => exceeding.inc({ ...labels, measure }),
      worst: (measure, value) => {
        if (told.get(measure) === value) return;
        told.set(measure, value);
        if (value === undefined) worst.remove({ ...labels, measure });
        else worst.set({ ...labels, measure }, value);
      },
    };
  }

  /** The exposition text and its content type. */
  async expose(): Promise<{ contentType: string; text: string }> {
    const names = this.#registry.getMetricsAsArray().map(({ name }) => name);
    const own = names.map(async (name) => [name, `${await this.#registry.getSingleMetricAsString(name)}\n`] as const);
    const scripts = this.#gauges.map(async ({ labels, read }) => {
      const workers = await read().scriptMetrics();
      return [...workers].map(([worker, families]) => ({ labels: { ...labels, worker: String(worker) }, families }));
    });
    const text = merged(new Map(await Promise.all(own)), (await Promise.all(scripts)).flat());
    return { contentType: this.#registry.contentType, text };
  }

  #histogram(name: string, help: string, bounds: readonly number[]): BoundHistogram<keyof Labels> {
    return new BoundHistogram(name, help, bounds, this.#registry);
  }

  #gauge(name: string, help: string, pick: (gauges: ReleaseGauges) => number): void {
    const gauges = this.#gauges;
    new Gauge({
      name,
      help,
      labelNames: LABELS,
      registers: [this.#registry],
      collect() {
        for (const { labels, read } of gauges) this.set(labels, pick(read()));
      },
    });
  }
}

const ONLY_STAGE: StageOfCall = { index: 0, name: "", batchSize: 1 };

/** Codes are numbers that a script chose: a label must not have more values than a status has. */
function codeLabel(code: number): string {
  return code >= 0 && code < 1000 ? String(code) : "other";
}
