import type { FastifyInstance } from "fastify";
import type { Access } from "../access/access.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Catalog } from "../releases/catalog.ts";
import type { LoadedRelease } from "../releases/loaded-release.ts";
import type { Service } from "../service.ts";
import type { ReadinessAnswer, ReleaseStatus, ShadowStatus } from "./admin-api.ts";
import { APPS, CONFIGS, HEALTH, METRICS, READY, READY_OF, SHADOW } from "./admin-api.ts";
import type { Operation } from "./docs.ts";
import { sendJson } from "./http.ts";
import { isServing } from "./readiness.ts";
import { X_LOG, xLog } from "./x-log.ts";

interface Named {
  readonly app: string;
  readonly version?: string;
}

/** What operators are told about the releases that shadow those of an app. */
export interface ShadowReader {
  describe(app: string): readonly ShadowStatus[];
}

const probe = (api: Operation) => ({ config: { audience: "anyone", api } }) as const;
const operators = (api: Operation) => ({ config: { audience: "operators", api } }) as const;

/**
 * What operators ask: is it alive, is it ready, what does it serve, how does it do, how is it set up. Probes are for
 * anyone.
 *
 * @param configs what `/configs` tells, without secrets
 */
export function registerAdmin(
  http: FastifyInstance,
  access: Access,
  service: Service,
  catalog: Catalog,
  metrics: Metrics,
  shadows: ShadowReader,
  configs: object,
): void {
  http.get("/health", probe(HEALTH), (_request, reply) =>
    reply
      .header(X_LOG, xLog([], 0, 200))
      .type("text/plain; charset=utf-8")
      .send("ok serving-gate"),
  );
  http.get("/health/ready", probe(READY), (request, reply) => {
    const { ready, releases } = readiness(catalog.releases, service.closing);
    // Names and reasons are not for whoever can reach the port.
    const known = access.isOperator(request.headers.authorization);
    return reply.code(ready ? 200 : 503).send(known ? { ready, releases } : { ready });
  });
  const readyOf = (named: Named) => {
    const versions = catalog.apps.get(named.app) ?? [];
    return versions.filter(({ release }) => named.version === undefined || release.version === named.version);
  };
  for (const path of ["/health/ready/:app", "/health/ready/:app/:version"]) {
    http.get<{ Params: Named }>(path, operators(READY_OF), (request, reply) => {
      const releases = readyOf(request.params);
      if (releases.length === 0) return reply.code(404).send({ error: "no such app or version" });
      const body = readiness(releases, service.closing);
      return reply.code(body.ready ? 200 : 503).send(body);
    });
  }
  http.get("/metrics", operators(METRICS), async (_request, reply) => {
    const { contentType, text } = await metrics.expose();
    return reply.type(contentType).send(text);
  });
  http.get("/configs", operators(CONFIGS), (_request, reply) =>
    sendJson(reply.header(X_LOG, xLog([], 0, 200)), configs),
  );
  http.get("/v1/apps", operators(APPS), () => ({
    apps: [...catalog.apps].map(([app, versions]) => ({ app, versions: versions.map(describe) })),
  }));
  http.get<{ Params: Named }>("/v1/shadow/:app", operators(SHADOW), ({ params: { app } }, reply) => {
    if (!catalog.apps.has(app)) return reply.code(404).send({ error: "no such app" });
    return reply.send({ app, shadows: shadows.describe(app) });
  });
}

function readiness(releases: readonly LoadedRelease[], closing: boolean): ReadinessAnswer {
  return {
    ready: isServing(releases, closing),
    releases: releases.map(({ release, state, reason }) => ({
      app: release.app,
      version: release.version,
      state,
      ...(reason === "" ? {} : { reason }),
    })),
  };
}

function describe(loaded: LoadedRelease): ReleaseStatus {
  const { version, settings, engine, dialect, lastModified } = loaded.release;
  return {
    version,
    phase: settings.phase,
    desc: settings.desc,
    lastmodified: lastModified.toISOString(),
    engine,
    dialect,
    state: loaded.state,
    reason: loaded.reason,
    warnings: loaded.warnings,
    instances: loaded.instances,
  };
}
