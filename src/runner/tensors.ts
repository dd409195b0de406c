import type { MadeAnswer } from "../contract/call.ts";
import { BridgeError } from "../contract/errors.ts";
import type { EvalHandler, EvalRequest, RequestData } from "../contract/handler.ts";
import { isJsonObject, type JsonValue } from "../contract/json.ts";
import type { Tensor, TensorSpec } from "../contract/tensor.ts";
import { isDatatype } from "../tensors/datatypes.ts";
import { checkedOutput, inputsOf, outputsOf } from "../tensors/declared.ts";
import { HEADER_LENGTH } from "../tensors/head.ts";
import { type InferRequest, type RequestedOutput, readRawRequest, readRequest } from "../tensors/request.ts";
import { type Envelope, headOf, jsonTensor, rawTensor, writeMessage } from "../tensors/write.ts";

/** The tensors that a handler declares. */
export interface TensorContract {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

/** What stands in every answer. */
export interface ModelName {
  readonly name: string;
  readonly version: string;
}

/** How a request wants its answer. */
export interface Asked {
  readonly id?: string;
  readonly outputs: readonly RequestedOutput[];
}

/**
 * What a handler declares, which is all there is before its `createNet` and may be more after it.
 *
 * @returns undefined when it takes no tensors
 * @throws Error when it is nothing that the protocol can tell
 */
export function tensorContractOf({ inputs, outputs }: EvalHandler): TensorContract | undefined {
  if (inputs === undefined && outputs === undefined) return undefined;
  return { inputs: specsOf("inputs", inputs), outputs: specsOf("outputs", outputs) };
}

function specsOf(key: string, specs: unknown): readonly TensorSpec[] {
  if (!Array.isArray(specs) || specs.length === 0) throw new Error(`the handler's ${key} must be a list of tensors`);
  const names = new Set<string>();
  for (const [index, spec] of specs.entries()) {
    if (!isSpec(spec)) throw new Error(`${key}[${index}] of the handler must be {name, datatype, shape}`);
    if (names.has(spec.name)) throw new Error(`the handler's ${key} have ${spec.name} twice`);
    names.add(spec.name);
  }
  return specs;
}

function isSpec(spec: unknown): spec is TensorSpec {
  if (!isJsonObject(spec)) return false;
  const { name, datatype, shape } = spec;
  const isShape = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && Number(size) >= -1);
  return typeof name === "string" && name !== "" && isDatatype(datatype) && isShape;
}

/**
 * A request's tensors, and how it wants its answer. Where the gate sent no `params` the message's parameters are.
 *
 * @throws BridgeError bad_request
 */
export function withTensors(request: EvalRequest, contract: TensorContract, ownParams: boolean) {
  const message = messageIn(request.data, contract);
  const outputs = outputsOf(message, contract.outputs);
  const asked: Asked = { ...(message.id === undefined ? undefined : { id: message.id }), outputs };
  const changed: EvalRequest = {
    ...request,
    params: ownParams ? request.params : paramsOf(message),
    tensors: inputsOf(message, contract.inputs),
    outputs: outputs.map(({ name }) => name),
  };
  return { request: changed, asked };
}

function messageIn({ body, attribute }: RequestData, { inputs }: TensorContract): InferRequest {
  const length = isJsonObject(attribute) ? attribute["header_length"] : undefined;
  if (length === undefined) return readRequest(body);
  if (typeof length !== "number") throw new BridgeError("bad_request", "attribute.header_length must be a number");
  return length === 0 ? readRawRequest(body, inputs) : readRequest(body, length);
}

/** How the answer travels is none of the handler's concern. */
function paramsOf({ parameters }: InferRequest): JsonValue {
  const { binary_data_output: _, ...params } = parameters;
  return params;
}

/**
 * The answer that a ret's tensors make: JSON, or with raw tensors behind it.
 *
 * @throws BridgeError bad_answer when they are not what is declared; bad_request when they cannot go as they were asked for
 */
export function tensorAnswer(
  tensors: unknown,
  asked: Asked,
  { outputs }: TensorContract,
  model: ModelName,
): MadeAnswer {
  if (!isJsonObject(tensors)) throw wrong("the ret has no tensors, but the handler declares outputs");
  const stranger = Object.keys(tensors).find((name) => !outputs.some((output) => output.name === name));
  if (stranger !== undefined) throw wrong(`the ret has a tensor ${stranger}, which the handler does not declare`);
  const outgoing = asked.outputs.map(({ name, binary }) => {
    const tensor = outputIn(tensors, name, outputs);
    return binary ? rawTensor(name, tensor) : jsonTensor(name, tensor, "output");
  });
  const envelope: Envelope = { before: { model_name: model.name, model_version: model.version, id: asked.id } };
  if (!asked.outputs.some(({ binary }) => binary)) {
    return { code: 0, message: "", result: headOf(envelope, "outputs", outgoing) };
  }
  const { parts, headerLength } = writeMessage(envelope, "outputs", outgoing);
  return {
    ...{ code: 0, message: "", result: "{}", body: parts, contentType: "application/octet-stream" },
    headers: { [HEADER_LENGTH]: [String(headerLength)] },
  };
}

function outputIn(tensors: object, name: string, outputs: readonly TensorSpec[]): Tensor {
  const spec = outputs.find((output) => output.name === name);
  const tensor: unknown = Reflect.get(tensors, name);
  if (spec === undefined || tensor === undefined) throw wrong(`the ret lacks the tensor ${name}`);
  return checkedOutput(tensor, spec);
}

function wrong(message: string): BridgeError {
  return new BridgeError("bad_answer", message);
}
