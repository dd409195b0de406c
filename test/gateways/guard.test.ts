import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { METHODS } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import type { FastifyInstance, RouteOptions } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { startHost } from "../support/host.ts";

interface Route {
  readonly method: string;
  /** With a value for every parameter. */
  readonly path: string;
  readonly audience: string;
}

const CALLER = "QiniuStub uid=7&ut=4";
const CLIENT_KEY = "Bearer client-key";
const ADMIN_KEY = "Bearer admin-key";
/** The head of a request for an operators' route, without its end. */
const APPS = "GET /v1/apps HTTP/1.1\r\nHost: x\r\n";

/** Every route that the whole application has registered, and whose handlers have run. */
const routes: Route[] = [];
let handled: string[] = [];
let host: TestHost;

/** Sees the server as it is made, before anything is registered on it, and plants routes that say nothing of an audience. */
function watch(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook("onRoute", (route) => {
    for (const method of [route.method].flat()) routes.push(routeOf(method, route));
    const { handler } = route;
    route.handler = function (request, reply) {
      handled.push(`${request.method} ${request.url}`);
      return handler.call(this, request, reply);
    };
  });
  fastify.get("/planted", ({ caller }) => caller);
  void fastify.register(
    (plugin, _options, done) => {
      plugin.get("/inner", ({ caller }) => caller);
      done();
    },
    { prefix: "/planted" },
  );
}

function routeOf(method: string, { url, config }: RouteOptions): Route {
  const path = url
    .replace(/:(cmd|app|name)/, "plain")
    .replace(/:version/, "v1")
    .replace("/docs/*", "/docs/json");
  return { method, path, audience: config?.audience ?? "callers" };
}

beforeAll(async () => {
  subscribe("fastify.initialization", watch);
  host = await startHost(
    { "plain/v1": { fixture: "native/plain/1" } },
    {
      auth: ["qiniu_stub", "bearer"],
      keys: { client: { key: "client-key", uid: 9, ut: 4 } },
      access: { public: true },
      admin_key: "admin-key",
    },
  );
  unsubscribe("fastify.initialization", watch);
});
afterAll(() => host.close());
beforeEach(() => {
  handled = [];
});

async function ask(method: string, url: string, authorization?: string) {
  const headers = authorization === undefined ? {} : { authorization };
  // Any method, also those that the type does not know.
  const { statusCode, body } = await host.app.http.inject({ method: method as "GET", url, headers });
  return { status: statusCode, body };
}

/** Sends bytes as they are, and returns all that comes back within a moment. */
async function sendRaw(text: string): Promise<string> {
  const { port } = host.app.http.server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1").setTimeout(2000);
  let answer = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (answer += chunk));
  socket.on("timeout", () => socket.destroy());
  socket.end(text, "latin1");
  await once(socket, "close");
  return answer;
}

/** Ways to spell a path that some router or proxy takes for the same. */
function spellings(path: string): string[] {
  const [, first = "", ...rest] = path.split("/");
  const end = rest.map((segment) => `/${segment}`).join("");
  return [
    path,
    `${path}?audience=anyone`,
    `${path}#top`,
    `${path}/`,
    `${path}//`,
    `${path};v=1`,
    `${path}.`,
    `${path}%00`,
    `${path}%2f`,
    `${path}%zz`,
    `/${path}`,
    `/.${path}`,
    `/x/..${path}`,
    `/health/..${path}`,
    `/health/ready/..%2f..${path}`,
    path.toUpperCase(),
    `/%${first.charCodeAt(0).toString(16)}${first.slice(1)}${end}`,
    path.replaceAll("/", "\\"),
    path.replace(/^\//, ""),
    `http://elsewhere${path}`,
    `*`,
  ];
}

/** Probes, for anyone. */
const OPEN = [
  ...["GET /health", "GET /health/ready", "GET /docs", "GET /docs/json"],
  ...["/v2/health/live", "/v2/health/ready"].flatMap((path) =>
    ["GET", "HEAD"].flatMap((method) => [`${method} ${path}`, `${method} ${path}/`]),
  ),
];

describe("the guard", () => {
  it("stands before all routes that there are", () => {
    expect(routes.length).toBeGreaterThan(8);
    const open = routes.filter(({ audience }) => audience === "anyone").map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual(OPEN.toSorted());
    for (const path of ["/v1/eval/plain", "/v1/eval/plain/v1", "/v1/batch", "/v2/models/plain/infer"]) {
      expect(routes).toContainEqual({ method: "POST", path, audience: "callers" });
    }
    for (const path of ["/v1/apps", "/metrics", "/health/ready/plain", "/health/ready/plain/v1", "/v2/models/stats"]) {
      expect(routes).toContainEqual({ method: "GET", path, audience: "operators" });
    }
    for (const path of [
      "/v2/repository/index",
      "/v2/repository/models/plain/load",
      "/v2/repository/models/plain/unload",
    ]) {
      expect(routes).toContainEqual({ method: "POST", path, audience: "operators" });
    }
  });

  it("lets nobody in without a word, whatever the method", async () => {
    for (const path of new Set(routes.map((route) => route.path))) {
      for (const method of METHODS) {
        const route = routes.find((known) => known.path === path && known.method === method);
        const { status, body } = await ask(method, path);
        // A method that no route has is an error of the client's, however it is told.
        const expected = route === undefined ? status >= 400 : status === (route.audience === "anyone" ? 200 : 401);
        expect([method, path, status, expected]).toEqual([method, path, status, true]);
        if (status === 401 && method !== "HEAD") expect(body).toBe('{"error":"bad token"}');
      }
    }
    expect(new Set(handled)).toEqual(new Set(OPEN));
  });

  it("lets nobody in by another spelling of the path", async () => {
    const guarded = routes.filter(({ audience }) => audience !== "anyone");
    for (const { method, path } of guarded) {
      for (const spelling of spellings(path)) {
        const answer = await sendRaw(`${method} ${spelling} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        expect([method, spelling, answer.split(" ")[1]]).toEqual([
          method,
          spelling,
          expect.stringMatching(/^[34]\d\d$/),
        ]);
      }
    }
    expect(handled).toEqual([]);
  });

  it.each([
    ["CONNECT", [], "CONNECT /v1/apps HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["CONNECT to another host", [], "CONNECT elsewhere:443 HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["an upgrade", [401], `${APPS}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
    ["h2c", [401], `${APPS}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n\r\n`],
    ["HTTP/2", [400], "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["HTTP/1.0", [401], "GET /v1/apps HTTP/1.0\r\n\r\n"],
    ["HTTP/0.9", [401], "GET /v1/apps\r\n\r\n"],
    ["another host's name", [401], "GET http://127.0.0.1/v1/apps HTTP/1.1\r\nHost: localhost\r\n\r\n"],
    ["headers of proxies", [401], `${APPS}X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n\r\n`],
    ["another path in a header", [404], "GET /x HTTP/1.1\r\nHost: x\r\nX-Original-URL: /v1/apps\r\n\r\n"],
    ["an empty Authorization", [401], `${APPS}Authorization:\r\n\r\n`],
    ["an Authorization before the good one", [401], `${APPS}Authorization: x\r\nAuthorization: ${ADMIN_KEY}\r\n\r\n`],
    ["a Proxy-Authorization", [401], `${APPS}Proxy-Authorization: ${ADMIN_KEY}\r\n\r\n`],
    ["two requests at once", [404, 401], `GET /x HTTP/1.1\r\nHost: x\r\n\r\n${APPS}\r\n`],
    ["a probe and more", [200, 401], `GET /health HTTP/1.1\r\nHost: x\r\n\r\n${APPS}\r\n`],
    [
      "a body that hides another request",
      [400],
      `POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${APPS}\r\n`,
    ],
    [
      "a body not yet sent",
      [100, 401],
      "POST /v1/eval/plain HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody",
    ],
  ])("lets nobody in by %s", async (_name, statuses, text) => {
    const answer = await sendRaw(text);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status))).toEqual(statuses);
    expect(handled).toEqual(statuses.includes(200) ? ["GET /health"] : []);
  });

  it("gives callers and operators each their own routes, and no other", async () => {
    for (const { method, path, audience } of routes) {
      for (const [authorization, kind] of [
        [CALLER, "callers"],
        [CLIENT_KEY, "callers"],
        [ADMIN_KEY, "operators"],
        ["Bearer wrong", "nobody"],
      ] as const) {
        handled = [];
        const { status } = await ask(method, path, authorization);
        const passes = audience === "anyone" || audience === kind;
        expect([method, path, kind, status === 401]).toEqual([method, path, kind, !passes]);
        expect(handled).toEqual(passes ? [`${method} ${path}`] : []);
      }
    }
  });

  it("tells a route who called", async () => {
    for (const path of ["/planted", "/planted/inner"]) {
      expect((await ask("GET", path, CALLER)).body).toBe('{"uid":7,"ut":4}');
      expect((await ask("GET", path, CLIENT_KEY)).body).toBe('{"uid":9,"ut":4}');
    }
  });
});
