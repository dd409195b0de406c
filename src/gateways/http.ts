import type { IncomingMessage } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { posix } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Fastify, { errorCodes } from "fastify";
import { BridgeError, isRetryable } from "../contract/errors.ts";
import { systemCodeOf } from "../contract/text.ts";
import type { Logger } from "../observe/log.ts";
import { readBody } from "./body.ts";
import { newRequestId, requestId, sentRequestId } from "./request-id.ts";

export interface HttpLimits {
  /** Of one request. */
  readonly body_bytes: number;
  /** Of all requests together. */
  readonly bodies_bytes: number;
}

/** What the bodies of all requests hold, whatever port they came to. */
export class HeldBodies {
  bytes = 0;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Of its body, as far as it has arrived. */
    heldBytes: number;
  }
}

/** How long a client may take to send a request (ms): a body of 64 MiB then needs about 10 Mbit/s. */
const REQUEST_TIMEOUT_MS = 60_000;
/** How long for its head alone (ms), which is one packet or two. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Answers that are ready when the host closes get at least this long to go out (ms). */
const FLUSH_MS = 1000;
/** A folder's longest name; apps and versions are folders. */
const MAX_NAME_LENGTH = 255;

/** Of every port. */
const SERVER_OPTIONS = {
  genReqId: (raw: IncomingMessage) => requestId(sentRequestId(raw)),
  // The service answers while it drains: 570, in each protocol's own form.
  return503OnClosing: false,
  // To the platforms HEAD was one more wrong method, or a route like any other (spec: AVA, section 9.2 no. 7).
  exposeHeadRoutes: false,
  forceCloseConnections: "idle",
  // No limit on a connection's silence: a client waits as long as its release's timeout_ms says.
  requestTimeout: REQUEST_TIMEOUT_MS,
  http: { headersTimeout: HEADERS_TIMEOUT_MS },
  clientErrorHandler: refuseConnection,
} as const;

/**
 * The HTTP server that all HTTP gateways register their routes on. Bodies arrive as bytes whatever their type: what a
 * content type means is each gateway's own business.
 */
export function createHttp(limits: HttpLimits, log: Logger, held = new HeldBodies()): FastifyInstance {
  const http = Fastify({
    ...SERVER_OPTIONS,
    bodyLimit: limits.body_bytes,
    // The platform compared a path's fixed parts without regard to case; parameters keep theirs (spec: AVA, section 9.2).
    routerOptions: { caseSensitive: false, ignoreDuplicateSlashes: false, maxParamLength: MAX_NAME_LENGTH },
    // A path that cannot be decoded or is too long is one more path that is not served. It comes past all hooks.
    frameworkErrors: (_error, request, reply) => {
      notFound(request, reply.header("X-Reqid", request.id));
    },
  });
  holdBodies(http, limits, held);
  http.addHook("onRequest", (request, reply, done) => {
    reply.header("X-Reqid", request.id);
    // Before anything is asked of it: a route's parameters would take empty and dot segments for names.
    if (UNCLEAN.test(request.url) && redirect(request, reply)) return;
    done();
  });
  http.setNotFoundHandler(notFound);
  http.setErrorHandler((error, request, reply) => {
    const known = knownError(error, request, log);
    return sendJson(reply.code(known.code).headers(retryAfter(known)), { error: known.message });
  });
  return http;
}

/** How a platform reads paths, answers what it does not serve, and what has failed before it came to a route. */
export interface PlatformManners {
  notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply;
  failed(error: BridgeError, reply: FastifyReply): FastifyReply;
  /** The path that is meant by one that was sent; absent: each means itself. */
  meant?(url: string): string;
}

/** The HTTP server of a platform's own port: whatever comes to it is answered as that platform did. */
export function createPlatformHttp(
  limits: HttpLimits,
  log: Logger,
  held: HeldBodies,
  { notFound: missing, failed, meant = (url) => url }: PlatformManners,
): FastifyInstance {
  const http = Fastify({
    ...SERVER_OPTIONS,
    bodyLimit: limits.body_bytes,
    routerOptions: { maxParamLength: MAX_NAME_LENGTH },
    rewriteUrl: ({ url = "/" }) => meant(url),
    frameworkErrors: (_error, request, reply) => {
      missing(request, reply);
    },
  });
  holdBodies(http, limits, held);
  http.setNotFoundHandler((request, reply) => missing(request, reply));
  http.setErrorHandler((error, request, reply) => failed(knownError(error, request, log), reply));
  return http;
}

/** Reads bodies, and keeps count of what all of them hold until their requests are answered. */
function holdBodies(http: FastifyInstance, { bodies_bytes }: HttpLimits, held: HeldBodies): void {
  http.removeAllContentTypeParsers();
  http.decorateRequest("heldBytes", 0);
  http.addContentTypeParser("*", (request, stream, done) => {
    // A request that is alone may always go on: else a long one would be told to come again for ever.
    const hasRoom = (bytes: number) => held.bytes === request.heldBytes || held.bytes + bytes <= bodies_bytes;
    const hold = (bytes: number) => {
      held.bytes += bytes;
      request.heldBytes += bytes;
    };
    // One that is read through a decoder has no length before its end.
    const isRaw = stream === request.raw;
    const announced = isRaw ? Number(request.headers["content-length"] ?? 0) : 0;
    readBody(stream, { maxBytes: request.routeOptions.bodyLimit, announced, hasRoom, hold }, (error, body) => {
      // A decoder would go on without end.
      if (error !== null && !isRaw) stream.destroy();
      done(error, body);
    });
  });
  http.addHook("onSend", (request, _reply, payload, done) => {
    held.bytes -= request.heldBytes;
    request.heldBytes = 0;
    done(null, payload);
  });
}

/** Stops listening and lets answers go out for at most `graceMs`; then every connection is cut. */
export async function closeHttp(http: FastifyInstance, graceMs: number): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), Math.max(graceMs, FLUSH_MS));
  await http.close();
  clearTimeout(cut);
}

/** Status of what never became a request, by the code of Node's error; 400 for all others. */
const CONNECTION_STATUS: ReadonlyMap<unknown, number> = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", 408],
  ["HPE_HEADER_OVERFLOW", 431],
]);

/** Answers what is no HTTP, too slow or too long in the form of all errors, and ends the connection. */
function refuseConnection(error: Error, socket: Socket): void {
  const code = CONNECTION_STATUS.get(systemCodeOf(error)) ?? 400;
  const text = STATUS_CODES[code] ?? "";
  const body = JSON.stringify({ error: text });
  const head = [
    `HTTP/1.1 ${code} ${text}`,
    `X-Reqid: ${newRequestId()}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  if (socket.writable) socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.destroy(error);
}

export function sendJson(reply: FastifyReply, value: object): FastifyReply {
  return sendJsonText(reply, JSON.stringify(value));
}

/** As bytes, because Fastify adds a charset to the type of a text, which the platform's clients never saw. */
export function sendJsonText(reply: FastifyReply, text: string): FastifyReply {
  return reply.header("Content-Type", "application/json").send(Buffer.from(text));
}

/** The platform's own answer to whatever it does not serve. */
function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (redirect(request, reply)) return reply;
  const headers = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
  return reply.code(404).headers(headers).send("404 page not found\n");
}

/** Sends a path with `//`, `.` or `..` to a clean one; false when it is clean. */
function redirect({ method, url }: FastifyRequest, reply: FastifyReply): boolean {
  const clean = cleanPath(url);
  if (clean === undefined || method === "CONNECT") return false;
  reply.code(301).header("Location", clean).send();
  return true;
}

/** Whether a path may have such segments. */
const UNCLEAN = /\/\.{0,2}\/|\/\.{1,2}(\?|$)/;

/** A path without empty and dot segments, and its query; `undefined` when it has none of them. */
function cleanPath(url: string): string | undefined {
  const [path = "", ...query] = url.split(/(?=\?)/);
  // It must not lead to another host, as `//host` would.
  const clean = posix.normalize(path.replace(/^\/*/, "/"));
  return path.startsWith("/") && clean !== path ? clean + query.join("") : undefined;
}

/** @param code of the error, where it is not the usual one */
export function wrongContentType(code = 400): BridgeError {
  return new BridgeError("bad_request", "wrong content type", { code });
}

/**
 * Our own errors pass, and those of the HTTP layer, such as a body over the limit; anything else is logged and masked.
 *
 * @param wrongTypeCode of a content type that is none
 */
export function knownError(error: unknown, request: FastifyRequest, log: Logger, wrongTypeCode?: number): BridgeError {
  if (error instanceof BridgeError) return error;
  if (error instanceof errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE) return wrongContentType(wrongTypeCode);
  if (error instanceof errorCodes.FST_ERR_CTP_BODY_TOO_LARGE) return new BridgeError("too_large", error.message);
  if (isClientError(error)) return new BridgeError("bad_request", error.message, { code: error.statusCode });
  log.error({ err: error, reqid: request.id }, "request failed");
  return BridgeError.from(error);
}

function isClientError(error: unknown): error is Error & { readonly statusCode: number } {
  if (!(error instanceof Error && "statusCode" in error)) return false;
  return typeof error.statusCode === "number" && error.statusCode < 500;
}

/** What an error that the client may try again is sent with. */
export function retryAfter({ kind }: BridgeError): Readonly<Record<string, string>> {
  return isRetryable(kind) ? { "Retry-After": "1" } : {};
}
