import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";

const SCRIPT = join(import.meta.dirname, "tiinfer/utils_answers.py");
const SHIMS = join(import.meta.dirname, "../../python/shims");
const CASES = 300;

type Told = readonly [name: string, value: unknown];

async function answers(folders: string): Promise<readonly Told[]> {
  const { stdout } = await promisify(execFile)(
    inject("pythons").tiinfer,
    ["-B", SCRIPT, String(inject("seed") % 2 ** 31), String(CASES)],
    { env: { ...process.env, PYTHONPATH: folders }, maxBuffer: 2 ** 26 },
  );
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Where both sides are too short the original fills one, and then fails for its width. */
function originalFails([name, value]: Told): boolean {
  return ["fill", "both"].includes(name) && /^ValueError: all the input array dimensions/.test(String(value));
}

describe("tiinfer.utils and that of ti-cloud-infer-framework 0.1.6", () => {
  it("makes the same of every picture, and fills those that the original cannot", async () => {
    const [theirs, ours] = await Promise.all([answers(""), answers(SHIMS)]);
    expect(ours).toHaveLength(theirs.length);
    const failed = theirs.map(originalFails);
    const others = (told: readonly Told[]) => told.filter((_, index) => failed[index] !== true);
    expect(others(ours)).toEqual(others(theirs));
    const filled = ours.filter((_, index) => failed[index] === true).map(([, value]) => value);
    expect(filled.length).toBeGreaterThan(0);
    for (const value of filled) expect(value).toBeInstanceOf(Array);
  });
});
