import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, inject, it } from "vitest";
import type { TestHost } from "../support/host.ts";
import { layOut, listReleases, serveFolder } from "../support/host.ts";
import { BIAS, PROTOTXT, WEIGHTS } from "../support/line-model.ts";
import { askPipeline, valuesOf } from "../support/pipelines.ts";

const RECORDED = join(import.meta.dirname, "../conformance/paddle/apps/paddle/model");

let host: TestHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

/** The recorded script on the model as Paddle saves it, once with each naming of its files, and an ONNX file that is none. */
async function start(): Promise<TestHost> {
  const python = inject("pythons").predictor;
  const dir = await layOut({});
  const models = join(dir, ".models");
  const script = join(import.meta.dirname, "predictor/save_line.py");
  await promisify(execFile)(python, ["-B", script, models, JSON.stringify(WEIGHTS), String(BIAS)]);
  for (const version of ["new", "old"]) {
    const folder = join(dir, "line", version);
    await cp(join(models, version), join(folder, "uci_housing_model"), { recursive: true });
    await writeFile(join(folder, "uci_housing_model", "serving_server_conf.prototxt"), PROTOTXT);
    await writeFile(join(folder, "uci_housing_model", "model.onnx"), "not looked at");
    await mkdir(join(folder, "paddle"));
    for (const name of ["web_service.py", "config.yml"]) await copyFile(join(RECORDED, name), join(folder, name));
    await writeFile(join(folder, "release.yaml"), JSON.stringify({ python }));
  }
  host = await serveFolder(dir, { compat: { paddle: "0.9" } });
  return host;
}

describe("Paddle's own predictor", () => {
  it("runs where the release's interpreter has it, before any ONNX model, and forgets each request's LoD", async () => {
    const from = await start();
    const releases = await listReleases(from.url);
    for (const release of ["line/new", "line/old"]) {
      expect(releases.get(release)).toMatchObject({ state: "ready", warnings: [] });
      const ask = async (fields: Readonly<Record<string, string>>) =>
        valuesOf(await askPipeline(from, release, fields));
      expect(await ask({ do: "f64" })).toEqual({ price: "[[18.901152]] float32 (1, 1)" });
      expect(await ask({ do: "extralod" })).toEqual({
        price: "[[18.901152]] float32 (1, 1)",
        "price.lod": "[0 1] int32 (2,)",
      });
      const { price = "", ...others } = await ask({ do: "dict", n: "3" });
      expect(others).toEqual({});
      expect(price).toMatch(/^\[\[18\.90115\d+]\n \[15\.06400\d+]\n \[11\.2268\d+]] float32 \(3, 1\)$/);
      expect(await askPipeline(from, release, { do: "badshape" })).toMatchObject({ err_no: 10_000 });
    }
  }, 240_000);
});
