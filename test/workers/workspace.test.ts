import { chmod, mkdtemp, readFile, rename, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createWorkspace } from "../../src/workers/workspace.ts";
import { folderWith } from "../support/folders.ts";

describe("createWorkspace", () => {
  it("gives a Python worker copies that it can rewrite and rename, one for all names of a file", async () => {
    const source = await folderWith({ det1: "det", "labels.csv": "a" });
    await chmod(join(source, "det1"), 0o444);
    const parent = await mkdtemp(join(tmpdir(), "work-"));
    const det = join(source, "det1");
    const modelFiles = { "./mtcnn/det1": det, "mtcnn/det1": det, "../../out": det };
    const files = { modelFiles, customFiles: { labels: join(source, "labels.csv") } };
    const workspace = await createWorkspace(parent, "1", true, files);
    const copy = workspace.modelFiles["mtcnn/det1"] ?? "";
    expect(copy).toBe(join(parent, "1/models/mtcnn/det1"));
    expect(workspace.modelFiles["./mtcnn/det1"]).toBe(copy);
    expect(workspace.modelFiles["../../out"]).toBe(join(parent, "1/models/out"));
    expect((await stat(copy)).mode & 0o777).toBe(0o644);
    await writeFile(copy, "other");
    await rename(copy, `${copy}.used`);
    expect(await readFile(det, "utf8")).toBe("det");
    expect(await readFile(workspace.customFiles["labels"] ?? "", "utf8")).toBe("a");
    await workspace.remove();
    await expect(stat(join(parent, "1"))).rejects.toThrow("ENOENT");
  });
});
