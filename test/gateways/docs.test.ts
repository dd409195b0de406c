import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import Fastify from "fastify";
import { Value } from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchBody, EvalBody } from "../../src/gateways/ava-api.ts";
import { parseBatch, parseEval } from "../../src/gateways/ava-request.ts";
import { registerDocs } from "../../src/gateways/docs.ts";
import { InferRequest } from "../../src/gateways/open-inference/api.ts";
import { readRequest } from "../../src/tensors/request.ts";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost } from "../support/host.ts";

interface Described {
  readonly content?: Record<string, { readonly schema: object }>;
}
interface Operation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Record<string, Described>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}

let host: TestHost;
let document: Document;
beforeAll(async () => {
  host = await startHost(
    {
      "echo/v1": { fixture: "apps/echo/v1", settings: { shadow: "v2" } },
      "echo/v2": { fixture: "apps/echo/v1", settings: { phase: "staging" } },
      "zed/v1": { fixture: "tiinfer/steps" },
      "story/v1": { fixture: "taichu/story" },
      "plain/v1": { fixture: "paddle/plain", settings: { args: ["svc"] } },
      "sum/1": { fixture: "native/tensor-sum/1" },
    },
    { admin_key: "the-key", auth: ["bearer"], keys: { one: { key: "one-key", uid: 1 } }, access: { public: true } },
  );
  document = JSON.parse(await (await fetch(`${host.url}/docs/json`)).text());
}, 60_000);
afterAll(() => host.close());

/** Every route of a server as `POST /v1/eval/{cmd}`, but for those that show the description; `*` stands alone there. */
function routesOf(http: FastifyInstance): string[] {
  const lines = http.printRoutes({ commonPrefix: false }).split("\n");
  const paths: string[] = [];
  return lines.flatMap((line) => {
    const found = /^([│├└─\s]*)(\S+)(?: \((.*)\))?$/.exec(line);
    if (found === null) return [];
    const [, indent = "", part = "", methods] = found;
    const depth = indent.length / 4;
    paths[depth] = (paths[depth - 1] ?? "") + part;
    const path = (paths[depth] ?? "").replaceAll(/:(\w+)/g, "{$1}");
    // A path with a slash at its end is the same without.
    if (methods === undefined || path.startsWith("/docs") || path.endsWith("/")) return [];
    return methods
      .split(", ")
      .filter((method) => method !== "HEAD")
      .map((method) => `${method} ${path}`);
  });
}

describe("the description", () => {
  it("has every route of the host's port, each with a summary", () => {
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.endsWith(":predict") ? "*" : path}`),
    );
    expect(described.sort()).toEqual(routesOf(host.app.http).sort());
    expect(described.length).toBeGreaterThan(10);
    for (const operation of Object.values(document.paths).flatMap(Object.values))
      expect(operation.summary).toBeTruthy();
  });

  it("says which bodies may be left out", () => {
    const required = (path: string) => document.paths[path]?.["post"]?.requestBody?.required;
    for (const path of ["/v1/eval/{cmd}", "/v2/models/{name}/infer", "/v2/models/{name}/versions/{version}/infer"])
      expect([path, required(path)]).toEqual([path, true]);
    expect(required("/v2/repository/index")).toBe(false);
  });

  it("says who may call what, as the guard sees it", () => {
    expect(document.paths["/health"]?.["get"]?.security).toEqual([]);
    expect(document.paths["/metrics"]?.["get"]?.security).toEqual([{ admin_key: [] }]);
    expect(document.paths["/v1/eval/{cmd}"]?.["post"]?.security).toEqual([{ bearer: [] }]);
  });

  it("is for anyone, with a page that has all of its own parts", async () => {
    const page = await fetch(`${host.url}/docs`);
    const html = await page.text();
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    const parts = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = ""]) => url);
    expect(parts).toHaveLength(5);
    for (const part of parts) expect([part, (await fetch(new URL(part, page.url))).status]).toEqual([part, 200]);
    expect(parts.every((part) => part.startsWith("/docs/static/"))).toBe(true);
    expect(html).toContain("<title>evalbridge</title>");
    const [, logo = ""] =
      /base64,([^']*)/.exec(await (await fetch(`${host.url}/docs/static/swagger-initializer.js`)).text()) ?? [];
    expect(Buffer.from(logo, "base64").toString()).toContain(">evalbridge</text>");
    expect((await fetch(`${host.url}/docs/static/none`)).status).toBe(404);
  });
});

describe("answers are as described", () => {
  const asOperator = { headers: { authorization: "Bearer the-key" } };
  const asCaller = { headers: { authorization: "Bearer one-key" } };
  const json = (body: unknown, { headers } = asCaller) => ({
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: text(body),
  });
  const bytes = {
    method: "POST",
    headers: { authorization: "Bearer one-key", "content-type": "application/octet-stream" },
    body: "hello",
  };
  const input = { data: { uri: dataUri("hello") } };

  it.each<[url: string, path: string, status: number, request: RequestInit]>([
    ["/health", "/health", 200, {}],
    ["/health/ready", "/health/ready", 200, {}],
    ["/health/ready/echo", "/health/ready/{app}", 200, asOperator],
    ["/health/ready/echo", "/health/ready/{app}", 401, {}],
    ["/health/ready/none", "/health/ready/{app}", 404, asOperator],
    ["/metrics", "/metrics", 200, asOperator],
    ["/configs", "/configs", 200, asOperator],
    ["/v1/apps", "/v1/apps", 200, asOperator],
    ["/v1/shadow/echo", "/v1/shadow/{app}", 200, asOperator],
    ["/v1/eval/echo", "/v1/eval/{cmd}", 200, json(input)],
    ["/v1/eval/echo", "/v1/eval/{cmd}", 200, bytes],
    ["/v1/eval/echo/v1", "/v1/eval/{cmd}/{version}", 400, json({})],
    ["/v1/eval/echo", "/v1/eval/{cmd}", 401, { method: "POST" }],
    ["/v1/eval/none", "/v1/eval/{cmd}", 404, json(input)],
    [
      "/v1/batch",
      "/v1/batch",
      200,
      json([
        { op: "/v1/eval/echo", ...input },
        { op: "/v1/eval/none", ...input },
      ]),
    ],
    ["/v1/batch", "/v1/batch", 400, json({})],
    ["/inference", "/inference", 200, json({ a: 1 })],
    ["/v1/models/zed:predict", "/v1/models/{app}:predict", 200, json({ a: 1 })],
    ["/v1/models/none:predict", "/v1/models/{app}:predict", 404, json({ a: 1 })],
    ["/svc/prediction", "/{name}/{method}", 200, json({ key: ["a"], value: ["1"], logid: 7 })],
    ["/svc/prediction", "/{name}/{method}", 200, json({ key: ["a"], value: [] })],
    ["/svc/prediction", "/{name}/{method}", 400, bytes],
    ["/v2", "/v2", 401, {}],
    ["/v2", "/v2", 200, asCaller],
    ["/v2/health/live", "/v2/health/live", 200, {}],
    ["/v2/health/ready", "/v2/health/ready", 200, {}],
    ["/v2/models", "/v2/models", 200, asCaller],
    ["/v2/models/stats", "/v2/models/stats", 200, asOperator],
    ["/v2/models/sum", "/v2/models/{name}", 200, asCaller],
    ["/v2/models/none", "/v2/models/{name}", 404, asCaller],
    ["/v2/models/echo/versions/v1", "/v2/models/{name}/versions/{version}", 200, asCaller],
    ["/v2/models/sum/ready", "/v2/models/{name}/ready", 200, asCaller],
    ["/v2/models/sum/config", "/v2/models/{name}/config", 200, asCaller],
    ["/v2/models/sum/stats", "/v2/models/{name}/stats", 200, asOperator],
    ["/v2/models/sum/infer", "/v2/models/{name}/infer", 200, json({ inputs: [X] })],
    ["/v2/models/sum/infer", "/v2/models/{name}/infer", 200, json({ ...BINARY, inputs: [X] })],
    ["/v2/models/sum/versions/1/infer", INFER, 400, json({ inputs: [] })],
    ["/v2/models/sum/versions/2/infer", INFER, 404, json({ inputs: [X] })],
    ["/v2/repository/index", "/v2/repository/index", 200, json({}, asOperator)],
    ["/v2/repository/index", "/v2/repository/index", 400, json({ ready: 1 }, asOperator)],
    ["/v2/repository/models/sum/load", "/v2/repository/models/{name}/load", 200, json({}, asOperator)],
    ["/v2/repository/models/none/unload", "/v2/repository/models/{name}/unload", 404, json({}, asOperator)],
    ["/v2/models/Story/versions/1/infer", INFER, 200, json({ parameters: { what: "words", who: "A", count: 1 } })],
    ["/v2/models/Story/versions/1/infer", INFER, 400, bytes],
  ])("%s (%s, %i)", async (url, path, status, request) => {
    const answer = await fetch(host.url + url, request);
    const body = Buffer.from(await answer.arrayBuffer()).toString();
    expect([answer.status, body]).toEqual([status, expect.anything()]);
    const operation = document.paths[path]?.[request.method === "POST" ? "post" : "get"];
    const content = operation?.responses[status]?.content ?? {};
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "*/*";
    if (body === "" && Object.keys(content).length === 0) return;
    expect(Object.keys(content)).toContain(type);
    const value: unknown = type === "application/json" ? JSON.parse(body) : body;
    expect(Value.Errors(content[type]?.schema ?? {}, value)).toEqual([]);
  });
});

const X = { name: "x", datatype: "FP32", shape: [2], data: [1, 2] };
const BINARY = { parameters: { binary_data_output: true } };
const INFER = "/v2/models/{name}/versions/{version}/infer";

function text(body: unknown): string {
  return JSON.stringify(body);
}

describe("bodies of the gate are what is described, and nothing else", () => {
  const rules = { maxLength: 10, maxTokens: 1000, nullIsEmpty: false, wrongTypeCode: 400 };
  const source = fc.record(
    { uri: fc.oneof(fc.webUrl(), fc.constant(""), fc.jsonValue({ maxDepth: 1 })), attribute: fc.jsonValue() },
    { requiredKeys: [] },
  );
  const op = fc.oneof(
    fc.constantFrom("/v1/eval/a", "/v1/eval/a/b", "/v1/eval/", "/v2/a"),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const task = fc.record(
    { data: fc.oneof(source, fc.array(source, { maxLength: 2 }), fc.jsonValue()), params: fc.jsonValue(), op },
    { requiredKeys: [] },
  );
  const near = fc.oneof({ weight: 9, arbitrary: task }, fc.jsonValue());

  it("one request", () => {
    fc.assert(
      fc.property(near, (value) => {
        expect([Value.Check(EvalBody, value), value]).toEqual([
          isTaken(() => parseEval([Buffer.from(text(value))], "application/json", 1000)),
          value,
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it("a batch", () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(near, { maxLength: 3 }), fc.jsonValue()), (value) => {
        expect([Value.Check(BatchBody, value), value]).toEqual([
          isTaken(() => parseBatch([Buffer.from(text(value))], "application/json", rules)),
          value,
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});

it("is made again where making it has failed", async () => {
  const http = Fastify();
  registerDocs(http, []);
  const api = { summary: "a thing", tags: [], url: "no path" };
  http.get("/thing", { config: { api } }, () => null);
  expect((await http.inject("/docs/json")).statusCode).toBe(500);
  api.url = "/thing";
  expect((await http.inject("/docs/json")).json<Document>().paths).toMatchObject({ "/thing": { get: {} } });
});

it("infer requests that are taken are as described", () => {
  const parameters = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.jsonValue()));
  const x = fc.record({
    name: fc.constantFrom("x", "y", "", 1),
    datatype: fc.constantFrom("BOOL", "FP32", "BYTES", "FP99"),
    shape: fc.oneof(fc.constantFrom([1], [], [-1], [0.5]), fc.jsonValue()),
    parameters: fc.option(parameters, { nil: undefined }),
    data: fc.oneof(fc.constant([1]), fc.jsonValue()),
  });
  const some = { requiredKeys: ["inputs" as const] };
  const outputs = fc.oneof(fc.array(fc.record({ name: fc.constantFrom("a", "b", "") })), fc.jsonValue());
  const id = fc.oneof(fc.string(), fc.integer());
  const request = fc.record({ id, parameters, inputs: fc.array(x, { maxLength: 2 }), outputs }, some);
  let taken = 0;
  fc.assert(
    fc.property(request, (value) => {
      const sent = text(value);
      if (!isTaken(() => readRequest(Buffer.from(sent)))) return;
      taken += 1;
      expect([Value.Errors(InferRequest, JSON.parse(sent)), sent]).toEqual([[], sent]);
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(20);
});

function isTaken(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
