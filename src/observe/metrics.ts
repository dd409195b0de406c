import { Counter, Gauge, Histogram, Registry } from "prom-client";

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128];
const LABELS = ["app", "version"] as const;
type Labels = Record<(typeof LABELS)[number], string>;

/** What one release reports. Bound to its labels once, so that observing costs a fraction of a microsecond. */
export interface ReleaseMetrics {
  /** Once per request, when its client gets the answer. */
  request(code: number, seconds: number): void;
  queued(seconds: number): void;
  /** Once per call of a worker. */
  call(seconds: number, size: number): void;
  workerLost(): void;
}

export interface ReleaseGauges {
  readonly queueDepth: number;
  readonly readyInstances: number;
}

/** The host's metrics in Prometheus form. */
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
  readonly #gauges = new Map<string, { labels: Labels; read: () => ReleaseGauges }>();

  constructor() {
    this.#gauge("evalbridge_queue_depth", "Requests that wait for a worker", ({ queueDepth }) => queueDepth);
    this.#gauge("evalbridge_ready_instances", "Workers that are ready", ({ readyInstances }) => readyInstances);
  }

  /** Registers a release; `read` is asked at every scrape. */
  release(app: string, version: string, read: () => ReleaseGauges): ReleaseMetrics {
    const labels = { app, version };
    this.#gauges.set(`${app}/${version}`, { labels, read });
    const [total, queue, inference, batch] = [this.#total, this.#queue, this.#inference, this.#batch].map((metric) =>
      metric.labels(labels),
    );
    const codes = new Map<number, Counter.Internal>();
    return {
      request: (code, seconds) => {
        let counter = codes.get(code);
        if (counter === undefined) {
          counter = this.#requests.labels({ ...labels, code: String(code) });
          codes.set(code, counter);
        }
        counter.inc();
        total?.observe(seconds);
      },
      queued: (seconds) => queue?.observe(seconds),
      call: (seconds, size) => {
        inference?.observe(seconds);
        batch?.observe(size);
      },
      workerLost: () => this.#lost.inc(labels),
    };
  }

  /** The exposition text and its content type. */
  async expose(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram<keyof Labels> {
    return new Histogram({ name, help, labelNames: LABELS, buckets, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, pick: (gauges: ReleaseGauges) => number): void {
    const gauges = this.#gauges;
    new Gauge({
      name,
      help,
      labelNames: LABELS,
      registers: [this.#registry],
      collect() {
        for (const { labels, read } of gauges.values()) this.set(labels, pick(read()));
      },
    });
  }
}
