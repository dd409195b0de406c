import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { convert } from "../../src/cli/convert.ts";
import type { Predicted } from "../support/paddle-models.ts";
import { answersOf, difference } from "../support/paddle-models.ts";
import { uciModel } from "./recorded.ts";

const SCRIPT = join(import.meta.dirname, "paddle-0.9/models.py");
const MODELS = ["convolutions", "line", "words"];

let folder: string;
let predicted: readonly Predicted[];

/** Runs `models.py`. */
async function models(...args: readonly string[]): Promise<string> {
  const options = { cwd: folder, maxBuffer: 2 ** 26 };
  return (await promisify(execFile)(inject("pythons")["paddle-0.9"], ["-B", SCRIPT, ...args], options)).stdout;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-convert-"));
  await models("save", folder);
  const lines = (await models("predict", folder)).split("\n").filter((line) => line.startsWith("["));
  predicted = lines.map((line) => JSON.parse(line));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(MODELS)("a model that Paddle 2.6.2 saved: %s", (model) => {
  const names = model === "line" ? {} : { model_filename: "inference.pdmodel", params_filename: "inference.pdiparams" };
  const folders = (whose: string) => ({
    serving_server: join(folder, whose, model, "serving_server"),
    serving_client: join(folder, whose, model, "serving_client"),
  });
  const flags = (whose: string) => ({ ...names, dirname: join(folder, model), ...folders(whose) });

  it("is converted as Paddle Serving 0.9.0 converts it, to the byte", async () => {
    await convert(undefined, flags("ours"));
    await models("convert", ...Object.entries(flags("theirs")).flatMap(([name, value]) => [`--${name}`, value]));
    for (const side of ["serving_server", "serving_client"] as const) {
      const [our, their] = [folders("ours")[side], folders("theirs")[side]];
      const files = (await readdir(our)).filter((name) => name !== "model.onnx");
      expect(files).toEqual(await readdir(their));
      // The program is kept as it was; the original prunes it.
      for (const name of files.filter((each) => !each.endsWith(".pdmodel"))) {
        expect((await readFile(join(our, name))).equals(await readFile(join(their, name)))).toBe(true);
      }
    }
  }, 60_000);

  it("answers on ONNX Runtime as on Paddle's predictor, within float rounding", async () => {
    const [, inputs, outputs] = predicted.find(([name]) => name === model) ?? ["", [], []];
    expect(outputs.length).toBeGreaterThan(0);
    const answers = await answersOf(join(folders("ours").serving_server, "model.onnx"), inputs);
    expect(difference(answers, outputs)).toBeLessThan(1e-6);
  });
});

describe("the model that Paddle Serving 0.9.0 carries", () => {
  const row = [0.0137, -0.1136, 0.2553, -0.0692, 0.0582, -0.0727, -0.1583, -0.0584, 0.6283, 0.4919, 0.1856, 0.0795];

  it("gets its stand-in beside it, and answers what the recordings say", async () => {
    const server = join(folder, "uci_housing_model");
    await cp(uciModel(), server, { recursive: true });
    const before = await readdir(server);
    await convert(server, { serving_server: "", serving_client: "" });
    expect((await readdir(server)).filter((name) => !before.includes(name))).toEqual(["model.onnx"]);
    const answers = await answersOf(join(server, "model.onnx"), [["x", [1, 13], [...row, -0.0332]]]);
    expect(difference(answers, [["fc_0.tmp_1", [1, 1], [Math.fround(18.901152)]]])).toBeLessThan(3e-6);
  });
});
