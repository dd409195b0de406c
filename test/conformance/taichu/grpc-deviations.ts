import type { Line, Outcome } from "./grpc-recording.ts";

/** Where we answer otherwise than the original on purpose: what the spec says of it, its lines, what they get instead. */
export interface Deviation {
  readonly number: string;
  readonly meaning: string;
  readonly lines: RegExp;
  instead(line: Line): Partial<Outcome>;
}

const CALLING = /^Exception (calling application|iterating responses): /;

/** The numbers are those of the spec's sections, and of the rows in their tables. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    number: "C2.1",
    meaning: "`ServerLive` and `ServerReady` are answered",
    lines: /^grpc(31)?-(live|ready)$/,
    instead: ({ method }) => ({
      status: "OK",
      messages: [method === "ServerLive" ? { live: true } : { ready: true }],
    }),
  },
  {
    number: "C2.4",
    meaning: "a stream ends once its client has nothing more to say and has all answers",
    lines: /^stream-/,
    instead: () => ({ status: "OK" }),
  },
  {
    number: "C9.1",
    meaning: "an answer that is no dict is INTERNAL, and its text stands alone",
    lines: /^(grpc-ret-(list|int|set|tuple)|fresh-stream-badret)$/,
    instead: ({ outcome: { details } }) => ({
      status: "INTERNAL",
      details: details.includes("Too many") ? "'list' object has no attribute 'items'" : details.replace(CALLING, ""),
    }),
  },
  {
    number: "C9.1 (our words)",
    meaning: "so is a key that is no text, and it says what is wrong",
    lines: /^grpc-ret-intkey$/,
    instead: () => ({ status: "INTERNAL", details: "the name of a parameter is of type int, not text" }),
  },
  {
    number: "C9.3",
    meaning: "whoever finds no idle worker gets RESOURCE_EXHAUSTED",
    lines: /^grpc-(busy-second|limit1-\d)$/,
    instead: () => ({ status: "RESOURCE_EXHAUSTED", details: "Too many requests", messages: [] }),
  },
  {
    number: "C9.4",
    meaning: "after a stream that broke, every client gets its own answers",
    lines: /^fresh-after-stream-(?!unknown)/,
    instead: ({ requests }) => ({ messages: requests }),
  },
  {
    number: "C2 (our words)",
    meaning: "a method that nobody knows and a message that is too long: said in the words of grpc-js",
    lines: /^grpc-(unknown-method|big-51MiB)$/,
    instead: ({ name }) => ({ details: GRPC_JS[name] ?? "" }),
  },
];

const GRPC_JS: Readonly<Record<string, string>> = {
  "grpc-unknown-method": "The server does not implement the method /taichu_infer.GRPCInferenceService/Nope",
  "grpc-big-51MiB": "Received message larger than max (53477406 vs 52428800)",
};

export function deviationOf({ name }: Line): Deviation | undefined {
  return DEVIATIONS.find(({ lines }) => lines.test(name));
}
