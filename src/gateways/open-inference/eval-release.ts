import { joined } from "../../contract/bytes.ts";
import type { Answer, Source } from "../../contract/call.ts";
import { isFailure } from "../../contract/call.ts";
import { BridgeError } from "../../contract/errors.ts";
import type { JsonObject } from "../../contract/json.ts";
import { isJsonObject } from "../../contract/json.ts";
import { holdsMoreTokens } from "../../contract/json-tokens.ts";
import type { TensorSpec } from "../../contract/tensor.ts";
import { messageOf as messageOfError } from "../../contract/text.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import type { EvalCall, Service } from "../../service.ts";
import { bad, listed, short } from "../../tensors/datatypes.ts";
import { outputsOf } from "../../tensors/declared.ts";
import type { Parameters } from "../../tensors/head.ts";
import type { InferRequest } from "../../tensors/request.ts";
import { decode, readRawRequest, readRequest } from "../../tensors/request.ts";
import type { Message } from "../../tensors/write.ts";
import { jsonTensor, rawTensor, writeMessage } from "../../tensors/write.ts";
import type { ResultTensor } from "./result-tensors.ts";
import { KIND_OUTPUTS, tensorsOfResults } from "./result-tensors.ts";

export interface EvalLimits {
  /** Of elements in one request. */
  readonly batch: number;
  /** Of a request's JSON. */
  readonly json_tokens: number;
}

/** What a release takes that speaks no tensors: pictures, or whatever else its script reads, or their URIs. */
export const EVAL_INPUT = { name: "input", datatype: "BYTES", shape: [-1] } as const satisfies TensorSpec;
/** What it answers: JSON texts, or the bytes that its script answers with. */
const RESULT = { name: "result", datatype: "BYTES", shape: [-1] } as const satisfies TensorSpec;

/** An element that begins so is a URI; anything else is what it is. */
const URI = /^(?:https?|qiniu|file):\/\/|^data:[^,]{0,100},/;
/** That of the longest beginning (bytes). */
const URI_START = 128;
/** The protocol's own, and Triton's: about how a request is answered, not for scripts. */
const RESERVED = /^(?:sequence_id|sequence_start|sequence_end|priority|timeout|headers|binary_data_output|triton_.*)$/;

/** What the answers of a release have shown that they hold beside `result`. */
const shown = new WeakMap<LoadedRelease, readonly TensorSpec[]>();

/** As far as its answers have shown by now, that to its sample first of all. */
export function outputsOfEval(loaded: LoadedRelease): readonly TensorSpec[] {
  const { sampleAnswer } = loaded;
  if (!shown.has(loaded) && sampleAnswer !== undefined) remember(loaded, tensorsOfResults([sampleAnswer]));
  return [RESULT, ...(shown.get(loaded) ?? [])];
}

/**
 * Asks a release that speaks no tensors: each element of the one input, which is BYTES [n], is a request of its own. The
 * message's parameters are their `params`, the input's their `attribute`.
 *
 * @param common what its requests have in common
 * @param onPart takes the parts of the answer to a request of one element as they come
 * @throws BridgeError the first of those that the n requests have failed with; `bad_request` for a request that is none
 */
export async function inferByEval(
  { service, limits }: { readonly service: Service; readonly limits: EvalLimits },
  loaded: LoadedRelease,
  common: Omit<EvalCall, "sources">,
  message: Message,
  onPart?: (part: Message) => Promise<void>,
): Promise<Message> {
  const request = requestFrom(message, limits);
  const sources = sourcesOf(request, limits);
  const params = paramsOf(request.parameters, limits);
  const calls = sources.map((source) => ({
    ...common,
    ...(params === undefined ? {} : { params }),
    sources: [source],
  }));
  const [only] = calls;
  if (onPart === undefined || only === undefined || calls.length > 1)
    return messageOf(request, loaded, await answersTo(service, calls));
  const streamed = { ...only, onPart: (part: Answer) => onPart(messageOf(request, loaded, [part])) };
  return messageOf(request, loaded, await answersTo(service, [streamed]));
}

function messageOf(request: InferRequest, loaded: LoadedRelease, answers: readonly Answer[]): Message {
  const more = wantsMore(request) ? tensorsOfResults(answers) : [];
  remember(loaded, more);
  const tensors = [resultOf(answers), ...more];
  const { app, version } = loaded.release;
  const before = { model_name: app, model_version: version, id: request.id };
  return writeMessage({ before }, "outputs", outgoing(request, tensors));
}

/** @throws BridgeError `bad_request`, `too_large` */
function requestFrom({ parts, headerLength }: Message, limits: EvalLimits): InferRequest {
  const body = joined(parts);
  if (headerLength === 0) return readRawRequest(body, [EVAL_INPUT]);
  if (holdsMoreTokens(body.subarray(0, headerLength), limits.json_tokens))
    throw new BridgeError("too_large", `the JSON of the request has more than ${limits.json_tokens} tokens`);
  const request = readRequest(body, headerLength);
  const stranger = request.outputs.find(({ name }) => name !== RESULT.name && !KIND_OUTPUTS.has(name));
  if (stranger === undefined) return request;
  throw bad(`there is no output ${short(stranger.name)}; there is ${[RESULT.name, ...KIND_OUTPUTS].join(", ")}`);
}

/** One for each element. @throws BridgeError `bad_request`, `too_large` */
function sourcesOf({ inputs }: InferRequest, { batch }: EvalLimits): Source[] {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) throw bad(`the model takes one input, and ${inputs.length} are given`);
  const { name, datatype, shape, parameters } = input;
  const [count = 0, ...rest] = shape;
  if (datatype !== "BYTES" || shape.length === 0 || rest.some((size) => size !== 1))
    throw bad(
      `input ${short(name)} must be BYTES [n], one element for each picture or URI, not ${datatype} ${listed(shape)}`,
    );
  if (count === 0) throw bad(`input ${short(name)} has no elements`);
  if (count > batch) throw new BridgeError("too_large", `${count} elements in one request are more than ${batch}`);
  const { datatype: decoded, data } = decode(input);
  if (decoded !== "BYTES") return [];
  const attribute = jsonOf(parameters);
  return data.map((element) => ({ ...sourceOf(element), ...(attribute === undefined ? {} : { attribute }) }));
}

function sourceOf(element: Uint8Array): Source {
  const bytes = Buffer.from(element.buffer, element.byteOffset, element.byteLength);
  return URI.test(bytes.toString("latin1", 0, URI_START)) ? { uri: bytes.toString() } : { body: [element] };
}

/**
 * What a script gets as `params`: the message's parameters, or, as those cannot be nested, what the one that is called
 * `params` says as JSON, and the others over it.
 *
 * @throws BridgeError `bad_request`, `too_large`
 */
function paramsOf({ params, ...others }: Parameters, limits: EvalLimits): string | undefined {
  if (typeof params !== "string") return jsonOf(params === undefined ? others : { params, ...others });
  if (holdsMoreTokens(Buffer.from(params), limits.json_tokens))
    throw new BridgeError("too_large", `the parameter params has more than ${limits.json_tokens} tokens of JSON`);
  const nested = objectIn(params);
  const own = ownOf(others);
  return own.length === 0 ? params : JSON.stringify({ ...nested, ...Object.fromEntries(own) });
}

/** @throws BridgeError `bad_request` */
function objectIn(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw bad(`the parameter params is not JSON: ${messageOfError(error)}`);
  }
  if (!isJsonObject(value)) throw bad("the parameter params is JSON, but not of an object");
  return value;
}

/** The text of those parameters that are a script's; undefined where there are none. */
function jsonOf(parameters: Parameters): string | undefined {
  const own = ownOf(parameters);
  return own.length === 0 ? undefined : JSON.stringify(Object.fromEntries(own));
}

function ownOf(parameters: Parameters) {
  return Object.entries(parameters).filter(([name]) => !RESERVED.test(name));
}

/** @throws BridgeError the first failure, with its place where there are several requests */
async function answersTo(service: Service, calls: readonly EvalCall[]): Promise<Answer[]> {
  const [only] = calls;
  if (calls.length === 1 && only !== undefined) return [succeeded(await service.eval(only), "")];
  const answered = await service.evalBatch(calls);
  return answered.map(({ outcome }, index) => succeeded(outcome, `element ${index}: `));
}

/** @param place before the message of an error */
function succeeded(outcome: Answer | BridgeError, place: string): Answer {
  if (outcome instanceof BridgeError) {
    const { kind, message, code, cause } = outcome;
    throw new BridgeError(kind, place + message, { code, cause });
  }
  if (!isFailure(outcome)) return outcome;
  throw new BridgeError("script", place + outcome.message, { code: outcome.code });
}

function resultOf(answers: readonly Answer[]): ResultTensor {
  const data = answers.map(({ body, result }) => body ?? Buffer.from(result));
  return { spec: RESULT, tensor: { datatype: "BYTES", shape: [data.length], data } };
}

/** Nobody reads results for tensors that nobody wants. */
function wantsMore({ outputs }: InferRequest): boolean {
  return outputs.length === 0 || outputs.some(({ name }) => name !== RESULT.name);
}

/** Where nothing was found, nothing is known of what it would be. */
function remember(loaded: LoadedRelease, tensors: readonly ResultTensor[]): void {
  if (tensors.some(({ tensor }) => tensor.data.length > 0))
    shown.set(
      loaded,
      tensors.map(({ spec }) => spec),
    );
}

/** @throws BridgeError `bad_request` for an output that these results do not have */
function outgoing(request: InferRequest, tensors: readonly ResultTensor[]) {
  const byName = new Map(tensors.map(({ spec, tensor }) => [spec.name, tensor]));
  const specs = tensors.map(({ spec }) => spec);
  return outputsOf(request, specs).flatMap(({ name, binary }) => {
    const tensor = byName.get(name);
    if (tensor === undefined) return [];
    return [binary ? rawTensor(name, tensor) : jsonTensor(name, tensor, "output")];
  });
}
