import { BridgeError } from "../contract/errors.ts";
import type { CreateConfigs, EvalHandler, EvalRequest, Ret, Tensors } from "../contract/handler.ts";
import type { Datatype, Tensor, TensorSpec } from "../contract/tensor.ts";
import type { ElementType } from "../onnx/arrays.ts";
import { type Feed, FeedError, type Output, openModel, type Port, type Session } from "../onnx/session.ts";
import { tensorOf } from "../tensors/datatypes.ts";
import { textOf } from "./failure.ts";
import { Batcher } from "./onnx-batch.ts";

/** The datatypes of the runtime's element types; it has none for the others, such as bfloat16 and 4-bit integers. */
const DATATYPES: ReadonlyMap<string, Datatype> = new Map<ElementType, Datatype>([
  ["bool", "BOOL"],
  ["uint8", "UINT8"],
  ["uint16", "UINT16"],
  ["uint32", "UINT32"],
  ["uint64", "UINT64"],
  ["int8", "INT8"],
  ["int16", "INT16"],
  ["int32", "INT32"],
  ["int64", "INT64"],
  ["float16", "FP16"],
  ["float32", "FP32"],
  ["float64", "FP64"],
  ["string", "BYTES"],
]);

/** How the runtime words a refusal of what the client sent, as opposed to a failure of its own. */
const INPUT_FAULT = /dimension|shape|rank|broadcast|bounds|invalid[ _]argument/i;

/**
 * The handler of a release that is a bare model. What it takes and gives the model says, so it is known when `createNet`
 * is done. Requests of one call are one run of the model where that gives the same, see `Batcher`.
 */
export class OnnxHandler implements EvalHandler<Batcher> {
  inputs: readonly TensorSpec[] = [];
  outputs: readonly TensorSpec[] = [];
  readonly #path: string;

  /** @param path absolute path of the model */
  constructor(path: string) {
    this.#path = path;
  }

  async createNet(configs: CreateConfigs): Promise<Batcher> {
    const session = await openModel(configs, this.#path, undefined, { bits: true });
    this.inputs = session.inputs.map((input) => {
      const spec = specOf(input);
      if (spec === undefined) throw new Error(`input ${input.name} is ${input.type}, which no client can send`);
      return spec;
    });
    this.outputs = session.outputs.flatMap((output) => {
      const spec = specOf(output);
      if (spec === undefined)
        configs.warn(`output ${output.name} is left out: it is ${output.type}, which no answer can carry`);
      return spec ?? [];
    });
    if (this.outputs.length === 0) throw new Error("the model has no output that an answer can carry");
    return new Batcher(this, (tensors, outputs) => run(session, tensors, outputs), configs.warn);
  }

  netInference(model: Batcher, requests: readonly EvalRequest[]): Promise<(Ret | Error)[]> {
    return model.run(requests);
  }
}

function specOf({ name, type, shape }: Port): TensorSpec | undefined {
  const datatype = DATATYPES.get(type);
  const sizes = shape.map((size) => (typeof size === "number" && size >= 0 ? size : -1));
  return datatype === undefined ? undefined : { name, datatype, shape: sizes };
}

async function run(session: Session, tensors: Tensors, outputs: readonly string[]): Promise<Tensors> {
  const feeds = Object.entries(tensors).map(([name, tensor]) => [name, feedOf(name, tensor)]);
  try {
    const values = await session.run(Object.fromEntries(feeds), outputs);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tensorFrom(value)]));
  } catch (error) {
    throw error instanceof FeedError || INPUT_FAULT.test(textOf(error)) ? bad(textOf(error)) : error;
  }
}

function feedOf(name: string, tensor: Tensor): Feed {
  const { shape: dims } = tensor;
  return { data: tensor.datatype === "BYTES" ? textsOf(name, tensor.data) : tensor.data, dims };
}

/** The runtime takes text only. */
function textsOf(name: string, elements: readonly Uint8Array[]): string[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return elements.map((element, index) => {
    try {
      return decoder.decode(element);
    } catch {
      throw bad(`input ${name}: element ${index} is not UTF-8, and the model takes text`);
    }
  });
}

function tensorFrom({ type, data, dims }: Output): Tensor {
  const datatype = DATATYPES.get(type);
  if (datatype === undefined) throw new Error(`the runtime gave a tensor of ${type}`);
  if (type !== "string") return tensorOf(datatype, dims, data as Tensor["data"]);
  const encoder = new TextEncoder();
  return { datatype: "BYTES", shape: dims, data: data.map((text) => encoder.encode(text)) };
}

function bad(message: string): BridgeError {
  return new BridgeError("bad_request", message);
}
