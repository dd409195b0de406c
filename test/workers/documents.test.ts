import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readDocuments } from "../../src/workers/documents.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-documents-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(files: Readonly<Record<string, string | Uint8Array>>): Promise<Record<string, unknown>> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const found = await readDocuments(folder);
  return Object.fromEntries([...found].map(([path, json]) => [path.slice(folder.length + 1), JSON.parse(json)]));
}

describe("readDocuments", () => {
  test("reads what lies in the folder and below it, and nothing hidden", async () => {
    const files = { "config.yml": "a: 1", "conf/other.YAML": "- x", ".git/c.yml": "b: 2", "notes.txt": "c: 3" };
    expect(await read(files)).toEqual({ "config.yml": { a: 1 }, "conf/other.YAML": ["x"] });
  });

  test.each([
    ["YAML 1.1's words", "a: yes\nb: Off\nc: 010\nd: 1_000", { a: true, b: false, c: 8, d: 1000 }],
    ["less than YAML 1.1's words", "y: n\ne: 1e-5\nf: 1.0e-5", { y: "n", e: "1e-5", f: 1e-5 }],
    ["the last of two equal keys", "a: 1\na: 2", { a: 2 }],
    ["merged keys", "x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3", { x: { a: 1, b: 2 }, y: { a: 1, b: 3 } }],
    ["a sum that is none", "max_body_size: 1024 * 1024", { max_body_size: "1024 * 1024" }],
    ["nothing at all", "# empty\n", null],
  ])("reads %s as PyYAML does", async (_what, text, value) => {
    expect(await read({ "c.yml": text })).toEqual({ "c.yml": value });
  });

  test("leaves out what is no YAML, or is too large for a configuration", async () => {
    expect(await read({ "a.yml": "a: [1", "b.yml": Buffer.alloc(1024 * 1024 + 1, "#"), "c.yml": "ok: 1" })).toEqual({
      "c.yml": { ok: 1 },
    });
  });
});
