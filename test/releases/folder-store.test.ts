import { chmod, mkdir, mkdtemp, rename, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../src/contract/release.ts";
import { findReleases } from "../../src/releases/folder-store.ts";
import { asNobody } from "../support/nobody.ts";

/** An app folder that holds files with these contents. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "store-"));
  await chmod(dir, 0o755);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}

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
