import { chmod, rename, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nameOf, shadowOf } from "../../src/contract/release.ts";
import { findImagePort, findReleases } from "../../src/releases/folder-store.ts";
import { folderWith } from "../support/folders.ts";
import { asNobody } from "../support/nobody.ts";

async function namesIn(dir: string): Promise<string[]> {
  return (await findReleases(dir)).map(nameOf);
}

describe("findReleases", () => {
  it("finds the files of a mounted ConfigMap, which are all links", async () => {
    const dir = await folderWith({ "echo/v1/..data/eval.py": "", "echo/v1/..data/release.yaml": "instances: 2" });
    const version = join(dir, "echo/v1");
    await rename(join(version, "..data"), join(version, "..2026_11_21"));
    await symlink("..2026_11_21", join(version, "..data"));
    for (const name of ["eval.py", "release.yaml"]) await symlink(`..data/${name}`, join(version, name));
    const [release] = await findReleases(dir);
    expect(release).toMatchObject({ version: "v1", entry: "eval.py", settings: { instances: 2 } });
  });

  it("finds an app folder and samples that are links, and passes by a link to nowhere", async () => {
    const real = await folderWith({ "v1/model.onnx": "", "samples/b.png": "b" });
    await symlink(join(real, "nowhere"), join(real, "v1/eval.py"));
    await symlink("b.png", join(real, "samples/a.png"));
    const dir = await folderWith({});
    await symlink(real, join(dir, "app"));
    const samples = ["a.png", "b.png"].map((name) => join(dir, "app/samples", name));
    expect(await findReleases(dir)).toMatchObject([{ app: "app", engine: "onnx", samples }]);
  });

  it("accepts shadows of the same app and of another, and one behind the other", async () => {
    const dir = await folderWith({
      "a/v1/eval.py": "",
      "a/v1/release.yaml": "shadow: v2",
      "a/v2/eval.py": "",
      "a/v2/release.yaml": "{ shadow: b/v1, shadow_sample: 0.5 }",
      "b/v1/eval.py": "",
    });
    expect((await findReleases(dir)).map(shadowOf)).toEqual(["a/v2", "b/v1", undefined]);
  });

  it.each([
    ["v3", "", "a/v1: shadow: there is no release a/v3"],
    ["b/v1", "", "a/v1: shadow: there is no release b/v1"],
    ["v1", "", "a/v1: shadow: a/v1 shadows a/v1"],
    ["v2", "shadow: v1", "a/v1: shadow: a/v1 shadows a/v2 shadows a/v1"],
    ["a/v2/x", "", "a/v1/release.yaml: shadow must match pattern"],
    ["v2", "shadow_sample: 2", "a/v2/release.yaml: shadow_sample must be <= 1"],
  ])("refuses the shadow %s where v2 says %j", async (shadow, other, message) => {
    const files = { "a/v1/eval.py": "", "a/v2/eval.py": "", "a/v2/release.yaml": other || "{}" };
    const dir = await folderWith({ ...files, "a/v1/release.yaml": `shadow: ${shadow}` });
    await expect(findReleases(dir)).rejects.toThrow(`${dir}/${message}`);
  });

  it.each([
    ["native", "model.onnx", "onnx"],
    ["onnx", "eval.ts", "native"],
    ["native", "eval.py", "python"],
    ["python", "eval.mjs", "native"],
  ])("refuses engine %s with entry %s", async (engine, entry, real) => {
    const dir = await folderWith({
      "a/v1/release.yaml": `engine: ${engine}\nentry: ${entry}\n`,
      [`a/v1/${entry}`]: "",
    });
    const message = `${dir}/a/v1/release.yaml: engine is ${engine}, but entry "${entry}" runs on ${real}`;
    await expect(findReleases(dir)).rejects.toThrow(message);
  });

  it.each([
    ["python", "serve.py"],
    ["native", "serve.mjs"],
    ["onnx", "net.onnx"],
  ])("takes engine %s with entry %s, and tells it from the entry alone", async (engine, entry) => {
    const settings = {
      "a/v1/release.yaml": `engine: ${engine}\nentry: ${entry}\n`,
      "a/v2/release.yaml": `entry: ${entry}`,
    };
    const dir = await folderWith({ ...settings, [`a/v1/${entry}`]: "", [`a/v2/${entry}`]: "" });
    expect(await findReleases(dir)).toMatchObject([{ engine }, { engine }]);
  });

  it("refuses an entry that no engine runs", async () => {
    const dir = await folderWith({ "a/v1/release.yaml": "engine: native\nentry: eval.rb\n", "a/v1/eval.rb": "" });
    await expect(findReleases(dir)).rejects.toThrow(
      'entry "eval.rb" must end with one of .py, .ts, .mts, .js, .mjs, .onnx',
    );
  });

  it("refuses a release whose name cannot be in a URL", async () => {
    const version = await folderWith({ "a/v1/eval.py": "", "a/v 2/eval.py": "" });
    await expect(findReleases(version)).rejects.toThrow(`${version}/a/v 2: "v 2" cannot be a version's name`);
    const app = await folderWith({ "a/v1/eval.py": "", "_b/v1/eval.py": "" });
    await expect(findReleases(app)).rejects.toThrow(`${app}/_b/v1: "_b" cannot be an app's name`);
  });

  it("passes by hidden folders, and folders of any name that hold no release", async () => {
    const files = { "a/v1/eval.py": "", "a/.v1/eval.py": "", ".git/v1/eval.py": "", "my notes/x y/todo.txt": "" };
    expect(await namesIn(await folderWith(files))).toEqual(["a/v1"]);
  });

  it("passes by a file system's lost+found, which only the superuser may read", async () => {
    const dir = await folderWith({ "a/v1/eval.py": "", "lost+found/x/y": "" });
    await chmod(join(dir, "lost+found"), 0o000);
    expect(await asNobody(() => namesIn(dir))).toEqual(["a/v1"]);
    await chmod(join(dir, "lost+found"), 0o755);
  });

  it("names an app's folder that it may not read", async () => {
    const dir = await folderWith({ "a/v1/eval.py": "" });
    await chmod(join(dir, "a"), 0o000);
    await expect(asNobody(() => findReleases(dir))).rejects.toThrow(`${dir}/a: cannot be read (EACCES`);
    await chmod(join(dir, "a"), 0o755);
  });
});

describe("findReleases in a folder that is one script's own", () => {
  it.each([
    ["model_service.py", "import tiinfer\n", "tiinfer"],
    ["model_service.py", "import logging\nfrom taichu_serve import ModelServer\n", "taichu"],
    ["customize_service.py", "from taichu_serve import Service\n", "taichu"],
    ["eval.py", "from evals.utils import net_inference_handler\n", "ava"],
  ])("names it after the folder (%s, %j)", async (entry, source, dialect) => {
    const dir = await folderWith({ [`my model/${entry}`]: source, "my model/samples/a.png": "" });
    const [release, ...others] = await findReleases(join(dir, "my model"));
    expect(release).toMatchObject({ app: "mymodel", version: "v1", entry, dialect, folder: join(dir, "my model") });
    expect(release?.samples).toHaveLength(1);
    expect(others).toEqual([]);
  });

  it("takes the one script that starts a pipeline, whatever its name, but not its clients", async () => {
    const service =
      "try:\n    from paddle_serving_server_gpu.web_service import Op\nexcept ImportError:\n" +
      "    from paddle_serving_server.web_service import Op\nservice.run_service()\n";
    const files = {
      "deploy/classification_web_service.py": service,
      "deploy/pipeline_rpc_client.py": "from paddle_serving_server.pipeline import PipelineClient\n",
      "deploy/notes.py": "import paddle_serving_server\n# service.run_service()\n",
      "deploy/train.py": "model.run_service()\n",
    };
    const dir = await folderWith({ ...files, "apps/clas/v1/bert_web_service.py": service });
    expect(await findReleases(join(dir, "deploy"))).toMatchObject([
      { app: "deploy", entry: "classification_web_service.py", dialect: "paddle" },
    ]);
    expect(await findReleases(join(dir, "apps"))).toMatchObject([{ app: "clas", entry: "bert_web_service.py" }]);
    const several = await folderWith({ "deploy/a.py": service, "deploy/b.py": service });
    await expect(findReleases(join(several, "deploy"))).rejects.toThrow('holds a.py and b.py: say which with "entry"');
    const usual = await folderWith({ "deploy/a.py": service, "deploy/web_service.py": service });
    expect(await findReleases(join(usual, "deploy"))).toMatchObject([{ entry: "web_service.py" }]);
  });

  it("may be a model's, unless there are apps beside it", async () => {
    const dir = await folderWith({ "digits/model.onnx": "", "digits/samples/a.json": "" });
    expect(await findReleases(join(dir, "digits"))).toMatchObject([
      { app: "digits", version: "v1", engine: "onnx", samples: [join(dir, "digits/samples/a.json")] },
    ]);
    const apps = await folderWith({ "model.onnx": "", "echo/v1/eval.py": "" });
    expect(await namesIn(apps)).toEqual(["echo/v1"]);
  });

  it("reads its release.yaml, which may name the entry", async () => {
    const dir = await folderWith({
      "echo/server.py": "import mosec\n",
      "echo/release.yaml": "entry: server.py\nargs: [--port, '1']",
    });
    expect(await findReleases(join(dir, "echo"))).toMatchObject([
      { app: "echo", entry: "server.py", dialect: "tiinfer", settings: { args: ["--port", "1"] } },
    ]);
  });
});

describe("app.yaml", () => {
  const release = { "a/v1/eval.py": "", "a/v2/eval.py": "", "a/v2/release.yaml": "timeout_ms: 2000\n" };

  it("gives its releases their rules and their time, unless release.yaml says another", async () => {
    const app = "public: true\nowner: 42\nuser_whitelist: [7, 8]\ntimeout_ms: 1000\n";
    const rules = { public: true, owner: 42, user_whitelist: [7, 8] };
    expect(await findReleases(await folderWith({ ...release, "a/app.yaml": app }))).toMatchObject([
      { rules, settings: { timeout_ms: 1000 } },
      { rules, settings: { timeout_ms: 2000 } },
    ]);
  });

  it("may be JSON, empty or absent", async () => {
    const json = await folderWith({ ...release, "a/app.json": '{"owner": 1}' });
    expect(await findReleases(json)).toMatchObject([{ rules: { owner: 1 } }, { rules: { owner: 1 } }]);
    const empty = await folderWith({ ...release, "a/app.yaml": "", "b/v1/eval.py": "" });
    const nobody = { rules: { public: false, user_whitelist: [] } };
    expect(await findReleases(empty)).toMatchObject([
      { ...nobody, settings: { timeout_ms: 10_000 } },
      nobody,
      { app: "b", ...nobody },
    ]);
  });

  it.each([
    ["owner: phone\n", 'owner must be integer (found "phone")'],
    ["owner: 0\n", "owner must be >= 1 (found 0)"],
    ["user_whitelist: 7\n", "user_whitelist must be array (found 7)"],
    ["user_whitelist: [4294967296]\n", "user_whitelist.0 must be <= 4294967295 (found 4294967296)"],
    ["public: maybe\n", 'public must be boolean (found "maybe")'],
    ["timeout_ms: 0\n", "timeout_ms must be >= 1 (found 0)"],
    ["batch_size: 4\n", 'unknown key "batch_size"'],
    ["- public\n", "must hold a mapping of keys to values"],
    ["public: [\n", "is not YAML: "],
  ])("is refused with one line: %j", async (text, message) => {
    const dir = await folderWith({ ...release, "a/app.yaml": text });
    await expect(findReleases(dir)).rejects.toThrow(`${dir}/a/app.yaml: ${message}`);
  });

  it("is anything where no app can be", async () => {
    const dir = await folderWith({ ...release, "my notes/app.yaml": "- anything\n", ".git/app.yaml": "- anything\n" });
    expect(await namesIn(dir)).toEqual(["a/v1", "a/v2"]);
  });
});

/** What the platform's build step left in an image. */
const SERVING = {
  "python/evals/__init__.py": "from eval import create_net",
  "python/evals/eval.py": "",
  "python/evals/utils/__init__.py": "",
  "python/evals/src/ops.py": "",
  "python/inference_py.py": "",
  "build/py/eval.py": "",
  "serving-eval.conf": '{"http_port": 9100, "release": {"batch_size": 4}}',
};

function under(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

const BOOTS = { BOOTS_APP: "ava-terror", BOOTS_VERSION: "20180601-v1-1" };

describe("findReleases in the file system of one of the platform's images", () => {
  it.each([
    ["the root", "image"],
    ["/workspace/serving", "image/workspace/serving"],
    ["its python folder", "image/workspace/serving/python"],
    ["evals itself", "image/workspace/serving/python/evals"],
  ])("finds the one release from %s", async (_name, at) => {
    const dir = await folderWith({ ...under("image/workspace/serving", SERVING), "image/usr/lib/eval.py": "" });
    const serving = join(dir, "image/workspace/serving");
    const releases = await findReleases(join(dir, at), BOOTS);
    expect(releases).toMatchObject([
      {
        app: "terror",
        version: "20180601-v1-1",
        folder: join(serving, "python/evals"),
        workingFolder: serving,
        entry: "eval.py",
        engine: "python",
        dialect: "ava",
        settings: { batch_size: 4, python_path: [join(serving, "python")] },
      },
    ]);
    expect(await findImagePort(join(dir, at))).toEqual({ port: 9100, file: join(serving, "serving-eval.conf") });
  });

  it("names it after the release, or the image's folder, where nothing else is said", async () => {
    const dir = await folderWith(under("ocr/workspace/serving", SERVING));
    expect((await findReleases(join(dir, "ocr"), {})).map(nameOf)).toEqual(["ocr/v1"]);
    expect((await findReleases(join(dir, "ocr/workspace/serving/python/evals"), {})).map(nameOf)).toEqual(["ocr/v1"]);
    const named = await folderWith({ ...SERVING, "release.json": '{"name": "ava-face", "version": "2"}' });
    expect((await findReleases(named, { BOOTS_APP: "", BOOTS_VERSION: "3" })).map(nameOf)).toEqual(["face/3"]);
  });

  it("refuses a name that cannot be in a URL, and says what to set", async () => {
    const dir = await folderWith(under("my image/python", { "evals/eval.py": "" }));
    const found = findReleases(join(dir, "my image"), {});
    await expect(found).rejects.toThrow(/"my image" cannot be an app's name .*; set BOOTS_APP to another one$/);
    await expect(findReleases(join(dir, "my image"), { BOOTS_APP: "a", BOOTS_VERSION: "v/1" })).rejects.toThrow(
      "set BOOTS_VERSION",
    );
  });

  it("reads release.yaml from where it was pointed at, over what the image holds", async () => {
    const dir = await folderWith({ ...under("workspace/serving", SERVING), "release.yaml": "python: python2.7\n" });
    const [release] = await findReleases(dir, BOOTS);
    expect(release?.settings).toMatchObject({ python: "python2.7", batch_size: 4 });
  });

  it("finds ordinary apps beside it, but takes none of its own folders for one", async () => {
    const dir = await folderWith({
      ...SERVING,
      "python/evals/mxnet/eval.py": "",
      "tools/__init__.py": "",
      "tools/v1/eval.py": "",
      "digits/v2/eval.py": "",
    });
    expect((await findReleases(dir, BOOTS)).map(nameOf)).toEqual(["terror/20180601-v1-1", "digits/v2"]);
    await expect(findReleases(dir, { BOOTS_APP: "digits", BOOTS_VERSION: "v2" })).rejects.toThrow(
      `${dir}: holds digits/v2 twice`,
    );
  });

  it("takes whole images as version folders, named by their folders", async () => {
    const dir = await folderWith({
      ...under("terror/v1/workspace/serving", SERVING),
      ...under("terror/v2", SERVING),
      "terror/v3/evals/eval.py": "",
      "terror/v4/eval.py": "",
      "terror/v2/release.yaml": "instances: 3",
      "terror/samples/one.png": "",
    });
    const samples = [join(dir, "terror/samples/one.png")];
    expect(await findReleases(dir, BOOTS)).toMatchObject([
      { version: "v1", workingFolder: join(dir, "terror/v1/workspace/serving"), samples },
      { version: "v2", workingFolder: join(dir, "terror/v2"), settings: { instances: 3, batch_size: 4 } },
      { version: "v3", folder: join(dir, "terror/v3/evals"), workingFolder: join(dir, "terror/v3") },
      { version: "v4", folder: join(dir, "terror/v4"), workingFolder: join(dir, "terror/v4") },
    ]);
    expect(await findImagePort(dir)).toBeUndefined();
  });
});
