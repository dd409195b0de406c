import Type from "typebox";
import type { ErrorKind } from "../../contract/errors.ts";
import { DATATYPES } from "../../tensors/datatypes.ts";
import { AnyJson, BYTES_TYPE, Bytes, failures, JSON_TYPE, of } from "../api.ts";
import type { Operation } from "../docs.ts";
import { TAICHU_ANSWER, TAICHU_BODY } from "../taichu-api.ts";
import { statusOf } from "./status.ts";

/** The words of the protocol (spec: Open Inference Protocol, section 1). */
const Name = Type.String({ minLength: 1 });
const Parameters = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]));
const Shape = Type.Array(Type.Integer({ minimum: 0 }));
const InferTensor = Type.Object({
  name: Name,
  datatype: Type.Enum(DATATYPES),
  shape: Shape,
  parameters: Type.Optional(Parameters),
  data: Type.Optional(Type.Array(AnyJson, { description: "row-major, flat or nested; absent: raw bytes" })),
});
const Requested = Type.Object({ name: Name, parameters: Type.Optional(Parameters) });

/** What `readRequest` takes as JSON; that sizes and elements fit each other no schema says. */
export const InferRequest = Type.Object({
  id: Type.Optional(Type.String()),
  parameters: Type.Optional(Parameters),
  inputs: Type.Array(InferTensor),
  outputs: Type.Optional(Type.Array(Requested)),
});
const InferResponse = Type.Object({
  model_name: Type.String(),
  model_version: Type.Optional(Type.String()),
  id: Type.Optional(Type.String()),
  parameters: Type.Optional(Parameters),
  outputs: Type.Array(InferTensor),
});

const TensorMetadata = Type.Object({
  name: Name,
  datatype: Type.String(),
  shape: Type.Array(Type.Integer({ minimum: -1, description: "-1: any size" })),
});
const Count = Type.Integer({ minimum: 0 });
const Duration = Type.Object({ count: Count, ns: Count });
const Statistics = Type.Object({
  model_stats: Type.Array(
    Type.Object({
      name: Name,
      version: Type.String(),
      last_inference: Count,
      inference_count: Count,
      execution_count: Count,
      inference_stats: Type.Record(Type.String(), Duration),
      batch_stats: Type.Array(
        Type.Object({ batch_size: Count, compute_input: Duration, compute_infer: Duration, compute_output: Duration }),
      ),
    }),
  ),
});
const Ready = Type.Object({ name: Name, ready: Type.Boolean() });
const Flags = Type.Object({ live: Type.Boolean(), ready: Type.Optional(Type.Boolean()) });

function refusals(...kinds: ErrorKind[]) {
  return failures((error) => ({ status: statusOf(error), type: JSON_TYPE }), kinds);
}
const UNKNOWN = refusals("unauthorized", "not_found");
const EMPTY = { type: "null", description: "done" };

const TAGS = ["Open Inference Protocol"];

function read(summary: string, response: Operation["response"]): Operation {
  return { tags: TAGS, summary, response };
}

const INFER = {
  tags: TAGS,
  summary: "Ask a model",
  description:
    "JSON; or JSON with raw tensors behind it: then `Inference-Header-Content-Length` is the length of the JSON, and each such tensor has a `binary_data_size`.",
};
const INFER_BODY = { ...of("", InferRequest).content, ...of("", Bytes, BYTES_TYPE).content };
const INFER_ANSWER = { ...of("", InferResponse).content, ...of("", Bytes, BYTES_TYPE).content };
const SCRIPT = of("the script's own error", Type.Object({ error: Type.String() }));
const INFER_FAILURES = {
  ...failures((error) => ({ status: statusOf(error), type: JSON_TYPE })),
  "4XX": SCRIPT,
};

const METADATA = of(
  "what goes in and comes out",
  Type.Object({
    name: Name,
    versions: Type.Array(Type.String()),
    platform: Type.String(),
    inputs: Type.Array(TensorMetadata),
    outputs: Type.Array(TensorMetadata),
  }),
);

/** What is the same for a model and for one version of it. */
function modelApi(path: string): Record<string, Operation> {
  return {
    [path]: read("What goes into a model and comes out of it", {
      200: METADATA,
      ...refusals("unavailable"),
      ...UNKNOWN,
    }),
    [`${path}/ready`]: read("Whether a model can be asked", {
      200: of("it can", Ready),
      503: of("it cannot", Ready),
      ...UNKNOWN,
    }),
    [`${path}/config`]: read("A model in the words of Triton", {
      200: of("its configuration", Type.Record(Type.String(), AnyJson)),
      ...refusals("unavailable"),
      ...UNKNOWN,
    }),
    [`${path}/stats`]: read("How often a model was asked, and how long it took", {
      200: of("statistics", Statistics),
      ...UNKNOWN,
    }),
  };
}

const MODEL = "/v2/models/:name";
const VERSION = `${MODEL}/versions/:version`;
const NOT_DONE = { 501: of("what this host does not do", Type.Object({ error: Type.String() })) };

/** What `/docs` says of each route, by its path. */
export const API: Readonly<Record<string, Operation>> = {
  "/v2": read("What the server is", {
    200: of(
      "its name, version and extensions",
      Type.Object({ name: Name, version: Type.String(), extensions: Type.Array(Type.String()) }),
    ),
    ...refusals("unauthorized"),
  }),
  "/v2/health/live": read("Whether the server lives", { 200: of("it does", Flags) }),
  "/v2/health/ready": read("Whether the server can serve", { 200: of("it can", Flags), 503: of("it cannot", Flags) }),
  "/v2/models": read("The models that the caller may have", {
    200: of("names", Type.Object({ models: Type.Array(Name) })),
    ...refusals("unauthorized"),
  }),
  "/v2/models/stats": read("Statistics of all models", {
    200: of("statistics", Statistics),
    ...refusals("unauthorized"),
  }),
  ...modelApi(MODEL),
  ...modelApi(VERSION),
  [`${MODEL}/infer`]: {
    ...INFER,
    body: { content: INFER_BODY },
    response: { 200: { description: "its answer", content: INFER_ANSWER }, ...INFER_FAILURES },
  },
  [`${VERSION}/infer`]: {
    ...INFER,
    description: `${INFER.description} Where no app is of that name, a class of a taichu-serve script is asked as taichu-serve is.`,
    body: { content: { ...INFER_BODY, ...of("", Type.Union([InferRequest, TAICHU_BODY])).content } },
    response: {
      200: {
        description: "its answer",
        content: { ...INFER_ANSWER, ...of("", Type.Union([InferResponse, TAICHU_ANSWER])).content },
      },
      ...INFER_FAILURES,
    },
  },
  "/v2/repository/index": {
    ...read("The releases that there are", {
      200: of(
        "each with its state",
        Type.Array(Type.Object({ name: Name, version: Type.String(), state: Type.String(), reason: Type.String() })),
      ),
      ...refusals("bad_request", "unauthorized", "too_large"),
    }),
    body: of("", Type.Object({ ready: Type.Optional(Type.Boolean({ description: "only those that are" })) })),
  },
  "/v2/repository/models/:name/load": {
    ...read("Load a model again", {
      200: EMPTY,
      ...refusals("bad_request", "unauthorized", "not_found", "too_large", "unavailable"),
      ...NOT_DONE,
    }),
    body: of("", Type.Object({ parameters: Type.Optional(Parameters) })),
  },
  "/v2/repository/models/:name/unload": {
    ...read("Unload a model", { 200: EMPTY, ...refusals("bad_request", "unauthorized", "not_found", "too_large") }),
    body: of("", Type.Object({ parameters: Type.Optional(Parameters) })),
  },
};
