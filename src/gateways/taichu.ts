import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { lengthOf } from "../contract/bytes.ts";
import type { Caller } from "../contract/caller.ts";
import { BridgeError } from "../contract/errors.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Outcome } from "./ava-answer.ts";
import type { GrpcService } from "./grpc/server.ts";
import { taichuService } from "./grpc/taichu.ts";
import { registerGuard } from "./guard.ts";
import { createPlatformHttp } from "./http.ts";
import type { Model } from "./models.ts";
import { findModel, isTaichuModel } from "./models.ts";
import type { ModelRequest, PlatformGateway, PlatformMeans, PlatformRelease, SharedModels } from "./platform.ts";
import { bodyOf, clientGone, sendAnswer, withoutNoType } from "./platform.ts";
import { isReady } from "./readiness.ts";
import { fitRequestId } from "./request-id.ts";
import { errorAnswer, GENERIC, isJsonType, jsonAnswer, taichuAnswer, taichuError, tooMany } from "./taichu-answer.ts";

interface Params {
  readonly name: string;
  readonly version: string;
}

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

  readonly models: SharedModels = {
    claims: ({ caller, params: { name, version } }) => isTaichuModel(this.#allowed(caller), name, version),
    infer: (request, reply) => this.#infer(request, reply, this.#allowed(request.caller)),
    failed: (error, reply) => sendAnswer(reply, taichuError(error)),
  };

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
    // The original said so of dead workers, too.
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

  #allowed(caller: Caller | undefined): readonly LoadedRelease[] {
    const { access, catalog } = this.#means;
    return catalog.releases.filter(({ release }) => access.allows(caller, release.app));
  }

  async #infer(request: ModelRequest, reply: FastifyReply, releases: readonly LoadedRelease[]): Promise<FastifyReply> {
    const { name, version = "" } = request.params;
    const sent = request.headers["x-request-id"];
    // An empty one is one, too.
    const id = typeof sent === "string" ? sent : randomUUID();
    const model = findModel(this.#means.catalog, releases, name, version);
    const outcome = await this.#outcome(request, reply, id, model).catch((error: unknown) => BridgeError.from(error));
    const answering = releases.find(({ release }) => release.app === model?.app && release.version === model.version);
    return sendAnswer(
      reply,
      taichuAnswer({ id, model: name, version }, outcome, answering?.release.engine === "native"),
    );
  }

  /** @throws BridgeError */
  async #outcome(request: ModelRequest, reply: FastifyReply, id: string, model: Model | undefined): Promise<Outcome> {
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

function sendOptions(reply: FastifyReply, allow: string): FastifyReply {
  const headers = { "content-type": "text/html; charset=utf-8", allow };
  return sendAnswer(reply, { status: 200, headers, body: "" });
}
