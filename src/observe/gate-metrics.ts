import type { Registry } from "prom-client";
import { Counter, Gauge } from "prom-client";
import type { Series } from "./bound-histogram.ts";
import { BoundHistogram } from "./bound-histogram.ts";

/** The platform's buckets (s): 0, then steps of 0.1, of 1 and of 10. */
export const PLATFORM_SECONDS: readonly number[] = [
  0,
  ...Array.from({ length: 9 }, (_, step) => (step + 1) / 10),
  ...Array.from({ length: 9 }, (_, step) => step + 1),
  ...Array.from({ length: 6 }, (_, step) => (step + 1) * 10),
];
/** Bytes, from 1 KiB to 64 MiB. */
const SIZES = Array.from({ length: 9 }, (_, power) => 1024 * 4 ** power);
/** What the platform calls the whole of the gate's work on a request. */
const WHOLE = "gate.do";

/** What the metrics tell requests apart by. */
export interface GateLabels {
  /** The app, `batch`, or `""` for what is not served: a client must not be able to make up labels. */
  readonly cmd: string;
  readonly version: string;
  /** HTTP status. */
  readonly code: number;
  /** Inputs of a request, elements of a batch. */
  readonly number: number;
}

/** When a request was accepted, had its inputs and was answered (ms, by the same clock), and their bytes. */
export interface GateWork {
  readonly accepted: number;
  readonly fetched: number;
  readonly answered: number;
  readonly bytes: number;
}

interface Bound {
  readonly counter: Counter.Internal;
  readonly whole: Series;
  readonly fetch: Series;
  readonly eval: Series;
  readonly bytes: Series;
}

/** The old gate's own metrics, so that its dashboards go on (spec: AVA, section 6.10). */
export class GateMetrics {
  /** Requests that are being answered. */
  processing = 0;
  readonly #times: BoundHistogram<"cmd" | "version" | "method" | "error" | "number">;
  readonly #requests: Counter<"cmd" | "method" | "code">;
  readonly #sizes: BoundHistogram<"cmd">;
  readonly #bound = new Map<string, Bound>();

  constructor(registry: Registry) {
    const registers = [registry];
    this.#times = new BoundHistogram(
      "ava_serving_gate_response_time",
      "Response time of requests (s)",
      PLATFORM_SECONDS,
      registry,
    );
    this.#sizes = new BoundHistogram("ava_serving_gate_resource_size", "Bytes of a request's inputs", SIZES, registry);
    this.#requests = new Counter({
      name: "ava_serving_gate_requests_counter",
      help: "Requests answered, by HTTP status",
      labelNames: ["cmd", "method", "code"],
      registers,
    });
    const read = () => this.processing;
    new Gauge({
      name: "ava_serving_gate_requests_processing",
      help: "Requests that are being answered",
      registers,
      collect() {
        this.set(read());
      },
    });
  }

  /** Once per request or batch, when its client gets the answer. */
  answered(labels: GateLabels, seconds: number): void {
    const { counter, whole } = this.#boundTo(labels);
    counter.inc();
    whole.observe(seconds);
  }

  /** Once per request, or element of a batch, whose inputs could be had. */
  worked(labels: GateLabels, { accepted, fetched, answered, bytes }: GateWork): void {
    const bound = this.#boundTo(labels);
    bound.fetch.observe((fetched - accepted) / 1000);
    bound.eval.observe((answered - fetched) / 1000);
    bound.bytes.observe(bytes);
  }

  #boundTo(labels: GateLabels): Bound {
    const { cmd, version, code, number } = labels;
    const key = `${cmd}/${version}/${code}/${number}`;
    let bound = this.#bound.get(key);
    if (bound === undefined) {
      bound = this.#bind(labels);
      this.#bound.set(key, bound);
    }
    return bound;
  }

  #bind({ cmd, version, code, number }: GateLabels): Bound {
    const time = (method: string) =>
      this.#times.series({ cmd, version, method, error: String(code), number: String(number) });
    return {
      counter: this.#requests.labels({ cmd, method: WHOLE, code: String(code) }),
      whole: time(WHOLE),
      fetch: time("gate.doFetch"),
      eval: time("gate.do.eval"),
      bytes: this.#sizes.series({ cmd }),
    };
  }
}
