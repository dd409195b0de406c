import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";

const ROOT = join(import.meta.dirname, "../..");
const UNITTEST = ["-B", "-m", "unittest", "discover", "-s", "test/python", "-t", "test/python"];

const interpreters = (await findInterpreters()).map(({ minor, path }) => [minor, path] as const);

describe.concurrent.each(interpreters)("CPython %s", (_minor, path) => {
  it("unit tests", { timeout: 300_000 }, async () => {
    const { stdout, stderr } = await promisify(execFile)(path, UNITTEST, { cwd: ROOT, maxBuffer: 64 << 20 });
    const output = `${path}\n${stdout}${stderr}`;
    // "OK (skipped=1)" would not do.
    expect(output).toMatch(/^OK$/m);
    expect(Number(/^Ran (\d+) tests/m.exec(output)?.[1])).toBeGreaterThan(100);
  });
});
