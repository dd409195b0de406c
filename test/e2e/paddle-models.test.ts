import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { onnxModel } from "../runner/onnx-model.ts";
import type { TestHost } from "../support/host.ts";
import { layOut, listReleases, serveFolder } from "../support/host.ts";
import { writeLineModel } from "../support/line-model.ts";
import type { PipelineResponse } from "../support/pipelines.ts";
import { askPipeline, valuesOf } from "../support/pipelines.ts";

// The first run builds an environment.
vi.setConfig({ testTimeout: 240_000 });

const RECORDED = join(import.meta.dirname, "../conformance/paddle");
const MODEL_APP = "apps/paddle/model";

let host: TestHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

/** A recorded request and its answer. */
interface Line {
  readonly name: string;
  readonly body: string;
  readonly resp_body: string;
  readonly server: string;
}

/** Configurations of 0.7, whose lines do not name them. */
const CONFIGS: Readonly<Record<string, string>> = {
  "model-badfetch": "config_badfetch",
  "model-timeout": "config_timeout",
  "model-timeout-presleep": "config_timeout",
  "model-dagretry": "config_dagretry",
};

function releaseOf({ name, server }: Line): string {
  const [, config] = /web_service\.py (\w+)\.yml/.exec(server) ?? [];
  return `model/${config ?? CONFIGS[name] ?? "config"}`;
}

/** A release of the recorded script for each configuration, on a real model. */
async function serveModels(lines: readonly Line[], generation: string): Promise<TestHost> {
  const dir = await layOut({});
  for (const release of new Set(lines.map(releaseOf))) {
    const folder = join(dir, release);
    const config = `${release.slice("model/".length)}.yml`;
    await writeLineModel(join(folder, "uci_housing_model"));
    // The script's own log.
    await mkdir(join(folder, "paddle"));
    await cp(join(RECORDED, MODEL_APP, "web_service.py"), join(folder, "web_service.py"));
    const text = await readFile(join(RECORDED, MODEL_APP, config), "utf8");
    await writeFile(join(folder, config), text.replace("auto_batching_timeout: 1500", "auto_batching_timeout: 500"));
    await writeFile(join(folder, "release.yaml"), JSON.stringify({ args: [config] }));
  }
  return serveFolder(dir, { compat: { paddle: generation } });
}

/** Lines that were asked one after the other, and those of one batch that were at once. */
function groups(lines: readonly Line[]): Line[][] {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const [group = line.name] = /^model-batch\d/.exec(line.name) ?? [];
    found.set(group, [...(found.get(group) ?? []), line]);
  }
  return [...found.values()];
}

/** Less the platform's own numbers of requests, and what a float32 has no digits for. */
function comparable(answer: unknown): string {
  return JSON.stringify(answer)
    .replaceAll(/Log_id: \d+|(?:data_id|log_id)=\d+|batch: \[[\d, ]+\]/g, "")
    .replaceAll(/\d+\.\d{4,}/g, (digits) => Number(digits).toPrecision(6));
}

/** What is answered otherwise, by name (spec: paddle-pipeline, sections B4 and B9). */
const DEVIATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "0.9": {
    "model-shape1": "the same number, in ONNX Runtime's words",
    "model-badshape": "the same number, in ONNX Runtime's words",
    "model-strlist": "an error that names the feed",
    "model-extralod": "no LoD: ONNX knows none",
    "model-skiptruthy": "no LoD: it does not stay from the request before",
    "lod-3-hang": "an answer, where the original hung",
    "lod-4-dead": "an answer, where the original hung",
  },
  "0.7": {
    "model-extralod": "no LoD: ONNX knows none",
    "model-dict3": "an answer, where the original hung",
  },
};

function deviation(name: string, theirs: PipelineResponse | null, ours: PipelineResponse | undefined): string {
  if (ours === undefined) return "nothing";
  const isSuccess = ours.err_no === 0 && ours.value.every((value) => value.startsWith("[[18.90115"));
  if (theirs === null && isSuccess) return "an answer, where the original hung";
  const lod = valuesOf(theirs ?? ours)["price.lod"];
  if (lod === "[0 1] int32 (2,)" && isSuccess && ours.key.join() === "price") {
    return name === "model-skiptruthy" ? "no LoD: it does not stay from the request before" : "no LoD: ONNX knows none";
  }
  if (ours.err_no === 5000 && ours.err_msg.includes("feed x is a list of str, but the model takes float32"))
    return "an error that names the feed";
  const isPrediction = /^\[uci\] failed to predict\. .*\[ONNXRuntimeError\]/.test(ours.err_msg);
  if (isPrediction && theirs?.err_no === ours.err_no) return "the same number, in ONNX Runtime's words";
  return JSON.stringify(ours);
}

describe.each([
  ["0.9", "paddle.jsonl", 23],
  ["0.7", "paddle-0.7.jsonl", 13],
])("what Paddle Serving %s answered with a model", (generation, file, equal) => {
  it("is answered here, or a deviation says what instead", async () => {
    const lines = (await readFile(join(RECORDED, file), "utf8"))
      .split("\n")
      .filter((line) => line.includes(`"${MODEL_APP}/web_service.py"`))
      .map((line): Line => JSON.parse(line));
    const serving = await serveModels(lines, generation);
    host = serving;
    const told: Record<string, unknown> = { equal: 0 };
    for (const group of groups(lines)) {
      const asked = group.map((line) => {
        const { key, value }: { key: string[]; value: string[] } = JSON.parse(line.body);
        return askPipeline(
          serving,
          releaseOf(line),
          Object.fromEntries(key.map((name, index) => [name, value[index] ?? ""])),
        );
      });
      const answers = await Promise.all(asked);
      for (const [index, line] of group.entries()) {
        const [theirs, ours] = [line.resp_body === "" ? null : JSON.parse(line.resp_body), answers[index]];
        if (comparable(theirs) === comparable(ours)) told["equal"] = Number(told["equal"]) + 1;
        else told[line.name] = deviation(line.name, theirs, ours);
      }
    }
    expect(told).toEqual({ equal, ...DEVIATIONS[generation] });
  });
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
    expect(await askPipeline(from, "ends/v1", { do: "hang" })).toMatchObject({
      err_no: 5,
      err_msg: "(log_id=1) ends failed to predict.",
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
