import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { evalbridge } from "../support/command.ts";
import { addFiles, folderWith } from "../support/folders.ts";
import { layOut } from "../support/host.ts";
import { startOrigin } from "../support/origin.ts";

/** It waits as many milliseconds as its input says, and answers who it is; what is no number it refuses. */
const WAITER = `
export default {
  createNet: () => null,
  netInference: (_, requests) => Promise.all(requests.map(async ({ data }) => {
    const text = Buffer.from(data.body).toString();
    if (!/^[0-9]+$/.test(text)) return { code: 422, message: "no number" };
    await new Promise((resolve) => setTimeout(resolve, Number(text)));
    return { result: { pid: process.pid, waited: Number(text) } };
  })),
};
`;

let dir: string;
let photo: Buffer;

beforeAll(async () => {
  dir = await layOut({ "echo/v1": { fixture: "apps/echo/v1" } });
  await addFiles(dir, { "wait/v1/eval.js": WAITER, "wait/v1/release.yaml": "instances: 2\n" });
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#808080" } })
    .jpeg()
    .toBuffer();
});

function linesOf(stdout: string): { file: string; code: number; message: string; result?: Record<string, unknown> }[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("run with several inputs", () => {
  it("answers a folder's files with a JSON line each, in order, on all instances; one that fails stops nothing", async () => {
    const inputs = await folderWith({
      "a.txt": "700",
      "b.txt": "nothing",
      "c.txt": "1",
      "d.txt": "1",
      ".hidden": "1",
      "in/e.txt": "1",
    });
    const { code, stdout, stderr } = await evalbridge(["run", "wait", inputs, "--dir", dir]);
    const lines = linesOf(stdout);
    expect(lines.map(({ file, code }) => [file, code])).toEqual([
      [join(inputs, "a.txt"), 0],
      [join(inputs, "b.txt"), 422],
      [join(inputs, "c.txt"), 0],
      [join(inputs, "d.txt"), 0],
    ]);
    expect(lines[1]).toMatchObject({ message: "no number" });
    // While one worker waits, the other answers the rest.
    const pids = lines.map(({ result }) => result?.["pid"]);
    expect(pids[2]).toBe(pids[3]);
    expect(pids[2]).not.toBe(pids[0]);
    expect([code, stderr]).toEqual([1, ""]);
  });

  it("takes patterns and lists; a file of many that is not there fails for itself", async () => {
    const inputs = await folderWith({ "x/1.txt": "1", "x/y/2.txt": "2", "x/y/2.png": "nothing" });
    const args = [join(inputs, "**/*.txt"), join(inputs, "none.txt")];
    const { code, stdout } = await evalbridge(["run", "wait/v1", ...args, "--dir", dir]);
    const lines = linesOf(stdout);
    expect(lines.map(({ file, code }) => [file.slice(inputs.length), code])).toEqual([
      ["/x/1.txt", 0],
      ["/x/y/2.txt", 0],
      ["/none.txt", 400],
    ]);
    expect(lines[2]).toMatchObject({ message: expect.stringContaining("none.txt: cannot be read (ENOENT") });
    expect(code).toBe(1);
  });

  it.each([
    ["a pattern that matches nothing", (folder: string) => join(folder, "*.none"), "matches no file"],
    ["an empty folder", (folder: string) => folder, "holds no file"],
    ["a file that is not there", (folder: string) => join(folder, "none"), "cannot be read (ENOENT"],
  ])("refuses %s before anything is loaded", async (_name, inputIn, message) => {
    const folder = await folderWith({});
    const { code, stdout, stderr } = await evalbridge(["run", "wait", inputIn(folder), "--dir", dir]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`evalbridge: ${inputIn(folder)}: ${message}`);
  });
});

describe("run --repeat", () => {
  it("prints one answer, and the timings beside it", async () => {
    const inputs = await folderWith({ "a.txt": "20" });
    const { code, stdout, stderr } = await evalbridge([
      "run",
      "wait",
      join(inputs, "a.txt"),
      "--dir",
      dir,
      "--repeat",
      "5",
    ]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { code: 0, result: { waited: 20 } }]);
    const time = "([0-9.]+) ms";
    const found = new RegExp(
      `^evalbridge: start-up ${time}, first call ${time}, 4 more: p50 ${time}, p90 ${time}, p99 ${time}\n$`,
    ).exec(stderr);
    const [, , ...calls] = (found ?? []).map(Number);
    expect(calls).toHaveLength(4);
    for (const ms of calls) expect(ms).toBeGreaterThanOrEqual(19);
  });

  it("takes a whole number", async () => {
    const { code, stderr } = await evalbridge(["run", "wait", "data:,", "--dir", dir, "--repeat", "often"]);
    expect([code, stderr]).toEqual([2, 'evalbridge: --repeat: must be a whole number from 1 on (found "often")\n']);
  });
});

describe("run --draw", () => {
  const detections = [
    {
      index: 0,
      class: "thing",
      score: 0.5,
      pts: [
        [100, 100],
        [300, 100],
        [300, 200],
        [100, 200],
      ],
    },
  ];
  const answering = (result: unknown) => ["--dir", dir, "--params", JSON.stringify({ mode: "ret", ret: { result } })];

  it("paints the answer on its picture, of a file or a URI, and prints it as ever", async () => {
    const folder = await folderWith({ "photo.jpg": photo });
    const origin = await startOrigin((_request, response) => response.end(photo));
    const out = { file: join(folder, "out/drawn.png"), uri: join(folder, "drawn.jpg") };
    const args = answering({ detections });
    const file = await evalbridge(["run", "echo", join(folder, "photo.jpg"), "--draw", out.file, ...args]);
    await writeFile(join(folder, "host.yaml"), "uris: { allow: [127.0.0.1] }\n");
    const uri = await evalbridge([
      "run",
      "echo",
      origin.url,
      "--draw",
      out.uri,
      ...args,
      "--config",
      join(folder, "host.yaml"),
    ]);
    await origin.close();
    expect([file.code, file.stderr, JSON.parse(file.stdout)]).toEqual([
      0,
      "",
      { code: 0, message: "", result: { detections } },
    ]);
    expect([uri.code, uri.stderr, uri.stdout]).toEqual([0, "", file.stdout]);
    expect(await sharp(out.file).metadata()).toMatchObject({ format: "png", width: 400, height: 300 });
    expect(await sharp(out.uri).metadata()).toMatchObject({ format: "jpeg", width: 400, height: 300 });
    expect(await readFile(out.file)).not.toEqual(photo);
  });

  it("makes a folder of pictures, each by the name of its input", async () => {
    const folder = await folderWith({
      "a/one.jpg": photo,
      "b/one.png": await sharp(photo).png().toBuffer(),
      "b/text.jpg": "no",
    });
    const args = [join(folder, "a"), join(folder, "b"), "--draw", join(folder, "out"), ...answering({ detections })];
    const { code, stdout, stderr } = await evalbridge(["run", "echo", ...args]);
    expect((await readdir(join(folder, "out"))).sort()).toEqual(["one-2.png", "one.png"]);
    expect(linesOf(stdout).map((line) => line.code)).toEqual([0, 0, 0]);
    expect(stderr).toContain(`evalbridge: --draw: ${join(folder, "b/text.jpg")}: the input is no image`);
    expect(code).toBe(1);
  });

  it.each([
    [
      "nothing to draw in it",
      { length: 3 },
      "the answer holds no confidences, detections, bboxes, placed texts or mask",
    ],
    ["a broken detection", { detections: [{ pts: [[1, 2]] }] }, "the answer's result: detections.0.pts"],
  ])("says that an answer has %s, and exits with 1", async (_name, result, message) => {
    const folder = await folderWith({ "photo.jpg": photo });
    const drawn = join(folder, "out.png");
    const { code, stdout, stderr } = await evalbridge([
      "run",
      "echo",
      join(folder, "photo.jpg"),
      "--draw",
      drawn,
      ...answering(result),
    ]);
    expect([code, JSON.parse(stdout)]).toEqual([1, { code: 0, message: "", result }]);
    expect(stderr).toContain(`evalbridge: --draw: ${join(folder, "photo.jpg")}: ${message}`);
    expect(await readdir(folder)).toEqual(["photo.jpg"]);
  });

  it("says when there is no font for labels", async () => {
    const folder = await folderWith({
      "photo.jpg": photo,
      "fonts.conf": '<?xml version="1.0"?><fontconfig></fontconfig>',
    });
    const args = [
      "run",
      "echo",
      join(folder, "photo.jpg"),
      "--draw",
      join(folder, "out.png"),
      ...answering({ detections }),
    ];
    const { code, stderr } = await evalbridge(args, { FONTCONFIG_FILE: join(folder, "fonts.conf") });
    expect([code, stderr]).toEqual([0, expect.stringContaining("evalbridge: --draw: there is no font")]);
    expect(await sharp(join(folder, "out.png")).metadata()).toMatchObject({ width: 400, height: 300 });
  });

  it("wants a picture's name for one input, and a folder for several", async () => {
    const folder = await folderWith({ "a.jpg": photo, "out.png": "" });
    await mkdir(join(folder, "out"));
    const one = ["run", "echo", join(folder, "a.jpg"), "--dir", dir, "--draw"];
    const message = "must be a file that ends in .png, .jpg or .jpeg";
    for (const target of [join(folder, "out"), join(folder, "out.gif")]) {
      const { code, stderr } = await evalbridge([...one, target]);
      expect([code, stderr]).toEqual([2, `evalbridge: --draw: ${target} ${message}\n`]);
    }
    const many = await evalbridge(["run", "echo", folder, "--dir", dir, "--draw", join(folder, "out.png")]);
    expect([many.code, many.stderr]).toMatchObject([
      2,
      expect.stringContaining("is a file; pictures of several inputs"),
    ]);
  });
});
