import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { Bench, single } from "./harness.ts";
import { onnxModel } from "./onnx-model.ts";

const bench = new Bench();
afterEach(() => bench.clear());

const PICTURE = await sharp(Buffer.from([10, 20, 30, 40, 50, 60]), { raw: { width: 2, height: 1, channels: 3 } })
  .png()
  .toBuffer();

/** Doubles what it gets. */
const MODEL = onnxModel({
  inputs: [{ name: "x", type: "float32", shape: [1, 2] }],
  outputs: [{ name: "y", type: "float32", shape: [1, 2] }],
  nodes: [{ op: "Add", inputs: ["x", "x"], outputs: ["y"] }],
});

/** Answers of the handler while it is observed, or not (an empty folder's name). */
async function ask(observeDir: string, modes: readonly string[]) {
  const model = bench.folder();
  writeFileSync(join(model, "model.onnx"), MODEL);
  const modelFiles = [{ name: "model.onnx", path: join(model, "model.onnx") }];
  const create = { observeDir, modelFiles, preprocess: true };
  const runner = await bench.ready("observed/1", "eval.ts", { create });
  const told: unknown[] = [];
  for (const mode of modes) {
    const { answers } = await runner.call([single(PICTURE, { reqid: `id/${mode}`, params: JSON.stringify(mode) })]);
    const [answer] = answers;
    told.push(answer?.code === 0 ? JSON.parse(answer.result) : answer?.message);
  }
  return told;
}

/** What was noted of a request, with its numbers. */
function notedIn(observeDir: string, mode: string) {
  const folder = join(observeDir, `id_${mode}`);
  const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  const lines = readFileSync(join(folder, file), "utf8").split("\n").slice(0, -1);
  return lines.map((line) => {
    const { file: numbers, ...note } = JSON.parse(line);
    return { ...note, bytes: readFileSync(join(folder, numbers)) };
  });
}

const floats = (...numbers: number[]) => Buffer.from(Float32Array.from(numbers).buffer);
const PREPARED = {
  ...{ stage: "preprocessed", call: "netPreprocess", name: "prepared.input", run: 0 },
  ...{ dtype: "int16", shape: [2], bytes: Buffer.from([1, 0, 254, 255]) },
};
const passed = (stage: string, call: string, shape: number[], bytes: number[]) => ({
  ...{ stage, call, name: "", run: 0, dtype: "uint8", shape, bytes: Buffer.from(bytes) },
});

describe("an observed handler", () => {
  test("leaves what passes in the kit, in sessions and in packages, and answers the same", async () => {
    const folder = bench.folder();
    const modes = ["kit", "runs", "packages", "fails"];
    const [[kit, ...others], [plainKit, ...plain]] = [await ask(folder, modes), await ask("", modes)];
    expect(others).toEqual(plain);
    const pixels = [10, 20, 30, 40, 50, 60, 114, 114, 114, 114, 114, 114];
    // Nothing stands between a handler and the kit where nobody looks.
    expect([kit, plainKit]).toEqual([
      [true, pixels],
      [false, pixels],
    ]);

    expect(notedIn(folder, "kit")).toEqual([
      PREPARED,
      passed("decode", "cvDecode", [1, 2, 3], [30, 20, 10, 60, 50, 40]),
      passed("colour", "cvtColor", [1, 2, 3], [10, 20, 30, 40, 50, 60]),
      passed("resize", "cvResize", [1, 2, 3], [10, 20, 30, 40, 50, 60]),
      passed("pad", "letterbox", [2, 2, 3], pixels),
    ]);
    const port = { call: "InferenceSession.run", dtype: "float32", shape: [1, 2] };
    expect(notedIn(folder, "runs")).toEqual([
      PREPARED,
      { ...port, stage: "net input", name: "x", run: 0, bytes: floats(1, 2) },
      { ...port, stage: "net output", name: "y", run: 0, bytes: floats(2, 4) },
      { ...port, stage: "net input", name: "x", run: 1, bytes: floats(2, 4) },
      { ...port, stage: "net output", name: "y", run: 1, bytes: floats(4, 8) },
    ]);
    expect(notedIn(folder, "packages")).toEqual([
      PREPARED,
      passed("decode", "sharp", [1, 2, 3], [10, 20, 30, 40, 50, 60]),
      { ...passed("resize", "sharp", [1, 1, 3], []), bytes: expect.any(Buffer) },
      passed("resize", "cv.resize", [1, 2, 1], [1, 3]),
    ]);
    expect(notedIn(folder, "fails")).toEqual([PREPARED]);
  });

  test("answers where nothing can be written", async () => {
    const file = join(bench.folder(), "file");
    writeFileSync(file, "");
    expect(await ask(file, ["runs"])).toEqual([[4, 8]]);
    expect(existsSync(join(file, "id_runs"))).toBe(false);
  });
});
