import type { baidu } from "../../protos/paddle-messages.js";
import { baidu as messages } from "../../protos/paddle-messages.js";
import { isBits, signed } from "./fields.ts";

const { Response } = messages.paddle_serving.pipeline_serving;
type Request = baidu.paddle_serving.pipeline_serving.IRequest;
type Response = baidu.paddle_serving.pipeline_serving.IResponse;
type Tensor = baidu.paddle_serving.pipeline_serving.ITensor;

/** A request as the platform's HTTP body, but for its name and method, which are the call's target. */
export function bodyOf({ key, value, tensors, logid, clientip }: Request): string {
  return objectOf([
    ["key", textsOf(key)],
    ["value", textsOf(value)],
    ["tensors", tensors?.length ? `[${tensors.map(tensorOf).join(",")}]` : undefined],
    ["logid", wholeOf(logid)],
    ["clientip", clientip ? JSON.stringify(clientip) : undefined],
  ]);
}

function tensorOf(tensor: Tensor): string {
  const { byteData, boolData } = tensor;
  return objectOf([
    ["int64_data", wholesOf(tensor.int64Data)],
    ["float_data", floatsOf(tensor.floatData)],
    ["int_data", wholesOf(tensor.intData)],
    ["float64_data", floatsOf(tensor.float64Data)],
    ["uint32_data", wholesOf(tensor.uint32Data)],
    ["bool_data", boolData?.length ? `[${boolData.join(",")}]` : undefined],
    ["complex64_data", floatsOf(tensor.complex64Data)],
    ["complex128_data", floatsOf(tensor.complex128Data)],
    ["str_data", textsOf(tensor.strData)],
    ["byte_data", byteData?.length ? `"${Buffer.from(byteData).toString("base64")}"` : undefined],
    ["elem_type", wholeOf(tensor.elemType)],
    ["shape", wholesOf(tensor.shape)],
    ["lod", wholesOf(tensor.lod)],
    ["name", tensor.name ? JSON.stringify(tensor.name) : undefined],
  ]);
}

/** What a message does not hold is left out. */
function objectOf(members: readonly (readonly [name: string, json: string | undefined])[]): string {
  return `{${members.flatMap(([name, json]) => (json === undefined ? [] : `"${name}":${json}`)).join(",")}}`;
}

function textsOf(texts: readonly string[] | null | undefined): string | undefined {
  return texts?.length ? JSON.stringify(texts) : undefined;
}

function wholesOf(numbers: readonly number[] | null | undefined): string | undefined {
  return numbers?.length ? `[${numbers.map(plainOf).join(",")}]` : undefined;
}

/** Those of 64 bits come as objects, whose own text is exact, but takes a microsecond: of few is it needed. */
function plainOf(number: unknown): unknown {
  const plain = isBits(number) ? signed(number) : number;
  return Number.isSafeInteger(plain) ? plain : number;
}

function wholeOf(number: number | null | undefined): string | undefined {
  const text = String(number ?? 0);
  return text === "0" ? undefined : text;
}

function floatsOf(numbers: readonly number[] | null | undefined): string | undefined {
  return numbers?.length ? `[${numbers.map(floatOf).join(",")}]` : undefined;
}

/** What is no JSON is a text, and minus zero keeps its sign. */
function floatOf(number: number): string {
  if (!Number.isFinite(number)) return `"${number}"`;
  return Object.is(number, -0) ? "-0.0" : String(number);
}

/** @param json as `responseOf` writes it */
export function responseIn(json: string): Response {
  const { err_no: errNo, err_msg: errMsg, key, value } = JSON.parse(json);
  // What is there is written, be it nothing.
  return { key, value, ...(errNo === 0 ? {} : { errNo }), ...(errMsg === "" ? {} : { errMsg }) };
}

/** How long a message is (bytes). */
export function lengthOf(response: Response): number {
  return Response.encode(response).finish().length;
}
