import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Running } from "../support/command.ts";
import { startServing } from "../support/command.ts";
import type { TestHost } from "../support/host.ts";
import { layOut, startHost } from "../support/host.ts";

const TIINFER = { fixture: "../conformance/tiinfer/apps/tiinfer/alpha" };
const TAICHU = { fixture: "../conformance/taichu/apps/taichu/svc", settings: { entry: "model_service.py" } };
const PORT = "native/echo-port/v1";
const GATES_404 = [404, "404 page not found\n"];

async function told(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  return [response.status, await response.text()];
}

describe("on the host's own port", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startHost({
      "zed/v1": TIINFER,
      "speech/v1": { ...TAICHU, settings: { ...TAICHU.settings, env: { ORACLE_LOG: "/dev/null" } } },
      "Echo/v1": { fixture: PORT, settings: { dialect: "taichu" } },
    });
  });
  afterAll(() => host.close());

  const post = (path: string, body: unknown, headers?: Record<string, string>) => told(host.post(path, body, headers));

  it.each(["/v1/models/zed:predict", "/v1/models/m:predict", "/inference", "/inference?a=1"])(
    "tiinfer's only model answers at %s",
    async (path) => {
      expect(await post(path, '{"a":NaN}')).toEqual([200, '{\n  "zed": {\n    "a": NaN\n  }\n}']);
      expect(await post(path, "{", { "Content-Type": "garbage" })).toEqual([
        400,
        "encoding/decoding error: cannot se/deserialize request bytes",
      ]);
      expect(await post(path, "")).toEqual([200, "no data provided"]);
    },
  );

  it("a model of tiinfer's that there is not is not found, with those that there are", async () => {
    const answer = [404, "not found: what is served: /v1/models/zed:predict"];
    expect(await post("/v1/models/other:predict", "{}")).toEqual(answer);
    // An app, but of another platform.
    expect(await post("/v1/models/speech:predict", "{}")).toEqual(answer);
  });

  it("a taichu class is found by its name, in any case", async () => {
    const asked = { parameters: { a: "中" } };
    const headers = { "X-Request-Id": "r" };
    const answer = (name: string) =>
      `{"id": "r", "model_name": "${name}", "model_version": "2a", "parameters": {"second": true}}`;
    expect(await post("/v2/models/second/versions/2a/infer", asked, headers)).toEqual([200, answer("second")]);
    expect(await post("/v2/models/SECOND/versions/2a/infer", asked, headers)).toEqual([200, answer("SECOND")]);
  });

  it("an app comes before a class of its name, whatever the body says: it speaks the Open Inference Protocol", async () => {
    const text = '{"model_name": "Second", "parameters": {"a": 0.00001, "b": "中"}}';
    const [status, body] = await post("/v2/models/Echo/versions/v1/infer", {
      inputs: [{ name: "input", datatype: "BYTES", shape: [1], data: [text] }],
      outputs: [{ name: "result" }],
    });
    const { outputs } = JSON.parse(body);
    expect([status, JSON.parse(outputs[0].data[0])]).toEqual([200, JSON.parse(text)]);
    expect((await post("/v2/models/Echo/versions/v1/infer", { parameters: {} }))[0]).toBe(400);
  });

  it("a version that a taichu class has not is told so in the platform's way", async () => {
    expect(await post("/v2/models/Second/versions/9/infer", {})).toEqual([400, '{"error":"model not found"}\n']);
  });

  it("a model that nobody has is told so in the way of the Open Inference Protocol", async () => {
    expect(await post("/v2/models/Nope/versions/1/infer", {})).toEqual([
      404,
      '{"error":"there is no model \\"Nope\\""}',
    ]);
  });

  it.each(["/", "/nope", "/v1/models/zed", "/inference/", "/health/live", "/v2/models/Echo/versions/1"])(
    "the gate's own 404 wins: POST %s",
    async (path) => expect(await post(path, {})).toEqual(GATES_404),
  );

  it("the gate's own routes win", async () => {
    expect(await told(fetch(`${host.url}/health`))).toEqual([200, "ok serving-gate"]);
    expect(await told(fetch(`${host.url}/inference`))).toEqual(GATES_404);
    expect((await told(fetch(`${host.url}/metrics`)))[1]).not.toContain("mosec");
  });

  it("a client of the gate gets the same by its own route", async () => {
    const answer = await host.post("/v1/eval/zed", new Uint8Array([0xff, 0xd8]), {
      "Content-Type": "application/octet-stream",
    });
    expect(await answer.json()).toEqual({ code: 0, message: "", result: { zed: { image: "/9g=" } } });
  });

  it("what Python writes and JSON does not have is no result at the gate", async () => {
    const asked = Buffer.from('{"a": NaN}');
    const answer = await host.post("/v1/eval/zed", asked, { "Content-Type": "application/octet-stream" });
    expect([answer.status, await answer.json()]).toEqual([599, { error: "result: NaN or infinity is not JSON" }]);
  });
});

describe("on ports of their own", () => {
  let host: TestHost;
  let urls: string[];
  beforeAll(async () => {
    const port = (dialect: string) => ({ fixture: PORT, settings: { dialect } });
    const access = { auth: ["qiniu_stub"], access: { user_whitelist: [7] } };
    host = await startHost({ "a/v1": port("tiinfer"), "b/v1": port("taichu") }, access);
    const ports = ["a/v1", "b/v1"].map((release) => ({ release, protocol: "http", port: 0 }) as const);
    urls = (await host.app.platformPorts.open(ports, "127.0.0.1")).map(({ address }) => address);
  });
  afterAll(() => host.close());

  const ask = (url: string, uid?: number) => {
    const headers = {
      "Content-Type": "application/json",
      ...(uid === undefined ? {} : { Authorization: `QiniuStub uid=${uid}&ut=4` }),
    };
    return told(fetch(url, { method: "POST", body: '{"a": 1}', headers }));
  };

  it("apps are for the callers who may have them, as everywhere", async () => {
    const [a = "", b = ""] = urls;
    expect((await ask(`${a}/inference`, 7))[0]).toBe(200);
    expect(await ask(`${a}/inference`, 8)).toEqual([406, "not acceptable"]);
    expect(await ask(`${a}/inference`)).toEqual([401, "bad token"]);
    const infer = `${b}/v2/models/b/versions/v1/infer`;
    expect((await ask(infer, 7))[0]).toBe(200);
    expect(await ask(infer, 8)).toEqual([406, '{"error":"not acceptable"}\n']);
    expect(await ask(infer)).toEqual([401, '{"error":"bad token"}\n']);
  });

  it("the health of an app is for anyone", async () => {
    const [a = "", b = ""] = urls;
    expect(await told(fetch(`${a}/`))).toEqual([200, "MOSEC service"]);
    expect(await told(fetch(`${b}/health/ready`))).toEqual([200, '{"ready": true}']);
  });
});

describe("with several models of tiinfer's", () => {
  let host: TestHost;
  beforeAll(async () => {
    const port = { fixture: PORT, settings: { dialect: "tiinfer" } };
    host = await startHost({ "a/v1": port, "b/v1": port, "c/v1": { fixture: "native/parts/v1" } });
  });
  afterAll(() => host.close());

  it.each(["/inference", "/v1/models/m:predict"])("%s is nobody's, and names them all", async (path) => {
    expect(await told(host.post(path, { x: 1 }))).toEqual([
      404,
      "not found: several models are served: /v1/models/a:predict, /v1/models/b:predict",
    ]);
  });

  it("ports are expected where their originals were", async () => {
    const { platform, remarks } = await host.app.platformPorts.plan({ http: 0 });
    expect(platform).toEqual([]);
    expect(remarks).toEqual([
      expect.stringMatching(/^port 8501 stays closed: it is that of a\/v1 \(HTTP\) and b\/v1 \(HTTP\);/),
    ]);
  });

  it("a port answers in the layout and the words of its original", async () => {
    const path = "/v1/models/b:predict";
    expect(await told(host.post(path, '{"x": [], "y": "中", "z": 1e-5}'))).toEqual([
      200,
      '{\n  "x": [],\n  "y": "\\u4e2d",\n  "z": 1e-05\n}',
    ]);
    expect(await told(host.post(path, { refuse: "bad field" }))).toEqual([422, "validation error: bad field"]);
    expect(await told(host.post(path, "[1]"))).toEqual([400, "encoding/decoding error: the body is not a JSON object"]);
  });
});

it("where nothing of a platform is served, its paths are not there", async () => {
  const host = await startHost({ "c/v1": { fixture: "native/parts/v1" } });
  for (const path of ["/inference", "/v1/models/m:predict"]) {
    expect(await told(host.post(path, {}))).toEqual(GATES_404);
  }
  await host.close();
});

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      return server;
    }),
  );
  return Promise.all(
    servers.map((server) => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      return new Promise<number>((resolve) => server.close(() => resolve(port)));
    }),
  );
}

describe("serve --platform-ports", () => {
  let dir: string;
  let running: Running & { url: string };
  let ports: number[];
  beforeAll(async () => {
    ports = await freePorts(3);
    const [own = 0, shared = 0, taichu = 0] = ports;
    const port = (dialect: string, http: number) => ({
      fixture: PORT,
      settings: { dialect, ports: { http, grpc: 0 } },
    });
    dir = await layOut({
      "a/v1": port("tiinfer", own),
      "b/v1": port("tiinfer", shared),
      "c/v1": port("tiinfer", shared),
      "d/v1": port("taichu", taichu),
    });
    running = await startServing(dir, ["--platform-ports", "--port", String(own)]);
  });
  afterAll(async () => {
    running.process.kill("SIGKILL");
    await rm(dir, { recursive: true, force: true });
  });

  it("opens the port of each platform, with all that answered there", async () => {
    const [own, , taichu] = ports;
    expect(await told(fetch(`http://127.0.0.1:${own}/`))).toEqual([200, "MOSEC service"]);
    const asked = { method: "POST", body: '{"a": 1}' };
    expect(await told(fetch(`http://127.0.0.1:${own}/inference`, asked))).toEqual([200, '{\n  "a": 1\n}']);
    expect(await told(fetch(`http://127.0.0.1:${own}/nope`))).toEqual([404, "not found"]);
    expect(await told(fetch(`http://127.0.0.1:${taichu}/health/ready`))).toEqual([200, '{"ready": true}']);
    expect(running.stdout()).toContain(`a/v1 has a port of its own: http://127.0.0.1:${own}\n`);
  });

  it("lets the host's own port give way, and says so in one line", () => {
    const [own = 0] = ports;
    expect(new URL(running.url).port).not.toBe(String(own));
    expect(running.stdout()).toMatch(
      new RegExp(
        `^the host's own ports give way: HTTP from ${own}, which is a/v1's, to ${new URL(running.url).port}\\b.*$`,
        "m",
      ),
    );
  });

  it("keeps a port closed that two want, and names both in one line", async () => {
    const [, shared] = ports;
    await expect(fetch(`http://127.0.0.1:${shared}/`)).rejects.toThrow("fetch failed");
    expect(running.stdout()).toContain(`port ${shared} stays closed: it is that of b/v1 (HTTP) and c/v1 (HTTP);`);
  });
});
