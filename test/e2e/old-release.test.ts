import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { HostConfig } from "../../src/config.ts";
import { validated } from "../../src/contract/settings.ts";
import { findReleases } from "../../src/releases/folder-store.ts";
import { findInterpreters } from "../interpreters.ts";
import { evalbridge } from "../support/command.ts";
import { folderWith } from "../support/folders.ts";
import type { ListedRelease, TestHost } from "../support/host.ts";
import { listReleases, serveFolder, until } from "../support/host.ts";
import type { Origin } from "../support/origin.ts";
import { startOrigin } from "../support/origin.ts";
import { tarOf } from "../support/tar.ts";

/** Tells what it was created with; rewrites and renames a model file, as scripts of the platform do. */
const SCRIPT = `
import os
from evals.utils import create_net_handler, net_inference_handler

@create_net_handler
def create_net(configs):
    files = configs["model_files"]
    said = dict((name, open(path).read()) for name, path in files.items())
    for path in sorted(set(files.values())):
        open(path, "a").write(" and more")
        os.rename(path, path + ".used")
    customs = dict((name, open(path).read()) for name, path in configs["custom_files"].items())
    return {"said": {"models": said, "customs": customs, "params": configs["custom_params"],
                     "model_params": configs["model_params"], "batch_size": configs["batch_size"]}}, 0, ""

@net_inference_handler
def net_inference(model, reqs):
    return [{"result": model["said"]} for _ in reqs], 0, ""
`;

let origin: Origin;
let answer: RequestListener;
let asked: string[];
let cache: string;
let host: TestHost | undefined;

beforeAll(async () => {
  origin = await startOrigin((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
});
beforeEach(async () => {
  asked = [];
  cache = await mkdtemp(join(tmpdir(), "cache-"));
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  await rm(cache, { recursive: true, force: true });
});
afterAll(() => origin.close());

const PACKAGE = tarOf({ name: "./deploy.prototxt", content: "net" }, { name: "mtcnn/det1", content: "det" });

/** Serves a folder, with its own origin allowed. */
async function serve(dir: string, config: Record<string, unknown> = {}): Promise<TestHost> {
  host = await serveFolder(dir, { cache, uris: { allow: ["127.0.0.1"] }, ...config });
  return host;
}

async function listed(name: string): Promise<ListedRelease> {
  const release = (await listReleases(host?.url ?? "")).get(name);
  if (release === undefined) throw new Error(`/v1/apps does not list ${name}`);
  return release;
}

describe("a release as the platform kept it", () => {
  it("is served with its package, files, values and worker settings, every worker with copies of its own", async () => {
    answer = (request, response) => response.end(request.url === "/ocr.tar" ? PACKAGE : "a,b");
    const release = {
      tar_file: `${origin.url}/ocr.tar`,
      image_width: 224,
      batch_size: 4,
      custom_files: { "labels.csv": `${origin.url}/labels.csv` },
      custom_values: { threshold: 0.5 },
      model_params: { cropSize: "32" },
      phase: "production",
      worker: { timeout: 5e9, delay4batch: 1e6, max_concurrent: 20 },
      instances: 2,
    };
    const files = { "ocr/v1/eval.py": SCRIPT, "ocr/v1/release.json": JSON.stringify(release) };
    const { ask } = await serve(await folderWith(files));
    const models = { "./deploy.prototxt": "net", "deploy.prototxt": "net", "mtcnn/det1": "det" };
    const said = {
      models,
      customs: { "labels.csv": "a,b" },
      params: { threshold: 0.5, image_width: 224 },
      batch_size: 4,
    };
    expect(await ask("ocr/v1")).toMatchObject({
      status: 200,
      body: { result: { ...said, model_params: { cropSize: "32" } } },
    });
    expect(asked.sort()).toEqual(["/labels.csv", "/ocr.tar"]);
    await until(async () => (await listed("ocr/v1")).instances.every(({ state }) => state === "ready"));
  });

  it("is served in the older shape, with a local package", async () => {
    const release = {
      name: "ocr",
      version: "v1",
      file: "model.tar",
      phase: "production",
      desc: "old",
      lastmodified: 1,
    };
    const dir = await folderWith({
      "ocr/v1/eval.py": SCRIPT,
      "ocr/v1/release.json": JSON.stringify(release),
      "ocr/v1/model.tar": PACKAGE,
    });
    const { ask } = await serve(dir);
    expect(await ask("ocr/v1")).toMatchObject({ body: { result: { models: { "deploy.prototxt": "net" } } } });
    expect(await readFile(join(dir, "ocr/v1/model.tar"))).toEqual(PACKAGE);
  });

  it("starts again from its cache while the source is down, and warns", async () => {
    answer = (_request, response) => response.end("weights");
    const settings = JSON.stringify({ model_files: { w: `${origin.url}/w` } });
    const dir = await folderWith({ "a/v1/eval.py": SCRIPT, "a/v1/release.json": settings });
    await (await serve(dir)).close();
    answer = (_request, response) => response.writeHead(503).end();
    const { ask } = await serve(dir);
    expect(await ask("a/v1")).toMatchObject({ status: 200, body: { result: { models: { w: "weights" } } } });
    expect((await listed("a/v1")).warnings).toEqual([
      expect.stringMatching(/^model_files\.w: cannot be fetched: .*status 503: serving the copy of /),
    ]);
  });

  it.each([
    [
      "file that cannot be had",
      { tar_file: "ORIGIN/none.tar" },
      /^tar_file: cannot be fetched: .*none\.tar: status 404$/,
    ],
    ["package that holds a link", { tar_file: "ORIGIN/link.tar" }, /^tar_file: .*"x" is a symbolic link/],
    ["file that is too large", { custom_files: { x: "ORIGIN/large" } }, /^custom_files\.x: .*more than 1000/],
    [
      "file that is a device",
      { custom_files: { zeros: "/dev/zero" } },
      /^custom_files\.zeros: \/dev\/zero is neither /,
    ],
    ["package that is a device", { tar_file: "/dev/zero" }, /^tar_file: \/dev\/zero is neither a file nor a folder$/],
    ["package that is not there", { tar_file: "none.tar" }, /^tar_file: .*none\.tar: ENOENT/],
    ["store without keys", { model_files: { x: "qiniu://z0/b/k" } }, /^model_files\.x: cannot be fetched: .*zone "z0"/],
  ])("fails by itself over a %s, with the reason, and everything else serves", async (_name, settings, reason) => {
    const bodies: Record<string, Uint8Array> = {
      "/link.tar": tarOf({ name: "x", type: "2", link: "/etc/passwd" }).subarray(0, 999),
      "/large": Buffer.alloc(1001),
    };
    answer = (request, response) =>
      response.writeHead((request.url ?? "") in bodies ? 200 : 404).end(bodies[request.url ?? ""]);
    const dir = await folderWith({
      "bad/v1/eval.py": SCRIPT,
      "bad/v1/release.json": JSON.stringify(settings).replace("ORIGIN", origin.url),
      "good/v1/eval.py": SCRIPT,
    });
    const { ask } = await serve(dir, { limits: { file_bytes: 1000 } });
    expect(await listed("bad/v1")).toMatchObject({ state: "failed", reason: expect.stringMatching(reason) });
    expect(await ask("bad/v1")).toMatchObject({
      status: 503,
      body: { error: "bad/v1 is failed; GET /v1/apps says why" },
    });
    expect(await ask("good/v1")).toMatchObject({ status: 200 });
  });

  it("is preparing while its files come, and closing the host does not wait for them", async () => {
    answer = (_request, response) => response.write("never the end");
    const settings = JSON.stringify({ model_files: { w: `${origin.url}/w` } });
    const dir = await folderWith({ "a/v1/eval.py": SCRIPT, "a/v1/release.json": settings, "b/v1/eval.py": SCRIPT });
    const config = validated(HostConfig, { cache, uris: { allow: ["127.0.0.1"] }, drain_ms: 100 }, "the test");
    const app = await createApp(await findReleases(dir), config, pino({ level: "silent" }));
    const [slow, other] = app.catalog.releases;
    await other?.settled();
    await until(() => asked.length > 0);
    expect([slow?.state, other?.state, asked]).toEqual(["preparing", "ready", ["/w"]]);
    const started = performance.now();
    await app.close();
    expect(performance.now() - started).toBeLessThan(3000);
    await until(() => origin.open.size === 0);
    expect(await readdir(join(cache, "scratch"))).toEqual([]);
  });

  it("is served without a restart when its source comes back", { timeout: 60_000 }, async () => {
    answer = (_request, response) => response.writeHead(503).end();
    const settings = JSON.stringify({ model_files: { w: `${origin.url}/w` } });
    const { ask } = await serve(await folderWith({ "a/v1/eval.py": SCRIPT, "a/v1/release.json": settings }));
    expect((await listed("a/v1")).state).toBe("failed");
    answer = (_request, response) => response.end("weights");
    await until(async () => (await listed("a/v1")).state === "ready", 40_000);
    expect(await ask("a/v1")).toMatchObject({ status: 200, body: { result: { models: { w: "weights" } } } });
    expect((await listed("a/v1")).reason).toBe("");
  });
});

/** A script as it lay in an image: siblings, evals/src, python/ and files beside the working directory. */
const IN_IMAGE = `
import os
from evals.utils import create_net_handler, net_inference_handler
import evals
import evals.utils
import engine
import ops
import custom.net
from evals.src import ops as same_ops

@create_net_handler
def create_net(configs):
    labels = open("conf/labels.txt").read()
    said = {"app": configs["app"], "cwd": os.getcwd(), "labels": labels, "where": engine.WHERE, "ops": ops.WHERE,
            "custom": custom.net.WHERE, "batch_size": configs["batch_size"], "same": same_ops.WHERE,
            "ours": all("shims" in module.__file__ for module in (evals, evals.utils))}
    return said, 0, ""

@net_inference_handler
def net_inference(model, reqs):
    return [{"result": model} for _ in reqs], 0, ""
`;

const PLATFORM_OWN = 'raise RuntimeError("the platform\'s own")\n';
const IMAGE = {
  "workspace/serving/serving-eval.conf": '{"http_port": 9100, "release": {"batch_size": 4}, "run_mode": "standalone"}',
  "workspace/serving/conf/labels.txt": "cat",
  "workspace/serving/python/inference_py.py": PLATFORM_OWN,
  "workspace/serving/python/custom/__init__.py": "",
  "workspace/serving/python/custom/net.py": "WHERE = 'python'",
  "workspace/serving/python/evals/__init__.py": PLATFORM_OWN,
  "workspace/serving/python/evals/utils/__init__.py": PLATFORM_OWN,
  "workspace/serving/python/evals/eval.py": IN_IMAGE,
  "workspace/serving/python/evals/engine.py": "WHERE = 'evals'",
  "workspace/serving/python/evals/src/__init__.py": "",
  "workspace/serving/python/evals/src/ops.py": "WHERE = 'src'",
  // Named like something that stands behind it on the path.
  "workspace/serving/python/engine.py": "WHERE = 'python'",
  "workspace/serving/python/ops.py": "WHERE = 'python'",
};

describe("the file system of one of the platform's images", async () => {
  const interpreters = (await findInterpreters()).filter(({ version }) => /^(2\.7|3\.11)/.test(version));

  it.each(interpreters)("is served from any of its folders on Python $version", async ({ path }) => {
    const root = await folderWith(IMAGE);
    const serving = join(root, "workspace/serving");
    const said = {
      app: "terror",
      cwd: serving,
      labels: "cat",
      where: "evals",
      ops: "src",
      same: "src",
      custom: "python",
    };
    for (const dir of [root, serving, join(serving, "python"), join(serving, "python/evals")]) {
      const { code, stdout, stderr } = await evalbridge(
        ["run", "terror/v7", join(serving, "conf/labels.txt"), "--dir", dir],
        {
          BOOTS_APP: "ava-terror",
          BOOTS_VERSION: "v7",
          EVALBRIDGE_PYTHON: path,
          // As the images have it.
          PYTHONPATH: `${serving}/python/evals/src:${serving}/python`,
        },
      );
      expect([code, stderr]).toEqual([0, ""]);
      expect(JSON.parse(stdout)).toMatchObject({ code: 0, result: { ...said, batch_size: 4, ours: true } });
    }
  });

  it("is a release among others as a version folder", async () => {
    const files = Object.entries(IMAGE).map(([name, text]) => [`terror/v1/${name}`, text]);
    const { ask } = await serve(await folderWith({ ...Object.fromEntries(files), "ocr/v1/eval.py": SCRIPT }));
    expect(await ask("terror/v1")).toMatchObject({ status: 200, body: { result: { app: "terror", labels: "cat" } } });
    expect(await ask("ocr/v1")).toMatchObject({ status: 200 });
  });
});
