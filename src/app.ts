import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { Access } from "./access/access.ts";
import type { HostConfig } from "./config.ts";
import { publicConfig } from "./config.ts";
import type { Release } from "./contract/release.ts";
import { registerAdmin } from "./gateways/admin.ts";
import { registerAva } from "./gateways/ava.ts";
import { registerCors } from "./gateways/cors.ts";
import { registerDocs } from "./gateways/docs.ts";
import { GrpcServers } from "./gateways/grpc/host-servers.ts";
import type { GrpcServer } from "./gateways/grpc/server.ts";
import { registerGuard } from "./gateways/guard.ts";
import { closeHttp, createHttp, HeldBodies } from "./gateways/http.ts";
import { registerOpenInference } from "./gateways/open-inference/http.ts";
import { Paddle } from "./gateways/paddle.ts";
import type { PlatformGateway, PlatformMeans, PlatformRelease } from "./gateways/platform.ts";
import { PlatformPorts } from "./gateways/platform-ports.ts";
import { Taichu } from "./gateways/taichu.ts";
import { Tiinfer } from "./gateways/tiinfer.ts";
import { openHostFolder } from "./media/host-folder.ts";
import { PayloadStore } from "./media/payload.ts";
import { qiniuKeys } from "./media/qiniu.ts";
import { UriResolver } from "./media/resolve.ts";
import type { Logger } from "./observe/log.ts";
import { Metrics } from "./observe/metrics.ts";
import { Catalog } from "./releases/catalog.ts";
import { FileCache } from "./releases/file-cache.ts";
import { Service } from "./service.ts";
import { Shadows } from "./shadow/shadows.ts";
import { threadsPerWorker } from "./workers/cores.ts";
import { Reaper } from "./workers/reaper.ts";

/** What clients of scripts' own platforms meet: one gateway for each dialect that has an interface of its own. */
const PLATFORMS: readonly (new (means: PlatformMeans) => PlatformGateway)[] = [Tiinfer, Taichu, Paddle];

/** A running host. */
export interface App {
  readonly catalog: Catalog;
  readonly service: Service;
  readonly uris: UriResolver;
  readonly http: FastifyInstance;
  readonly metrics: Metrics;
  readonly grpc: GrpcServer;
  /** Of the platforms whose scripts are served. */
  readonly platformPorts: PlatformPorts;
  /** Answers what was accepted, ends the workers, removes the host's folders. May be asked for more than once. */
  close(): Promise<void>;
}

/** Puts the rooms together: the one place that knows them all. Workers start at once; nothing listens yet. */
export async function createApp(releases: readonly Release[], config: HostConfig, log: Logger): Promise<App> {
  const access = new Access(config, new Map(releases.map(({ app, rules }) => [app, rules])));
  const uris = new UriResolver(config.uris, qiniuKeys(process.env));
  const metrics = new Metrics();
  const reaper = new Reaper();
  const payloads = await PayloadStore.open(config.payload_dir, log);
  const workFolder = await openHostFolder(config.work_dir);
  const { cache, python, compat } = config;
  const files = new FileCache(cache, uris, config.limits);
  const threads = threadsPerWorker(releases);
  const means = { log, metrics, reaper, payloads, workFolder, cache, files, python, compat, threads };
  const catalog = new Catalog(releases, means);
  const service = new Service(catalog, uris, payloads, config.limits, compat, log);
  const shadows = new Shadows({
    catalog,
    taps: service.taps,
    host: means,
    uris,
    limits: config.limits,
    compat,
    payloadDir: config.payload_dir,
    settings: { ...config.shadow, dir: config.shadow.dir ?? join(cache, "shadow") },
    redact: config.record.redact,
  });
  const held = new HeldBodies();
  const http = createHttp(config.limits, log, held);
  registerCors(http, config.cors);
  registerGuard(http, access);
  registerDocs(http, config.auth);
  registerAdmin(http, access, service, catalog, metrics, shadows, publicConfig(config));
  registerAva(http, { service, access, metrics: metrics.gate, limits: config.limits, compat, log });
  const platformMeans = { service, catalog, access, limits: config.limits, held, compat, log };
  const platforms = PLATFORMS.map((Gateway) => new Gateway(platformMeans));
  const room = { held, limit: config.limits.bodies_bytes };
  const grpcServers = new GrpcServers(platformMeans, platforms, room, log);
  // Where nothing of a platform is served, its paths are not there.
  const served = platforms.filter(({ dialect }) => releases.some((release) => release.dialect === dialect));
  for (const platform of served) platform.register?.(http);
  const shared = served.flatMap(({ models }) => models ?? []);
  registerOpenInference(http, platformMeans, shared);
  const grpcOf = ({ app, version }: PlatformRelease) => grpcServers.platform(() => [catalog.select(app, version)]);
  const platformPorts = new PlatformPorts(platforms, grpcOf, catalog, log);
  const closeAll = async () => {
    const end = performance.now() + config.drain_ms;
    grpcServers.drain();
    await Promise.all([service.close(config.drain_ms), shadows.close()]);
    const left = end - performance.now();
    await Promise.all([closeHttp(http, left), platformPorts.close(left), grpcServers.close(left)]);
    await payloads.close();
    await files.close();
    await rm(workFolder, { recursive: true, force: true });
    reaper.close();
  };
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  return { catalog, service, uris, http, grpc: grpcServers.own(), metrics, platformPorts, close };
}
