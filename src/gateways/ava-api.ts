import Type from "typebox";
import { AnyJson, BYTES_TYPE, Bytes, ErrorBody, failures, JSON_TYPE, of, TEXT_TYPE } from "./api.ts";
import { statusOf } from "./ava-answer.ts";
import type { Operation } from "./docs.ts";

const Source = Type.Object({
  uri: Type.String({ minLength: 1, description: "http(s), data, qiniu or file, as far as the host allows them" }),
  attribute: Type.Optional(AnyJson),
});

const Task = {
  data: Type.Union([Source, Type.Array(Source, { minItems: 1, description: "a group: inputs that belong together" })]),
  params: Type.Optional(AnyJson),
};

/** What `parseEval` takes as JSON; keys may be in any case (spec: AVA, section 6.2). */
export const EvalBody = Type.Object({ ...Task, op: Type.Optional(Type.Union([Type.String(), Type.Null()])) });

/** What `parseBatch` takes. */
export const BatchBody = Type.Array(
  Type.Object({ ...Task, op: Type.String({ pattern: "^/v1/eval/[^/?]+", examples: ["/v1/eval/digits"] }) }),
);

const Answered = Type.Object({ code: Type.Integer(), message: Type.String(), result: Type.Optional(AnyJson) });
const Failed = Type.Object({ code: Type.Integer(), message: Type.String() });

/** What the script itself may fail with. */
const SCRIPT = "the script's own error: its code is the status";

const FAILURES = failures((error) => ({ status: statusOf(error), type: JSON_TYPE }));

const TAGS = ["gate"];

export const EVAL: Operation = {
  tags: TAGS,
  summary: "Ask an app, or one of its versions",
  description: "JSON names one input or a group of them by URI; `application/octet-stream` is the one input itself.",
  body: { content: { ...of("", EvalBody).content, ...of("", Bytes, BYTES_TYPE).content } },
  response: {
    200: {
      description: "the script's answer: its result, or the bytes that it answers",
      content: { ...of("", Answered).content, ...of("", Bytes, BYTES_TYPE).content },
    },
    ...FAILURES,
    404: { ...FAILURES[404], content: { ...of("", ErrorBody).content, ...of("", Type.String(), TEXT_TYPE).content } },
    "4XX": of(SCRIPT, ErrorBody),
    "5XX": of(SCRIPT, ErrorBody),
  },
};

export const BATCH: Operation = {
  tags: TAGS,
  summary: "Ask several times at once",
  body: of("", BatchBody),
  response: {
    200: of(
      "the answers in request order; one that failed stands in its place, a binary one is a data URI",
      Type.Array(Type.Union([Answered, Failed, Type.String()])),
    ),
    ...FAILURES,
    "4XX": of(SCRIPT, ErrorBody),
    "5XX": of(SCRIPT, ErrorBody),
  },
};
