import { execFile } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { layOut, serveFolder, startHost } from "../support/host.ts";

const execute = promisify(execFile);
const SEEDS = "test/fixtures/seeds";
const SAMPLES = "evals/photo-classification/samples";
const CLIENT = join(SEEDS, "alexnet/pipeline_http_client.py");

let host: TestHost;

// The first run on a machine builds the environment.
beforeAll(async () => {
  const dir = await layOut({ "alexnet/v1": { fixture: "seeds/alexnet" } });
  const model = resolve("evals/photo-classification/model/photo-classification.onnx");
  await symlink(model, join(dir, "alexnet/v1/serving_server/model.onnx"));
  host = await serveFolder(dir);
  await host.settled();
}, 300_000);
afterAll(() => host.close());

async function answerTo(sample: string): Promise<string> {
  const { stdout } = await execute("python3", [CLIENT, join(SAMPLES, sample), new URL(host.url).port]);
  return stdout;
}

it("the printed AlexNet service classifies photographs for its printed client", async () => {
  const found = await answerTo("panda.webp");
  expect(found).toMatch(
    /^\{'err_no': 0, 'err_msg': '', 'key': \['class_id', 'prob'\], 'value': \['\[388\]', '\[0\.9\d+\]'\], 'tensors': \[\]\}\n$/,
  );
  expect(await answerTo("koala.webp")).toContain("'value': ['[105]', '[0.");
});

it("asks for a GPU, as printed, and runs without one", () => {
  const { warnings = [] } = host.app.catalog.releases.find(({ name }) => name === "alexnet/v1") ?? {};
  expect(warnings.join("\n")).toMatch(/asks for a GPU.*running on the CPU/);
});

it("the printed skeleton starts, and fails at what it has not been given yet", async () => {
  const skeleton = await startHost({ "printed/v1": { fixture: "seeds/alexnet-skeleton" } });
  try {
    await skeleton.settled();
    const response = await skeleton.post("/alexnet/prediction", { key: ["image"], value: ["AAAA"], logid: 1 });
    const { err_no: number, err_msg: text } = { err_no: 0, err_msg: "", ...Object(await response.json()) };
    expect([response.status, number, text]).toEqual([200, 3, expect.stringContaining("Failed to preprocess")]);
  } finally {
    await skeleton.close();
  }
});
