import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { onnxModel } from "../runner/onnx-model.ts";
import type { TestHost } from "../support/host.ts";
import { layOut, listReleases, serveFolder } from "../support/host.ts";
import { writeLineModel } from "../support/line-model.ts";
import { askPipeline, valuesOf } from "../support/pipelines.ts";

// The first run builds an environment.
vi.setConfig({ testTimeout: 240_000 });

let host: TestHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

describe("an ONNX model", () => {
  it("whose outputs have as many rows as there are things to see gives each request its own", async () => {
    const dir = await layOut({ "marks/v1": { fixture: "paddle/detection" } });
    await writeFile(join(dir, "marks/v1/marks_model/model.onnx"), MARKS);
    host = await serveFolder(dir);
    const { state, warnings } = (await listReleases(host.url)).get("marks/v1") ?? {};
    expect([state, warnings]).toEqual([
      "ready",
      [
        "op.marks.local_service_conf asks for a GPU, and this onnxruntime finds no CUDA (onnxruntime-gpu in " +
          "requirements.txt brings one that may): running on the CPU",
      ],
    ]);
    const serving = host;
    const seen = async (rows: number[][]) =>
      valuesOf(await askPipeline(serving, "marks/v1", { rows: JSON.stringify(rows) }));
    const same = { dtypes: "float32 int32", names: "places,places.lod" };
    const asked = [[[1, 0, 2, 0]], [[0, 0, 0, 0]], [[0, 3, 3, 3]]].map(seen);
    expect(await Promise.all(asked)).toEqual([
      { places: "[0, 2]", offsets: "[0, 2]", ...same },
      { places: "[]", offsets: "[0, 0]", ...same },
      { places: "[1, 2, 3]", offsets: "[0, 3]", ...same },
    ]);
    const rows = [
      [0, 5, 0, 0],
      [0, 0, 0, 0],
      [1, 0, 0, 0.5],
    ];
    expect(await seen(rows)).toEqual({ places: "[1, 0, 3]", offsets: "[0, 1, 1, 3]", ...same });
  });

  it("that is none fails the release", async () => {
    const dir = await layOut({ "marks/v1": { fixture: "paddle/detection" } });
    await writeFile(join(dir, "marks/v1/marks_model/model.onnx"), "no model");
    host = await serveFolder(dir);
    const { state, reason } = (await listReleases(host.url)).get("marks/v1") ?? {};
    expect(state).toBe("failed");
    expect(reason).toMatch(
      /op\.marks\.local_service_conf\.model_config: marks_model cannot be opened: InvalidProtobuf/,
    );
  });
});

describe("an Op with a model", () => {
  async function start(settings: Record<string, unknown> = {}, config = (text: string) => text): Promise<TestHost> {
    const dir = await layOut({ "ends/v1": { fixture: "paddle/ends", settings: { hang_ms: 2000, ...settings } } });
    await writeLineModel(join(dir, "ends/v1/uci_housing_model"));
    const file = join(dir, "ends/v1/config.yml");
    await writeFile(file, config(await readFile(file, "utf8")));
    host = await serveFolder(dir);
    expect((await listReleases(host.url)).get("ends/v1")).toMatchObject({ state: "ready", reason: "" });
    return host;
  }

  const price = { err_no: 0, key: ["price"], value: ["array([[22.738298]], dtype=float32)"] };

  it("that gives nonsense is an error, and the next request is answered", async () => {
    const from = await start();
    for (const [said, err_no] of [
      ["text", 5],
      ["none", 5],
      ["text for a dict", 5],
      ["own", 0],
    ] as const)
      expect(await askPipeline(from, "ends/v1", { do: said })).toMatchObject(err_no === 0 ? price : { err_no });
  });

  it.each(["exit", "exit in preprocess"])("that ends its worker is replaced: %s", async (said) => {
    const from = await start();
    await expect(askPipeline(from, "ends/v1", { do: said })).rejects.toMatchObject({ kind: "worker_lost" });
    expect(await askPipeline(from, "ends/v1", {})).toMatchObject(price);
  });

  it("that hangs is replaced", async () => {
    const from = await start();
    await expect(askPipeline(from, "ends/v1", { do: "hang" })).rejects.toMatchObject({
      kind: "worker_lost",
    });
    expect(await askPipeline(from, "ends/v1", {})).toMatchObject(price);
  });

  it("that takes too long is tried again, as often as the DAG says", async () => {
    const limited = (text: string) => text.replace("timeout: -1", "timeout: 200").replace("dag:", "dag:\n    retry: 2");
    const from = await start({ hang_ms: 60_000 }, limited);
    expect(await askPipeline(from, "ends/v1", { do: "late" })).toMatchObject(price);
    // The original never answers a list of feeds within a time-out.
    expect(await askPipeline(from, "ends/v1", { feed: "list" })).toMatchObject({
      value: ["array([[22.738298],\n       [22.738298]], dtype=float32)"],
    });
    expect(await askPipeline(from, "ends/v1", { feed: "list", do: "hang" })).toMatchObject({ err_no: 5 });
    expect(await askPipeline(from, "ends/v1", { do: "hang" })).toMatchObject({
      err_no: 5,
      err_msg: "(log_id=3) ends failed to predict.",
    });
  });
});

/** The places of what is above 0 in each row, and, for who knows to ask, how many there are in each. */
const MARKS = onnxModel({
  inputs: [{ name: "image", type: "float32", shape: ["n", 4] }],
  outputs: [
    { name: "marks.tmp_0", type: "float32", shape: ["rows", 2] },
    { name: "marks.tmp_2", type: "int32", shape: ["n"] },
  ],
  nodes: [
    { op: "NonZero", inputs: ["image"], outputs: ["places"] },
    { op: "Transpose", inputs: ["places"], outputs: ["rows"] },
    { op: "Cast", inputs: ["rows"], outputs: ["marks.tmp_0"], attributes: { to: 1 } },
    { op: "Cast", inputs: ["image"], outputs: ["isMark"], attributes: { to: 9 } },
    { op: "Cast", inputs: ["isMark"], outputs: ["ones"], attributes: { to: 6 } },
    { op: "ReduceSum", inputs: ["ones", "axes"], outputs: ["marks.tmp_2"], attributes: { keepdims: 0 } },
  ],
  constants: { axes: { type: "int64", shape: [1], data: [1] } },
});
