import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";

const ROOT = join(import.meta.dirname, "../..");
const UNITTEST = ["-B", "-m", "unittest", "discover", "-s", "test/python", "-t", "test/python"];

const interpreters = (await findInterpreters()).map(({ minor, path }) => [minor, path] as const);

describe.each(interpreters)("CPython %s", (_minor, path) => {
  it("unit tests", { timeout: 180_000 }, () => {
    const { stdout, stderr, status } = spawnSync(path, UNITTEST, { cwd: ROOT, encoding: "utf8" });
    const output = `${path}\n${stdout}${stderr}`;
    expect(status, output).toBe(0);
    // "OK (skipped=1)" would not do.
    expect(output).toMatch(/^OK$/m);
    expect(Number(/^Ran (\d+) tests/m.exec(output)?.[1])).toBeGreaterThan(100);
  });
});
