import { status } from "@grpc/grpc-js";
import type { Access } from "../../access/access.ts";
import type { Caller } from "../../contract/caller.ts";
import { BridgeError } from "../../contract/errors.ts";
import { baidu } from "../../protos/paddle-messages.js";
import type { Catalog } from "../../releases/catalog.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";
import type { Service } from "../../service.ts";
import type { Outcome } from "../ava-answer.ts";
import { findService, isCalled } from "../models.ts";
import type { PaddleGeneration } from "../paddle-answer.ts";
import { responseOf } from "../paddle-answer.ts";
import { newRequestId } from "../request-id.ts";
import { Unread } from "./infer-request.ts";
import type { Call } from "./method.ts";
import { unary } from "./method.ts";
import { readRequest } from "./paddle-request.ts";
import { bodyOf, responseIn } from "./paddle-values.ts";
import type { GrpcService } from "./server.ts";
import { StatusError } from "./status.ts";

const { Response } = baidu.paddle_serving.pipeline_serving;
type Request = baidu.paddle_serving.pipeline_serving.IRequest;
type Response = baidu.paddle_serving.pipeline_serving.IResponse;

export interface PaddleMeans {
  readonly service: Service;
  readonly access: Access;
  readonly catalog: Pick<Catalog, "best" | "releases">;
  readonly generation: PaddleGeneration;
  /** Those whose services are served. */
  releases(): readonly LoadedRelease[];
}

/** The gRPC interface of Paddle Serving's pipelines (spec: paddle-pipeline, sections B2 and B9). */
export function paddleService(means: PaddleMeans): GrpcService {
  const inference = (bytes: Uint8Array, call: Call) => infer(means, bytes, call);
  return {
    name: "baidu.paddle_serving.pipeline_serving.PipelineService",
    methods: { inference: unary(Unread, Response, inference) },
  };
}

/** @throws StatusError */
async function infer(means: PaddleMeans, bytes: Uint8Array, call: Call): Promise<Response> {
  const { generation } = means;
  try {
    const caller = means.access.identify(call.authorization);
    const request = readRequest(bytes);
    const loaded = find(means, request.name ?? "", caller);
    const outcome = await evaluated(means.service, loaded, request, caller, call);
    return responseIn(responseOf(outcome, { generation, ported: loaded.release.engine === "native" }));
  } catch (error) {
    if (error instanceof StatusError) throw error;
    return responseIn(responseOf(BridgeError.from(error), { generation, ported: false }));
  }
}

/** @throws BridgeError */
function find({ access, catalog, releases }: PaddleMeans, name: string, caller: Caller | undefined): LoadedRelease {
  const paddle = releases().filter(({ release }) => release.dialect === "paddle");
  const allowed = paddle.filter(({ release }) => access.allows(caller, release.app));
  if (allowed.length === 0 && paddle.length > 0) throw new BridgeError("not_acceptable", "not acceptable");
  const [only] = allowed;
  const isAlone = allowed.length === 1 && only !== undefined && isCalled(only, name, catalog.releases);
  const found = findService(catalog, allowed, name) ?? (isAlone ? only : undefined);
  if (found !== undefined) return found;
  if (name !== "") throw new BridgeError("not_found", "no such service");
  const names = [...new Set(allowed.flatMap(({ declared }) => declared.served.map((served) => served.name)))].sort();
  const text = `the request has no name, and several services are served: ${names.join(", ")}`;
  throw new StatusError(status.INVALID_ARGUMENT, text);
}

async function evaluated(
  service: Service,
  { release: { app, version } }: LoadedRelease,
  request: Request,
  caller: Caller | undefined,
  { signal }: Call,
): Promise<Outcome> {
  return service.eval({
    app,
    version,
    target: `${request.name ?? ""}/${request.method ?? ""}`,
    platform: true,
    reqid: newRequestId(),
    ...(caller === undefined ? undefined : { uid: caller.uid }),
    group: false,
    sources: [{ body: [Buffer.from(bodyOf(request))] }],
    signal,
  });
}
