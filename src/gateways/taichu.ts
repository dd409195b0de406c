import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { lengthOf } from "../contract/bytes.ts";
import { BridgeError } from "../contract/errors.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Outcome } from "./ava-answer.ts";
import type { GrpcService } from "./grpc/server.ts";
import { taichuService } from "./grpc/taichu.ts";
import { registerGuard } from "./guard.ts";
import { createPlatformHttp, knownError } from "./http.ts";
import type { Model } from "./models.ts";
import { findModel } from "./models.ts";
import type { PlatformGateway, PlatformMeans, PlatformRelease } from "./platform.ts";
import { bodyOf, clientGone, sendAnswer, withoutNoType } from "./platform.ts";
import { fitRequestId } from "./request-id.ts";
import { errorAnswer, GENERIC, isJsonType, jsonAnswer, taichuAnswer, taichuError, tooMany } from "./taichu-answer.ts";

interface Params {
  readonly name: string;
  readonly version: string;
}
type InferRequest = FastifyRequest<{ Params: Params }>;

const INFER = "/v2/models/:name/versions/:version/infer";
/** Flask's own answer to OPTIONS, with what there is on a path, in its order. */
const ALLOWED = { health: "HEAD, GET, OPTIONS", infer: "POST, OPTIONS" } as const;

/** taichu-serve's models over HTTP (spec: taichu-serve, sections C2 and C9). */
export class Taichu implements PlatformGateway {
  readonly dialect = "taichu";
  readonly ports = { http: 8081, grpc: 8080 };
  readonly #means: PlatformMeans;

  constructor(means: PlatformMeans) {
    this.#means = means;
  }

  register(http: FastifyInstance): void {
    const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      sendAnswer(reply, taichuError(knownError(error, request, this.#means.log)));
    };
    http.post<{ Params: Params }>(INFER, { errorHandler }, (request, reply) => {
      const { access, catalog } = this.#means;
      const all = catalog.releases.filter(({ release }) => access.allows(request.caller, release.app));
      const { name } = request.params;
      // An app of another platform is not this gateway's.
      if (all.some(({ release }) => release.app === name && release.dialect !== this.dialect))
        return reply.callNotFound();
      return this.#infer(request, reply, all);
    });
  }

  serverOf(named: PlatformRelease): FastifyInstance {
    const { access, limits, log, held } = this.#means;
    const loaded = () => this.#means.catalog.select(named.app, named.version);
    // Its limit was on whatever came, but for the probes; the release has one of its own on what reaches its workers.
    const running = new Set<FastifyRequest>();
    const isRefused = (request: FastifyRequest) => {
      running.delete(request);
      return running.size >= (loaded().declared.maxConcurrent ?? Infinity);
    };
    const http = createPlatformHttp(limits, log, held, {
      notFound: (request, reply) => sendAnswer(reply, isRefused(request) ? tooMany() : errorAnswer(400, GENERIC)),
      failed: (error, reply) => sendAnswer(reply, taichuError(error)),
      // As the server under Flask read them.
      meant: (url) => url.replace(/^\/+/, "/"),
    });
    http.addHook("onSend", withoutNoType);
    http.addHook("onResponse", (request, _reply, done) => {
      running.delete(request);
      done();
    });
    registerGuard(http, access, named.app);
    const health = (url: string, answer: () => readonly [status: number, body: string]) => {
      http.route({
        method: ["GET", "HEAD"],
        url,
        config: { audience: "anyone" },
        handler: (_request, reply) => sendAnswer(reply, jsonAnswer(...answer())),
      });
      http.options(url, { config: { audience: "anyone" } }, (_request, reply) => sendOptions(reply, ALLOWED.health));
    };
    health("/health/live", () => [200, '{"live": true}']);
    health("/health/ready", () => (isReady(loaded()) ? [200, '{"ready": true}'] : [400, '{"ready": false}']));
    http.post<{ Params: Params }>(INFER, (request, reply) => {
      running.add(request);
      return this.#infer(request, reply, [loaded()]);
    });
    http.options(INFER, { config: { audience: "anyone" } }, (_request, reply) => sendOptions(reply, ALLOWED.infer));
    return http;
  }

  grpcOf(releases: () => readonly LoadedRelease[]): GrpcService {
    return taichuService({ ...this.#means, releases });
  }

  async #infer(request: InferRequest, reply: FastifyReply, releases: readonly LoadedRelease[]): Promise<FastifyReply> {
    const { name, version } = request.params;
    const sent = request.headers["x-request-id"];
    // An empty one is one, too.
    const id = typeof sent === "string" ? sent : randomUUID();
    const model = findModel(releases.filter(isOwn), name, version);
    const outcome = await this.#outcome(request, reply, id, model).catch((error: unknown) => BridgeError.from(error));
    const answering = releases.find(({ release }) => release.app === model?.app && release.version === model.version);
    return sendAnswer(
      reply,
      taichuAnswer({ id, model: name, version }, outcome, answering?.release.engine === "native"),
    );
  }

  /** @throws BridgeError */
  async #outcome(request: InferRequest, reply: FastifyReply, id: string, model: Model | undefined): Promise<Outcome> {
    const body = bodyOf(request);
    if (!isJsonType(request.headers["content-type"]) || lengthOf(body) === 0)
      throw new BridgeError("bad_request", GENERIC);
    if (model === undefined) throw new BridgeError("not_found", "model not found");
    const { caller } = request;
    return this.#means.service.eval({
      ...model,
      platform: true,
      reqid: fitRequestId(id),
      ...(caller === undefined ? undefined : { uid: caller.uid }),
      group: false,
      sources: [{ body }],
      signal: clientGone(reply),
    });
  }
}

function isOwn({ release }: LoadedRelease): boolean {
  return release.dialect === "taichu";
}

/** Warmed up, and with a worker that lives; the original said so of dead ones, too. */
function isReady({ state }: LoadedRelease): boolean {
  return state === "ready";
}

function sendOptions(reply: FastifyReply, allow: string): FastifyReply {
  const headers = { "content-type": "text/html; charset=utf-8", allow };
  return sendAnswer(reply, { status: 200, headers, body: "" });
}
