import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../access/access.ts";
import type { Bytes } from "../contract/bytes.ts";
import type { CompatSettings } from "../contract/compat.ts";
import { BridgeError } from "../contract/errors.ts";
import type { GateLabels, GateMetrics } from "../observe/gate-metrics.ts";
import type { Logger } from "../observe/log.ts";
import type { EvalCall, Service } from "../service.ts";
import { Trail } from "../service.ts";
import { HEADER_LENGTH } from "../tensors/head.ts";
import type { Outcome } from "./ava-answer.ts";
import { elementOf, jsonOf, statusOf, succeeded } from "./ava-answer.ts";
import { BATCH, EVAL } from "./ava-api.ts";
import type { EvalTask } from "./ava-request.ts";
import { parseBatch, parseEval } from "./ava-request.ts";
import { knownError, retryAfter, sendJson, sendJsonText } from "./http.ts";
import { ORIGIN, originOf } from "./origin.ts";
import { X_LOG, xLog } from "./x-log.ts";

interface Params {
  readonly cmd: string;
  readonly version?: string;
}
type EvalRequest = FastifyRequest<{ Params: Params }>;
/** Of a batch as a whole. */
const NO_APP: Params = { cmd: "" };

export interface AvaMeans {
  readonly service: Service;
  readonly access: Access;
  readonly metrics: GateMetrics;
  readonly limits: { readonly batch: number; readonly json_tokens: number };
  readonly compat: CompatSettings;
  readonly log: Logger;
}

/** The old platform's gate: `/v1/eval/<cmd>[/<version>]` and `/v1/batch` (spec: AVA, sections 6 and 9). */
export function registerAva(http: FastifyInstance, means: AvaMeans): void {
  const gate = new Gate(means);
  const evalRoute = (request: EvalRequest, reply: FastifyReply) => gate.eval(request, reply);
  const evalOptions = {
    config: { api: EVAL },
    // Before the body: whom it refuses sends none, and a content type that is none comes later in the platform's order.
    onRequest: (request: EvalRequest, _reply: FastifyReply, done: (error?: Error) => void) =>
      done(gate.refusal(request)),
    // What fails before its handler: a token, access, the body's size, a content type that is none.
    errorHandler: (error: unknown, request: EvalRequest, reply: FastifyReply): void => {
      gate.refuse(knownError(error, request, means.log), reply, request.params);
    },
  };
  http.post<{ Params: Params }>("/v1/eval/:cmd", evalOptions, evalRoute);
  http.post<{ Params: Params }>("/v1/eval/:cmd/:version", evalOptions, evalRoute);
  const batchOptions = {
    config: { api: BATCH },
    errorHandler: (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
      gate.refuse(knownError(error, request, means.log, means.compat.batch_content_type), reply, NO_APP);
    },
  };
  http.post("/v1/batch", batchOptions, (request, reply) => gate.batch(request, reply));
}

/** What is told of a request, or of an element of a batch, once it is answered. */
interface Work {
  readonly cmd: string;
  readonly version: string | undefined;
  /** Of its inputs. */
  readonly number: number;
  readonly trail: Trail;
  readonly outcome: Outcome;
}

class Gate {
  readonly #means: AvaMeans;

  constructor(means: AvaMeans) {
    this.#means = means;
  }

  async eval(request: EvalRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now();
    this.#means.metrics.processing += 1;
    const work = await this.#single(request);
    const { outcome } = work;
    const labels = this.#labels(work, statusOf(outcome));
    this.#account(reply, started, labels, [work]);
    if (!succeeded(outcome)) return sendError(reply, outcome, labels.code);
    this.#setOrigin(request, reply, [work]);
    if (outcome.body === undefined) return sendJsonText(reply, jsonOf(outcome));
    // Raw tensors behind JSON: nobody could tell where they begin.
    const [headerLength] = outcome.headers?.[HEADER_LENGTH] ?? [];
    if (headerLength !== undefined) reply.header(HEADER_LENGTH, headerLength);
    return reply.type("application/octet-stream").send(viewOf(outcome.body));
  }

  async batch(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now();
    this.#means.metrics.processing += 1;
    const result = await this.#elements(request);
    const works = result instanceof BridgeError ? [] : result;
    const failure = result instanceof BridgeError ? result : this.#failureOf(works);
    const code = failure === undefined ? 200 : statusOf(failure);
    this.#account(reply, started, { cmd: "batch", version: "", code, number: works.length }, works);
    this.#setOrigin(request, reply, works);
    if (failure !== undefined) return sendError(reply, failure, code);
    if (works.length === 0 && this.#means.compat.empty_batch === "null") return sendJsonText(reply, "null");
    return sendJsonText(reply, `[${works.map(({ outcome }) => elementOf(outcome)).join(",")}]`);
  }

  /** Why the caller may not have the app of a single request. */
  refusal({ caller, params }: EvalRequest): BridgeError | undefined {
    if (this.#means.access.allows(caller, params.cmd)) return undefined;
    return new BridgeError("not_acceptable", "not acceptable");
  }

  /** Answers what failed before its handler was called. */
  refuse(error: BridgeError, reply: FastifyReply, { cmd, version }: Params): void {
    const code = statusOf(error);
    const labels = this.#labels({ cmd, version, number: 0, trail: new Trail() }, code);
    this.#means.metrics.answered(labels, reply.elapsedTime / 1000);
    sendError(reply.header(X_LOG, xLog([], reply.elapsedTime, code)), error, code);
  }

  /** Checks in the platform's order (spec: AVA, section 9.2 no. 2); caller and access have been judged before. */
  async #single(request: EvalRequest): Promise<Work> {
    const { service, limits } = this.#means;
    const { cmd, version } = request.params;
    const trail = new Trail();
    let number = 0;
    let outcome: Outcome;
    try {
      const task = parseEval(bytesOf(request), request.headers["content-type"], limits.json_tokens);
      number = task.sources.length;
      outcome = await service.eval(callOf(request, trail, task, cmd, version));
    } catch (error) {
      outcome = knownError(error, request, this.#means.log);
    }
    return { cmd, version, number, trail, outcome };
  }

  /** The batch's elements, each answered, or why there are none. */
  async #elements(request: FastifyRequest): Promise<Work[] | BridgeError> {
    const { service, access, limits, compat } = this.#means;
    const rules = {
      maxLength: limits.batch,
      maxTokens: limits.json_tokens,
      nullIsEmpty: compat.empty_batch === "null",
      wrongTypeCode: compat.batch_content_type,
    };
    try {
      const tasks = parseBatch(bytesOf(request), request.headers["content-type"], rules);
      // The platform names the app, and nothing else, in a batch (spec: AVA, section 6.4).
      const refused = tasks.find(({ app }) => !access.allows(request.caller, app));
      if (refused !== undefined) throw new BridgeError("not_acceptable", refused.app);
      const calls = tasks.map((task) => callOf(request, new Trail(), task, task.app, task.version));
      const answered = await service.evalBatch(calls);
      return answered.map(({ call, outcome }) => ({
        cmd: call.app,
        version: call.version,
        number: call.sources.length,
        trail: call.trail,
        outcome,
      }));
    } catch (error) {
      return knownError(error, request, this.#means.log);
    }
  }

  /** What fails a batch as a whole, where it may: what cannot be used at all, else the first in request order. */
  #failureOf(works: readonly Work[]): Outcome | undefined {
    if (this.#means.compat.batch === "items") return undefined;
    const failures = works.map(({ outcome }) => outcome).filter((outcome) => !succeeded(outcome));
    return failures.find((outcome) => outcome instanceof BridgeError && outcome.kind === "bad_request") ?? failures[0];
  }

  /** Only what is served is named: a client must not be able to make up labels. */
  #labels({ cmd, version, number, trail }: Omit<Work, "outcome">, code: number): GateLabels {
    const served = trail.accepted > 0 || this.#means.service.serves(cmd, version);
    return served ? { cmd, version: version ?? "", code, number } : { cmd: "", version: "", code, number };
  }

  #account(reply: FastifyReply, started: number, labels: GateLabels, works: readonly Work[]): void {
    const { metrics } = this.#means;
    const ms = performance.now() - started;
    reply.header(X_LOG, xLog(works, ms, labels.code));
    metrics.processing -= 1;
    metrics.answered(labels, ms / 1000);
    for (const work of works) {
      if (work.trail.fetched > 0) metrics.worked(this.#labels(work, statusOf(work.outcome)), work.trail);
    }
  }

  /**
   * The first value of each answer, but none for the platform's own calls (spec: AVA, sections 6.5 and 9.1 no. 10).
   * A value that HTTP refuses must not cost the answer.
   */
  #setOrigin(request: FastifyRequest, reply: FastifyReply, works: readonly Work[]): void {
    if (request.caller?.ut === 0) return;
    const values = works.flatMap(({ outcome }) =>
      outcome instanceof BridgeError ? [] : (outcome.headers?.[ORIGIN]?.slice(0, 1) ?? []),
    );
    if (values.length === 0) return;
    const origin = originOf(values);
    if (origin !== undefined) reply.header(ORIGIN, origin);
    else this.#means.log.debug({ values, reqid: request.id }, `${ORIGIN} is left out: HTTP has no such value`);
  }
}

type TrailedCall = EvalCall & { readonly trail: Trail };

function callOf(
  { id, caller }: FastifyRequest,
  trail: Trail,
  { group, sources, params }: EvalTask,
  app: string,
  version: string | undefined,
): TrailedCall {
  return {
    app,
    ...(version === undefined ? undefined : { version }),
    reqid: id,
    ...(caller === undefined ? undefined : { uid: caller.uid }),
    group,
    sources,
    ...(params === undefined ? undefined : { params }),
    trail,
  };
}

function bytesOf({ body }: FastifyRequest): Bytes {
  return Array.isArray(body) ? body : [];
}

function viewOf(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function sendError(reply: FastifyReply, outcome: Outcome, code: number): FastifyReply {
  if (outcome instanceof BridgeError) reply.headers(retryAfter(outcome));
  // Fastify knows no status from 600 on; clients of the platform got some (spec: AVA, section 9.1 no. 2).
  if (code > 599) reply.raw.statusCode = code;
  else reply.code(code);
  return sendJson(reply, { error: outcome.message });
}
