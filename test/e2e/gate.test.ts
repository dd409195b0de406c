import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { dataUri, startHost } from "../support/host.ts";

let host: TestHost;
const octets = { "Content-Type": "application/octet-stream" };

beforeAll(async () => {
  host = await startHost(
    {
      "echo/v1": { fixture: "apps/echo/v1", settings: { desc: "the first" } },
      "echo/v2": { fixture: "apps/echo/v1", settings: { phase: "staging" } },
      "native/v1": { fixture: "native/preprocess/1", settings: { preprocess: true } },
      "pre/v1": { fixture: "apps/preprocess/v1", settings: { preprocess: true } },
    },
    { limits: { body_bytes: 300_000, pixels: 1_000_000, group: 3, batch: 3 }, uris: { allow: ["127.0.0.1"] } },
  );
});
afterAll(() => host.close());

describe("POST /v1/eval", () => {
  it("answers a JSON single with the script's result", async () => {
    const { status, body, headers } = await host.ask("echo/v1", { a: [1] });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    expect(body).toMatchObject({
      code: 0,
      message: "",
      result: { count: 1, params: { a: [1] }, data: { body: "hello" } },
    });
  });

  it("answers a JSON group", async () => {
    const data = ["one", "two"].map((text) => ({ uri: dataUri(text), attribute: { text } }));
    const response = await host.post("/v1/eval/echo/v1", { data });
    expect(await response.json()).toMatchObject({
      result: { data: [{ body: "one", attribute: { text: "one" } }, { body: "two" }] },
    });
  });

  it("takes raw bytes, and answers with raw bytes what the script returns as body", async () => {
    const raw = await host.post("/v1/eval/echo/v1", "raw bytes", octets);
    expect(await raw.json()).toMatchObject({ result: { data: { body: "raw bytes" } } });
    const binary = await host.post("/v1/eval/echo/v1", {
      data: { uri: dataUri("\x00\xff") },
      params: { mode: "binary" },
    });
    expect(binary.headers.get("content-type")).toBe("application/octet-stream");
    expect(Buffer.from(await binary.arrayBuffer())).toEqual(Buffer.from("\x00\xff"));
  });

  it("keeps a script's numbers, order and spelling as they were written", async () => {
    const response = await host.post("/v1/eval/echo/v1", { data: { uri: dataUri("") }, params: { mode: "ordered" } });
    expect(await response.text()).toContain('"result":[0.1, 1.0, 1000000000000000000000000000000, "\\u4e2d<&>"]');
  });

  it("echoes X-Reqid, makes one where there is none or a bad one, and gives it to the script", async () => {
    const given = await host.post("/v1/eval/echo/v1", { data: { uri: dataUri("") } }, { "X-Reqid": "my-id" });
    expect(given.headers.get("x-reqid")).toBe("my-id");
    expect(await given.json()).toMatchObject({ result: { reqid: "my-id" } });
    const made = await host.post("/v1/eval/echo/v1", { data: { uri: dataUri("") } });
    expect(made.headers.get("x-reqid")).toMatch(/^[A-Za-z0-9_-]{16}$/);
    const bad = await host.post("/v1/eval/echo/v1", { data: { uri: dataUri("") } }, { "X-Reqid": "caf\u00e9" });
    expect(bad.headers.get("x-reqid")).toMatch(/^[A-Za-z0-9_-]{16}$/);
  });

  it("sends unversioned requests to production releases only", async () => {
    const pids = new Set<unknown>();
    for (let turn = 0; turn < 6; turn++) {
      const { body } = await host.ask("echo", { mode: "process" });
      pids.add((body as { result: { pid: number } }).result.pid);
    }
    const { body } = await host.ask("echo/v1", { mode: "process" });
    expect([...pids]).toEqual([(body as { result: { pid: number } }).result.pid]);
  });

  it("passes an item's own code through", async () => {
    const params = { mode: "ret", ret: { code: 406, message: "not acceptable here" } };
    const { status, body } = await host.ask("echo/v1", params);
    expect([status, body]).toEqual([406, { error: "not acceptable here" }]);
  });

  it("keeps a small code inside a 200, and calls an impossible one 599", async () => {
    expect(await host.ask("echo/v1", { mode: "ret", ret: { code: 201, message: "m", result: 1 } })).toMatchObject({
      status: 200,
      body: { code: 201, message: "m", result: 1 },
    });
    expect(await host.ask("echo/v1", { mode: "ret", ret: { code: 1000, message: "m" } })).toMatchObject({
      status: 599,
    });
  });

  it("sends X-Origin-A as the script wrote it, and does without where HTTP has no such value", async () => {
    const withOrigin = (value: string) =>
      host.ask("echo/v1", { mode: "ret", ret: { result: 1, header: { "X-Origin-A": [value] } } });
    expect((await withOrigin("ECHO:1;OTHER:2")).headers.get("x-origin-a")).toBe("ECHO:1;OTHER:2");
    for (const value of ["A:1\r\nSet-Cookie: a=b", "\u4e2d:1", "caf\u00e9:1", "\u0000", "\u007f"]) {
      const { status, body, headers } = await withOrigin(value);
      expect([status, body, headers.get("x-origin-a")]).toMatchObject([200, { result: 1 }, null]);
    }
    expect(host.log.filter(({ msg }) => msg.includes("X-Origin-A"))).toHaveLength(5);
  });

  it("fetches http URIs, and answers 424 when they cannot be had", async () => {
    const origin = createServer((request, response) => {
      if (request.url === "/moved") response.writeHead(302, { Location: "/good" }).end();
      else if (request.url === "/good") response.end("fetched");
      else if (request.url === "/big") response.end(Buffer.alloc(300_001));
      else response.writeHead(404).end();
    }).listen(0, "127.0.0.1");
    await once(origin, "listening");
    const base = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
    const fetchOf = (path: string) => host.post("/v1/eval/echo/v1", { data: { uri: base + path } });
    try {
      expect(await (await fetchOf("/good")).json()).toMatchObject({ result: { data: { body: "fetched" } } });
      expect(await (await fetchOf("/moved")).json()).toMatchObject({ result: { data: { body: "fetched" } } });
      const missing = await fetchOf("/missing");
      expect([missing.status, await missing.json()]).toEqual([424, { error: "fetch uri failed" }]);
      expect((await fetchOf("/big")).status).toBe(413);
    } finally {
      origin.close();
    }
    expect((await fetchOf("/refused")).status).toBe(424);
  });
});

describe("bad input", () => {
  const cases: [string, number, string, () => Promise<Response>][] = [
    ["an unknown app", 404, "no such app: nobody", () => host.post("/v1/eval/nobody", { data: { uri: dataUri("") } })],
    [
      "an unknown version",
      404,
      "no such version: echo/v9",
      () => host.post("/v1/eval/echo/v9", { data: { uri: dataUri("") } }),
    ],
    ["malformed JSON", 400, "parse task request failed", () => host.post("/v1/eval/echo", '{"data":')],
    [
      "trailing garbage",
      400,
      "parse task request failed",
      () => host.post("/v1/eval/echo", '{"data":{"uri":"data:"}} x'),
    ],
    [
      "a wrong content type",
      400,
      "wrong content type",
      () => host.post("/v1/eval/echo", "x", { "Content-Type": "text/plain" }),
    ],
    [
      "params nested too deep to be passed on",
      400,
      "parse task request failed",
      () => host.post("/v1/eval/echo", `{"data":{"uri":"${dataUri("")}"},"params":${nested(20_000)}}`),
    ],
    ["missing data", 400, "parse task request failed", () => host.post("/v1/eval/echo", { params: {} })],
    ["missing uri", 400, "parse task request failed", () => host.post("/v1/eval/echo", { data: { attribute: 1 } })],
    ["an empty group", 400, "parse task request failed", () => host.post("/v1/eval/echo", { data: [] })],
    [
      "a group item without uri",
      400,
      "bad uri",
      () => host.post("/v1/eval/echo", { data: [{ uri: dataUri("") }, {}] }),
    ],
    ["an unknown scheme", 400, "bad uri", () => host.post("/v1/eval/echo", { data: { uri: "ftp://x/y" } })],
    ["a file uri", 400, "bad uri", () => host.post("/v1/eval/echo", { data: { uri: "file:///etc/passwd" } })],
    ["bad base64", 400, "bad data uri", () => host.post("/v1/eval/echo", { data: { uri: `${dataUri("")}a_b=` } })],
    ["a body over the limit", 413, "", () => host.post("/v1/eval/echo", "x".repeat(300_001), octets)],
    [
      "a group over the limit",
      413,
      "a group of 4 is more than 3",
      () => host.post("/v1/eval/echo", { data: Array.from({ length: 4 }, () => ({ uri: dataUri("") })) }),
    ],
    [
      "a batch over the limit",
      413,
      "a batch of 4 requests is more than 3",
      () => host.post("/v1/batch", Array(4).fill(element("x"))),
    ],
    ["a bad op", 400, "bad op", () => host.post("/v1/batch", [{ ...element("x"), op: "/v1/other/echo" }])],
    ["a batch that is no array", 400, "parse task request failed", () => host.post("/v1/batch", {})],
    [
      "a picture of too many pixels",
      400,
      "image of 2000x1000 has more than 1000000 pixels",
      () => host.post("/v1/eval/echo", png(2000, 1000), octets),
    ],
  ];

  it.each(cases)("%s gets %i", async (_name, status, message, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: string };
    expect(error).toContain(message);
  });

  it("answers other paths and methods as the platform did", async () => {
    for (const [method, path] of [
      ["GET", "/v1/eval/echo"],
      ["POST", "/v1/eval/echo/v1/more"],
      ["POST", "/nowhere"],
      ["POST", "/v1/eval/%ff"],
      ["POST", "/v1/eval/%"],
      ["POST", `/v1/eval/${"a".repeat(256)}`],
    ]) {
      const response = await fetch(host.url + path, { method: method ?? "" });
      expect([response.status, await response.text()]).toEqual([404, "404 page not found\n"]);
      expect(response.headers.get("x-reqid")).toMatch(/^[A-Za-z0-9_-]{16}$/);
    }
  });

  it("looks for any name that a folder can have", async () => {
    const name = "a".repeat(255);
    const response = await host.post(`/v1/eval/${name}/${name}`, { data: { uri: dataUri("") } });
    expect([response.status, await response.json()]).toEqual([404, { error: `no such app: ${name}` }]);
  });

  it.each(["garbage", "text/plain;;=", ""])("calls the content type %j wrong", async (type) => {
    const response = await host.post("/v1/eval/echo", "x", { "Content-Type": type });
    expect([response.status, await response.json()]).toEqual([400, { error: "wrong content type" }]);
  });
});

describe("POST /v1/batch", () => {
  it("answers in request order, failed elements in their place, binary ones as data URIs", async () => {
    const response = await host.post("/v1/batch", [
      element("slow", { mode: "sleep", s: 0.2 }),
      { ...element("gone"), op: "/v1/eval/nobody" },
      element("bytes", { mode: "binary" }),
    ]);
    expect(await response.json()).toEqual([
      { code: 0, message: "", result: { slept: 0.2 } },
      { code: 404, message: "no such app: nobody" },
      dataUri("bytes"),
    ]);
  });

  it("answers [] with []", async () => {
    expect(await (await host.post("/v1/batch", [])).json()).toEqual([]);
  });
});

describe("net_preprocess", () => {
  it("runs before net_inference when the release says so, and its failure ends only that request", async () => {
    expect(await host.ask("pre/v1", {})).toMatchObject({ status: 200, body: { result: { body: "prepared" } } });
    expect(await host.ask("pre/v1", { pre: "raise" })).toMatchObject({
      status: 599,
      body: { error: "cannot prepare" },
    });
    expect(await host.ask("pre/v1", { pre: "message" })).toMatchObject({
      status: 406,
      body: { error: "not this one" },
    });
    expect(await host.ask("pre/v1", { pre: "code" })).toMatchObject({ status: 422 });
  });
});

describe("operators' routes", () => {
  it("report health, readiness, what is served, and metrics", async () => {
    const get = async (path: string) => fetch(host.url + path);
    expect(await (await get("/health")).text()).toBe("ok serving-gate");
    expect(await (await get("/health/ready")).json()).toMatchObject({ ready: true });
    expect(await (await get("/health/ready/echo/v1")).json()).toMatchObject({ ready: true });
    expect((await get("/health/ready/nobody")).status).toBe(404);
    const { apps } = (await (await get("/v1/apps")).json()) as { apps: { app: string; versions: unknown[] }[] };
    expect(apps.find(({ app }) => app === "echo")?.versions[0]).toMatchObject({
      version: "v1",
      phase: "production",
      desc: "the first",
      engine: "python",
      dialect: "ava",
      state: "ready",
      reason: "",
      warnings: [],
      instances: [{ pid: expect.any(Number), state: "ready" }],
    });
    const metrics = await (await get("/metrics")).text();
    expect(metrics).toMatch(/evalbridge_requests_total\{app="echo",version="v1",code="0"\} \d+/);
    expect(metrics).toMatch(/evalbridge_ready_instances\{app="echo",version="v2"\} 1/);
    for (const name of ["request_seconds", "queue_seconds", "inference_seconds", "batch_size"]) {
      expect(metrics).toMatch(new RegExp(`evalbridge_${name}_count\\{app="echo",version="v1"\\} \\d+`));
    }
  });
});

function element(text: string, params: unknown = {}): Record<string, unknown> {
  return { op: "/v1/eval/echo/v1", data: { uri: dataUri(text) }, params };
}

/** JSON of so many arrays in each other. */
function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

/** A valid PNG whose header promises width x height. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0], 8);
  const pixels = deflateSync(Buffer.alloc(16));
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", header), chunk("IDAT", pixels)]);
}
