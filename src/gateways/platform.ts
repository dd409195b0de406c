import { setMaxListeners } from "node:events";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../access/access.ts";
import type { Bytes } from "../contract/bytes.ts";
import type { Caller } from "../contract/caller.ts";
import type { CompatSettings } from "../contract/compat.ts";
import type { Dialect } from "../contract/dialects.ts";
import type { BridgeError } from "../contract/errors.ts";
import type { Logger } from "../observe/log.ts";
import type { Catalog } from "../releases/catalog.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Service } from "../service.ts";
import type { GrpcService } from "./grpc/server.ts";
import type { HeldBodies, HttpLimits } from "./http.ts";
import type { Protocol } from "./ports.ts";

/** What every platform's gateway works with. */
export interface PlatformMeans {
  readonly service: Service;
  readonly catalog: Catalog;
  readonly access: Access;
  readonly limits: HttpLimits;
  readonly held: HeldBodies;
  readonly compat: CompatSettings;
  readonly log: Logger;
}

/** What a platform's clients meet: one for each dialect that has an interface of its own. */
export interface PlatformGateway {
  readonly dialect: Dialect;
  /** Where the platform listens when nobody says. */
  readonly ports: Readonly<Partial<Record<Protocol, number>>>;
  /** Its routes on the host's own port; absent: it has none of its own. */
  register?(http: FastifyInstance): void;
  /** What it serves on the host's own port where the Open Inference Protocol has its models; absent: nothing. */
  readonly models?: SharedModels;
  /** A server for the port of one release, on which everything is as on its platform. */
  serverOf(release: PlatformRelease): FastifyInstance;
  /** What it serves over gRPC; absent: nothing. @param releases those whose clients it is for */
  grpcOf?(releases: () => readonly LoadedRelease[]): GrpcService;
}

export type ModelRequest = FastifyRequest<{
  Params: { readonly name: string; readonly version?: string | undefined };
}>;

/** A platform's models at `POST /v2/models/<name>/versions/<version>/infer`, a path of the Open Inference Protocol. */
export interface SharedModels {
  /** Whether the names in a request's path are those of one of its models. */
  claims(request: ModelRequest): boolean;
  infer(request: ModelRequest, reply: FastifyReply): Promise<FastifyReply>;
  /** Answers what has failed before. */
  failed(error: BridgeError, reply: FastifyReply): FastifyReply;
}

/** Which release a platform's port is for; what is loaded under its name may change. */
export interface PlatformRelease {
  readonly app: string;
  readonly version: string;
}

/** What an answer consists of. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Those of a dialect that are served. */
export function releasesOf(catalog: Catalog, dialect: Dialect): readonly LoadedRelease[] {
  return catalog.releases.filter(({ release }) => release.dialect === dialect);
}

/** Those of a dialect that a caller may ask. */
export function releasesFor(
  { access, catalog }: Pick<PlatformMeans, "access" | "catalog">,
  dialect: Dialect,
  caller: Caller | undefined,
): readonly LoadedRelease[] {
  return releasesOf(catalog, dialect).filter(({ release }) => access.allows(caller, release.app));
}

/** Sends an answer with the headers that it names, and no others but those of HTTP itself. */
export function sendAnswer(reply: FastifyReply, { status, headers, body }: WireAnswer): FastifyReply {
  // Fastify finds a type for what has none: see `withoutNoType`.
  return reply
    .code(status)
    .headers({ [TYPE]: NO_TYPE, ...headers })
    .send(Buffer.from(body));
}

const TYPE = "content-type";
/** Stands for none until the answer is on its way. */
const NO_TYPE = "application/x-none";

/** Of routes whose answers may go out without a content type. */
export function withoutNoType(
  _request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
): void {
  if (reply.getHeader(TYPE) === NO_TYPE) reply.removeHeader(TYPE);
  done(null, payload);
}

/** Of routes whose bodies are read whatever the client calls them. */
export function withAnyType(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  request.headers[TYPE] = "application/octet-stream";
  done();
}

/** Aborted when the client goes before it has its answer. */
export function clientGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  // Each element of a request listens to it.
  setMaxListeners(0, gone.signal);
  raw.once("close", () => {
    if (!raw.writableEnded) gone.abort();
  });
  return gone.signal;
}

export function bodyOf({ body }: FastifyRequest): Bytes {
  return Array.isArray(body) ? body : [];
}
