import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import type { Bytes } from "../../contract/bytes.ts";
import { joined, lengthOf } from "../../contract/bytes.ts";
import { BridgeError } from "../../contract/errors.ts";
import type { JsonObject } from "../../contract/json.ts";
import { isJsonObject } from "../../contract/json.ts";
import { messageOf } from "../../contract/text.ts";
import type { Logger } from "../../observe/log.ts";
import { HEADER_LENGTH } from "../../tensors/head.ts";
import type { Message } from "../../tensors/write.ts";
import { knownError, retryAfter, sendJson } from "../http.ts";
import type { ModelRequest, SharedModels } from "../platform.ts";
import { bodyOf, clientGone, withAnyType } from "../platform.ts";
import { isReady, isServing } from "../readiness.ts";
import { API } from "./api.ts";
import { configOf } from "./config.ts";
import { deflated, encodingWanted, inflated } from "./content-encoding.ts";
import type { InferMeans } from "./infer.ts";
import { infer } from "./infer.ts";
import type { ModelName } from "./models.ts";
import { chooseRelease, metadataOf, modelNames } from "./models.ts";
import { loadModel, repositoryIndex, unloadModel } from "./repository.ts";
import { serverMetadata } from "./server.ts";
import { statisticsIn } from "./statistics.ts";
import { statusOf } from "./status.ts";

export interface OpenInferenceMeans extends InferMeans {
  readonly log: Logger;
}

type Named = FastifyRequest<{ Params: ModelName }>;

const PROBE = { config: { audience: "anyone" } } as const;
const OPERATORS = { config: { audience: "operators" } } as const;
const READ = ["GET", "HEAD"];
/** What is the same for a model and for one version of it. */
const MODEL_PATHS = ["/v2/models/:name", "/v2/models/:name/versions/:version"] as const;
const JSON_TYPE = "application/json";
const BINARY_TYPE = "application/octet-stream";

/**
 * The Open Inference Protocol over HTTP, with Triton's extensions (spec: Open Inference Protocol, section 1).
 *
 * @param shared what else is served where its models are: see `SharedModels`
 */
export function registerOpenInference(
  http: FastifyInstance,
  means: OpenInferenceMeans,
  shared: readonly SharedModels[],
): void {
  new OpenInference(http, means, shared).register();
}

class OpenInference {
  readonly #http: FastifyInstance;
  readonly #means: OpenInferenceMeans;
  readonly #shared: readonly SharedModels[];
  /** Requests that are for somebody else's models. */
  readonly #others = new WeakMap<FastifyRequest, SharedModels>();

  constructor(http: FastifyInstance, means: OpenInferenceMeans, shared: readonly SharedModels[]) {
    this.#http = http;
    this.#means = means;
    this.#shared = shared;
  }

  register(): void {
    const { catalog, service } = this.#means;
    this.#read("/v2", {}, () => serverMetadata());
    this.#read("/v2/health/live", PROBE, () => ({ live: true }));
    this.#read("/v2/health/ready", PROBE, (_request, reply) => {
      const ready = isServing(catalog.releases, service.closing);
      reply.code(ready ? 200 : 503);
      return { ready, live: true };
    });
    this.#read("/v2/models", {}, ({ caller }) => ({ models: modelNames(this.#means, caller) }));
    this.#read("/v2/models/stats", OPERATORS, () => ({ model_stats: statisticsIn(catalog, { name: "" }) }));
    for (const path of MODEL_PATHS) this.#registerModel(path);
    this.#registerRepository();
  }

  #registerModel(path: string): void {
    this.#read(path, {}, (request) => {
      const loaded = this.#choose(request);
      return metadataOf(this.#means, loaded, request.params.version !== undefined);
    });
    this.#read(`${path}/ready`, {}, (request, reply) => {
      const ready = isReady(this.#choose(request));
      reply.code(ready ? 200 : 503);
      return { name: request.params.name, ready };
    });
    this.#read(`${path}/config`, {}, (request) => configOf(this.#means, this.#choose(request)));
    this.#read(`${path}/stats`, OPERATORS, ({ params }) => ({
      model_stats: statisticsIn(this.#means.catalog, params),
    }));
    const answerInfer = (request: Named, reply: FastifyReply) => {
      const other = this.#others.get(request);
      return other === undefined ? this.#infer(request, reply) : other.infer(request, reply);
    };
    this.#post(`${path}/infer`, {}, answerInfer, (request, reply, done) => this.#sort(request, reply, done));
  }

  #registerRepository(): void {
    const { catalog } = this.#means;
    this.#post("/v2/repository/index", OPERATORS, (request, reply) => {
      const { ready = false } = objectOf(bodyOf(request));
      if (typeof ready !== "boolean") throw new BridgeError("bad_request", "ready must be true or false");
      return sendJson(reply, repositoryIndex(catalog, ready));
    });
    this.#post("/v2/repository/models/:name/load", OPERATORS, async (request, reply) => {
      const { parameters = {} } = objectOf(bodyOf(request));
      if (!isJsonObject(parameters)) throw new BridgeError("bad_request", "parameters must be an object");
      await loadModel(catalog, request.params.name, parameters);
      return reply.send();
    });
    this.#post("/v2/repository/models/:name/unload", OPERATORS, async (request, reply) => {
      objectOf(bodyOf(request));
      await unloadModel(catalog, request.params.name);
      return reply.send();
    });
  }

  #choose({ caller, params }: Named) {
    return chooseRelease(this.#means, caller, params);
  }

  async #infer(request: Named, reply: FastifyReply): Promise<FastifyReply> {
    const { caller, id: reqid, params, headers } = request;
    const asked = { ...params, caller, reqid, signal: clientGone(reply) };
    const message = messageFrom(bodyOf(request), headers[HEADER_LENGTH.toLowerCase()]);
    const { parts, headerLength } = await infer(this.#means, { ...asked, message });
    if (headerLength !== undefined) reply.header(HEADER_LENGTH, headerLength);
    reply.type(headerLength === undefined ? JSON_TYPE : BINARY_TYPE);
    const encoding = encodingWanted(headers["accept-encoding"]);
    const bytes = joined(parts);
    if (encoding === undefined) return reply.send(bytes);
    return reply.header("Content-Encoding", encoding).send(await deflated(bytes, encoding));
  }

  /** Finds out whose model is asked, before anything of the body is read. */
  #sort(request: ModelRequest, reply: FastifyReply, done: () => void): void {
    const other = this.#shared.find((each) => each.claims(request));
    if (other === undefined) {
      withAnyType(request, reply, done);
      return;
    }
    this.#others.set(request, other);
    done();
  }

  /** A route that answers what it returns as JSON, as the caller's `GET`. */
  #read(url: string, options: RouteShorthandOptions, answer: (request: Named, reply: FastifyReply) => object): void {
    for (const path of [url, `${url}/`]) {
      this.#http.route<{ Params: ModelName }>({
        ...options,
        config: { ...options.config, api: API[path] },
        method: READ,
        url: path,
        errorHandler: (...args) => this.#failed(...args),
        handler: async (request, reply) => sendJson(reply, answer(request, reply)),
      });
    }
  }

  #post(
    url: string,
    options: RouteShorthandOptions,
    handler: (request: Named, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply,
    onRequest: (request: Named, reply: FastifyReply, done: () => void) => void = withAnyType,
  ): void {
    for (const path of [url, `${url}/`]) {
      this.#http.route<{ Params: ModelName }>({
        ...options,
        config: { ...options.config, api: API[path] },
        onRequest,
        method: "POST",
        url: path,
        preParsing: (request, _reply, _payload, done) => {
          try {
            done(null, this.#others.has(request) ? request.raw : inflated(request.raw));
          } catch (error) {
            done(BridgeError.from(error));
          }
        },
        errorHandler: (...args) => this.#failed(...args),
        handler: async (request, reply) => handler(request, reply),
      });
    }
  }

  #failed(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const known = knownError(error, request, this.#means.log);
    const other = this.#others.get(request);
    if (other === undefined) sendJson(reply.code(statusOf(known)).headers(retryAfter(known)), { error: known.message });
    else other.failed(known, reply);
  }
}

/** @throws BridgeError `bad_request` */
function messageFrom(parts: Bytes, header: string | readonly string[] | undefined): Message {
  if (header === undefined) return { parts };
  if (typeof header !== "string" || !/^\d{1,15}$/.test(header.trim()))
    throw new BridgeError("bad_request", `${HEADER_LENGTH} is no whole number`);
  const headerLength = Number(header);
  const length = lengthOf(parts);
  if (headerLength > length) {
    throw new BridgeError("bad_request", `${HEADER_LENGTH} is ${headerLength}, but the body has ${length} bytes`);
  }
  return { parts, headerLength };
}

/** A body that may be empty. @throws BridgeError `bad_request` */
function objectOf(body: Bytes): JsonObject {
  if (lengthOf(body) === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(joined(body).toString());
  } catch (error) {
    throw new BridgeError("bad_request", `the body is not JSON: ${messageOf(error)}`);
  }
  if (!isJsonObject(value)) throw new BridgeError("bad_request", "the body is not a JSON object");
  return value;
}
