import protobuf from "protobufjs/minimal.js";
import { type Bytes, joined, lengthOf } from "../contract/bytes.ts";
import type { Answer, CallReply, Input, Item, MadeAnswer } from "../contract/call.ts";
import type { CodeRule } from "../contract/codes.ts";
import { literalCode } from "../contract/codes.ts";
import type { Declared, DeclaredStage, TensorMetadata } from "../contract/declared.ts";
import { NOTHING_DECLARED } from "../contract/declared.ts";
import type { Head } from "./frames.ts";
import { ProtocolError } from "./frames.ts";
import type { evalbridge } from "./messages.js";
import { inference } from "./messages.js";

/** Bodies from this size on stand beside the message instead of being copied into it (bytes). */
const BESIDE_BYTES = 16 * 1024;

/**
 * Items to `inference.InferenceRequests`, as parts to be written one after the other. A payload file goes out as
 * `uri`, bytes in memory as `body`.
 */
export function encodeItems(items: readonly Item[]): Uint8Array[] {
  const large = items.some(({ inputs }) => inputs.some(isLarge));
  if (large) return items.flatMap((item) => field(Tag.requests, requestParts(item)));
  return [inference.InferenceRequests.encode({ requests: items.map(requestOf) }).finish()];
}

function isLarge({ body }: Input): boolean {
  return body !== undefined && lengthOf(body) >= BESIDE_BYTES;
}

/** The keys of the fields that hold large bodies: number << 3 | 2, for "length-delimited". */
const Tag = {
  requests: (1 << 3) | 2,
  data: (1 << 3) | 2,
  datas: (2 << 3) | 2,
  body: (3 << 3) | 2,
  responses: (1 << 3) | 2,
  responseBody: (6 << 3) | 2,
} as const;

/** Bodies stand last: the end of a frame is aligned where it is received. */
function requestParts(item: Item): Uint8Array[] {
  const { params } = item;
  const rest = inference.InferenceRequest.encode(params === undefined ? {} : { params }).finish();
  return [rest, ...item.inputs.flatMap((input) => field(item.group ? Tag.datas : Tag.data, dataParts(input)))];
}

function dataParts(input: Input): Uint8Array[] {
  if (input.body === undefined || !isLarge(input)) return [inference.RequestData.encode(dataOf(input)).finish()];
  const { attribute } = input;
  const rest = inference.RequestData.encode(attribute === undefined ? {} : { attribute }).finish();
  return [rest, ...field(Tag.body, input.body)];
}

/** A length-delimited field: its key and length, and then the parts of its value. */
function field(tag: number, parts: readonly Uint8Array[]): Uint8Array[] {
  const length = lengthOf(parts);
  return [protobuf.Writer.create().uint32(tag).uint32(length).finish(), ...parts];
}

function requestOf(item: Item): inference.IInferenceRequest {
  const inputs = item.inputs.map(dataOf);
  const request: inference.IInferenceRequest = item.group ? { datas: inputs } : { data: inputs[0] ?? null };
  if (item.params !== undefined) request.params = item.params;
  return request;
}

function dataOf(input: Input): inference.IRequestData {
  const data: inference.IRequestData =
    input.file === undefined ? { body: joined(input.body ?? []) } : { uri: input.file };
  if (input.attribute !== undefined) data.attribute = input.attribute;
  return data;
}

/**
 * `inference.InferenceRequests` to items; bodies are views of `payload`.
 *
 * @param head of the CALL frame
 * @throws ProtocolError when the bytes are no such message
 */
export function decodeItems(
  payload: Uint8Array,
  { reqids, targets, session }: Pick<Head, "reqids" | "targets" | "session">,
): Item[] {
  const { requests } = decoded(() => inference.InferenceRequests.decode(payload));
  return requests.map((request, index) => ({
    ...itemOf(request, reqids[index] ?? ""),
    ...(targets[index] ? { target: targets[index] } : undefined),
    ...(session === "" ? undefined : { session }),
  }));
}

function itemOf(request: inference.IInferenceRequest, reqid: string): Item {
  const group = request.datas != null && request.datas.length > 0;
  const datas = group ? (request.datas ?? []) : [request.data ?? {}];
  const inputs = datas.map(inputOf);
  return { reqid, group, inputs, ...(request.params ? { params: request.params } : {}) };
}

function inputOf(data: inference.IRequestData): Input {
  const attribute = data.attribute ? { attribute: data.attribute } : {};
  return data.uri ? { file: data.uri, ...attribute } : { body: [data.body ?? new Uint8Array(0)], ...attribute };
}

/**
 * Answers to `inference.InferenceResponses`, as parts to be written one after the other; every field is written, as the
 * platform's Python side does.
 */
export function encodeAnswers(answers: readonly MadeAnswer[]): Uint8Array[] {
  if (answers.some((answer) => lengthOf(bodyOf(answer)) >= BESIDE_BYTES)) {
    return answers.flatMap((answer) => field(Tag.responses, responseParts(answer)));
  }
  return [inference.InferenceResponses.encode({ responses: answers.map(responseOf) }).finish()];
}

function bodyOf({ body = [] }: MadeAnswer): Bytes {
  return body instanceof Uint8Array ? [body] : body;
}

function responseOf(answer: MadeAnswer): inference.IInferenceResponse {
  const { code, message, result } = answer;
  return { code, message, result, body: joined(bodyOf(answer)) };
}

function responseParts(answer: MadeAnswer): Uint8Array[] {
  const { code, message, result } = answer;
  const rest = inference.InferenceResponse.encode({ code, message, result }).finish();
  return [rest, ...field(Tag.responseBody, bodyOf(answer))];
}

/**
 * A REPLY frame to what the contract calls it. Bodies are views of `payload`.
 *
 * @param rule what the script's codes count as, where none is literal
 * @throws ProtocolError when the bytes are no `InferenceResponses`
 */
export function decodeReply(head: Head, payload: Uint8Array, rule: CodeRule = (code) => code): CallReply {
  const { responses } = decoded(() => inference.InferenceResponses.decode(payload));
  const answers = responses.map((response, index) => answerOf(response, itemAt(head, index), rule));
  return { code: rule(head.code), message: head.message, answers, inferenceUs: head.inferenceUs };
}

type Headers = NonNullable<Answer["headers"]>;

function answerOf(response: inference.IInferenceResponse, item: evalbridge.IItem | undefined, rule: CodeRule): Answer {
  const { body } = response;
  const code = response.code ?? 0;
  return {
    code: item?.literalCode === true ? literalCode(code) : rule(code),
    message: response.message ?? "",
    result: response.result || "{}",
    ...(body != null && body.length > 0 ? { body } : undefined),
    ...(item === undefined ? undefined : { headers: headersOf(item) }),
    ...(item?.contentType ? { contentType: item.contentType } : undefined),
  };
}

function itemAt({ items }: Head, index: number): evalbridge.IItem | undefined {
  return items.find((candidate) => (candidate.index ?? 0) === index);
}

function headersOf(item: evalbridge.IItem): Headers {
  const headers: Record<string, readonly string[]> = Object.create(null);
  for (const { name, values } of item.headers ?? []) headers[name ?? ""] = values ?? [];
  return headers;
}

/** A REPLY frame that brings a part: the index of the request in its call, and the part. */
export function decodePart(head: Head, payload: Uint8Array, rule: CodeRule): { index: number; part: Answer } {
  const { responses } = decoded(() => inference.InferenceResponses.decode(payload));
  const [response] = responses;
  const [item] = head.items;
  if (response === undefined || item == null) throw new ProtocolError("a part without its response or index");
  return { index: item.index ?? 0, part: answerOf(response, item, rule) };
}

/** What a READY frame declares. */
export function declaredIn({ ready }: Head): Declared {
  const declared = ready?.declared;
  if (declared == null) return NOTHING_DECLARED;
  return {
    stages: (declared.stages ?? []).map(stageOf),
    served: (declared.served ?? []).map(({ name, version, events }) => ({
      ...{ name: name ?? "", version: version ?? "" },
      ...(events ? { events } : undefined),
    })),
    httpPort: declared.httpPort ?? 0,
    grpcPort: declared.grpcPort ?? 0,
    ...(declared.timeoutMs ? { timeoutMs: declared.timeoutMs } : undefined),
    ...(declared.maxConcurrent ? { maxConcurrent: declared.maxConcurrent } : undefined),
    ...(declared.maxQueue ? { maxQueue: declared.maxQueue } : undefined),
    ...(declared.noQueue ? { noQueue: true } : undefined),
    ...tensorsOf(declared),
  };
}

function tensorsOf({ inputs, outputs, platform }: evalbridge.IDeclared): Pick<Declared, "tensors"> | undefined {
  if (!inputs?.length) return undefined;
  return {
    tensors: { inputs: inputs.map(metadataOf), outputs: (outputs ?? []).map(metadataOf), platform: platform ?? "" },
  };
}

function metadataOf({ name, datatype, shape }: evalbridge.ITensorMetadata): TensorMetadata {
  return { name: name ?? "", datatype: datatype ?? "", shape: shape ?? [] };
}

function stageOf({ name, instances, batchSize, batchDelayMs, env, targets }: evalbridge.IStage): DeclaredStage {
  return {
    name: name ?? "",
    instances: Math.max(1, instances ?? 1),
    batchSize: Math.max(1, batchSize ?? 1),
    batchDelayMs: batchDelayMs ?? 0,
    env: (env ?? []).map(({ variables }) => Object.fromEntries((variables ?? []).map(entryOf))),
    targets: targets ?? [],
  };
}

function entryOf({ key, value }: evalbridge.IEntry): readonly [string, string] {
  return [key ?? "", value ?? ""];
}

/** What `CreateParams` says, its JSON texts still text. File bodies are left out: paths travel in the head. */
export interface CreateParams {
  readonly app: string;
  readonly workspace: string;
  readonly useDevice: string;
  readonly batchSize: number;
  readonly modelParams: string;
  readonly customParams: string;
}

export function encodeCreateParams(params: CreateParams): Uint8Array {
  const { app, workspace, useDevice, batchSize, modelParams, customParams } = params;
  return inference.CreateParams.encode({
    env: { app, workspace },
    useDevice,
    batchSize,
    modelParams,
    customParams,
  }).finish();
}

/** @throws ProtocolError when the bytes are no `CreateParams` */
export function decodeCreateParams(payload: Uint8Array): CreateParams {
  const params = decoded(() => inference.CreateParams.decode(payload));
  return {
    app: params.env?.app ?? "",
    workspace: params.env?.workspace ?? "",
    useDevice: params.useDevice,
    batchSize: params.batchSize,
    modelParams: params.modelParams || "{}",
    customParams: params.customParams || "{}",
  };
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw new ProtocolError("a frame's payload is not the message that its kind promises", { cause: error });
  }
}
