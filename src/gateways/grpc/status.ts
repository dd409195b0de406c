import { Metadata, status } from "@grpc/grpc-js";
import type { Logger } from "../../observe/log.ts";

/** What a call ends with that has failed. Its text goes to the client. */
export class StatusError extends Error {
  override readonly name = "StatusError";
  readonly code: status;
  /** The client may try again after this long (ms); absent: nobody says so. */
  readonly retryAfterMs: number | undefined;

  constructor(code: status, details: string, retryAfterMs?: number) {
    super(details);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A call's end as grpc-js takes it. */
export interface FailedStatus {
  readonly code: status;
  readonly details: string;
  readonly metadata?: Metadata;
}

/** Known errors pass; anything else is logged and masked. */
export function failedStatus(error: unknown, log: Logger): FailedStatus {
  if (error instanceof StatusError) {
    const { code, message, retryAfterMs } = error;
    const known = { code, details: headerText(message) };
    return retryAfterMs === undefined ? known : { ...known, metadata: pushback(retryAfterMs) };
  }
  log.error({ err: error }, "gRPC call failed");
  return { code: status.INTERNAL, details: "internal error" };
}

/** By which clients that try again by themselves know when. */
function pushback(ms: number): Metadata {
  const metadata = new Metadata();
  metadata.set("grpc-retry-pushback-ms", String(ms));
  return metadata;
}

/** The status travels in a header, percent-encoded, and clients take some 8 KiB of headers. */
const MAX_DETAILS = 2048;

/** A text as a status can hold it: not too long, and no half characters, which cannot be encoded. */
function headerText(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_DETAILS) return bytes.toString();
  return `${bytes
    .subarray(0, MAX_DETAILS)
    .toString()
    .replace(/\uFFFD$/, "")}...`;
}
