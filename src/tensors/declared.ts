import { BridgeError } from "../contract/errors.ts";
import type { Datatype, Tensor, TensorSpec } from "../contract/tensor.ts";
import { ARRAYS, bad, elementsIn, fitsShape, listed, short, tensorOf } from "./datatypes.ts";
import type { InferTensor } from "./head.ts";
import { decode, type InferRequest, type RequestedOutput } from "./request.ts";

/**
 * The tensors of a request, by name in the order of `inputs`: exactly those that are declared.
 *
 * @throws BridgeError bad_request
 */
export function inputsOf(request: InferRequest, inputs: readonly TensorSpec[]): Record<string, Tensor> {
  const stranger = request.inputs.find(({ name }) => !inputs.some((input) => input.name === name));
  if (stranger !== undefined) throw bad(`there is no input ${short(stranger.name)}; there is ${namesOf(inputs)}`);
  const given = new Map(request.inputs.map((input) => [input.name, input]));
  const missing = inputs.filter(({ name }) => !given.has(name));
  if (missing.length > 0) throw bad(`input ${namesOf(missing)} is missing`);
  // All are looked at before anything is made of one.
  for (const input of inputs) checkInput(given.get(input.name), input);
  return Object.fromEntries([...given.values()].map((input) => [input.name, decode(input)]));
}

function checkInput(given: InferTensor | undefined, { name, datatype, shape }: TensorSpec): void {
  if (given === undefined || (given.datatype === datatype && fitsShape(given.shape, shape))) return;
  throw bad(`input ${name} must be ${datatype} ${listed(shape)}, not ${given.datatype} ${listed(given.shape)}`);
}

/**
 * The outputs that a request asks for: all where it names none.
 *
 * @throws BridgeError bad_request when there is no such output
 */
export function outputsOf(request: InferRequest, outputs: readonly TensorSpec[]): readonly RequestedOutput[] {
  const stranger = request.outputs.find(({ name }) => !outputs.some((output) => output.name === name));
  if (stranger !== undefined) throw bad(`there is no output ${short(stranger.name)}; there is ${namesOf(outputs)}`);
  if (request.outputs.length > 0) return request.outputs;
  return outputs.map(({ name }) => ({ name, binary: request.binaryOutput }));
}

/**
 * Checks a tensor that user code made.
 *
 * @throws BridgeError bad_answer when it is not what is declared, or has not the elements that its shape says
 */
export function checkedOutput(tensor: unknown, { name, datatype, shape }: TensorSpec): Tensor {
  const of = `the ret's tensor ${name}`;
  if (!isTensorLike(tensor)) throw wrong(`${of} is no object with datatype, shape and data`);
  if (tensor.datatype !== datatype || !fitsShape(tensor.shape, shape)) {
    const given = `${String(tensor.datatype)} ${listed(tensor.shape)}`;
    throw wrong(`${of} must be ${datatype} ${listed(shape)}, not ${given}`);
  }
  const { data } = tensor;
  if (!isArrayOf(datatype, data)) throw wrong(`${of} is ${datatype}, so its data must be ${arrayOf(datatype)}`);
  const count = elementsIn(tensor.shape);
  if (data.length === count) return tensorOf(datatype, tensor.shape, data);
  throw wrong(`${of} has ${data.length} elements, but its shape ${listed(tensor.shape)} holds ${count ?? "none"}`);
}

interface TensorLike {
  readonly datatype: unknown;
  readonly shape: readonly number[];
  readonly data: unknown;
}

function isTensorLike(tensor: unknown): tensor is TensorLike {
  if (typeof tensor !== "object" || tensor === null || !("datatype" in tensor && "data" in tensor)) return false;
  return "shape" in tensor && Array.isArray(tensor.shape);
}

function isArrayOf(datatype: Datatype, data: unknown): data is Tensor["data"] {
  if (datatype === "BYTES") return Array.isArray(data) && data.every((element) => element instanceof Uint8Array);
  return data instanceof ARRAYS[datatype];
}

function arrayOf(datatype: Datatype): string {
  return datatype === "BYTES" ? "an array of Uint8Array" : `a ${ARRAYS[datatype].name}`;
}

function namesOf(specs: readonly TensorSpec[]): string {
  return specs.map(({ name }) => name).join(", ");
}

function wrong(message: string): BridgeError {
  return new BridgeError("bad_answer", message);
}
