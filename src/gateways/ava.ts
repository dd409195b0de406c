import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../access/access.ts";
import type { Bytes } from "../contract/bytes.ts";
import type { Answer } from "../contract/call.ts";
import { isFailure } from "../contract/call.ts";
import type { Caller } from "../contract/caller.ts";
import type { ErrorKind } from "../contract/errors.ts";
import { BridgeError, ERROR_KINDS } from "../contract/errors.ts";
import { encodeDataUri } from "../media/data-uri.ts";
import { SharedFetches } from "../media/shared-fetches.ts";
import type { Logger } from "../observe/log.ts";
import type { EvalCall, Service } from "../service.ts";
import { parseBatch, parseEval } from "./ava-request.ts";
import { retryAfter, sendJson } from "./http.ts";

/** HTTP status of each kind of error at the gate; `null` where the error's own code is the status. */
const STATUS: Record<ErrorKind, number | null> = {
  bad_request: 400,
  unauthorized: 401,
  not_found: 404,
  not_acceptable: 406,
  too_large: 413,
  fetch_failed: 424,
  timeout: 500,
  unavailable: 503,
  closing: 570,
  overloaded: 571,
  worker_lost: 572,
  bad_answer: 599,
  script: null,
  internal: 599,
};

/** The platform's metering, which a script may write. */
const ORIGIN = "X-Origin-A";
/** What HTTP takes as a header's value, but for Latin-1, which no two clients read alike. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

interface Params {
  readonly cmd: string;
  readonly version?: string;
}

/** The old platform's gate: `/v1/eval/<cmd>[/<version>]` and `/v1/batch` (spec: AVA, section 6). */
export function registerAva(
  http: FastifyInstance,
  service: Service,
  access: Access,
  limits: { readonly batch: number },
  log: Logger,
): void {
  const evalRoute = (request: FastifyRequest<{ Params: Params }>, reply: FastifyReply) =>
    answerEval(service, access, log, request, reply);
  http.post<{ Params: Params }>("/v1/eval/:cmd", evalRoute);
  http.post<{ Params: Params }>("/v1/eval/:cmd/:version", evalRoute);
  http.post("/v1/batch", (request, reply) => answerBatch(service, access, limits.batch, request, reply));
}

async function answerEval(
  service: Service,
  access: Access,
  log: Logger,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const { cmd, version } = request.params;
    if (!access.allows(request.caller, cmd)) throw new BridgeError("not_acceptable", "not acceptable");
    const task = parseEval(bytesOf(request), request.headers["content-type"]);
    const target = version === undefined ? { app: cmd } : { app: cmd, version };
    const call: EvalCall = { ...target, reqid: request.id, ...uidOf(request.caller), ...task };
    const answer = await service.eval(call);
    setOrigin(reply, answer, log);
    return sendAnswer(reply, answer);
  } catch (error) {
    return sendError(reply, known(error));
  }
}

function uidOf(caller: Caller | undefined): Pick<EvalCall, "uid"> {
  return caller === undefined ? {} : { uid: caller.uid };
}

/** Errors that the service knows have been logged there. The others the HTTP server logs and masks. */
function known(error: unknown): BridgeError {
  if (error instanceof BridgeError) return error;
  throw error;
}

function bytesOf({ body }: FastifyRequest): Bytes {
  return Array.isArray(body) ? body : [];
}

/** A value that HTTP refuses must not cost the answer. */
function setOrigin(reply: FastifyReply, { headers }: Answer, log: Logger): void {
  const origin = headers?.[ORIGIN]?.[0];
  if (origin === undefined) return;
  if (HEADER_VALUE.test(origin)) reply.header(ORIGIN, origin);
  else log.debug({ origin, reqid: reply.request.id }, `${ORIGIN} of the script is left out: HTTP has no such value`);
}

function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  const error = errorOf(answer);
  if (error !== undefined) return sendError(reply, error);
  if (answer.body !== undefined) return reply.type("application/octet-stream").send(viewOf(answer.body));
  return sendJson(reply, jsonOf(answer));
}

/** The script's own result goes out as it was written: numbers, order and spelling untouched. */
function jsonOf({ code, message, result }: Answer): string {
  const head = `{"code":${code},"message":${JSON.stringify(message)}`;
  return result === "null" ? `${head}}` : `${head},"result":${result}}`;
}

/** The answer as an error, where it is one. */
function errorOf(answer: Answer): BridgeError | undefined {
  const { code, message } = answer;
  return isFailure(answer) ? new BridgeError("script", message, { code }) : undefined;
}

function sendError(reply: FastifyReply, error: BridgeError): FastifyReply {
  const body = JSON.stringify({ error: error.message });
  return sendJson(reply.code(statusOf(error)).headers(retryAfter(error)), body);
}

/** A script's own code is the status where HTTP has such a status (spec: AVA, section 9.1 no. 1). */
function statusOf({ kind, code }: BridgeError): number {
  return STATUS[kind] ?? (code >= 400 && code <= 599 ? code : ERROR_KINDS.bad_answer.code);
}

function viewOf(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

async function answerBatch(
  service: Service,
  access: Access,
  maxLength: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const tasks = parseBatch(bytesOf(request), request.headers["content-type"], maxLength);
    // The platform names the app, and nothing else, in a batch (spec: AVA, section 6.4).
    const refused = tasks.find(({ app }) => !access.allows(request.caller, app));
    if (refused !== undefined) throw new BridgeError("not_acceptable", refused.app);
    const shared = new SharedFetches(tasks.flatMap(({ sources }) => sources));
    const common = { reqid: request.id, shared, ...uidOf(request.caller) };
    const elements = await Promise.all(tasks.map((task) => batchElement(service, { ...common, ...task })));
    return sendJson(reply, `[${elements.join(",")}]`);
  } catch (error) {
    return sendError(reply, known(error));
  }
}

/** One element of a batch answers for itself: a failed one stands in its place with its code. */
async function batchElement(service: Service, call: EvalCall): Promise<string> {
  try {
    const answer = await service.eval(call);
    const error = errorOf(answer);
    if (error !== undefined) return elementError(error);
    return answer.body === undefined ? jsonOf(answer) : JSON.stringify(encodeDataUri(answer.body));
  } catch (error) {
    return elementError(known(error));
  }
}

function elementError(error: BridgeError): string {
  return JSON.stringify({ code: statusOf(error), message: error.message });
}
