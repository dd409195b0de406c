/** Where we answer otherwise on purpose: rows of the table in the spec's section C9, and of the facts below it. */
export const DEVIATIONS = {
  "C9.7": "a body that is no object is 400 in the platform's general words",
  "C9.9": "429 at once while the worker is busy, as 2.0.32 does",
  "C9.dead": "a dead worker is told of and replaced",
} as const;
export type DeviationNumber = keyof typeof DEVIATIONS;

/** What we answer to a line instead. */
export interface Instead {
  readonly number: DeviationNumber;
  /** Of the line. */
  readonly id: string;
  readonly status?: number;
  readonly body: string;
}

const GENERIC =
  '{"error":"\\u7cfb\\u7edf\\u5185\\u90e8\\u9519\\u8bef\\uff0c\\u8bf7\\u8054\\u7cfb\\u7ef4\\u62a4\\u4eba\\u5458"}\n';
const TOO_MANY = '{"error":"\\u8bf7\\u6c42\\u8fc7\\u4e8e\\u9891\\u7e41\\uff0c\\u8bf7\\u7a0d\\u540e\\u518d\\u8bd5"}\n';
const echo = (id: string, parameters: string) =>
  `{"id": "${id}", "model_name": "Echo", "model_version": "1", "parameters": ${parameters}}`;

export const INSTEAD: readonly Instead[] = [
  { number: "C9.7", id: "taichu: body-str", body: GENERIC },
  { number: "C9.7", id: "taichu: body-null", body: GENERIC },
  { number: "C9.9", id: "taichu-2.0.31: busy31-second", status: 429, body: TOO_MANY },
  { number: "C9.dead", id: "taichu: exit-in-hook", body: '{"error":"worker lost: it exited with code 3"}\n' },
  { number: "C9.dead", id: "taichu: sysexit-in-hook", body: '{"error":"the script raised SystemExit: 4"}\n' },
  { number: "C9.dead", id: "taichu: after-exit", status: 200, body: echo("x", '{"x": 1}') },
  { number: "C9.dead", id: "taichu: after-sysexit", status: 200, body: echo("x", '{"x": 1}') },
  { number: "C9.dead", id: "taichu-2.0.17: echo17b", status: 200, body: echo("r", '{"a": "b"}') },
];
