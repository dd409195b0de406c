import { spawn, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { Reaper } from "../../src/workers/reaper.ts";
import { isAlive, until } from "../support/host.ts";

function sleeper(): number {
  // A parent and a child in one group, as a worker that has forked.
  const child = spawn("sh", ["-c", "sleep 600 & wait"], { detached: true, stdio: "ignore" });
  child.unref();
  return child.pid ?? 0;
}

/** The reapers of this process. */
function shells(): number[] {
  const { stdout } = spawnSync("ps", ["--ppid", String(process.pid), "-o", "pid=,args="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line.includes("while read -r op pid"))
    .map((line) => Number.parseInt(line, 10));
}

describe("the reaper", () => {
  it("kills the whole groups that it watches when it is closed, and no other", async () => {
    const reaper = new Reaper();
    const [watched, forgotten, stranger] = [sleeper(), sleeper(), sleeper()];
    reaper.watch(watched);
    reaper.watch(forgotten);
    reaper.forget(forgotten);
    reaper.close();
    await until(() => !isAlive(-watched));
    expect([isAlive(forgotten), isAlive(stranger)]).toEqual([true, true]);
    for (const pid of [forgotten, stranger]) process.kill(-pid, "SIGKILL");
  });

  it("survives being killed itself: another one takes over", async () => {
    const reaper = new Reaper();
    const pid = sleeper();
    reaper.watch(pid);
    const [first = 0] = shells();
    process.kill(first, "SIGKILL");
    await until(() => shells().some((shell) => shell !== first));
    expect(isAlive(pid)).toBe(true);
    reaper.close();
    await until(() => !isAlive(-pid));
  });
});
