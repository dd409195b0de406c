import { appendFile, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Case } from "../../../src/cli/compare/journal.ts";
import { Journal } from "../../../src/cli/compare/journal.ts";

const IDENTITY = { a: "app/a", b: "app/b", repeat: 1 };

function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "journal-"));
}

function caseOf(name: string): Case {
  const a = [{ code: 0, message: "", result: '{"x": 1.0, "y": NaN}', ms: 1.5 }];
  return { name, a, b: [{ code: 400, message: "no", ms: 2 }], calibration: [] };
}

describe("the journal of a comparison", () => {
  it("gives back what was said, numbers and bytes as they were", async () => {
    const out = await folder();
    const bytes = { code: 0, message: "", body: Buffer.from([0, 255]), ms: 1 };
    const binary = { name: "b", a: [bytes, bytes], b: [bytes], calibration: [bytes] };
    const journal = await Journal.open(out, IDENTITY);
    await journal.addCase(caseOf("a"));
    await journal.addCase(binary);
    await journal.addRun({ a: { versions: { x: "1" }, asked: 1 }, b: { versions: {}, asked: 1, cpu_s: 0.5 } });
    const again = await Journal.open(out, IDENTITY);
    expect([...again.cases.values()]).toEqual([caseOf("a"), binary]);
    expect(again.runs).toEqual(journal.runs);
    expect(await readdir(join(out, "bodies"))).toHaveLength(1);
  });

  it("drops a last line that was broken off, and goes on behind the one before it", async () => {
    const out = await folder();
    await (await Journal.open(out, IDENTITY)).addCase(caseOf("a"));
    const whole = await readFile(join(out, "cases.jsonl"), "utf8");
    await appendFile(join(out, "cases.jsonl"), whole.slice(0, 20));
    const again = await Journal.open(out, IDENTITY);
    expect([...again.cases.keys()]).toEqual(["a"]);
    await again.addCase(caseOf("c"));
    expect(await readFile(join(out, "cases.jsonl"), "utf8")).toBe(whole + whole.replace('"a"', '"c"'));
  });

  it("refuses to mix comparisons, and says what differs", async () => {
    const out = await folder();
    await Journal.open(out, IDENTITY);
    await expect(Journal.open(out, { ...IDENTITY, b: "app/c", repeat: 2 })).rejects.toThrow("differs in b, repeat;");
    await expect(Journal.open(out, IDENTITY)).resolves.toBeDefined();
  });

  it("says which line of it cannot be read", async () => {
    const out = await folder();
    await Journal.open(out, IDENTITY);
    await writeFile(join(out, "cases.jsonl"), '{"name":"a","a":[]}\n');
    await expect(Journal.open(out, IDENTITY)).rejects.toThrow(/cases\.jsonl:1: /);
    await expect(Journal.open(join(out, "comparison.json"), IDENTITY)).rejects.toThrow("cannot be used");
  });
});
