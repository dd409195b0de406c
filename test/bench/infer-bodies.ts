import { isDeepStrictEqual } from "node:util";
import { isJsonObject } from "../../src/contract/json.ts";
import { GrpcClient, Protocol } from "../support/grpc.ts";
import type { RequestBody } from "./bodies.ts";
import { pattern } from "./bodies.ts";

/** The model of every server that is asked over the Open Inference Protocol. */
export const MODEL = "echo";
export const INFER = "ModelInfer";

const PROTOCOL = new Protocol("open-inference.proto", "inference.GRPCInferenceService");
const KB = 1024;
const SIZES = [
  ["1 KB", KB],
  ["600 KB", 600 * KB],
  ["5 MB", 5 * KB * KB],
] as const;

export function connectTo(address: string): GrpcClient {
  return new GrpcClient(address, PROTOCOL);
}

/** Requests for inference of each size: as JSON, as JSON with raw bytes behind it, and as the message of a call over gRPC. */
export const INFER_BODIES: readonly RequestBody[] = SIZES.flatMap(([size, bytes]) =>
  ([numbers(bytes), element(bytes)] as const).flatMap((input) => [
    json(size, input),
    binary(size, input),
    grpc(size, input),
  ]),
);

/** The one input of a request: what it holds as JSON, and as raw bytes. */
interface Input {
  readonly datatype: "FP32" | "BYTES";
  /** Of about so many bytes as JSON. */
  readonly data: readonly (string | number)[];
  /** Exactly so many bytes. */
  readonly raw: Buffer;
  readonly shape: readonly number[];
}

/** Values that a float32 holds and JSON writes with few digits. */
function numbers(size: number): Input {
  const raw = Float32Array.from({ length: size / 4 }, (_, index) => ((index * 131) % KB) / KB);
  const data: number[] = [];
  for (let [length, index] = [0, 0]; length < size; index++) {
    const value = raw[index] ?? 0;
    data.push(value);
    length += String(value).length + 1;
  }
  return { datatype: "FP32", data, raw: Buffer.from(raw.buffer), shape: [raw.length] };
}

function element(size: number): Input {
  const bytes = pattern(size);
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(size);
  const text = bytes.toString("hex").slice(0, size);
  return { datatype: "BYTES", data: [text], raw: Buffer.concat([prefix, bytes]), shape: [1] };
}

function json(size: string, { datatype, data }: Input): RequestBody {
  const bytes = Buffer.from(JSON.stringify({ inputs: [{ name: "x", datatype, shape: [data.length], data }] }));
  const isAnswer = (answer: Buffer) => {
    const value: unknown = JSON.parse(answer.toString());
    const [output]: unknown[] = isJsonObject(value) && Array.isArray(value["outputs"]) ? value["outputs"] : [];
    return isJsonObject(output) && isDeepStrictEqual(output["data"], data);
  };
  return { name: `V2 JSON, ${datatype} ${size}`, kind: datatype, contentType: "application/json", bytes, isAnswer };
}

/** Its head ends where an element may begin, as those of clients do not always. */
function binary(size: string, { datatype, shape, raw }: Input): RequestBody {
  const inputs = [{ name: "x", datatype, shape, parameters: { binary_data_size: raw.length } }];
  const head = JSON.stringify({ inputs, parameters: { binary_data_output: true } });
  return {
    name: `V2 binary, ${datatype} ${size}`,
    kind: datatype,
    contentType: "application/octet-stream",
    headers: { "Inference-Header-Content-Length": String(head.length) },
    bytes: Buffer.concat([Buffer.from(head), raw]),
    isAnswer: (answer) => endsWith(answer, raw),
  };
}

function grpc(size: string, { datatype, shape, raw }: Input): RequestBody {
  const message = { model_name: MODEL, inputs: [{ name: "x", datatype, shape }], raw_input_contents: [raw] };
  return {
    name: `V2 gRPC, ${datatype} ${size}`,
    kind: datatype,
    contentType: "application/octet-stream",
    grpc: true,
    bytes: Buffer.from(PROTOCOL.encoded(INFER, message)),
    isAnswer: (answer) => endsWith(answer, raw),
  };
}

/** The answer's one tensor is the last of it. */
function endsWith(answer: Buffer, raw: Buffer): boolean {
  return answer.subarray(-raw.length).equals(raw);
}
