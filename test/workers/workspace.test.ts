import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Release } from "../../src/contract/release.ts";
import { findReleases } from "../../src/releases/folder-store.ts";
import { createWorkspace } from "../../src/workers/workspace.ts";

let folder: string;
let release: Release;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-test-"));
  const version = join(folder, "evals", "app", "v1");
  await mkdir(version, { recursive: true });
  await writeFile(join(version, "eval.py"), "");
  await writeFile(join(version, "net"), "net");
  await chmod(join(version, "net"), 0o444);
  const files = {
    "deploy.prototxt": "net",
    "mtcnn/det1.prototxt": "net",
    "./labels.csv": "net",
    "../../escape": "net",
  };
  await writeFile(
    join(version, "release.yaml"),
    JSON.stringify({ model_files: files, custom_files: { "./x": "net" } }),
  );
  const [found] = await findReleases(join(folder, "evals"));
  if (found === undefined) throw new Error("the release was not found");
  release = found;
});
afterAll(() => rm(folder, { recursive: true }));

describe("a worker's workspace", () => {
  it("holds writable copies of its own under the names that scripts ask for", async () => {
    const one = await createWorkspace(join(folder, "work"), "1", release);
    const two = await createWorkspace(join(folder, "work"), "2", release);
    const models = join(folder, "work", "1", "models");
    expect(one.modelFiles).toEqual({
      "deploy.prototxt": join(models, "deploy.prototxt"),
      "mtcnn/det1.prototxt": join(models, "mtcnn", "det1.prototxt"),
      "./labels.csv": join(models, "labels.csv"),
      "labels.csv": join(models, "labels.csv"),
      "../../escape": join(models, "escape"),
      escape: join(models, "escape"),
    });
    expect(Object.keys(one.customFiles)).toEqual(["./x", "x"]);
    const copy = one.modelFiles["labels.csv"] ?? "";
    expect((await stat(copy)).mode & 0o777).toBe(0o644);
    await writeFile(copy, "rewritten");
    expect(await readFile(two.modelFiles["labels.csv"] ?? "", "utf8")).toBe("net");
    await one.remove();
    await expect(stat(copy)).rejects.toThrow("ENOENT");
  });

  it("names the file that is missing, and leaves nothing behind", async () => {
    const broken = { ...release, modelFiles: { net: join(folder, "nothing") } };
    await expect(createWorkspace(join(folder, "work"), "3", broken)).rejects.toThrow(join(folder, "nothing"));
    await expect(stat(join(folder, "work", "3"))).rejects.toThrow("ENOENT");
  });
});
