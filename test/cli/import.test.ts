import { mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findReleases } from "../../src/releases/folder-store.ts";
import type { Finished } from "../support/command.ts";
import { evalbridge } from "../support/command.ts";
import { addFiles, folderWith } from "../support/folders.ts";
import type { Origin } from "../support/origin.ts";
import { startOrigin } from "../support/origin.ts";
import { tarOf } from "../support/tar.ts";

/** Bytes of a script that nothing may touch: line ends, a mark at its front, no newline at its end. */
const SCRIPT = Buffer.concat([
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from(
    [
      "# -*- coding: utf-8 -*-",
      "from evals.utils import create_net_handler, net_inference_handler",
      "import helper",
      "from net import layers",
      "@create_net_handler",
      "def create_net(configs):",
      "    return {'said': dict((k, open(p).read()) for k, p in configs['model_files'].items())}, 0, ''",
      "@net_inference_handler",
      "def net_inference(model, reqs):",
      "    result = {'models': model['said'], 'helper': helper.NAME, 'layers': layers.NAME}",
      "    return [{'result': result} for _ in reqs], 0, ''",
    ].join("\r\n"),
  ),
]);

/** It imports nothing of its own. */
const PLAIN = [
  "from evals.utils import create_net_handler, net_inference_handler",
  "@create_net_handler",
  "def create_net(configs):",
  "    return {}, 0, ''",
  "@net_inference_handler",
  "def net_inference(model, reqs):",
  "    return [{'result': {}} for _ in reqs], 0, ''",
  "",
].join("\n");

const PACKAGE = tarOf({ name: "./deploy.prototxt", content: "net" });

let origin: Origin;
beforeAll(async () => {
  origin = await startOrigin((_request, response) => response.end("weights"));
});
afterAll(() => origin.close());

/** What a team has of a script: scattered over folders, as their build step found it. */
async function sources(): Promise<string> {
  return folderWith({
    "eval-ocr.py": SCRIPT,
    "eval-plain.py": PLAIN,
    "helper.py": "NAME = 'helper'",
    "net/__init__.py": "",
    "net/layers.py": "NAME = 'layers'",
    "net/__pycache__/layers.cpython-27.pyc": "",
    "models/mtcnn/det1": "det",
    "models/labels.csv": "a,b",
    "models/ocr.tar": PACKAGE,
    "release/ocr.json": JSON.stringify({
      name: "ocr",
      file: "../models/ocr.tar",
      phase: "staging",
      desc: "读",
      lastmodified: "x",
    }),
  });
}

async function everythingIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Runs the command with paths relative to the sources. */
async function imported(from: string, ...args: string[]): Promise<Finished & { dir: string }> {
  const dir = join(from, "apps");
  const absolute = args.map((arg) => (/^(eval|helper|net|models|release|none)/.test(arg) ? join(from, arg) : arg));
  return { dir, ...(await evalbridge(["import", ...absolute, "--dir", dir])) };
}

describe("import", () => {
  it("copies the script to the byte, its helpers, models and release, and what it makes serves", async () => {
    const from = await sources();
    const args = [
      "--module",
      "helper.py",
      "--module",
      "net",
      "--model",
      "models/mtcnn",
      "--model",
      "models/labels.csv",
    ];
    const { code, stdout, stderr, dir } = await imported(
      from,
      "eval-ocr.py",
      "ocr/v1",
      ...args,
      "--release",
      "release/ocr.json",
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`${join(dir, "ocr/v1")} is made:`);
    const version = join(dir, "ocr/v1");
    expect(await everythingIn(dir)).toEqual(
      [
        "eval.py",
        "helper.py",
        "model_files/labels.csv",
        "model_files/mtcnn/det1",
        "model_files/ocr.tar",
        "net/__init__.py",
        "net/layers.py",
        "release.yaml",
      ].map((name) => `ocr/v1/${name}`),
    );
    expect(Buffer.compare(await readFile(join(version, "eval.py")), SCRIPT)).toBe(0);
    expect((await stat(version)).mode & 0o777).toBe(0o755);
    expect(await readFile(join(version, "release.yaml"), "utf8")).toBe(
      [
        '# Made by "evalbridge import" from eval-ocr.py. What is not said here has its default.',
        "",
        "phase: staging",
        "desc: 读",
        "# the package of model files; its members' names are the keys of model_files",
        "tar_file: model_files/ocr.tar",
        "# the name that the script sees: a path relative to this folder, or a URI",
        "model_files:",
        "  mtcnn/det1: model_files/mtcnn/det1",
        "  labels.csv: model_files/labels.csv",
        "",
      ].join("\n"),
    );
    const answer = await evalbridge(["run", "ocr/v1", join(from, "helper.py"), "--dir", dir]);
    const models = { "./deploy.prototxt": "net", "deploy.prototxt": "net", "mtcnn/det1": "det", "labels.csv": "a,b" };
    expect(JSON.parse(answer.stdout)).toMatchObject({
      code: 0,
      result: { models, helper: "helper", layers: "layers" },
    });
  });

  it("writes only what is needed, and takes a package by its ending", async () => {
    const from = await sources();
    const { code, dir } = await imported(from, "eval-plain.py", "ocr/v2", "--model", "models/ocr.tar");
    expect(code).toBe(0);
    const text = await readFile(join(dir, "ocr/v2/release.yaml"), "utf8");
    expect(text.split("\n").filter((line) => !/^(#|$)/.test(line))).toEqual(["tar_file: model_files/ocr.tar"]);
    await imported(from, "eval-plain.py", "plain/v1");
    // Keys are added below its comment.
    expect(await readFile(join(dir, "plain/v1/release.yaml"), "utf8")).toMatch(/^# Made by .*\n$/);
    expect(await findReleases(dir)).toMatchObject([
      { app: "ocr", settings: { tar_file: join(dir, "ocr/v2/model_files/ocr.tar") } },
      { app: "plain", settings: { model_files: {} } },
    ]);
  });

  it("leaves what has a URI where it is, and never asks for it", async () => {
    const from = await sources();
    const release = {
      tar_file: `${origin.url}/ocr.tar`,
      custom_files: { "labels.csv": "../models/labels.csv" },
      worker: { timeout: 3e9 },
    };
    await addFiles(from, { "release/new.json": JSON.stringify(release) });
    const { code, dir } = await imported(from, "eval-plain.py", "ocr/v1", "--release", "release/new.json");
    expect(code).toBe(0);
    expect((await findReleases(dir))[0]?.settings).toMatchObject({
      tar_file: `${origin.url}/ocr.tar`,
      timeout_ms: 3000,
      custom_files: { "labels.csv": join(dir, "ocr/v1/custom_files/labels.csv") },
    });
    expect(origin.connections()).toBe(0);
  });

  it("puts a package at hand in place of the URI that the release names", async () => {
    const from = await sources();
    await addFiles(from, { "release/new.json": JSON.stringify({ tar_file: `${origin.url}/ocr.tar` }) });
    const args = ["--model", "models/ocr.tar", "--release", "release/new.json"];
    const { code, dir } = await imported(from, "eval-plain.py", "ocr/v1", ...args);
    expect(code).toBe(0);
    expect((await findReleases(dir))[0]?.settings.tar_file).toBe(join(dir, "ocr/v1/model_files/ocr.tar"));
  });

  it("copies what a link leads to", async () => {
    const from = await sources();
    await mkdir(join(from, "net/deep"));
    await symlink(join(from, "helper.py"), join(from, "net/deep/link.py"));
    const { dir } = await imported(from, "eval-ocr.py", "ocr/v1", "--module", "net");
    expect((await readdir(join(dir, "ocr/v1/net/deep"), { withFileTypes: true }))[0]?.isFile()).toBe(true);
  });

  it("overwrites nothing: it says what is there", async () => {
    const from = await sources();
    await addFiles(from, { "apps/ocr/v1/eval.py": "mine", "apps/ocr/v1/notes.txt": "" });
    const { code, stderr, dir } = await imported(from, "eval-ocr.py", "ocr/v1");
    expect(code).toBe(2);
    expect(stderr).toBe(`evalbridge: ${dir}/ocr/v1: exists and holds eval.py, notes.txt; nothing is overwritten\n`);
    expect(await readFile(join(dir, "ocr/v1/eval.py"), "utf8")).toBe("mine");
  });

  it.each<[string, string[], string]>([
    ["no such script", ["eval-none.py", "ocr/v1"], "eval-none.py: cannot be read (ENOENT"],
    ["a script that is none", ["models/labels.csv", "ocr/v1"], "labels.csv: is no Python script"],
    ["a folder as script", ["models/folder.py", "ocr/v1"], "folder.py: is no file"],
    ["no version", ["eval-ocr.py", "ocr"], '"ocr" is not <app>/<version>'],
    ["a name that no URL can hold", ["eval-ocr.py", "ocr/v 1"], '"ocr/v 1" is not <app> or <app>/<version>'],
    ["no such helper", ["eval-ocr.py", "ocr/v1", "--module", "none.py"], "none.py: cannot be read"],
    ["a helper twice", ["eval-ocr.py", "ocr/v1", "--module", "net", "--module", "net"], "cannot become net, which is"],
    [
      "a helper in the script's place",
      ["eval-ocr.py", "ocr/v1", "--module", "models/eval.py"],
      "cannot become eval.py",
    ],
    ["no such model", ["eval-ocr.py", "ocr/v1", "--model", "none.tar"], "none.tar: cannot be read"],
    [
      "two packages",
      ["eval-ocr.py", "ocr/v1", "--model", "models/ocr.tar", "--release", "release/ocr.json"],
      "is the package already",
    ],
    ["no such release", ["eval-ocr.py", "ocr/v1", "--release", "none.json"], "none.json: cannot be read"],
    [
      "a wrong release",
      ["eval-ocr.py", "ocr/v1", "--release", "release/wrong.json"],
      "wrong.json: phase must be one of",
    ],
    [
      "a release whose file is gone",
      ["eval-ocr.py", "ocr/v1", "--release", "release/gone.json"],
      "gone.tar: cannot be read",
    ],
  ])("refuses %s in one line, and makes nothing", async (_name, args, message) => {
    const from = await sources();
    await addFiles(from, {
      "models/eval.py": "",
      "models/folder.py/x": "",
      "release/wrong.json": '{"phase": "gray"}',
      "release/gone.json": '{"file": "gone.tar"}',
    });
    const { code, stderr, dir } = await imported(from, ...args);
    expect([code, stderr.split("\n").length]).toEqual([2, 2]);
    expect(stderr).toContain(message);
    await expect(stat(dir)).rejects.toThrow("ENOENT");
  });

  it("leaves nothing half-made when copying fails", async () => {
    const from = await sources();
    // A folder cannot be copied into itself: found out when the script lies there already.
    const { code, stderr } = await imported(from, "eval-ocr.py", "ocr/v1", "--module", from);
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be made");
    await expect(stat(join(from, "apps"))).rejects.toThrow("ENOENT");
  });
});
