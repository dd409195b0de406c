import { InferenceSession, type Tensor } from "onnxruntime-node";
import { BridgeError } from "../contract/errors.ts";
import type { CreateConfigs, EvalHandler, EvalRequest, Ret } from "../contract/handler.ts";
import { failureOf, isBridgeError, textOf, withoutFolders } from "./failure.ts";
import { type InferInput, type InferRequest, parseInferRequest } from "./infer-request.ts";
import { type Datatype, datatypeOf, unpack } from "./tensors.ts";

/** An input or output of the model. */
interface Port {
  readonly name: string;
  readonly datatype: Datatype;
  /** A number fixes a dimension, a name leaves it free. Empty for scalars and where the model says nothing. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxModel {
  readonly session: InferenceSession;
  readonly name: string;
  readonly version: string;
  readonly inputs: ReadonlyMap<string, Port>;
  readonly outputs: ReadonlyMap<string, Port>;
}

/** How the runtime words a refusal of what the client sent, as opposed to a failure of its own. */
const INPUT_FAULT = /dimension|shape|rank|broadcast|invalid[ _]argument/i;

/**
 * The handler of a release that is a bare model. A request's body is the JSON of an Open Inference Protocol infer
 * request, its result the JSON of the response with flat data. NaN and infinities in an output answer 599.
 *
 * @param path absolute path of the model
 * @param warn told what the operator should know about how it was opened
 */
export function onnxHandler(path: string, warn: (text: string) => void): EvalHandler<OnnxModel> {
  return {
    createNet: (configs) => openModel(path, configs, warn),
    netInference: async (model, requests) => {
      const rets: Ret[] = [];
      for (const request of requests) rets.push(await answer(model, request));
      return rets;
    },
  };
}

async function openModel(path: string, configs: CreateConfigs, warn: (text: string) => void): Promise<OnnxModel> {
  const session = await openSession(path, configs, warn);
  const inputs = session.inputMetadata.map((input) => {
    const port = portOf(input);
    if (port === undefined) throw new Error(`input ${input.name} is ${typeOf(input)}, which JSON cannot carry`);
    return port;
  });
  const outputs = session.outputMetadata.flatMap((output) => {
    const port = portOf(output);
    if (port === undefined) warn(`output ${output.name} is left out: it is ${typeOf(output)}, which JSON cannot carry`);
    return port ?? [];
  });
  if (outputs.length === 0) throw new Error("the model has no output that JSON can carry");
  return { session, name: configs.app, version: configs.version, inputs: byName(inputs), outputs: byName(outputs) };
}

async function openSession(
  path: string,
  { threads, use_device }: CreateConfigs,
  warn: (text: string) => void,
): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Spinning threads would take cores from the other workers.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
  if (use_device === "GPU") {
    try {
      return await InferenceSession.create(path, { ...options, executionProviders: ["cuda", "cpu"] });
    } catch (error) {
      warn(`runs on the CPU: ${withoutFolders(textOf(error))}`);
    }
  }
  return InferenceSession.create(path, { ...options, executionProviders: ["cpu"] });
}

function portOf(metadata: InferenceSession.ValueMetadata): Port | undefined {
  if (!metadata.isTensor) return undefined;
  const datatype = datatypeOf(metadata.type);
  return datatype && { name: metadata.name, datatype, shape: metadata.shape };
}

function typeOf(metadata: InferenceSession.ValueMetadata): string {
  return metadata.isTensor ? metadata.type : "not a tensor";
}

function byName(ports: readonly Port[]): Map<string, Port> {
  return new Map(ports.map((port) => [port.name, port]));
}

/** A failed request must not fail the others of its call. */
async function answer(model: OnnxModel, { data }: EvalRequest): Promise<Ret> {
  try {
    if (!("body" in data)) throw bad("a bare model takes single requests, not groups");
    return { result: await infer(model, parseInferRequest(data.body)) };
  } catch (error) {
    if (isBridgeError(error)) return failureOf(error);
    throw error;
  }
}

async function infer(model: OnnxModel, request: InferRequest) {
  const feeds = feedsOf(model, request.inputs);
  const outputs = outputsOf(model, request.outputs);
  const names = outputs.map(({ name }) => name);
  const values = await run(model.session, feeds, names);
  return {
    model_name: model.name,
    model_version: model.version,
    ...(request.id === undefined ? {} : { id: request.id }),
    outputs: outputs.map(({ name, datatype }) => responseOf(name, datatype, values[name])),
  };
}

function feedsOf(model: OnnxModel, inputs: readonly InferInput[]): Record<string, Tensor> {
  const feeds = new Map<string, Tensor>();
  for (const input of inputs) {
    const port = model.inputs.get(input.name);
    if (port === undefined) throw bad(`the model has no input ${input.name}; it has ${listOf(model.inputs)}`);
    if (feeds.has(input.name)) throw bad(`input ${input.name} is given twice`);
    feeds.set(input.name, tensorOf(input, port));
  }
  const missing = [...model.inputs.keys()].filter((name) => !feeds.has(name));
  if (missing.length > 0) throw bad(`input ${missing.join(", ")} is missing`);
  return Object.fromEntries(feeds);
}

function tensorOf({ name, datatype, shape, values }: InferInput, port: Port): Tensor {
  if (datatype !== port.datatype.name) throw bad(`input ${name} must be ${port.datatype.name}, not ${datatype}`);
  if (!fits(shape, port.shape)) {
    throw bad(`input ${name} has shape [${shape.join(", ")}], but the model wants [${port.shape.join(", ")}]`);
  }
  try {
    return port.datatype.pack(values, shape);
  } catch (error) {
    throw bad(`input ${name}: ${textOf(error)}`);
  }
}

function fits(shape: readonly number[], wanted: readonly (number | string)[]): boolean {
  if (wanted.length === 0) return true;
  if (wanted.length !== shape.length) return false;
  return wanted.every((size, axis) => typeof size === "string" || size < 0 || size === shape[axis]);
}

function outputsOf(model: OnnxModel, names: readonly string[] | undefined): Port[] {
  if (names === undefined) return [...model.outputs.values()];
  return [...new Set(names)].map((name) => {
    const port = model.outputs.get(name);
    if (port === undefined) throw bad(`the model has no output ${name}; it has ${listOf(model.outputs)}`);
    return port;
  });
}

async function run(session: InferenceSession, feeds: Record<string, Tensor>, names: readonly string[]) {
  try {
    return await session.run(feeds, names);
  } catch (error) {
    const text = plainText(error);
    throw INPUT_FAULT.test(text) ? bad(text) : error;
  }
}

/** The runtime's text without the C++ file, line and function that it starts with. */
function plainText(error: unknown): string {
  const text = textOf(error).replace(/\s+/g, " ").trim();
  const failed = /while running (\w+) node\..* Status Message: (?:\S+:\d+ .*?\) )?(.*)$/.exec(text);
  return withoutFolders(failed === null ? text : `${failed[1]}: ${failed[2]}`);
}

function responseOf(name: string, datatype: Datatype, value: Tensor | undefined) {
  if (value === undefined) throw new Error(`the runtime gave no output ${name}`);
  return { name, shape: [...value.dims], datatype: datatype.name, data: unpack(value) };
}

function listOf(ports: ReadonlyMap<string, Port>): string {
  return [...ports.keys()].join(", ");
}

function bad(message: string): BridgeError {
  return new BridgeError("bad_request", message);
}
