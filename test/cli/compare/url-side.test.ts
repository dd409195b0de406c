import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SideLost } from "../../../src/cli/compare/side.ts";
import { UrlSide } from "../../../src/cli/compare/url-side.ts";
import type { EvalTask } from "../../../src/gateways/ava-request.ts";
import type { TestHost } from "../../support/host.ts";
import { startHost } from "../../support/host.ts";

const SETTINGS = { headers: {}, timeoutMs: 20_000, interrupted: new AbortController().signal };
const sides: UrlSide[] = [];
const servers: Server[] = [];

function sideAt(url: string, settings = SETTINGS): UrlSide {
  const side = new UrlSide(url, settings);
  sides.push(side);
  return side;
}

/** A service of a few lines. */
async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/eval/x`;
}

function single(body: string, more: Partial<EvalTask> = {}) {
  return { name: "x", task: { group: false, sources: [{ body: [Buffer.from(body)] }], ...more } };
}

afterEach(() => {
  for (const side of sides.splice(0)) side.close();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

describe("a gate as a side", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startHost({ "echo/v1": { fixture: "apps/echo/v1" } });
  });
  afterAll(() => host.close());

  it("answers bytes, parameters, attributes and groups as a release does", async () => {
    const side = sideAt(`${host.url}/v1/eval/echo/v1`);
    const plain = await side.ask(single("hello"));
    expect(plain).toMatchObject({ code: 0, message: "" });
    expect(JSON.parse(plain.result ?? "")).toMatchObject({ data: { body: "hello" } });
    const sources = [{ body: [Buffer.from("one")], attribute: '{"n":1}' }];
    const full = await side.ask({ name: "x", task: { group: false, sources, params: '{"p":2}' } });
    expect(JSON.parse(full.result ?? "")).toMatchObject({
      data: { body: "one", attribute: { n: 1 } },
      params: { p: 2 },
    });
    const group = await side.ask({ name: "x", task: { group: true, sources: [...sources, ...sources] } });
    expect(JSON.parse(group.result ?? "")).toMatchObject({ data: [{ body: "one" }, { body: "one" }] });
    expect(plain.ms).toBeGreaterThan(0);
  });

  it("answers with its error's code and message", async () => {
    expect(await sideAt(`${host.url}/v1/eval/none`).ask(single("x"))).toMatchObject({
      code: 404,
      message: "no such app: none",
    });
  });
});

describe("a service as a side", () => {
  it("gets the headers that are set, and may answer with bytes, or with JSON of its own", async () => {
    const url = await served((request, response) => {
      if (request.headers.authorization !== "Bearer k") return void response.writeHead(401).end("who are you?");
      const isJson = request.headers["content-type"] === "application/json";
      if (isJson) return void response.writeHead(200, { "Content-Type": "application/json" }).end('{"score": 1.0}');
      response.writeHead(200, { "Content-Type": "application/octet-stream" }).end("bytes");
    });
    const side = sideAt(url, { ...SETTINGS, headers: { Authorization: "Bearer k" } });
    expect(await side.ask(single("x"))).toMatchObject({ code: 0, body: Buffer.from("bytes") });
    expect(await side.ask(single("x", { params: "1" }))).toMatchObject({ code: 0, result: '{"score": 1.0}' });
    expect(await sideAt(url).ask(single("x"))).toMatchObject({ code: 401, message: "who are you?" });
  });

  it("is tried again when it cannot be asked, and then lost", async () => {
    let asked = 0;
    const url = await served((request, response) => {
      asked += 1;
      if (asked === 1) return void request.socket.destroy();
      response.writeHead(asked === 2 ? 503 : 200).end('{"code":0,"message":"","result":1}');
    });
    expect(await sideAt(url).ask(single("x"))).toMatchObject({ code: 0, result: "1" });
    for (const server of servers.splice(0)) server.close().closeAllConnections();
    await expect(sideAt(url).ask(single("x"))).rejects.toThrow(SideLost);
  });

  it("fails a request that it does not answer in time, and is lost after three in a row", async () => {
    const url = await served(() => undefined);
    const side = sideAt(url, { ...SETTINGS, timeoutMs: 50 });
    expect(await side.ask(single("x"))).toMatchObject({ code: 504, message: "no answer within 50 ms" });
    await side.ask(single("x"));
    await expect(side.ask(single("x"))).rejects.toThrow("3 times in a row");
  });
});
