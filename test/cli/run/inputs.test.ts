import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inputsOf } from "../../../src/cli/run/inputs.ts";

it("leaves the pipes of a folder alone, for reading them could wait for ever; a named one is meant", async () => {
  const folder = await mkdtemp(join(tmpdir(), "inputs-"));
  const path = (name: string) => join(folder, name);
  await writeFile(path("a.txt"), "");
  await symlink("a.txt", path("b.txt"));
  execFileSync("mkfifo", [path("pipe")]);
  expect((await inputsOf([folder])).names).toEqual([path("a.txt"), path("b.txt")]);
  expect((await inputsOf([path("*")])).names).toEqual([path("a.txt"), path("b.txt")]);
  expect((await inputsOf([path("pipe")])).names).toEqual([path("pipe")]);
  await rm(folder, { recursive: true });
});
