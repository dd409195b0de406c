import { isDeepStrictEqual } from "node:util";
import { isJsonObject } from "../../src/contract/json.ts";
import { encodeDataUri } from "../../src/media/data-uri.ts";

/**
 * What a body asks for: the gate's echo; that with a look at `uri`, in which only Python scripts find a file whatever the
 * size; an echo over the Open Inference Protocol, of a tensor of numbers or of one element of BYTES.
 */
export type BodyKind = "gate" | "uri" | "FP32" | "BYTES";

/** A request body, and how to tell that an answer to it is right. */
export interface RequestBody {
  readonly name: string;
  readonly kind: BodyKind;
  readonly contentType: "application/json" | "application/octet-stream";
  /** Beside the content type. */
  readonly headers?: Readonly<Record<string, string>>;
  /** It is the message of a call over gRPC, not the body of an HTTP request. */
  readonly grpc?: true;
  readonly bytes: Buffer;
  isAnswer(bytes: Buffer): boolean;
}

/** So that the JSON body has the 140 bytes of a small tensor request (bytes). */
const JSON_INPUT = 45;

export const BODIES: readonly RequestBody[] = [
  json("JSON", { json: true }),
  json("JSON, uri read", { json: true, uri: true }),
  octets("1 KB", 1024),
  octets("100 KB", 100 * 1024),
  octets("1 MB", 1024 * 1024),
];

function json(name: string, params: { readonly json: true; readonly uri?: true }): RequestBody {
  const bytes = Buffer.from(JSON.stringify({ data: { uri: encodeDataUri(pattern(JSON_INPUT)) }, params }));
  const kind = params.uri === true ? "uri" : "gate";
  const isAnswer = (answer: Buffer) => lengthIn(answer) === JSON_INPUT;
  return { name: `${name}, ${bytes.length} B`, contentType: "application/json", bytes, kind, isAnswer };
}

function octets(name: string, size: number): RequestBody {
  const bytes = pattern(size);
  const isAnswer = (answer: Buffer) => isDeepStrictEqual(answer, bytes);
  return { name, contentType: "application/octet-stream", bytes, kind: "gate", isAnswer };
}

/** Bytes that no two neighbours share, so that a shifted or cut answer is noticed. */
export function pattern(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 131 + (index >> 8)) & 0xff));
}

function lengthIn(answer: Buffer): unknown {
  const value: unknown = JSON.parse(answer.toString());
  const result = isJsonObject(value) && value["code"] === 0 ? value["result"] : undefined;
  return isJsonObject(result) ? result["length"] : undefined;
}
