import type { FastifyInstance, FastifySchema, HTTPMethods, RouteOptions } from "fastify";
import Fastify from "fastify";
import { packageVersion } from "./version.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What `/docs` says of a route; absent: nothing. */
    api?: Operation | undefined;
  }
}

/**
 * A route as OpenAPI describes it. It only describes: routes read and write bytes, each in its protocol's own way, and
 * Fastify neither checks nor writes anything by these schemas.
 */
export interface Operation extends FastifySchema {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Where the router needs another path than clients do. */
  readonly url?: string;
}

const NAME = "evalbridge";
const PAGES = "/docs";
/** Of the pages' headers all others are the host's. */
const HEADERS = ["content-type", "content-security-policy", "location"];
/** Nothing comes from elsewhere. The page's pictures and styles are partly in data URIs and attributes. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Describes the routes that are registered after it by OpenAPI 3.1: a page at `/docs`, the document at `/docs/json`. They
 * are made when somebody first asks, by a server of their own, so that hosts that nobody asks pay nothing.
 *
 * @param auth how callers may say who they are
 */
export function registerDocs(http: FastifyInstance, auth: readonly string[]): void {
  const routes: RouteOptions[] = [];
  let pages: Promise<FastifyInstance> | undefined;
  for (const url of [PAGES, `${PAGES}/*`]) {
    http.get(url, { config: { audience: "anyone" } }, async (request, reply) => {
      pages ??= openPages(routes, auth).catch((error: unknown) => {
        // Whoever asks next has it tried again.
        pages = undefined;
        throw error;
      });
      const { statusCode, headers, rawPayload } = await (await pages).inject(request.url);
      if (statusCode === 404) return reply.callNotFound();
      for (const name of HEADERS) if (headers[name] !== undefined) reply.header(name, headers[name]);
      return reply.code(statusCode).send(rawPayload);
    });
  }
  http.addHook("onRoute", (route) => {
    routes.push(route);
  });
}

/** A server that only describes those of another. It never listens. */
async function openPages(routes: readonly RouteOptions[], auth: readonly string[]): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import("@fastify/swagger"),
    import("@fastify/swagger-ui"),
  ]);
  const pages = Fastify({ exposeHeadRoutes: false });
  pages.setValidatorCompiler(() => () => true).setSerializerCompiler(() => JSON.stringify);
  await pages.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: NAME, version: packageVersion() },
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transformObject: (described) => {
      if (!("openapiObject" in described)) return {};
      for (const path of Object.values(described.openapiObject.paths ?? {})) requireBodies(path ?? {});
      return described.openapiObject;
    },
  });
  for (const { method, url, config } of routes) {
    if (config?.api === undefined) continue;
    const { url: shown = url, ...operation } = config.api;
    const schema = { ...operation, security: securityOf(config.audience, auth) };
    // A HEAD is its GET without the body.
    const methods = [method].flat().filter((each) => each !== "HEAD") as HTTPMethods[];
    pages.route({ method: methods, url: shown, schema, handler: () => undefined });
  }
  await pages.register(swaggerUi, {
    routePrefix: PAGES,
    staticCSP: POLICY,
    uiConfig: { validatorUrl: null },
    logo: { type: "image/svg+xml", content: NAME_AS_LOGO },
    theme: { title: NAME, favicon: [] },
  });
  return pages;
}

/** Ours has no picture of its own; without this the page shows that of Fastify. */
const NAME_AS_LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><text y="27" font-family="sans-serif" font-size="26" font-weight="bold" fill="#fff">${NAME}</text></svg>`;

/** A body is required where its JSON must have members. */
function requireBodies(operations: object): void {
  for (const operation of Object.values(operations)) {
    const { requestBody } = operation;
    if (requestBody === undefined) continue;
    const schemas = Object.values<{ schema?: object }>(requestBody.content).map(({ schema }) => schema ?? {});
    requestBody.required = schemas.some(hasRequired);
  }
}

function hasRequired(schema: { readonly required?: readonly string[]; readonly anyOf?: readonly object[] }): boolean {
  return (schema.required ?? []).length > 0 || (schema.anyOf ?? []).some(hasRequired);
}

const SECURITY_SCHEMES = {
  admin_key: { type: "http", scheme: "bearer", description: "the host's `admin_key`" },
  bearer: { type: "http", scheme: "bearer", description: "a key of the host's `keys`" },
  qiniu_stub: { type: "apiKey", in: "header", name: "Authorization", description: "`QiniuStub uid=<n>&ut=<n>`" },
} as const;

/** What a route wants, as the guard sees it. */
function securityOf(audience: "anyone" | "operators" | undefined, auth: readonly string[]): Record<string, string[]>[] {
  if (audience === "anyone") return [];
  const schemes = audience === "operators" ? ["admin_key"] : auth.filter((scheme) => scheme !== "none");
  return schemes.map((scheme) => ({ [scheme]: [] }));
}
