import { spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findInterpreters } from "../interpreters.ts";
import { evalbridge } from "../support/command.ts";
import { folderWith } from "../support/folders.ts";
import type { TestHost } from "../support/host.ts";
import { serveFolder } from "../support/host.ts";
import { askAll, LEGACY_APPS } from "../support/legacy.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const LEGACY = join(ROOT, "test/fixtures/legacy");

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}

/** A third-generation script with everything that may belong to one. */
const SCRIPT = `
from evals.utils import create_net_handler, net_preprocess_handler, net_inference_handler
import helper

@create_net_handler
def create_net(configs):
    # What only Python has: keys that are no text, and a state that changes.
    return {1: configs["custom_params"], "files": sorted(configs["model_files"]), "calls": 0}, 0, ""

@net_preprocess_handler
def net_preprocess(model, req):
    return req, 0, ""

def describe(model):
    model["calls"] += 1
    return {"params": model[1], "files": model["files"], "calls": model["calls"], "name": helper.NAME}

@net_inference_handler
def net_inference(model, reqs):
    return [{"result": describe(model)} for _ in reqs], 0, ""
`;

describe("init --from a version folder", () => {
  it("copies all that belongs to it, and keeps what its release says", async () => {
    const dir = await folderWith({
      "app/v1/eval.py": SCRIPT,
      "app/v1/helper.py": "NAME = 'helper'\n",
      "app/v1/requirements.txt": "# none\n",
      "app/v1/net/weights.bin": "weights",
      "app/v1/__pycache__/eval.pyc": "",
      "app/v1/.hidden": "",
      "app/v1/release.yaml":
        "batch_size: 4\nentry: eval.py\npython: ./bin/python3\npython_path: [net]\npreprocess: true\ncustom_params: { a: 1 }\n" +
        "model_files: { w: net/weights.bin, shared: ../model/shared.bin, away: ../../away.bin, uri: 'http://models/w.bin' }\n",
      "app/model/shared.bin": "shared",
      "away.bin": "away",
    });
    await mkdir(join(dir, "app/v1/bin"));
    await writeFile(join(dir, "app/v1/bin/python3"), `#!/bin/sh\nexec python3 "$@"\n`, { mode: 0o755 });
    const port = join(dir, "app/v1-ts");
    const { code, stdout, stderr } = await evalbridge(["init", "--from", join(dir, "app/v1"), port]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(await namesIn(port)).toEqual([
      "eval.ts",
      "legacy/bin/python3",
      "legacy/eval.py",
      "legacy/files/away",
      "legacy/helper.py",
      "legacy/net/weights.bin",
      "legacy/requirements.txt",
      "release.yaml",
    ]);
    expect(parse(await readFile(join(port, "release.yaml"), "utf8"))).toEqual({
      phase: "staging",
      batch_size: 4,
      python: "../v1/bin/python3",
      python_path: ["legacy/net"],
      preprocess: true,
      custom_params: { a: 1 },
      model_files: {
        w: "legacy/net/weights.bin",
        shared: "../model/shared.bin",
        away: "legacy/files/away",
        uri: "http://models/w.bin",
      },
    });
    expect(await readFile(join(port, "legacy/files/away"), "utf8")).toBe("away");
    const handler = await readFile(join(port, "eval.ts"), "utf8");
    expect(handler).toContain('wrapPythonEval("legacy/eval.py")');
    expect(handler).toContain("netPreprocess:");
    expect(stdout).toContain("app/v1: will run on Python 3");
    expect(stdout).toContain(`evalbridge check app/v1-ts --dir ${dir}\n`);
  });

  it("keeps an interpreter of the machine where it is", async () => {
    const python = (await findInterpreters()).at(-1);
    const dir = await folderWith({
      "app/v1/eval.py": SCRIPT,
      "app/v1/helper.py": "NAME = 'helper'\n",
      "app/v1/release.yaml": `python: ${python?.path}\n`,
    });
    const port = join(dir, "app/v1-ts");
    expect(await evalbridge(["init", "--from", join(dir, "app/v1"), port])).toMatchObject({ code: 0, stderr: "" });
    expect(parse(await readFile(join(port, "release.yaml"), "utf8"))).toEqual({
      phase: "staging",
      python: python?.path,
    });
  });

  it("takes a script that lies anywhere, with what it imports and nothing else beside it", async () => {
    const dir = await folderWith({
      "old/ocr.py": SCRIPT.replace(/@net_preprocess_handler[^@]*/, ""),
      "old/helper.py": "NAME = 'helper'\n",
      "old/other.py": SCRIPT,
      "old/photo.jpg": "",
    });
    const port = join(dir, "apps/ocr/v1");
    expect(await evalbridge(["init", "--from", join(dir, "old/ocr.py"), port])).toMatchObject({ code: 0, stderr: "" });
    expect(await namesIn(port)).toEqual(["eval.ts", "legacy/eval.py", "legacy/helper.py", "release.yaml"]);
    expect(await readFile(join(port, "eval.ts"), "utf8")).not.toContain("netPreprocess:");
  });

  it.each([
    ["the folder holds something", ["app/v1", "app/v2"], "exists and holds eval.py"],
    ["it is the original's own", ["app/v1", "app/v1", "--force"], "is the original's own folder"],
    ["the script is none", ["helper.py", "app/v3"], "defines neither create_net nor net_init, nor net_inference"],
    ["there are several", ["app", "app/v3"], "this folder holds 2 scripts; name one"],
    ["there is nothing", ["none", "app/v3"], "cannot be read (ENOENT"],
    ["the place has no name for a URL", ["app/v1", "app/.v3"], "is no <app>/<version> that a URL can hold"],
    ["a template is named", ["app/v1", "app/v3", "--template", "tensor"], "--template: does not go with --from"],
  ])("is refused where %s, and leaves nothing behind", async (_name, [from = "", folder = "", ...more], message) => {
    const dir = await folderWith({
      "app/v1/eval.py": SCRIPT,
      "app/v1/helper.py": "",
      "app/v2/eval.py": SCRIPT,
      "helper.py": "A = 1\n",
    });
    const before = await namesIn(dir);
    const { code, stderr } = await evalbridge(["init", "--from", join(dir, from), join(dir, folder), ...more]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(await namesIn(dir)).toEqual(before);
  });
});

describe("a port as init --from writes it", () => {
  let dir: string;
  let host: TestHost;

  // One host for all: every script in the fixtures, and one of our own in three versions.
  beforeAll(async () => {
    dir = await folderWith({
      "own/v1/eval.py": SCRIPT,
      "own/v1/helper.py": "NAME = 'helper'\n",
      "own/v1/release.yaml": "preprocess: true\ncustom_params: { a: 1 }\n",
      "tsconfig.json": JSON.stringify({ extends: join(ROOT, "src/tsconfig.apps.json"), include: ["*/*/eval.ts"] }),
    });
    await Promise.all(
      LEGACY_APPS.map(async ({ name }) => {
        await cp(join(LEGACY, name, "samples"), join(dir, name, "samples"), { recursive: true });
        await port(join(LEGACY, name, "v1"), join(dir, name, "v2"));
      }),
    );
    await port(join(dir, "own/v1"), join(dir, "own/v2"));
    await cp(join(dir, "own/v2"), join(dir, "own/v3"), { recursive: true });
    await writeFile(join(dir, "own/v3/eval.ts"), HALF_PORTED);
    host = await serveFolder(dir);
  }, 240_000);
  afterAll(() => host?.close());

  async function port(from: string, folder: string): Promise<void> {
    const { code, stderr } = await evalbridge(["init", "--from", from, folder]);
    expect([from, code, stderr]).toEqual([from, 0, ""]);
  }

  it.each(LEGACY_APPS.map((app) => [app.name, app] as const))("answers as the original did: %s", async (_name, app) => {
    expect(await askAll(host, app)).toEqual(app.expected);
  });

  it("passes the check where the original does", async () => {
    const { code, stdout } = await evalbridge(["check", dir]);
    const verdicts = stdout.split("\n").filter((line) => /^(ok|FAIL) /.test(line));
    expect([code, verdicts.sort()]).toEqual([
      1,
      [
        // Their samples want `pts`, or to be asked as a group.
        "FAIL  face-cluster/v2: 6 of 6 samples failed",
        "FAIL  face-feature/v2: 2 of 2 samples failed",
        "ok    ads-audit/v2: ready; 2 samples answered",
        "ok    face-search/v2: ready; 3 samples answered",
        "ok    gun-detect/v2: ready; 4 samples answered",
        "ok    image-hash/v2: ready; 2 samples answered",
        "ok    logo-detect/v2: ready; 2 samples answered",
        ...["v1", "v2", "v3"].map((version) => `ok    own/${version}: ready; it has no samples to run`),
        "ok    scene-classify/v2: ready; 3 samples answered",
        "ok    sign-recognise/v2: ready; 2 samples answered",
        "ok    terror-classify/v2: ready; 2 samples answered",
        "ok    thumbnail/v2: ready; 1 sample answered",
        "ok    video-classify/v2: ready; 4 samples answered",
      ],
    ]);
  }, 120_000);

  it("keeps the model in Python as it is, for parts of the script that a half-ported handler calls too", async () => {
    for (const calls of [1, 2]) {
      const expected = { code: 0, message: "", result: { params: { a: 1 }, files: [], calls, name: "helper" } };
      for (const version of ["v1", "v2", "v3"]) expect((await host.ask(`own/${version}`)).body).toEqual(expected);
    }
    expect((await host.ask("own/v3", {}, "")).body).toEqual({ error: "no bytes" });
  });

  it("type-checks, and so does the half-ported one", () => {
    const tsc = spawnSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", dir], { cwd: dir });
    expect(tsc.stdout.toString()).toBe("");
  }, 60_000);
});

/** `own/v2` with its net_preprocess in TypeScript, and the first half of its net_inference. */
const HALF_PORTED = `
import { defineEval, evalError } from "evalbridge";
import type { PythonValue } from "evalbridge/python";
import { importPython, wrapPythonEval } from "evalbridge/python";

const legacy = wrapPythonEval("legacy/eval.py");
const script = await importPython<{ describe(model: PythonValue): Promise<PythonValue> }>("legacy/eval.py");

export default defineEval({
  createNet: (configs) => legacy.createNet(configs),

  netPreprocess(_model, request) {
    if (request.data.body.length === 0) throw evalError(400, "no bytes");
    return request;
  },

  netInference: (model, requests) => Promise.all(requests.map(async () => ({ result: await script.describe(model) }))),
});
`;
