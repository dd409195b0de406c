import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { pythonFiles } from "../../src/workers/python-files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "evalbridge-files-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), "");
  }
}

async function found(folder: string, most?: number): Promise<string[]> {
  return (await pythonFiles(join(root, folder), most)).map((path) => relative(root, path));
}

it("finds the folder's own before those of its folders, by name", async () => {
  await write("v1/net/a.py", "v1/z.py", "v1/eval.py", "v1/net/deep/b.py", "v1/notes.txt");
  expect(await found("v1")).toEqual(["v1/eval.py", "v1/z.py", "v1/net/a.py", "v1/net/deep/b.py"]);
  expect(await found("v1", 2)).toEqual(["v1/eval.py", "v1/z.py"]);
});

it("leaves out what is hidden, installed or a virtual environment's", async () => {
  await write("v1/.git/a.py", "v1/__pycache__/a.py", "v1/lib/site-packages/a.py", "v1/env/pyvenv.cfg", "v1/env/a.py");
  expect(await found("v1")).toEqual([]);
});

it("follows links, but none twice, in a circle, above the folder or to nowhere", async () => {
  await write("other/a.py", "v1/eval.py");
  await symlink("../other", join(root, "v1/one"));
  await symlink("../other", join(root, "v1/two"));
  await symlink(".", join(root, "v1/self"));
  await symlink("..", join(root, "v1/up"));
  await symlink("gone.py", join(root, "v1/gone.py"));
  expect(await found("v1")).toEqual(["v1/eval.py", "v1/one/a.py"]);
});

it("finds none where there is no folder", async () => {
  expect(await found("nowhere")).toEqual([]);
});
