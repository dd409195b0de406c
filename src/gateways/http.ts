import type { FastifyInstance } from "fastify";
import Fastify from "fastify";
import type { BridgeError } from "../contract/errors.ts";
import { ERROR_KINDS, isRetryable } from "../contract/errors.ts";
import type { Logger } from "../observe/log.ts";
import { requestId } from "./request-id.ts";

export interface HttpLimits {
  readonly body_bytes: number;
}

/**
 * The HTTP server that all HTTP gateways register their routes on. Bodies arrive as bytes whatever their type: what a
 * content type means is each gateway's own business.
 */
export function createHttp(limits: HttpLimits, log: Logger): FastifyInstance {
  const http = Fastify({
    bodyLimit: limits.body_bytes,
    genReqId: (raw) => requestId(raw.headers["x-reqid"]),
    // The service answers while it drains: 570, in each protocol's own form.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    routerOptions: { ignoreDuplicateSlashes: false },
  });
  http.removeAllContentTypeParsers();
  http.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  http.addHook("onRequest", (request, reply, done) => {
    reply.header("X-Reqid", request.id);
    done();
  });
  // The platform's own answer to whatever it does not serve (spec: AVA, section 9.2).
  http.setNotFoundHandler((_request, reply) =>
    reply.code(404).type("text/plain; charset=utf-8").send("404 page not found\n"),
  );
  http.setErrorHandler((error, request, reply) => {
    const { status, message } = describe(error);
    if (status >= 500) log.error({ err: error, reqid: request.id }, "request failed");
    return reply.code(status).send({ error: message });
  });
  return http;
}

/** Errors of the HTTP layer itself, such as a body over the limit; anything else is masked. */
function describe(error: unknown): { status: number; message: string } {
  if (
    error instanceof Error &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode < 500
  ) {
    return { status: error.statusCode, message: error.message };
  }
  return { status: ERROR_KINDS.internal.code, message: "internal error" };
}

/** What an error that the client may try again is sent with. */
export function retryAfter({ kind }: BridgeError): Readonly<Record<string, string>> {
  return isRetryable(kind) ? { "Retry-After": "1" } : {};
}
