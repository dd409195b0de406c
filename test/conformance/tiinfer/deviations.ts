/** Where we answer otherwise on purpose: rows of the table in the spec's section A9, and what stands there. */
export const DEVIATIONS = {
  "A9.2": "the words of 0.4.9 for a body that is no JSON, whatever 0.4 it was",
  "A9.3": "a result that cannot be written is no fault of the client's: 500 that names the type (`compat.mosec`)",
  "A9.5": "who was with a worker that is lost is told at once, and the worker is replaced",
  "A9.11": "what the platform's front added is served, too",
} as const;
export type DeviationNumber = keyof typeof DEVIATIONS;

export interface Instead {
  readonly number: DeviationNumber;
  /** Of the line. */
  readonly id: string;
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const NOT_WRITTEN = "encoding error: Object of type set is not JSON serializable";

const LOST = "worker lost: it exited with code 3";

/** Those that `compat.mosec: "0.4"` takes back. */
export const SWITCHED: readonly DeviationNumber[] = ["A9.3"];

/** What we answer to a line instead. */
export const INSTEAD: readonly Instead[] = [
  { number: "A9.2", id: "mosec-0.4.4: bad-json", body: "encoding/decoding error: cannot se/deserialize request bytes" },
  { number: "A9.2", id: "mosec-0.4.4: do-decoding", body: "encoding/decoding error: dec" },
  { number: "A9.3", id: "mosec-0.4.4: do-set", body: NOT_WRITTEN },
  { number: "A9.3", id: "mosec-0.4.9: do-set", status: 500, body: NOT_WRITTEN },
  { number: "A9.3", id: "mosec-0.4.9: b-x-set-1", status: 500, body: NOT_WRITTEN },
  { number: "A9.5", id: "mosec: exit", status: 503, body: LOST },
  { number: "A9.5", id: "mosec: exit-only-worker", status: 503, body: LOST },
  { number: "A9.5", id: "mosec: exit-only-worker-root-0.5s", status: 200, body: "MOSEC service" },
  { number: "A9.5", id: "mosec: exit-only-worker-root-3.0s", status: 200, body: "MOSEC service" },
  { number: "A9.11", id: "tiinfer: ti-v1", status: 200, body: '{\n  "a": 1\n}' },
];
