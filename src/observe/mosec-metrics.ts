import type { OpenMetricsContentType, PrometheusContentType } from "prom-client";
import { Counter, Gauge, Histogram, openMetricsContentType, Registry } from "prom-client";
import type { StageOfCall, WorkerCall } from "./metrics.ts";

/** Seconds: 1 ms and its doubles, as mosec has them. */
const SECONDS = Array.from({ length: 11 }, (_, power) => 2 ** power / 1000);
const SIZES = Array.from({ length: 10 }, (_, power) => 2 ** power);
const WHOLE = { stage: "total", connection: "total" };

/** What mosec measured of a service, by the names it had there (spec: tiinfer, sections A5 and A9). */
export class MosecMetrics {
  readonly #generation: "0.4" | "0.9";
  readonly #registry: Registry<PrometheusContentType | OpenMetricsContentType>;
  readonly #throughput: Counter;
  readonly #durations: Histogram;
  readonly #sizes: Histogram;
  readonly #gathering: Histogram;
  #remaining = 0;

  constructor(generation: "0.4" | "0.9") {
    this.#generation = generation;
    this.#registry = new Registry<PrometheusContentType | OpenMetricsContentType>();
    if (generation === "0.9") this.#registry.setContentType(openMetricsContentType);
    this.#throughput = new Counter({
      name: "mosec_service_throughput",
      help: "service inference endpoint throughput.",
      labelNames: generation === "0.9" ? ["code", "endpoint"] : ["code"],
      registers: [this.#registry],
    });
    this.#durations = this.#histogram("process_duration_second", "process duration", SECONDS);
    this.#sizes = this.#histogram("batch_size", "batch size", SIZES);
    this.#gathering = this.#histogram("batch_duration_second", "dynamic batching duration", SECONDS);
    const read = () => this.#remaining;
    new Gauge({
      name: "mosec_service_remaining_task",
      help: "remaining tasks for the whole service.",
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** A task has been accepted. @returns when, by `performance.now()` */
  begin(): number {
    this.#remaining += 1;
    return performance.now();
  }

  /** A task has been answered that began at `started`. */
  end(started: number, endpoint: string, code: number): void {
    this.#remaining -= 1;
    this.#throughput.inc(this.#generation === "0.9" ? { code, endpoint } : { code });
    if (code === 200) this.#durations.observe(WHOLE, (performance.now() - started) / 1000);
  }

  /** A worker has been called. Of batches only stages tell that make them, and how long one takes only 0.9. */
  called({ instance, requests, seconds, gathered, succeeded }: WorkerCall, stage: StageOfCall): void {
    const number = String(stage.index + 1);
    const labels = { stage: this.#generation === "0.9" ? stage.name || number : number, connection: String(instance) };
    if (succeeded) this.#durations.observe(labels, seconds);
    if (stage.batchSize === 1) return;
    this.#sizes.observe(labels, requests);
    if (this.#generation === "0.9") this.#gathering.observe(labels, gathered);
  }

  /** All of it as text; the type is what mosec said it is, which 0.4 did not. */
  async expose(): Promise<{ readonly text: string; readonly type: string }> {
    return { text: await this.#registry.metrics(), type: "text/plain; version=0.0.4; charset=utf-8" };
  }

  #histogram(name: string, what: string, buckets: readonly number[]): Histogram {
    return new Histogram({
      name: `mosec_service_${name}`,
      help: `${what} for each connection in each stage.`,
      labelNames: ["stage", "connection"],
      buckets: [...buckets],
      registers: [this.#registry],
    });
  }
}
