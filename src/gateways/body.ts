import type { Readable } from "node:stream";
import { errorCodes } from "fastify";
import { BridgeError } from "../contract/errors.ts";
import { systemCodeOf } from "../contract/text.ts";

type Done = (error: Error | null, body?: readonly Buffer[]) => void;

export interface BodyRules {
  /** A longer body is an error as soon as that is known (bytes). */
  readonly maxBytes: number;
  /** So many bytes are announced; 0: nobody knows. */
  readonly announced: number;
  /** Whether so many more bytes may be held; else they are refused before they are read. */
  hasRoom(bytes: number): boolean;
  /** So many bytes have come. */
  hold(bytes: number): void;
}

/** Reads a request's body as the parts in which it arrives, whatever its type. Calls `done` once. */
export function readBody(stream: Readable, { maxBytes, announced, hasRoom, hold }: BodyRules, done: Done): void {
  const parts: Buffer[] = [];
  let length = 0;
  const settle = (error: Error | null) => {
    stream.off("data", take).off("end", end).off("error", broken);
    done(error, parts);
  };
  const end = () => settle(null);
  const broken = (error: Error) => settle(isBadEncoding(error) ? badEncoding() : wrongLength());
  const refusal = (bytes: number) => {
    if (length + bytes > maxBytes) return new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    return hasRoom(bytes)
      ? undefined
      : new BridgeError("overloaded", "the bodies of all requests are over their limit");
  };
  const take = (part: Buffer) => {
    const refused = refusal(part.length);
    if (refused !== undefined) return settle(refused);
    length += part.length;
    parts.push(part);
    hold(part.length);
  };
  const refused = refusal(announced);
  if (refused !== undefined) settle(refused);
  else stream.on("data", take).on("end", end).on("error", broken);
}

function wrongLength(): Error {
  return new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH();
}

/** As zlib says it. */
function isBadEncoding(error: Error): boolean {
  const code = systemCodeOf(error);
  return typeof code === "string" && code.startsWith("Z_");
}

function badEncoding(): Error {
  return new BridgeError("bad_request", "the body is not what its Content-Encoding says, or not all of it");
}
