import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** How long a browser need not ask again (s): what Chrome takes at most. */
const MAX_AGE = "7200";

/**
 * Lets pages of other origins ask (CORS), without cookies, of which there are none: who they are they say by
 * `Authorization` like anyone. To be registered before the guard: whether it may ask a browser asks without a key, and a
 * refusal is an answer that a page may read.
 *
 * @param origins as browsers send them, or `*` for all; none: browsers keep answers from all pages but the host's own
 */
export function registerCors(http: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const any = origins.includes("*");
  http.addHook("onRequest", (request, reply, done) => {
    if (!any) reply.header("Vary", "Origin");
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && (any || origins.includes(origin));
    if (!isAllowed) return done();
    reply.headers({ "Access-Control-Allow-Origin": any ? "*" : origin, "Access-Control-Expose-Headers": "*" });
    if (isPreflight(request)) allow(reply);
    else done();
  });
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

/** Each route says for itself what it takes. */
function allow(reply: FastifyReply): void {
  reply.code(204).headers({
    "Access-Control-Allow-Methods": "*",
    // The one header that `*` leaves out.
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Max-Age": MAX_AGE,
  });
  reply.send();
}
