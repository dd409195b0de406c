import type { IncomingMessage } from "node:http";
import { errorCodes } from "fastify";

type Done = (error: Error | null, body?: readonly Buffer[]) => void;

/**
 * Reads a request's body as the parts in which it arrives, whatever its type. Calls `done` once.
 *
 * @param limit bytes; a longer body is an error as soon as that is known
 */
export function readBody(stream: IncomingMessage, limit: number, done: Done): void {
  const parts: Buffer[] = [];
  let length = 0;
  const settle = (error: Error | null) => {
    stream.off("data", take).off("end", end).off("error", broken);
    done(error, parts);
  };
  const end = () => settle(null);
  const broken = () => settle(new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH());
  const take = (part: Buffer) => {
    length += part.length;
    parts.push(part);
    if (length > limit) settle(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
  };
  if (Number(stream.headers["content-length"]) > limit) settle(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
  else stream.on("data", take).on("end", end).on("error", broken);
}
