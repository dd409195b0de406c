import type { TensorMetadata } from "../contract/declared.ts";
import type { Tensor } from "../contract/tensor.ts";
import { bad, elementSize, isDatatype, listed, short } from "./datatypes.ts";
import {
  flagIn,
  type InferTensor,
  namedIn,
  type Parameters,
  parametersIn,
  parseHead,
  tensorsIn,
  textIn,
} from "./head.ts";
import { fromJson } from "./json.ts";
import { checkSize, fromRaw, toRaw } from "./raw.ts";

/** An output that a client asks for. */
export interface RequestedOutput {
  readonly name: string;
  /** Wanted as raw bytes behind the answer's JSON. */
  readonly binary: boolean;
}

/** An infer request of the Open Inference Protocol. */
export interface InferRequest {
  readonly id?: string;
  readonly parameters: Parameters;
  readonly inputs: readonly InferTensor[];
  /** Empty: all that there are. */
  readonly outputs: readonly RequestedOutput[];
  /** Where `outputs` is empty: whether all are wanted as raw bytes. */
  readonly binaryOutput: boolean;
}

/**
 * Reads an infer request: JSON, or JSON with raw tensors behind it. Everything but the tensors' elements is checked;
 * those are `decode`'s.
 *
 * @param headerLength of the JSON (bytes), as `Inference-Header-Content-Length` says; the whole body unless given. With
 *   0 the whole body is one raw tensor: see `readRawRequest`
 * @throws BridgeError bad_request
 */
export function readRequest(body: Uint8Array, headerLength?: number): InferRequest {
  const head = parseHead(body, headerLength);
  const { members } = head;
  const parameters = parametersIn(members, "");
  const binaryOutput = flagIn(parameters, "binary_data_output", "") ?? false;
  const id = textIn(members, "id");
  return {
    ...(id === undefined ? undefined : { id }),
    parameters,
    inputs: tensorsIn(head, "inputs"),
    outputs:
      members["outputs"] === undefined ? [] : namedIn(members, "outputs").map((each) => requested(each, binaryOutput)),
    binaryOutput,
  };
}

function requested({ name, of, members }: ReturnType<typeof namedIn>[number], otherwise: boolean): RequestedOutput {
  const parameters = parametersIn(members, of);
  if (parameters["classification"] !== undefined) {
    throw bad(`${of}: the parameter classification is not served; ask for the tensor itself`);
  }
  return { name, binary: flagIn(parameters, "binary_data", of) ?? otherwise };
}

/**
 * A request that is nothing but the bytes of its model's one input: header length 0. One free size of the input follows
 * from the number of bytes; of two the first is the batch, 1. BYTES is one element, without its length before it. All
 * outputs are wanted as raw bytes (spec: Open Inference Protocol, section 1).
 *
 * @throws BridgeError bad_request when the model has several inputs, or the bytes do not fit its one
 */
export function readRawRequest(body: Uint8Array, inputs: readonly TensorMetadata[]): InferRequest {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) {
    throw bad(`a request without JSON is for a model with one input, and this has ${inputs.length}`);
  }
  const { name, datatype } = input;
  if (!isDatatype(datatype)) throw bad(`input ${name} is ${datatype}, which no request can carry`);
  const [shape, raw] =
    datatype === "BYTES"
      ? [input.shape.map(() => 1), toRaw({ datatype, shape: [1], data: [body] })]
      : [shapeFor(input, body.length / elementSize(datatype)), body];
  checkSize(`input ${name}`, datatype, shape, raw.length);
  const whole: InferTensor = { name, datatype, shape, parameters: {}, content: { raw } };
  return { parameters: {}, inputs: [whole], outputs: [], binaryOutput: true };
}

function shapeFor({ name, shape }: TensorMetadata, elements: number): number[] {
  const free = shape.flatMap((size, axis) => (size === -1 ? [axis] : []));
  const batch = free.length === 2 && free[0] === 0;
  if (free.length > 2 || (free.length === 2 && !batch)) {
    throw bad(`input ${name} is ${listed(shape)}: a request without JSON leaves no more than one size open`);
  }
  const fixed = shape.map((size, axis) => (batch && axis === 0 ? 1 : size));
  const rest = fixed.reduce((product, size) => product * (size === -1 ? 1 : size), 1);
  return fixed.map((size) => (size === -1 ? Math.floor(elements / Math.max(1, rest)) : size));
}

/**
 * A tensor's elements; a view of the message where it came as raw bytes.
 *
 * @param role for messages
 * @throws BridgeError bad_request
 */
export function decode({ name, datatype, shape, content }: InferTensor, role: "input" | "output" = "input"): Tensor {
  const of = `${role} ${short(name)}`;
  return "raw" in content ? fromRaw(of, datatype, shape, content.raw) : fromJson(of, datatype, shape, content.data);
}
