import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { lengthOf } from "../contract/bytes.ts";
import { BridgeError } from "../contract/errors.ts";
import { MosecMetrics } from "../observe/mosec-metrics.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Outcome } from "./ava-answer.ts";
import { registerGuard } from "./guard.ts";
import { createPlatformHttp, knownError } from "./http.ts";
import type { PlatformGateway, PlatformMeans, PlatformRelease, WireAnswer } from "./platform.ts";
import { bodyOf, clientGone, releasesFor, sendAnswer, withAnyType, withoutNoType } from "./platform.ts";
import type { MosecGeneration } from "./tiinfer-answer.ts";
import {
  generationOf,
  inferenceAnswer,
  noData,
  notServed,
  plainAnswer,
  SHUTTING_DOWN,
  typedAnswer,
} from "./tiinfer-answer.ts";
import { inferenceApi } from "./tiinfer-api.ts";
import { EVENT_STREAM, EventStream } from "./tiinfer-events.ts";

const INFERENCE = "/inference";
/** What the platform's front called every model. */
const ANY_MODEL = "m";
const PREDICT = /^\/v1\/models\/([^/]+):predict$/;
/** Of a request's body, from mosec 0.9.7 on (spec: tiinfer, section A9). */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const OPEN_API = "/openapi/swagger";
const TEXT = "text/plain; charset=utf-8";
const GET = "GET,HEAD";

/** tiinfer's models, and the mosec servers under them (spec: tiinfer, sections A2, A5 and A9). */
export class Tiinfer implements PlatformGateway {
  readonly dialect = "tiinfer";
  /** Of tiinfer's documents; a script of mosec's says where it listens. */
  readonly ports = { http: 8501 };
  readonly #means: PlatformMeans;
  readonly #generation: MosecGeneration;
  readonly #maxBodyBytes: number;
  readonly #metrics = new Map<string, MosecMetrics>();

  constructor(means: PlatformMeans) {
    this.#means = means;
    this.#generation = generationOf(means.compat);
    const { body_bytes } = means.limits;
    this.#maxBodyBytes = this.#generation === "0.4" ? body_bytes : Math.min(body_bytes, MAX_BODY_BYTES);
  }

  register(http: FastifyInstance): void {
    const options = this.#inferenceOptions();
    const { inference, predict } = inferenceApi(this.#generation);
    http.post(INFERENCE, { ...options, config: { api: inference } }, (request, reply) =>
      this.#predict(request, reply, ANY_MODEL),
    );
    http.post("/v1/models/*", { ...options, config: { api: predict } }, (request, reply) => {
      const [, model] = PREDICT.exec(pathOf(request)) ?? [];
      if (model === undefined) return reply.callNotFound();
      return this.#predict(request, reply, model);
    });
  }

  serverOf(named: PlatformRelease): FastifyInstance {
    const { access, limits, log, held, service } = this.#means;
    const generation = this.#generation;
    const http = createPlatformHttp({ ...limits, body_bytes: this.#maxBodyBytes }, log, held, {
      notFound: (request, reply) => sendAnswer(reply, this.#notServed(request, named)),
      failed: (error, reply) => sendAnswer(reply, inferenceAnswer(error, { generation, ported: false })),
    });
    http.addHook("onRequest", withAnyType);
    http.addHook("onSend", withoutNoType);
    registerGuard(http, access, named.app);
    const verbs = generation === "0.4" ? ["GET"] : ["GET", "HEAD"];
    http.route({
      method: verbs,
      url: "/",
      config: { audience: "anyone" },
      handler: (_request, reply) => {
        const up = !service.closing && !this.#loaded(named).isDead;
        return sendAnswer(reply, typedAnswer(generation, up ? 200 : 503, up ? "MOSEC service" : SHUTTING_DOWN, TEXT));
      },
    });
    http.route({
      method: verbs,
      url: "/metrics",
      config: { audience: "operators" },
      handler: async (_request, reply) => {
        const { text, type } = await this.#metricsOf(this.#loaded(named)).expose();
        return sendAnswer(reply, typedAnswer(generation, 200, text, type));
      },
    });
    if (generation === "0.9") this.#registerOpenApi(http, named);
    http.post("/*", (request, reply) => {
      const loaded = this.#loaded(named);
      if (!this.#isInference(pathOf(request), loaded)) return reply.callNotFound();
      return this.#infer(request, reply, loaded);
    });
    return http;
  }

  /** 0.9 showed its routes under `/openapi/swagger/`: here in a few words, and without Swagger UI. */
  #registerOpenApi(http: FastifyInstance, named: PlatformRelease): void {
    const config = { audience: "anyone" } as const;
    http.get(OPEN_API, { config }, (_request, reply) =>
      sendAnswer(reply, { status: 307, headers: { location: `${OPEN_API}/` }, body: "" }),
    );
    http.get(`${OPEN_API}/`, { config }, (_request, reply) => {
      const routes = routesOf(this.#loaded(named)).map((route) => `POST ${route}\n`);
      return sendAnswer(reply, typedAnswer("0.9", 200, `GET /\nGET /metrics\n${routes.join("")}`, TEXT));
    });
  }

  #inferenceOptions() {
    return {
      bodyLimit: this.#maxBodyBytes,
      onRequest: withAnyType,
      onSend: withoutNoType,
      errorHandler: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
        const known = knownError(error, request, this.#means.log);
        sendAnswer(reply, inferenceAnswer(known, { generation: this.#generation, ported: false }));
      },
    };
  }

  /** A model on the host's own port: an app by its name; the only one by any platform's name for it. */
  async #predict(request: FastifyRequest, reply: FastifyReply, model: string): Promise<FastifyReply> {
    const all = releasesFor(this.#means, this.dialect, request.caller);
    const apps = [...new Set(all.map(({ release }) => release.app))];
    const app = apps.find((name) => name === model) ?? (model === ANY_MODEL && apps.length === 1 ? apps[0] : undefined);
    const loaded = this.#means.catalog.best(all.filter(({ release }) => release.app === app));
    if (loaded === undefined) return sendAnswer(reply, plainAnswer(this.#generation, 404, missing(model, apps)));
    return this.#infer(request, reply, loaded);
  }

  async #infer(request: FastifyRequest, reply: FastifyReply, loaded: LoadedRelease): Promise<FastifyReply> {
    const body = bodyOf(request);
    const { app, version, engine } = loaded.release;
    const route = routeOf(pathOf(request), loaded);
    const sendsEvents = loaded.declared.served.some(({ name, events }) => name === route && events === true);
    if (lengthOf(body) === 0) return sendAnswer(reply, noData(this.#generation, sendsEvents));
    const metrics = this.#metricsOf(loaded);
    const started = metrics.begin();
    const events = new EventStream(reply);
    if (sendsEvents && loaded.refusal({ target: route, platform: true }) === undefined) events.open();
    const outcome = await this.#means.service
      .eval({
        app,
        version,
        target: route,
        platform: true,
        reqid: request.id,
        ...(request.caller === undefined ? undefined : { uid: request.caller.uid }),
        group: false,
        sources: [{ body }],
        signal: clientGone(reply),
        onPart: (event) => events.send(event),
      })
      .catch((error: unknown): Outcome => BridgeError.from(error));
    const manners = { generation: this.#generation, ported: engine === "native" };
    const answer = inferenceAnswer(outcome, manners);
    metrics.end(started, route, answer.status);
    // A port does not say before that it will send them.
    if (!events.isOpen && !isEvents(outcome)) return sendAnswer(reply, answer);
    events.end(outcome, manners);
    return reply;
  }

  #notServed(request: FastifyRequest, named: PlatformRelease): WireAnswer {
    const path = pathOf(request);
    const own = path === "/" || path === "/metrics" ? GET : undefined;
    return notServed(this.#generation, own ?? (this.#isInference(path, this.#loaded(named)) ? "POST" : undefined));
  }

  /** mosec had no other routes than its scripts'; tiinfer's platform had one before it (spec: tiinfer, section A9). */
  #isInference(path: string, loaded: LoadedRelease): boolean {
    return routesOf(loaded).includes(path) || (this.#generation === "0.4" && PREDICT.test(path));
  }

  #loaded({ app, version }: PlatformRelease): LoadedRelease {
    return this.#means.catalog.select(app, version);
  }

  /** Kept for all that is ever loaded under a name. */
  #metricsOf({ name, metrics }: LoadedRelease): MosecMetrics {
    const known = this.#metrics.get(name);
    if (known !== undefined) return known;
    const made = new MosecMetrics(this.#generation);
    metrics.onCall((call, stage) => made.called(call, stage));
    this.#metrics.set(name, made);
    return made;
  }
}

function pathOf({ url }: FastifyRequest): string {
  return url.replace(/\?.*$/s, "");
}

/** Those of a script; one that names none has the usual one. */
function routesOf({ declared }: LoadedRelease): readonly string[] {
  const paths = declared.served.map(({ name }) => name).filter((name) => name.startsWith("/"));
  return paths.length === 0 ? [INFERENCE] : paths;
}

/** Which of a script's routes a request takes: its own, else where most scripts have theirs. */
function routeOf(path: string, loaded: LoadedRelease): string {
  const routes = routesOf(loaded);
  return [path, INFERENCE].find((route) => routes.includes(route)) ?? routes[0] ?? INFERENCE;
}

function isEvents(outcome: Outcome): boolean {
  return !(outcome instanceof BridgeError) && outcome.contentType === EVENT_STREAM;
}

function missing(model: string, apps: readonly string[]): string {
  const paths = apps.map((app) => `/v1/models/${app}:predict`).join(", ");
  if (apps.length === 0) return "not found";
  return model === ANY_MODEL ? `not found: several models are served: ${paths}` : `not found: what is served: ${paths}`;
}
