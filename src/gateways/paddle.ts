import { status } from "@grpc/grpc-js";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Bytes } from "../contract/bytes.ts";
import { BridgeError } from "../contract/errors.ts";
import { unlessAborted } from "../contract/unless-aborted.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Outcome } from "./ava-answer.ts";
import { GoJsonError } from "./go-json.ts";
import { paddleService } from "./grpc/paddle.ts";
import { lengthOf, responseIn } from "./grpc/paddle-values.ts";
import type { GrpcService } from "./grpc/server.ts";
import { StatusError } from "./grpc/status.ts";
import { registerGuard } from "./guard.ts";
import { createPlatformHttp, knownError } from "./http.ts";
import { findService, isCalled } from "./models.ts";
import type { PaddleGeneration } from "./paddle-answer.ts";
import { generationOf, notServed, paddleAnswer, statusAnswer } from "./paddle-answer.ts";
import { pipelineApi } from "./paddle-api.ts";
import { messageIn } from "./paddle-request.ts";
import type { PlatformGateway, PlatformMeans, PlatformRelease, WireAnswer } from "./platform.ts";
import { bodyOf, clientGone, releasesFor, sendAnswer, withAnyType } from "./platform.ts";

/** What a path asks for. */
interface Asked {
  readonly name: string;
  readonly method: string;
}

/** The platform's gateway takes no longer message from its own service (bytes). */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Paddle Serving's pipelines over HTTP, as their grpc-gateway speaks it (spec: paddle-pipeline, sections B2 and B9). */
export class Paddle implements PlatformGateway {
  readonly dialect = "paddle";
  /** Of a configuration that says nothing of it; HTTP it then does not serve. */
  readonly ports = { grpc: 12_000 };
  readonly #means: PlatformMeans;
  readonly #generation: PaddleGeneration;

  constructor(means: PlatformMeans) {
    this.#means = means;
    this.#generation = generationOf(means.compat);
  }

  register(http: FastifyInstance): void {
    const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      const known = knownError(error, request, this.#means.log);
      sendAnswer(reply, paddleAnswer(known, { generation: this.#generation, ported: false }));
    };
    const config = { api: pipelineApi(this.#generation) };
    const options = { onRequest: withAnyType, errorHandler, config };
    http.post("/:name/:method", options, (request, reply) => {
      const asked = askedBy(request);
      const allowed = releasesFor(this.#means, this.dialect, request.caller);
      const isNamed = asked !== undefined && asked.name !== "";
      const loaded = isNamed ? findService(this.#means.catalog, allowed, asked.name) : undefined;
      if (asked === undefined || loaded === undefined) return reply.callNotFound();
      return this.#infer(request, reply, loaded, asked);
    });
  }

  serverOf(named: PlatformRelease): FastifyInstance {
    const { access, catalog, limits, log, held } = this.#means;
    const manners = { generation: this.#generation, ported: false };
    const http = createPlatformHttp(limits, log, held, {
      notFound: (request, reply) => sendAnswer(reply, notServed(askedBy(request) === undefined ? 404 : 405)),
      failed: (error, reply) => sendAnswer(reply, paddleAnswer(error, manners)),
    });
    http.addHook("onRequest", withAnyType);
    registerGuard(http, access, named.app);
    http.post("/*", (request, reply) => {
      const asked = askedBy(request);
      if (asked === undefined) return sendAnswer(reply, notServed(404));
      const loaded = catalog.select(named.app, named.version);
      if (!isCalled(loaded, asked.name, catalog.releases)) throw new BridgeError("not_found", "no such service");
      return this.#infer(request, reply, loaded, asked, MAX_ANSWER_BYTES);
    });
    return http;
  }

  grpcOf(releases: () => readonly LoadedRelease[]): GrpcService {
    return paddleService({ ...this.#means, releases, generation: this.#generation });
  }

  async #infer(
    request: FastifyRequest,
    reply: FastifyReply,
    loaded: LoadedRelease,
    asked: Asked,
    maxBytes?: number,
  ): Promise<FastifyReply> {
    const outcome = await this.#outcome(request, reply, loaded, asked).catch((error: unknown) =>
      error instanceof StatusError ? error : BridgeError.from(error),
    );
    const answer = paddleAnswer(outcome, { generation: this.#generation, ported: loaded.release.engine === "native" });
    return sendAnswer(reply, maxBytes === undefined ? answer : limited(answer, maxBytes));
  }

  /** @throws BridgeError, StatusError */
  async #outcome(request: FastifyRequest, reply: FastifyReply, loaded: LoadedRelease, asked: Asked): Promise<Outcome> {
    const { app, version } = loaded.release;
    const limit = timeLimit(request.headers["grpc-timeout"]);
    const body = readable(bodyOf(request));
    const { caller } = request;
    const gone = clientGone(reply);
    const late = limit === undefined ? undefined : AbortSignal.timeout(limit);
    const answer = this.#means.service.eval({
      app,
      version,
      target: `${asked.name}/${asked.method}`,
      platform: true,
      reqid: request.id,
      ...(caller === undefined ? undefined : { uid: caller.uid }),
      group: false,
      sources: [{ body }],
      signal: late === undefined ? gone : AbortSignal.any([gone, late]),
    });
    if (late === undefined) return answer;
    return unlessAborted(answer, late, () => new StatusError(status.DEADLINE_EXCEEDED, "context deadline exceeded"));
  }
}

/** No message is longer than its JSON by more than this (bytes): its texts have their lengths before them. */
const SLACK = 1024;

/** @param maxBytes of the message that the platform's gateway would have got */
function limited(answer: WireAnswer, maxBytes: number): WireAnswer {
  if (answer.status !== 200 || Buffer.byteLength(answer.body) + SLACK <= maxBytes) return answer;
  const bytes = lengthOf(responseIn(String(answer.body)));
  if (bytes <= maxBytes) return answer;
  const text = `grpc: received message larger than max (${bytes} vs. ${maxBytes})`;
  return statusAnswer(new StatusError(status.RESOURCE_EXHAUSTED, text));
}

/**
 * The two parts of a path; the second may be empty. Undefined where it has others, or ends with a verb, as in
 * `/svc/prediction:x`.
 */
function askedBy({ url }: FastifyRequest): Asked | undefined {
  const path = decoded(url.replace(/\?.*$/s, ""));
  const [, name, method] = /^\/([^/]*)\/([^/:]*)$/s.exec(path) ?? [];
  return name === undefined || method === undefined ? undefined : { name, method };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

/** @throws StatusError */
function readable(body: Bytes): Bytes {
  try {
    return messageIn(body);
  } catch (error) {
    throw error instanceof GoJsonError ? new StatusError(status.INVALID_ARGUMENT, error.message) : error;
  }
}

/** Units of `Grpc-Timeout` in ms. */
const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The time that a client gives its request (ms). 0 is none. @throws StatusError */
function timeLimit(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === "") return undefined;
  const [, count = "", unit = ""] = /^([-+]?\d+)(.)$/.exec(String(header)) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (Number.isNaN(ms) || count === "")
    throw new StatusError(status.INVALID_ARGUMENT, `invalid grpc-timeout: ${header}`);
  return ms === 0 ? undefined : Math.min(Math.max(Math.ceil(ms), 0), MAX_TIMER_MS);
}
