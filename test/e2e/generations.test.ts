import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { dataUri, layOut, serveFolder } from "../support/host.ts";

let host: TestHost;

const MODEL = { model_files: { "./net/deploy.prototxt": "deploy.prototxt" } };

beforeAll(async () => {
  const dir = await layOut({
    "text/v1": { fixture: "../golden/ava/apps/g1/v1" },
    "mapping/v1": { fixture: "apps/g1_mapping/v1", settings: { batch_size: 4, custom_params: { image_width: 224 } } },
    "prepared/v1": { fixture: "apps/g1_mapping/v1", settings: { preprocess: true } },
    "second/v1": { fixture: "apps/g2/v1", settings: { ...MODEL, batch_size: 2, model_params: { cropSize: "224" } } },
    "refusing/v1": { fixture: "apps/g2/v1", settings: { custom_params: { refusal: [null, "no deploy.prototxt"] } } },
  });
  await writeFile(join(dir, "second", "v1", "deploy.prototxt"), "net");
  host = await serveFolder(dir);
});
afterAll(() => host.close());

describe("the first generation, as text", () => {
  it("answers with the script's own JSON, of a private file whose path it may not tell", async () => {
    const { status, body } = await host.ask("text/v1");
    expect([status, body]).toEqual([
      200,
      {
        code: 0,
        message: "",
        result: { uri: "", n: 1, reqid: expect.any(String), keys: ["data"] },
      },
    ]);
  });

  it.each([
    [{ code: 299, message: "m", result: { x: 1 } }, 200, { code: 299, message: "m", result: { x: 1 } }],
    [{ code: -4, message: "m", result: 1 }, 200, { code: -4, message: "m", result: 1 }],
    [{ code: -1, message: "m" }, 400, { error: "out of batch size" }],
    [{ code: -2, message: "m" }, 500, { error: "forward inference failed" }],
    [{ code: -3, message: "m" }, 400, { error: "invalid image" }],
    [{ code: 522, message: "m" }, 522, { error: "m" }],
    [{}, 200, { code: 0, message: "" }],
  ])("answers %j with %i", async (ret, status, body) => {
    expect(await host.ask("text/v1", { mode: "item", ret })).toMatchObject({ status, body });
  });

  it("sends a result file as bytes", async () => {
    const request = { data: { uri: dataUri("") }, params: { mode: "file", text: "FILEDATA" } };
    const response = await host.post("/v1/eval/text/v1", request);
    expect([response.headers.get("content-type"), await response.text()]).toEqual([
      "application/octet-stream",
      "FILEDATA",
    ]);
  });

  it("fails with what the script raised and nothing else", async () => {
    expect(await host.ask("text/v1", { mode: "raise", message: "boom" })).toMatchObject({
      status: 599,
      body: { error: "boom" },
    });
  });
});

describe("the first generation, as mappings", () => {
  it("answers singles and groups with a list of rets", async () => {
    expect(await host.ask("mapping/v1", { a: 1 })).toMatchObject({
      status: 200,
      body: { code: 0, result: { bodies: ["hello"], params: { a: 1 }, data_keys: ["uri"] } },
    });
    const data = ["one", "two"].map((text) => ({ uri: dataUri(text), attribute: { text } }));
    const response = await host.post("/v1/eval/mapping", { data });
    expect(await response.json()).toMatchObject({ result: { bodies: ["one", "two"], keys: ["data", "datas"] } });
  });

  it("gets its whole configuration", async () => {
    expect(await host.ask("mapping/v1", { mode: "cfg" })).toMatchObject({
      body: {
        result: {
          app: "mapping",
          use_device: "CPU",
          image_width: 224,
          custom_values: { image_width: 224 },
          batch_size: 4,
        },
      },
    });
  });

  it("sends a file out of its workspace as bytes", async () => {
    const response = await host.post("/v1/eval/mapping", { data: { uri: dataUri("") }, params: { mode: "stream" } });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from("\x00stream\xff", "latin1"));
  });

  it("is preprocessed where the release says so", async () => {
    expect(await host.ask("prepared/v1", { pre: "go" })).toMatchObject({
      body: { result: { params: { pre: "done" } } },
    });
    expect(await host.ask("prepared/v1", { pre: "fail" })).toMatchObject({ status: 422, body: { error: "" } });
  });
});

describe("the second generation", () => {
  it("answers with pairs, by path and by bytes", async () => {
    expect(await host.ask("second/v1")).toMatchObject({
      status: 200,
      body: { code: 0, result: { data_keys: ["body", "uri"], same: true, app: "second" } },
    });
    expect(await host.ask("second/v1", { mode: "error", code: 400, message: "bad" })).toMatchObject({
      status: 400,
      body: { error: "bad" },
    });
    expect(await host.ask("second/v1", { mode: "pair", error: "why" })).toMatchObject({
      status: 599,
      body: { error: "why" },
    });
  });

  it("gets model files under both spellings of a name, and the release's model_params", async () => {
    const { body } = await host.ask("second/v1", { mode: "configs" });
    const { result } = body as { result: Record<string, Record<string, string>> };
    expect(Object.keys(result["tar_files"] ?? {}).sort()).toEqual(["./net/deploy.prototxt", "net/deploy.prototxt"]);
    expect(result["model_params"]).toEqual({ cropSize: "224" });
  });

  it("that refuses to start is failed with its reason", async () => {
    const refusing = host.app.catalog.releases.find(({ name }) => name === "refusing/v1");
    expect([refusing?.state, refusing?.reason]).toEqual(["failed", "no deploy.prototxt"]);
  });
});
