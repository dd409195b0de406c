import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What a client may send as X-Reqid: printable, not endless, and no way to forge a log line. */
const ACCEPTABLE = /^[\x20-\x7e]{1,1024}$/;

/**
 * The client's X-Reqid, or a new one in the platform's form: URL-safe base64 of the process id (u32 LE) and the time in
 * nanoseconds (u64 LE); 16 characters (spec: AVA, section 6.5).
 */
export function requestId(header: string | string[] | undefined): string {
  return typeof header === "string" && ACCEPTABLE.test(header) ? header : newRequestId();
}

/** What a platform's client calls its request, as an id for log and workers: what is not fit has another in its place. */
export function fitRequestId(id: string): string {
  return ACCEPTABLE.test(id) ? id : createHash("sha256").update(id).digest("base64url");
}

const NAME = "x-reqid";

/** The X-Reqid that a client sent: of several the first, as in Go, where Node joins them all. */
export function sentRequestId({ headers, rawHeaders }: IncomingMessage): string | string[] | undefined {
  const sent = headers[NAME];
  if (typeof sent !== "string" || !sent.includes(", ")) return sent;
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === NAME);
  return rawHeaders[at + 1];
}

const bytes = Buffer.alloc(12);
bytes.writeUInt32LE(process.pid, 0);
/** The wall clock at the start, in nanoseconds; `hrtime` counts on from it. */
const epoch = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
let last = 0n;

export function newRequestId(): string {
  const now = epoch + process.hrtime.bigint();
  last = now > last ? now : last + 1n;
  bytes.writeBigUInt64LE(last, 4);
  return bytes.toString("base64url");
}
