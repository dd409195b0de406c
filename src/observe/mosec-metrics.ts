import type { OpenMetricsContentType, PrometheusContentType } from "prom-client";
import { Counter, Gauge, Histogram, openMetricsContentType, Registry } from "prom-client";

/** Seconds: 1 ms and its doubles, as mosec has them. */
const SECONDS = Array.from({ length: 11 }, (_, power) => 2 ** power / 1000);
const WHOLE = { stage: "total", connection: "total" };

/** What mosec measured of a service, by the names it had there (spec: tiinfer, sections A5 and A9). */
export class MosecMetrics {
  readonly #registries: {
    readonly "0.4": Registry<PrometheusContentType>;
    readonly "0.9": Registry<OpenMetricsContentType>;
  };
  #remaining = 0;
  readonly #answered: (endpoint: string, code: number, seconds: number) => void;

  constructor() {
    const old = new Registry();
    const openMetrics = new Registry<OpenMetricsContentType>();
    openMetrics.setContentType(openMetricsContentType);
    this.#registries = { "0.4": old, "0.9": openMetrics };
    const registers = [old, openMetrics];
    const help = "service inference endpoint throughput.";
    const name = "mosec_service_throughput";
    const byCode = new Counter({ name, help, labelNames: ["code"], registers: [old] });
    const byEndpoint = new Counter({ name, help, labelNames: ["code", "endpoint"], registers: [openMetrics] });
    const durations = new Histogram({
      name: "mosec_service_process_duration_second",
      help: "process duration for each connection in each stage.",
      labelNames: ["stage", "connection"],
      buckets: SECONDS,
      registers,
    });
    const read = () => this.#remaining;
    new Gauge({
      name: "mosec_service_remaining_task",
      help: "remaining tasks for the whole service.",
      registers,
      collect() {
        this.set(read());
      },
    });
    this.#answered = (endpoint, code, seconds) => {
      byCode.inc({ code });
      byEndpoint.inc({ code, endpoint });
      if (code === 200) durations.observe(WHOLE, seconds);
    };
  }

  /** A task has been accepted. @returns when, by `performance.now()` */
  begin(): number {
    this.#remaining += 1;
    return performance.now();
  }

  /** A task has been answered that began at `started`. */
  end(started: number, endpoint: string, code: number): void {
    this.#remaining -= 1;
    this.#answered(endpoint, code, (performance.now() - started) / 1000);
  }

  /** All of it as text; the type is what mosec said it is, which 0.4 did not. */
  async expose(generation: "0.4" | "0.9"): Promise<{ readonly text: string; readonly type: string }> {
    return { text: await this.#registries[generation].metrics(), type: "text/plain; version=0.0.4; charset=utf-8" };
  }
}
