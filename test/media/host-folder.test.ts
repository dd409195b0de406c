import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openHostFolder } from "../../src/media/host-folder.ts";
import { asNobody } from "../support/nobody.ts";

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "parent-"));
  await chmod(parent, 0o777);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Its process has ended before this returns. */
function deadPid(): number {
  return spawnSync("true").pid;
}

/** The name that `openHostFolder` would give with another process id or on another machine. */
async function nameLike({ pid = process.pid, host = hostname() }): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), "parent-"));
  const name = basename(await openHostFolder(scratch));
  await rm(scratch, { recursive: true });
  return name.replace(hostname(), host).replace(String(process.pid), String(pid));
}

describe("openHostFolder", () => {
  it("removes what dead hosts of this machine left behind, and nothing else", async () => {
    const dead = await nameLike({ pid: deadPid() });
    const kept = [
      await nameLike({ pid: process.ppid }),
      await nameLike({ pid: deadPid(), host: "elsewhere" }),
      await nameLike({ pid: deadPid(), host: `${hostname()}-${deadPid()}` }),
      await nameLike({ pid: deadPid(), host: `${hostname()}.${deadPid()}` }),
      await nameLike({ pid: deadPid(), host: `${deadPid()}-${hostname()}` }),
      "evalbridge-test-abcdef",
      "another",
    ];
    await Promise.all([dead, ...kept].map((name) => mkdir(join(parent, name, "inner"), { recursive: true })));
    const own = await openHostFolder(parent);
    expect((await readdir(parent)).sort()).toEqual([...kept, basename(own)].sort());
  });

  it("starts beside a dead host's folder that it may not remove", async () => {
    const dead = join(parent, await nameLike({ pid: deadPid() }));
    await mkdir(join(dead, "inner"), { recursive: true });
    await writeFile(join(dead, "inner", "file"), "");
    await chmod(join(dead, "inner"), 0o555);
    const own = await asNobody(() => openHostFolder(parent));
    expect(await readdir(parent)).toEqual(expect.arrayContaining([basename(dead), basename(own)]));
    await chmod(join(dead, "inner"), 0o755);
  });
});
