import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import type { Access } from "../../access/access.ts";
import type { Answer } from "../../contract/call.ts";
import { isFailure } from "../../contract/call.ts";
import type { Caller } from "../../contract/caller.ts";
import type { CompatSettings } from "../../contract/compat.ts";
import type { ErrorKind } from "../../contract/errors.ts";
import { BridgeError } from "../../contract/errors.ts";
import { taichu_infer } from "../../protos/taichu-messages.js";
import type { Catalog } from "../../releases/catalog.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import type { CallSession, EvalCall, Service } from "../../service.ts";
import type { Model } from "../models.ts";
import { findModel } from "../models.ts";
import { fitRequestId } from "../request-id.ts";
import type { Call } from "./method.ts";
import { duplex, unary, unimplemented } from "./method.ts";
import type { GrpcService } from "./server.ts";
import { StatusError } from "./status.ts";
import { Counted } from "./taichu-request.ts";
import { bodyOf, parametersOf } from "./taichu-values.ts";

type Request = taichu_infer.IModelInferRequest;
type Response = taichu_infer.IModelInferResponse;

export interface TaichuMeans {
  readonly service: Service;
  readonly access: Access;
  readonly catalog: Pick<Catalog, "best">;
  readonly compat: Pick<CompatSettings, "taichu_unknown_model">;
  /** Those whose models are served. */
  releases(): readonly LoadedRelease[];
}

/** taichu-serve's gRPC interface (spec: taichu-serve, sections C2 and C9). */
export function taichuService(means: TaichuMeans): GrpcService {
  const taichu = new Taichu(means);
  const { ModelInferResponse } = taichu_infer;
  const { ServerLiveRequest, ServerLiveResponse, ServerReadyRequest, ServerReadyResponse } = taichu_infer;
  return {
    name: "taichu_infer.GRPCInferenceService",
    methods: {
      ServerLive: unary(ServerLiveRequest, ServerLiveResponse, () => Promise.resolve({ live: true })),
      ServerReady: unary(ServerReadyRequest, ServerReadyResponse, () => Promise.resolve({ ready: true })),
      ModelReady: unimplemented(),
      ServerMetadata: unimplemented(),
      ModelMetadata: unimplemented(),
      ModelInfer: unary(Counted, ModelInferResponse, (request, call) => taichu.infer(request, call)),
      ModelStreamInfer: duplex(Counted, ModelInferResponse, (requests, send, call) =>
        taichu.stream(requests, send, call),
      ),
    },
  };
}

/** What is told of each kind of error; `null` where the error's code says it. */
const STATUS: Record<ErrorKind, status | null> = {
  bad_request: status.INVALID_ARGUMENT,
  unauthorized: status.UNAUTHENTICATED,
  not_found: status.INTERNAL,
  not_acceptable: status.PERMISSION_DENIED,
  too_large: status.RESOURCE_EXHAUSTED,
  fetch_failed: status.INTERNAL,
  timeout: status.DEADLINE_EXCEEDED,
  unavailable: status.UNAVAILABLE,
  closing: status.UNAVAILABLE,
  overloaded: status.RESOURCE_EXHAUSTED,
  worker_lost: status.UNAVAILABLE,
  bad_answer: status.INTERNAL,
  script: null,
  internal: status.INTERNAL,
};

/** A script's own codes that have a status of their own; all others are INTERNAL. */
const NOT_FOUND = 404;
const TOO_MANY_REQUESTS = 429;
/** What the original says when its worker is busy. */
const OVERLOADED = "Too many requests";
/** JSON text. */
const NOTHING = "{}";
/** Tells a script's runner that only what a message can hold is worth writing. */
const WIRE = JSON.stringify({ wire: "grpc" });

/** Whom a request is for, and who sends it. */
interface Address {
  readonly model: Model;
  readonly caller: Caller | undefined;
}

/** What a stream adds to its calls. */
type Streamed = Pick<EvalCall, "session" | "onPart">;

class Taichu {
  readonly #means: TaichuMeans;

  constructor(means: TaichuMeans) {
    this.#means = means;
  }

  /** An answer has the request's own id, be it empty; several items of a generator become one answer. */
  async infer(request: Request, call: Call): Promise<Response> {
    const id = request.id ?? "";
    const answer = await this.#eval(request, id || randomUUID(), this.#find(request, call), call);
    return responseOf(request, id, answer);
  }

  /**
   * Each request is fully answered before the next is read. All that are for one model go to one worker, which keeps a
   * context for each id; a request without an id has the last one's.
   */
  async stream(
    requests: AsyncIterable<Request>,
    send: (message: Response) => Promise<void>,
    call: Call,
  ): Promise<void> {
    const models = new Map<string, Address & { readonly session: CallSession }>();
    let id = "";
    try {
      for await (const request of requests) {
        const current = request.id || id || randomUUID();
        id = current;
        const key = JSON.stringify([request.modelName, request.modelVersion]);
        const model = models.get(key) ?? this.#open(request, call);
        models.set(key, model);
        const onPart = (part: Answer) => send(responseOf(request, current, part));
        const answer = await this.#eval(request, id, model, call, { session: model.session, onPart });
        // At the end of a generator, whose items have gone out.
        if (answer.result !== NOTHING) await onPart(answer);
      }
    } finally {
      for (const { session } of models.values()) session.close();
    }
  }

  #open(request: Request, call: Call): Address & { readonly session: CallSession } {
    const address = this.#find(request, call);
    const { app, version } = address.model;
    return { ...address, session: this.#translated(() => this.#means.service.openSession(app, version)) };
  }

  /** @throws StatusError */
  #find(request: Request, { authorization }: Call): Address {
    const { access, catalog, releases } = this.#means;
    const caller = this.#translated(() => access.identify(authorization));
    const model = findModel(catalog, releases(), request.modelName ?? "", request.modelVersion ?? "");
    if (model === undefined) throw this.#unknownModel();
    if (!access.allows(caller, model.app)) throw new StatusError(status.PERMISSION_DENIED, "not acceptable");
    return { model, caller };
  }

  /** @throws StatusError and nothing else */
  async #eval(request: Request, id: string, { model, caller }: Address, { signal }: Call, streamed: Streamed = {}) {
    const body = [Buffer.from(bodyOf(request.parameters ?? {}))];
    const call: EvalCall = {
      ...model,
      ...streamed,
      reqid: fitRequestId(id),
      ...(caller === undefined ? undefined : { uid: caller.uid }),
      platform: true,
      group: false,
      sources: [{ body, attribute: WIRE }],
      signal,
    };
    const answer = await this.#means.service.eval(call).catch((error: unknown) => {
      throw this.#statusError(BridgeError.from(error));
    });
    if (isFailure(answer)) throw this.#failure(answer);
    return answer;
  }

  #statusError(error: BridgeError): StatusError {
    if (error.kind === "not_found") return this.#unknownModel();
    if (error.kind === "overloaded") return new StatusError(status.RESOURCE_EXHAUSTED, OVERLOADED);
    const code = STATUS[error.kind];
    return code === null ? this.#failure(error) : new StatusError(code, error.message);
  }

  /** A script's own error. */
  #failure({ code, message }: Pick<Answer, "code" | "message">): StatusError {
    if (code === NOT_FOUND) return this.#unknownModel();
    return new StatusError(code === TOO_MANY_REQUESTS ? status.RESOURCE_EXHAUSTED : status.INTERNAL, message);
  }

  #unknownModel(): StatusError {
    const code = this.#means.compat.taichu_unknown_model === "not_found" ? status.NOT_FOUND : status.INTERNAL;
    return new StatusError(code, "model not found");
  }

  #translated<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw this.#statusError(BridgeError.from(error));
    }
  }
}

function responseOf({ modelName, modelVersion }: Request, id: string, { result }: Answer): Response {
  const own = { modelName: modelName ?? "", modelVersion: modelVersion ?? "", parameters: parametersOf(result) };
  // An empty one is not written at all.
  return id === "" ? own : { ...own, id };
}
