import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEMPLATES } from "../../src/cli/init/template.ts";
import { evalbridge } from "../support/command.ts";
import { folderWith } from "../support/folders.ts";
import type { TestHost } from "../support/host.ts";
import { serveFolder } from "../support/host.ts";

const SAMPLES = new URL("../../evals/text-detection/samples/", import.meta.url).pathname;

/** All files of a folder, hidden ones too. */
async function tree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const named = files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, "latin1")] as const);
  return Object.fromEntries((await Promise.all(named)).sort());
}

describe("init", () => {
  const all = TEMPLATES.flatMap((template) => ["native", "python"].map((engine) => ({ template, engine })));
  let dir: string;
  let host: TestHost;

  beforeAll(async () => {
    dir = await folderWith({});
    for (const { template, engine } of all) {
      const { code, stderr } = await evalbridge([
        "init",
        `${template}/${engine}`,
        "--template",
        template,
        "--engine",
        engine,
        "--dir",
        dir,
      ]);
      expect([code, stderr]).toEqual([0, ""]);
    }
    host = await serveFolder(dir);
  }, 120_000);
  afterAll(() => host.close());

  /** What a release answers to a file; numbers that only rounding tells apart are the same. */
  async function answerOf(
    release: string,
    input: Uint8Array,
    params: unknown = {},
  ): Promise<{ status: number; result: unknown }> {
    const uri = `data:application/octet-stream;base64,${Buffer.from(input).toString("base64")}`;
    const response = await host.post(`/v1/eval/${release}`, { data: { uri }, params });
    const rounded = (_key: string, value: unknown) =>
      typeof value === "number" && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
    const { result, ...rest } = JSON.parse(await response.text(), rounded);
    const { mask, ...others } = result ?? rest;
    const pixels =
      mask &&
      (
        await sharp(Buffer.from(mask.split(",")[1], "base64"))
          .raw()
          .toBuffer()
      ).toString("base64");
    return { status: response.status, result: { ...others, pixels } };
  }

  it.each(all)("writes $template for $engine, and it would serve at once", ({ template, engine }) => {
    const release = host.app.catalog.releases.find(({ name }) => name === `${template}/${engine}`);
    expect([release?.state, release?.reason, release?.warnings]).toEqual(["ready", "", []]);
    expect(release?.release.samples).toHaveLength(1);
  });

  it.each(TEMPLATES)("answers the same from both engines: %s", async (template) => {
    const own = (await readdir(join(dir, template, "samples"))).map((name) => join(dir, template, "samples", name));
    const pictures = template === "tensor" ? [] : ["page.png", "rocket.jpg"].map((name) => join(SAMPLES, name));
    for (const file of [...own, ...pictures]) {
      const native = await answerOf(`${template}/native`, await readFile(file));
      expect(native).toMatchObject({ status: 200 });
      expect([file, await answerOf(`${template}/python`, await readFile(file))]).toEqual([file, native]);
    }
  });

  it("finds in the samples what one sees there", async () => {
    const shapes = await readFile(join(dir, "detection/samples/shapes.png"));
    const page = await readFile(join(dir, "text-detection/samples/page.png"));
    const series = await readFile(join(dir, "tensor/samples/temperatures.json"));
    expect(await answerOf("segmentation/native", shapes)).toMatchObject({
      result: { detections: ["red", "orange", "yellow", "green", "blue", "purple"].map((name) => ({ class: name })) },
    });
    expect((await answerOf("classification/native", shapes, { limit: 1 })).result).toMatchObject({
      confidences: [{ class: "white" }],
    });
    expect((await answerOf("detection/native", shapes)).result).toMatchObject({
      detections: Array(5).fill({ class: "dark" }),
    });
    expect((await answerOf("text-detection/native", page)).result).toMatchObject({
      bboxes: Array(5).fill(expect.any(Array)),
    });
    const { result } = await answerOf("tensor/native", series);
    const outliers = Object.values(result as { scores: number[] })[0]?.flatMap((score, at) => (score > 2 ? [at] : []));
    expect(outliers).toEqual([7, 16]);
  });

  it.each(TEMPLATES)("refuses what is no input of %s with 400, on both engines", async (template) => {
    for (const engine of ["native", "python"]) {
      expect([engine, (await answerOf(`${template}/${engine}`, Buffer.from("text"))).status]).toEqual([engine, 400]);
    }
  });

  it.each([
    ["classification", { limit: "many" }],
    ["detection", { threshold: 2 }],
    ["detection", { threshold: true }],
    ["text-detection", { threshold: "high" }],
    ["text-detection", ["no object"]],
    ["classification", ["no object"]],
  ])("refuses params that do not fit %s with 400, on both engines", async (template, params) => {
    const [sample = ""] = await readdir(join(dir, template, "samples"));
    const input = await readFile(join(dir, template, "samples", sample));
    for (const engine of ["native", "python"]) {
      expect([engine, (await answerOf(`${template}/${engine}`, input, params)).status]).toEqual([engine, 400]);
    }
  });

  it("says what to try, and that works as it stands there", async () => {
    const home = await folderWith({});
    const npx = { npm_command: "exec" };
    const { stdout } = await evalbridge(["init", "mine", "--template", "detection", "--dir", home], npx);
    const tries = [...stdout.matchAll(/^ {2}npx evalbridge (.*)$/gm)].map(([, line = ""]) => line.split(" "));
    expect(tries).toHaveLength(2);
    const [check, run] = [
      await evalbridge(tries[0] ?? []),
      await evalbridge([...(tries[1] ?? []), "--draw", join(home, "out.png")]),
    ];
    expect([check.code, check.stdout]).toEqual([0, "ok    mine/v1: ready; 1 sample answered\n"]);
    expect([run.code, run.stderr]).toEqual([0, ""]);
    const readme = await readFile(join(home, "mine/v1/README.md"), "utf8");
    expect(readme).toContain("# mine/v1\n");
    expect(readme).toContain("evalbridge run mine/v1 mine/samples/shapes.png --draw answer.png --dir .\n");
    expect(readme).not.toContain("{{");
    // Nothing of the making is left.
    expect((await readdir(home)).sort()).toEqual(["mine", "out.png"]);
  }, 60_000);
});

describe("init over what is there", () => {
  const init = (dir: string, ...more: string[]) =>
    evalbridge(["init", "app", "--template", "tensor", "--dir", dir, ...more]);

  it("is refused, and changes nothing; with --force it replaces what it writes, and nothing else", async () => {
    const dir = await folderWith({ "app/v1/eval.ts": "mine", "app/v1/helper.ts": "helper", "app/app.yaml": "{}" });
    const before = await tree(dir);
    const refused = await init(dir);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      `evalbridge: ${join(dir, "app")}: holds v1/eval.ts already; --force replaces them\n`,
    ]);
    expect(await tree(dir)).toEqual(before);
    expect((await init(dir, "--force")).code).toBe(0);
    const after = await tree(dir);
    expect(after["app/v1/eval.ts"]).toContain("defineEval");
    expect([after["app/v1/helper.ts"], after["app/app.yaml"]]).toEqual(["helper", "{}"]);
    // Once more: everything is as it would be written.
    expect((await init(dir)).code).toBe(0);
    expect(await tree(dir)).toEqual(after);
  });

  it("adds a version to an app", async () => {
    const dir = await folderWith({ "app/v1/eval.py": "mine" });
    expect(
      (await evalbridge(["init", "app/v2", "--template", "tensor", "--engine", "python", "--dir", dir])).code,
    ).toBe(0);
    expect(Object.keys(await tree(dir))).toEqual([
      "app/samples/temperatures.json",
      "app/v1/eval.py",
      ...["README.md", "eval.py", "model/outliers.onnx", "release.yaml", "requirements.txt"].map(
        (name) => `app/v2/${name}`,
      ),
    ]);
  });

  it("leaves all as it was when it fails on the way", async () => {
    const dir = await folderWith({
      "app/samples/temperatures.json": "mine",
      "app/v1/README.md": "mine",
      "app/v1/model": "a file",
    });
    const before = await tree(dir);
    const { code, stderr } = await init(dir, "--force");
    expect([code, stderr]).toEqual([2, expect.stringContaining(`evalbridge: ${join(dir, "app")}`)]);
    expect(await tree(dir)).toEqual(before);
  });

  it("does not take a folder for a file", async () => {
    const dir = await folderWith({});
    await mkdir(join(dir, "app/v1/eval.ts"), { recursive: true });
    const { code, stderr } = await init(dir, "--force");
    expect([code, stderr]).toEqual([
      2,
      `evalbridge: ${join(dir, "app/v1/eval.ts")}: is no file, and is not replaced\n`,
    ]);
    expect(await readdir(join(dir, "app/v1"))).toEqual(["eval.ts"]);
  });

  it.each([
    [["app"], "--template: must be one of classification, detection, segmentation, text-detection, tensor"],
    [
      ["app", "--template", "video"],
      '--template: must be one of classification, detection, segmentation, text-detection, tensor (found "video")',
    ],
    [["app", "--template", "tensor", "--engine", "onnx"], '--engine: must be one of native, python (found "onnx")'],
    [["a/b/c", "--template", "tensor"], '"a/b/c" is not <app> or <app>/<version>'],
  ])("is said to be wrong: init %j", async (args, message) => {
    const dir = await folderWith({});
    const { code, stderr } = await evalbridge(["init", ...args, "--dir", dir]);
    expect([code, stderr]).toEqual([2, `evalbridge: ${message}\n`]);
    expect(await readdir(dir)).toEqual([]);
  });
});
