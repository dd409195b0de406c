import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Access } from "../access/access.ts";
import type { Caller } from "../contract/caller.ts";
import { BridgeError } from "../contract/errors.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who it comes from; `undefined` where callers are not told apart, and on routes that are not for callers. */
    caller: Caller | undefined;
  }
  interface FastifyContextConfig {
    /** Whom a route is for; absent: callers. */
    audience?: "anyone" | "operators";
  }
}

/**
 * The one place that every request passes before its route: a route that says nothing about its audience is for callers.
 *
 * @param app the only one that is served there, where the port is one app's: for callers who may have it; absent: the
 *   routes themselves judge whom they let have what
 */
export function registerGuard(http: FastifyInstance, access: Access, app?: string): void {
  http.decorateRequest("caller", undefined);
  http.addHook("onRequest", (request, _reply, done) => {
    try {
      admit(access, request, app);
      done();
    } catch (error) {
      done(BridgeError.from(error));
    }
  });
}

/** @throws BridgeError `unauthorized`, `not_acceptable` */
function admit(access: Access, request: FastifyRequest, app: string | undefined): void {
  // What is not there is not there for anyone (spec: AVA, section 9.2 no. 2).
  if (request.is404) return;
  const { audience } = request.routeOptions.config;
  if (audience === "anyone") return;
  const { authorization } = request.headers;
  if (audience === "operators") {
    if (!access.isOperator(authorization)) throw new BridgeError("unauthorized", "bad token");
    return;
  }
  request.caller = access.identify(authorization);
  if (app !== undefined && !access.allows(request.caller, app)) {
    throw new BridgeError("not_acceptable", "not acceptable");
  }
}
