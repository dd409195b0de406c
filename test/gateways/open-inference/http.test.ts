import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelMetadata } from "../../../src/gateways/open-inference/models.ts";
import type { ModelStatistics } from "../../../src/gateways/open-inference/statistics.ts";
import type { TestHost } from "../../support/host.ts";
import { dataUri, layOut, listReleases, serveFolder, startHost, until } from "../../support/host.ts";
import { warningsDuring } from "../../support/warnings.ts";

const HEADER_LENGTH = "Inference-Header-Content-Length";
const BODY_LIMIT = 2_000_000;
const JSON_TOKENS = 100_000;

let host: TestHost;
beforeAll(async () => {
  host = await startHost(
    {
      "tensors/1": { fixture: "native/tensors/1" },
      "sum/1": { fixture: "native/tensor-sum/1" },
      "plain/v1": { fixture: "native/echo/1" },
      "echo/v1": { fixture: "apps/echo/v1" },
      "echo/v2": { fixture: "apps/echo/v1", settings: { phase: "staging" } },
      "scored/v1": { fixture: "apps/scored/v1", settings: { custom_params: { fail: "!" } } },
      "slow/v1": { fixture: "apps/scored/v1", settings: { custom_params: { wait: "~", wait_s: 2 } } },
      "zed/v1": { fixture: "../conformance/tiinfer/apps/tiinfer/alpha" },
      "digits/1": { fixture: "../../evals/digits/model", settings: { entry: "digits.onnx" } },
      "broken/v1": { fixture: "apps/syntax_error/v1" },
    },
    { limits: { body_bytes: BODY_LIMIT, json_tokens: JSON_TOKENS } },
  );
});
afterAll(() => host.close());

interface Told {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

async function told(answer: Promise<Response>): Promise<Told> {
  const response = await answer;
  const text = await response.text();
  return { status: response.status, body: text === "" ? "" : JSON.parse(text), headers: response.headers };
}

const get = (path: string, init?: RequestInit) => told(fetch(host.url + path, init));
const post = (path: string, body: unknown, headers?: Record<string, string>) => told(host.post(path, body, headers));
const infer = (model: string, body: unknown, headers?: Record<string, string>) =>
  post(`/v2/models/${model}/infer`, body, headers);

/** A request for `sum`, in JSON. */
const ASKED = { id: "a", inputs: [{ name: "x", datatype: "FP32", shape: [2], data: [1, 2] }] };
const texts = (...data: string[]) => ({ inputs: [{ name: "any", datatype: "BYTES", shape: [data.length], data }] });

/** A message with raw tensors behind its head. */
function binary(head: object, ...raw: Uint8Array[]): { body: Buffer; headers: Record<string, string> } {
  const text = Buffer.from(JSON.stringify(head));
  return { body: Buffer.concat([text, ...raw]), headers: { [HEADER_LENGTH]: String(text.length) } };
}

/** The elements of a BYTES tensor. */
function elements(...values: Uint8Array[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(value.length);
      return [length, value];
    }),
  );
}

describe("the server", () => {
  it.each([
    ["/v2/health/live", { live: true }],
    ["/v2/health/ready", { ready: true, live: true }],
    ["/v2/models", { models: ["broken", "digits", "echo", "plain", "scored", "slow", "sum", "tensors", "zed"] }],
  ])("GET %s, with a slash behind it too, and HEAD", async (path, body) => {
    for (const url of [path, `${path}/`]) expect(await get(url)).toMatchObject({ status: 200, body });
    expect(await get(path, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  it("says what it is", async () => {
    expect(await get("/v2")).toMatchObject({
      status: 200,
      body: {
        name: "evalbridge",
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        extensions: ["binary_tensor_data", "model_repository", "model_configuration", "statistics"],
      },
    });
  });
});

describe("models", () => {
  it("one that speaks tensors says which", async () => {
    const metadata = {
      name: "sum",
      versions: ["1"],
      inputs: [{ name: "x", datatype: "FP32", shape: [-1] }],
      outputs: [
        { name: "y", datatype: "FP32", shape: [-1] },
        { name: "sum", datatype: "FP64", shape: [1] },
      ],
    };
    expect(await get("/v2/models/sum")).toMatchObject({ status: 200, body: metadata });
    expect(await get("/v2/models/sum/versions/1")).toMatchObject({ status: 200, body: metadata });
  });

  it("a bare ONNX model says which", async () => {
    expect((await get("/v2/models/digits")).body).toEqual({
      name: "digits",
      versions: ["1"],
      platform: "onnx_onnxruntime",
      inputs: [{ name: "input", datatype: "FP32", shape: [-1, 1, 28, 28] }],
      outputs: [{ name: "probabilities", datatype: "FP32", shape: [-1, 10] }],
    });
  });

  it("one that does not takes BYTES, and answers them", async () => {
    expect((await get("/v2/models/echo/versions/v2")).body).toEqual({
      name: "echo",
      versions: ["v2"],
      platform: "evalbridge_python",
      inputs: [{ name: "input", datatype: "BYTES", shape: [-1] }],
      outputs: [{ name: "result", datatype: "BYTES", shape: [-1] }],
    });
    expect((await get("/v2/models/echo")).body).toMatchObject({ versions: ["v1", "v2"] });
  });

  it("are ready or not", async () => {
    expect(await get("/v2/models/echo/ready")).toMatchObject({ status: 200, body: { name: "echo", ready: true } });
    expect(await get("/v2/models/broken/versions/v1/ready")).toMatchObject({ status: 503, body: { ready: false } });
  });

  it("have Triton's configuration", async () => {
    expect(await get("/v2/models/sum/config")).toMatchObject({
      status: 200,
      body: { name: "sum", max_batch_size: 0, input: [{ name: "x", data_type: "TYPE_FP32", dims: [-1] }] },
    });
  });

  it.each(["", "/ready", "/config", "/stats", "/versions/1", "/versions/1/ready"])(
    "one that there is not is not found: %s",
    async (rest) => {
      const { status, body } = await get(`/v2/models/nope${rest}`);
      expect([status, body]).toEqual([404, { error: expect.stringContaining("there is no") }]);
    },
  );

  it("a version that there is not is not found, with those that there are", async () => {
    const error = 'model "echo" has no version "7"; it has v1, v2';
    expect(await get("/v2/models/echo/versions/7")).toMatchObject({ status: 404, body: { error } });
    expect(await infer("echo/versions/7", texts("a"))).toMatchObject({ status: 404, body: { error } });
  });
});

describe("inference of a release that speaks tensors", () => {
  it("in JSON, whatever the content type", async () => {
    const answer = {
      model_name: "sum",
      model_version: "1",
      id: "a",
      outputs: [
        { name: "y", datatype: "FP32", shape: [2], data: [1, 2] },
        { name: "sum", datatype: "FP64", shape: [1], data: [3] },
      ],
    };
    for (const type of ["application/json", "application/octet-stream", "text/plain", "garbage"]) {
      expect(await infer("sum/versions/1", ASKED, { "Content-Type": type })).toMatchObject({
        status: 200,
        body: answer,
      });
    }
  });

  it("in bytes, both ways", async () => {
    const data = Buffer.from(Float32Array.of(1, 2, Number.NaN).buffer);
    const { body, headers } = binary(
      {
        id: "b",
        inputs: [{ name: "x", datatype: "FP32", shape: [3], parameters: { binary_data_size: 12 } }],
        outputs: [{ name: "y", parameters: { binary_data: true } }],
      },
      data,
    );
    const answer = await host.post("/v2/models/sum/infer", body, headers);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const length = Number(answer.headers.get(HEADER_LENGTH));
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "application/octet-stream"]);
    expect(JSON.parse(bytes.toString("utf8", 0, length))).toMatchObject({
      id: "b",
      outputs: [{ name: "y", datatype: "FP32", shape: [3], parameters: { binary_data_size: 12 } }],
    });
    expect(bytes.subarray(length)).toEqual(data);
  });

  it("a body that is nothing but one tensor", async () => {
    const data = Buffer.from(Float32Array.of(4, 5).buffer);
    const answer = await host.post("/v2/models/sum/infer", data, { [HEADER_LENGTH]: "0" });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.status).toBe(200);
    expect(bytes.subarray(-16, -8)).toEqual(data);
  });

  it("of many elements warns nobody of leaks", async () => {
    const warnings = await warningsDuring(async () => {
      expect(await infer("scored", texts(...Array(12).fill("a")))).toMatchObject({ status: 200 });
    });
    expect(warnings).toEqual([]);
  });

  it("its parameter timeout is how long the client waits, in microseconds", async () => {
    const asked = { ...texts("~"), parameters: { timeout: 300_000 } };
    expect(await infer("slow", asked)).toMatchObject({ status: 504, body: { error: expect.any(String) } });
  });

  it("no head is read for it that would keep the host from everybody", async () => {
    const data = new Array(JSON_TOKENS).fill(1);
    const asked = { parameters: { timeout: 1 }, inputs: [{ ...ASKED.inputs[0], shape: [JSON_TOKENS], data }] };
    expect(await infer("sum", asked)).toMatchObject({ status: 200 });
  });

  it("a script's own code is the status, if it is one of the caller's faults", async () => {
    const refused = { ...ASKED, parameters: { wrong: "refused" } };
    expect(await infer("sum", refused)).toMatchObject({ status: 422, body: { error: "not today" } });
    const wrong = { ...ASKED, parameters: { wrong: "missing" } };
    expect(await infer("sum", wrong)).toMatchObject({ status: 500 });
  });
});

describe("content encodings", () => {
  const bytes = Buffer.from(JSON.stringify(ASKED));

  it.each([
    ["gzip", gzipSync(bytes), gunzipSync],
    ["deflate", deflateSync(bytes), inflateSync],
  ])("%s, both ways", async (encoding, body, undo) => {
    // Not by fetch, which undoes them.
    const answer = await new Promise<{ headers: object; body: Buffer }>((resolve, reject) => {
      const headers = { "Content-Encoding": encoding, "Accept-Encoding": encoding, "Content-Length": body.length };
      const sent = request(`${host.url}/v2/models/sum/infer`, { method: "POST", headers }, (incoming) => {
        const parts: Buffer[] = [];
        incoming.on("data", (part: Buffer) => parts.push(part));
        incoming.on("end", () => resolve({ headers: incoming.headers, body: Buffer.concat(parts) }));
      });
      sent.on("error", reject).end(body);
    });
    expect(answer.headers).toMatchObject({ "content-encoding": encoding });
    expect(JSON.parse(undo(answer.body).toString())).toMatchObject({
      id: "a",
      outputs: [{ data: [1, 2] }, { data: [3] }],
    });
  });

  it("answers are as they are for clients that can read anything", async () => {
    const { headers } = await infer("sum", ASKED, { "Accept-Encoding": "gzip, deflate, br" });
    expect(headers.get("Content-Encoding")).toBeNull();
  });

  it.each([
    ["a bomb", "gzip", gzipSync(Buffer.alloc(50 * BODY_LIMIT)), 413],
    ["what is none", "gzip", Buffer.from("{}"), 400],
    ["half of one", "deflate", deflateSync(bytes).subarray(0, 20), 400],
    ["another", "br", Buffer.from("{}"), 415],
  ])("%s is refused", async (_name, encoding, body, status) => {
    const answer = await infer("sum", new Uint8Array(body), { "Content-Encoding": encoding });
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(/\w+ \w+/) } });
  });
});

describe("inference of a release that speaks none", () => {
  const resultsOf = ({ body }: Told): unknown[] => {
    const { outputs } = body as { outputs: { name: string; data: string[] }[] };
    return (outputs.find(({ name }) => name === "result")?.data ?? []).map((text) => JSON.parse(text));
  };

  it("each element is a request, bytes or a URI; parameters are its params, the input's its attribute", async () => {
    const uri = dataUri("behind a URI");
    const [input] = texts("plain", uri, "").inputs;
    const asked = {
      id: "7",
      parameters: { mode: "show", limit: 3, priority: 1 },
      inputs: [{ ...input, parameters: { note: "x" } }],
    };
    const answer = await infer("echo/versions/v1", asked);
    expect(answer).toMatchObject({ status: 200, body: { id: "7", model_name: "echo", model_version: "v1" } });
    expect(resultsOf(answer)).toMatchObject(
      ["plain", "behind a URI", ""].map((body) => ({
        params: { mode: "show", limit: 3 },
        data: { body, attribute: { note: "x" } },
      })),
    );
  });

  it("what is nested in its params is a JSON text", async () => {
    const paramsOf = async (parameters: object) => resultsOf(await infer("echo", { ...texts("a"), parameters }));
    const nested = { roi: [[0, 0.5]], limit: { low: 1 }, note: null };
    const params = JSON.stringify(nested);
    expect(await paramsOf({ params })).toMatchObject([{ params: nested }]);
    expect(await paramsOf({ params, timeout: 9e6, limit: 2 })).toMatchObject([{ params: { ...nested, limit: 2 } }]);
    expect(await paramsOf({ params: 3 })).toMatchObject([{ params: { params: 3 } }]);
    for (const wrong of ["", "{", "[1]", "null", "text"]) {
      const answer = await infer("echo", { ...texts("a"), parameters: { params: wrong } });
      expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/^the parameter params is/) } });
    }
  });

  it("bytes in bytes, both ways", async () => {
    const picture = Buffer.from([0xff, 0xd8, 0, 1]);
    const raw = elements(picture, Buffer.alloc(0), Buffer.from("c"));
    const size = { binary_data_size: raw.length };
    const { body, headers } = binary(
      {
        parameters: { mode: "binary", binary_data_output: true },
        inputs: [{ name: "pictures", datatype: "BYTES", shape: [3, 1], parameters: size }],
      },
      raw,
    );
    const answer = await host.post("/v2/models/echo/infer", body, headers);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const length = Number(answer.headers.get(HEADER_LENGTH));
    expect(bytes.subarray(length)).toEqual(elements(picture, Buffer.from("{}"), Buffer.from("c")));
    expect(JSON.parse(bytes.toString("utf8", 0, length))).toMatchObject({
      outputs: [{ name: "result", datatype: "BYTES", shape: [3] }],
    });
  });

  it("what its script answers in one of the known kinds are tensors too, which its metadata tells from then on", async () => {
    const answer = await infer("scored", texts("four", "fifty"));
    expect(answer.body).toMatchObject({
      outputs: [
        { name: "result", shape: [2] },
        { name: "scores", datatype: "FP32", shape: [2, 1], data: [expect.closeTo(0.04), expect.closeTo(0.05)] },
        { name: "labels", datatype: "BYTES", shape: [2, 1], data: ["cat", "cat"] },
      ],
    });
    const { body } = await get("/v2/models/scored");
    expect(body).toMatchObject({
      outputs: [{ name: "result" }, { name: "scores", shape: [-1, -1] }, { name: "labels", shape: [-1, -1] }],
    });
    const some = await infer("scored", { ...texts("four"), outputs: [{ name: "labels" }] });
    expect(some.body).toMatchObject({ outputs: [{ name: "labels", data: ["cat"] }] });
  });

  it("scripts of other platforms get what their clients send", async () => {
    const answer = await infer("zed", texts('{"a": 1}'));
    expect(resultsOf(answer)).toEqual([{ zed: { a: 1 } }]);
  });

  it("one request that fails fails them all, and is named", async () => {
    expect(await infer("scored", texts("a", "!", "b"))).toMatchObject({
      status: 450,
      body: { error: "element 1: no such thing" },
    });
    expect(await infer("scored", texts("!"))).toMatchObject({ status: 450, body: { error: "no such thing" } });
    expect(await infer("echo", texts("a", "data:text/plain,x"))).toMatchObject({
      status: 400,
      body: { error: "element 1: bad uri" },
    });
  });

  it("a native handler's, too, also while its worker is started again", async () => {
    const loaded = host.app.catalog.select("plain", "v1");
    for (const { pid } of loaded.instances) if (pid !== null) process.kill(pid, "SIGKILL");
    await until(() => loaded.state === "restarting");
    expect(await get("/v2/models/plain")).toMatchObject({ status: 200, body: { inputs: [{ datatype: "BYTES" }] } });
    expect(await infer("plain", texts("a"))).toMatchObject({ status: 200 });
  });

  it("a release that has failed is unavailable", async () => {
    expect(await infer("broken", texts("a"))).toMatchObject({ status: 503, body: { error: expect.any(String) } });
  });
});

describe("bad input gets the protocol's error", () => {
  const input = { name: "x", datatype: "FP32", shape: [2], data: [1, 2] };
  const one = (change: object) => ({ inputs: [{ ...input, ...change }] });
  const nested = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  const bodies: [string, string | object][] = [
    ["no JSON", "{"],
    ["nothing", ""],
    ["no object", "[]"],
    ["no inputs", {}],
    ["no input", { inputs: [] }],
    ["too few elements", one({ shape: [3] })],
    ["a negative size", one({ shape: [-1] })],
    ["sizes that overflow", one({ shape: [2 ** 32, 2 ** 32] })],
    ["no whole number", one({ shape: [0.5] })],
    ["another datatype", one({ datatype: "INT8" })],
    ["an unknown datatype", one({ datatype: "FP12" })],
    ["an unknown input", one({ name: "nope" })],
    ["NUL in a name", one({ name: "x\0" })],
    ["an input twice", { inputs: [input, input] }],
    ["an unknown output", { inputs: [input], outputs: [{ name: "nope" }] }],
    ["NaN", '{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[NaN]}]}'],
    ["10,000 nested arrays", `{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":${nested}}]}`],
    ["bytes that are not there", one({ data: undefined, parameters: { binary_data_size: 8 } })],
    ["both kinds of data", one({ parameters: { binary_data_size: 8 } })],
    ["parameters that are none", { ...one({}), parameters: [1] }],
  ];
  it.each(["sum", "scored"])("of %s: any of them", async (model) => {
    for (const [name, body] of bodies) {
      const { status, body: answer } = await infer(model, body);
      expect([name, status, answer]).toEqual([name, 400, { error: expect.stringMatching(/\w+ \w+/) }]);
    }
  });

  it("is told in a sentence, however long the names and shapes are that it is about", async () => {
    const long = "x".repeat(500_000);
    const shape = new Array(80_000).fill(1);
    for (const change of [{ name: long }, { shape }, { parameters: { [long]: null } }, { datatype: long }]) {
      for (const model of ["sum", "scored"]) {
        const { status, body } = await infer(model, one(change));
        expect([model, status, JSON.stringify(body).length < 400]).toEqual([model, 400, true]);
      }
    }
    const { status, body } = await infer("sum", { ...one({}), outputs: [{ name: long }] });
    expect([status, JSON.stringify(body).length < 400]).toEqual([400, true]);
  });

  it.each([
    ["more than there is", "1000"],
    ["negative", "-1"],
    ["no number", "x"],
    ["too long", "9".repeat(40)],
  ])("a header length that is %s", async (_name, length) => {
    const answer = await infer("sum", ASKED, { [HEADER_LENGTH]: length });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(HEADER_LENGTH) } });
  });

  it("a body over the limit", async () => {
    const answer = await infer("sum", new Uint8Array(BODY_LIMIT + 1));
    expect(answer).toMatchObject({ status: 413, body: { error: expect.any(String) } });
  });

  it("whatever else is wrong: nothing of it is the host's fault", async () => {
    const text = JSON.stringify(ASKED);
    const message = fc.record({
      model: fc.constantFrom("sum", "scored", "digits", "tensors"),
      body: fc.oneof(
        fc.tuple(fc.nat(text.length), fc.nat(9), fc.string({ maxLength: 9 })).map(([at, cut, put]) => {
          return text.slice(0, at) + put + text.slice(at + cut);
        }),
        fc
          .json()
          .map((json) => JSON.stringify({ inputs: [{ ...ASKED.inputs[0], ...JSON.parse(`{"data":${json}}`) }] })),
        fc.record({ inputs: fc.array(fc.record({ name: fc.constantFrom("x", "y"), shape: fc.array(fc.integer()) })) }),
      ),
      length: fc.option(fc.nat(200), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(message, async ({ model, body, length }) => {
        const headers: Record<string, string> = length === undefined ? {} : { [HEADER_LENGTH]: String(length) };
        const answer = await host.post(`/v2/models/${model}/infer`, body, headers);
        await answer.arrayBuffer();
        const { status } = answer;
        return status === 200 || (status >= 400 && status < 500);
      }),
      { numRuns: 150 },
    );
  });

  it("a client that goes away half-way costs nobody anything", async () => {
    for (const encoding of ["identity", "gzip"]) {
      const headers = { "Content-Length": 10_000, "Content-Encoding": encoding };
      const sent = request(`${host.url}/v2/models/sum/infer`, { method: "POST", headers });
      sent.on("error", () => undefined).write(gzipSync(Buffer.from("{")).subarray(0, 10));
      await until(() => sent.socket?.writableLength === 0);
      sent.destroy();
    }
    const sent = request(`${host.url}/v2/models/slow/infer`, { method: "POST" });
    sent.on("error", () => undefined).end(JSON.stringify(texts("~")));
    await until(() => host.app.catalog.select("slow", "v1").pressure > 0);
    sent.destroy();
    await until(() => host.app.catalog.select("slow", "v1").pressure === 0);
    expect(await infer("sum", ASKED)).toMatchObject({ status: 200 });
  });
});

describe("the repository", () => {
  const index = async (body?: unknown) =>
    ((await post("/v2/repository/index", body ?? "")).body as { name: string; version: string; state: string }[]).map(
      ({ name, version, state }) => `${name}/${version} ${state}`,
    );

  it("is listed, all or what is ready", async () => {
    expect(await index()).toEqual([
      "broken/v1 UNAVAILABLE",
      ...["digits/1", "echo/v1", "echo/v2", "plain/v1", "scored/v1", "slow/v1", "sum/1", "tensors/1", "zed/v1"].map(
        (name) => `${name} READY`,
      ),
    ]);
    expect(await index({ ready: true })).not.toContain("broken/v1 UNAVAILABLE");
  });

  it("a model is unloaded, and loaded again", async () => {
    expect(await post("/v2/repository/models/tensors/unload", "")).toMatchObject({ status: 200, body: "" });
    expect(await index()).toContain("tensors/1 UNAVAILABLE");
    expect(await get("/v2/models/tensors/ready")).toMatchObject({ status: 503 });
    expect(await infer("tensors", ASKED)).toMatchObject({ status: 503 });
    expect((await listReleases(host.url)).get("tensors/1")).toMatchObject({
      state: "unavailable",
      reason: "it was unloaded",
      instances: [],
    });
    expect(await (await fetch(`${host.url}/metrics`)).text()).toContain(
      'evalbridge_ready_instances{app="tensors",version="1"} 0',
    );
    expect(await post("/v2/repository/models/tensors/load", {})).toMatchObject({ status: 200, body: "" });
    expect(await get("/v2/models/tensors/ready")).toMatchObject({ status: 200 });
  });

  it("one that loads no more goes on as it was, and whoever loads it is told so", async () => {
    const entry = join(host.dir, "sum/1/eval.ts");
    const source = await readFile(entry, "utf8");
    await writeFile(entry, "throw new Error('half saved');");
    expect(await post("/v2/repository/models/sum/load", "")).toMatchObject({
      status: 503,
      body: { error: expect.stringMatching(/^sum\/1 goes on as it was: .*half saved/s) },
    });
    expect(await infer("sum", ASKED)).toMatchObject({ status: 200 });
    await writeFile(entry, source);
    expect(await post("/v2/repository/models/sum/load", "")).toMatchObject({ status: 200 });
  });

  it("what cannot be done is told", async () => {
    expect(await post("/v2/repository/models/nope/load", "")).toMatchObject({ status: 404 });
    expect(await post("/v2/repository/models/nope/unload", "")).toMatchObject({ status: 404 });
    expect(await post("/v2/repository/models/broken/load", "")).toMatchObject({ status: 503 });
    const config = { parameters: { config: "{}" } };
    expect(await post("/v2/repository/models/sum/load", config)).toMatchObject({ status: 501 });
    expect(await post("/v2/repository/index", "[")).toMatchObject({ status: 400 });
  });
});

it("metadata names what the answer to a sample has, from the start and loaded again", async () => {
  const dir = await layOut({ "scored/v1": { fixture: "apps/scored/v1" } });
  await mkdir(join(dir, "scored/samples"));
  await writeFile(join(dir, "scored/samples/a.txt"), "a");
  const sampled = await serveFolder(dir);
  try {
    const outputs = async () => {
      const { outputs: all } = (await (await fetch(`${sampled.url}/v2/models/scored`)).json()) as ModelMetadata;
      return all.map(({ name, datatype }) => `${name} ${datatype}`);
    };
    const known = ["result BYTES", "scores FP32", "labels BYTES"];
    expect(await outputs()).toEqual(known);
    expect((await sampled.post("/v2/repository/models/scored/load", "")).status).toBe(200);
    expect(await outputs()).toEqual(known);
  } finally {
    await sampled.close();
    await rm(dir, { recursive: true, force: true });
  }
});

describe("statistics", () => {
  it("are counted", async () => {
    const count = async () => {
      const { body } = await get("/v2/models/echo/versions/v2/stats");
      const [stats] = (body as { model_stats: ModelStatistics[] }).model_stats;
      return [stats?.inference_count, stats?.execution_count, stats?.inference_stats.fail.count];
    };
    expect(await count()).toEqual([0, 0, 0]);
    expect(await infer("echo/versions/v2", texts("a", "b"))).toMatchObject({ status: 200 });
    expect(await infer("echo/versions/v2", { ...texts("a"), parameters: { mode: "nan" } })).toMatchObject({
      status: 500,
    });
    expect(await count()).toEqual([2, 3, 1]);
    const { body } = await get("/v2/models/stats");
    expect((body as { model_stats: object[] }).model_stats).toHaveLength(10);
  });
});

describe("who may", () => {
  it("callers have the models that they may have, operators the repository, probes are for anyone", async () => {
    const guarded = await startHost(
      { "sum/1": { fixture: "native/tensor-sum/1" }, "other/1": { fixture: "native/tensor-sum/1" } },
      {
        auth: ["bearer"],
        keys: { a: { uid: 7, key: "key-of-a-caller" }, b: { uid: 8, key: "key-of-another-one" } },
        access: { user_whitelist: [7] },
        admin_key: "key-of-an-operator",
      },
    );
    const ask = async (path: string, key?: string, body?: string) => {
      const headers = key === undefined ? {} : { Authorization: `Bearer ${key}` };
      const method = body === undefined ? "GET" : "POST";
      return (await fetch(guarded.url + path, { method, headers, ...(body === undefined ? {} : { body }) })).status;
    };
    const asked = JSON.stringify(ASKED);
    expect(await ask("/v2/health/ready")).toBe(200);
    expect(await ask("/v2/models/sum/infer", undefined, asked)).toBe(401);
    expect(await ask("/v2/models/sum/infer", "key-of-a-caller", asked)).toBe(200);
    expect(await ask("/v2/models/sum/infer", "key-of-another-one", asked)).toBe(404);
    expect(await ask("/v2/repository/index", "key-of-a-caller", "")).toBe(401);
    expect(await ask("/v2/repository/index", "key-of-an-operator", "")).toBe(200);
    await guarded.close();
  });
});
