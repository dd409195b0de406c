import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { groupUsage } from "../../src/cli/processes.ts";

describe("what a process group has used", () => {
  it("counts the leader, what it started, and what of that has ended", async () => {
    const burn = "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done";
    const script = `sh -c '${burn}'; ${burn}; sh -c '${burn}; echo done; cat'; true`;
    const child = spawn("sh", ["-c", script], { detached: true, stdio: ["pipe", "pipe", "ignore"] });
    await once(child.stdout, "data");
    const all = await groupUsage(child.pid ?? 0);
    const another = await groupUsage(process.pid);
    child.stdin.end();
    await once(child, "close");
    // Three times the same work; one of them alone is less than half of it.
    expect(all?.cpuSeconds).toBeGreaterThan(0.03);
    expect(all?.peakBytes).toBeGreaterThan(2 * 300_000);
    expect(another?.peakBytes).not.toBe(all?.peakBytes);
  });

  it("is nothing when there is no such group", async () => {
    expect(await groupUsage(2 ** 22 + 1)).toBeUndefined();
  });
});
