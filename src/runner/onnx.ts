import { BridgeError } from "../contract/errors.ts";
import type { CreateConfigs, EvalHandler } from "../contract/handler.ts";
import { perItem } from "../handler/items.ts";
import { type Feed, FeedError, type Output, openModel, type Port, type Session } from "../onnx/session.ts";
import { textOf } from "./failure.ts";
import { type InferInput, type InferRequest, parseInferRequest } from "./infer-request.ts";
import { type Datatype, datatypeOf, unpack } from "./tensors.ts";

export interface OnnxModel {
  readonly session: Session;
  readonly name: string;
  readonly version: string;
  readonly inputs: ReadonlyMap<string, Datatype>;
  readonly outputs: ReadonlyMap<string, Datatype>;
}

/** How the runtime words a refusal of what the client sent, as opposed to a failure of its own. */
const INPUT_FAULT = /dimension|shape|rank|broadcast|invalid[ _]argument/i;

/**
 * The handler of a release that is a bare model. A request's body is the JSON of an Open Inference Protocol infer
 * request, its result the JSON of the response with flat data. NaN and infinities in an output answer 599.
 *
 * @param path absolute path of the model
 */
export function onnxHandler(path: string): EvalHandler<OnnxModel> {
  return {
    createNet: (configs) => open(path, configs),
    netInference: (model, requests) =>
      perItem(requests, async ({ data }) => ({ result: await infer(model, parseInferRequest(data.body)) })),
  };
}

async function open(path: string, configs: CreateConfigs): Promise<OnnxModel> {
  const session = await openModel(configs, path);
  const inputs = session.inputs.map((input) => {
    const datatype = datatypeOf(input.type);
    if (datatype === undefined) throw new Error(`input ${input.name} is ${input.type}, which JSON cannot carry`);
    return [input.name, datatype] as const;
  });
  const outputs = session.outputs.flatMap((output) => carried(output, configs));
  if (outputs.length === 0) throw new Error("the model has no output that JSON can carry");
  return { session, name: configs.app, version: configs.version, inputs: new Map(inputs), outputs: new Map(outputs) };
}

function carried({ name, type }: Port, { warn }: CreateConfigs): (readonly [string, Datatype])[] {
  const datatype = datatypeOf(type);
  if (datatype !== undefined) return [[name, datatype]];
  warn(`output ${name} is left out: it is ${type}, which JSON cannot carry`);
  return [];
}

async function infer(model: OnnxModel, request: InferRequest) {
  const feeds = feedsOf(model, request.inputs);
  const outputs = outputsOf(model, request.outputs);
  const values = await run(model.session, feeds, [...outputs.keys()]);
  return {
    model_name: model.name,
    model_version: model.version,
    ...(request.id === undefined ? {} : { id: request.id }),
    outputs: [...outputs].map(([name, datatype]) => responseOf(name, datatype, values[name])),
  };
}

function feedsOf(model: OnnxModel, inputs: readonly InferInput[]): Record<string, Feed> {
  const feeds = new Map<string, Feed>();
  for (const input of inputs) {
    const datatype = model.inputs.get(input.name);
    if (datatype === undefined) throw bad(`the model has no input ${input.name}; it has ${listOf(model.inputs)}`);
    if (feeds.has(input.name)) throw bad(`input ${input.name} is given twice`);
    feeds.set(input.name, feedOf(input, datatype));
  }
  return Object.fromEntries(feeds);
}

function feedOf({ name, datatype, shape, values }: InferInput, wanted: Datatype): Feed {
  if (datatype !== wanted.name) throw bad(`input ${name} must be ${wanted.name}, not ${datatype}`);
  try {
    return { data: wanted.pack(values), dims: shape };
  } catch (error) {
    throw bad(`input ${name}: ${textOf(error)}`);
  }
}

function outputsOf(model: OnnxModel, names: readonly string[] | undefined): ReadonlyMap<string, Datatype> {
  if (names === undefined) return model.outputs;
  const chosen = names.map((name) => {
    const datatype = model.outputs.get(name);
    if (datatype === undefined) throw bad(`the model has no output ${name}; it has ${listOf(model.outputs)}`);
    return [name, datatype] as const;
  });
  return new Map(chosen);
}

async function run(session: Session, feeds: Record<string, Feed>, names: readonly string[]) {
  try {
    return await session.run(feeds, names);
  } catch (error) {
    throw error instanceof FeedError || INPUT_FAULT.test(textOf(error)) ? bad(textOf(error)) : error;
  }
}

function responseOf(name: string, datatype: Datatype, value: Output | undefined) {
  if (value === undefined) throw new Error(`the runtime gave no output ${name}`);
  return { name, shape: [...value.dims], datatype: datatype.name, data: unpack(value) };
}

function listOf(ports: ReadonlyMap<string, Datatype>): string {
  return [...ports.keys()].join(", ");
}

function bad(message: string): BridgeError {
  return new BridgeError("bad_request", message);
}
