import { status } from "@grpc/grpc-js";
import type { Access } from "../../access/access.ts";
import { BridgeError } from "../../contract/errors.ts";
import { grpc } from "../../protos/services-messages.js";
import type { Catalog } from "../../releases/catalog.ts";
import type { Service } from "../../service.ts";
import { isReady, isServing } from "../readiness.ts";
import type { Call } from "./method.ts";
import { responseStream, unary } from "./method.ts";
import type { GrpcService } from "./server.ts";
import { StatusError } from "./status.ts";

export interface HealthMeans {
  readonly catalog: Catalog;
  readonly service: Service;
  readonly access: Access;
}

const { HealthCheckRequest, HealthCheckResponse } = grpc.health.v1;
const { SERVING, NOT_SERVING, SERVICE_UNKNOWN } = HealthCheckResponse.ServingStatus;
export const HEALTH = "grpc.health.v1.Health";
type Health = grpc.health.v1.HealthCheckResponse.ServingStatus;

/** A watcher is told of a change after this long at most (ms). */
const WATCH_MS = 200;

/**
 * gRPC's health checking. The empty name and those of services are the host as a whole, for anyone; an app's name, or
 * `app/version`, is for those who may call it, and others are told that there is none.
 *
 * @param services names of all that are served
 */
export function healthService(means: HealthMeans, services: readonly string[]): GrpcService {
  return {
    name: HEALTH,
    methods: {
      Check: unary(HealthCheckRequest, HealthCheckResponse, ({ service }, call) => {
        const health = healthOf(means, services, service, call);
        if (health !== SERVICE_UNKNOWN) return Promise.resolve({ status: health });
        return Promise.reject(new StatusError(status.NOT_FOUND, `there is no ${service}`));
      }),
      Watch: responseStream(HealthCheckRequest, HealthCheckResponse, async ({ service }, send, call, closing) => {
        let told: Health | undefined;
        const ended = AbortSignal.any([closing, call.signal]);
        while (!call.signal.aborted) {
          const now = closing.aborted ? NOT_SERVING : healthOf(means, services, service, call);
          if (now !== told) await send({ status: now });
          told = now;
          if (closing.aborted) throw new StatusError(status.UNAVAILABLE, "the service is closing");
          await eitherOr(ended, WATCH_MS);
        }
      }),
    },
  };
}

function healthOf(
  { catalog, service, access }: HealthMeans,
  services: readonly string[],
  name: string,
  { authorization }: Call,
): Health {
  if (name === "" || services.includes(name))
    return isServing(catalog.releases, service.closing) ? SERVING : NOT_SERVING;
  const releases = catalog.releases.filter((loaded) => loaded.release.app === name || loaded.name === name);
  const [first] = releases;
  if (first === undefined || !mayKnow(access, authorization, first.release.app)) return SERVICE_UNKNOWN;
  return !service.closing && releases.some(isReady) ? SERVING : NOT_SERVING;
}

function mayKnow(access: Access, authorization: string | undefined, app: string): boolean {
  try {
    return access.isOperator(authorization) || access.allows(access.identify(authorization), app);
  } catch (error) {
    if (error instanceof BridgeError) return false;
    throw error;
  }
}

/** Resolves after some time, or as soon as a signal says so. */
function eitherOr(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
