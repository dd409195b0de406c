import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectedSide } from "../../../src/cli/compare/expected-side.ts";

async function fileOf(...lines: string[]): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "expected-")), "answers.jsonl");
  await writeFile(path, lines.join("\n"));
  return path;
}

function question(name: string) {
  return { name, task: { group: false, sources: [] } };
}

describe("expected answers", () => {
  it("belong to the request of their name, or else of their base name", async () => {
    const side = await expectedSide(
      await fileOf(
        '{"file":"samples/a.png","code":0,"message":"","result":{"score": 1.0, "n": NaN}}',
        '{"name":"b.png","code":400,"message":"no picture","result":{}}',
        '{"name":"one/c.png"}',
        '{"name":"two/c.png","result":1}',
      ),
    );
    expect(side.isLive).toBe(false);
    const asked = { code: 0, message: "", result: '{"score": 1.0, "n": NaN}' };
    expect(await side.ask(question("samples/a.png"))).toEqual(asked);
    expect(await side.ask(question("/elsewhere/a.png"))).toEqual(asked);
    expect(await side.ask(question("x/b.png"))).toEqual({ code: 400, message: "no picture" });
    expect(await side.ask(question("two/c.png"))).toEqual({ code: 0, message: "", result: "1" });
    expect(await side.ask(question("three/c.png"))).toBeUndefined();
    expect(await side.ask(question("d.png"))).toBeUndefined();
  });

  it("are bytes as body in base64, and as a data URI in result", async () => {
    const side = await expectedSide(
      await fileOf('{"name":"a","body":"AQI="}', '{"name":"b","result":"data:application/octet-stream;base64,AQI="}'),
    );
    const bytes = { code: 0, message: "", body: Buffer.from([1, 2]) };
    expect([await side.ask(question("a")), await side.ask(question("b"))]).toEqual([bytes, bytes]);
  });

  it.each([
    ['{"name":"a"}\n{"name":"a"}', /:2: answers "a" again/],
    ['{"code":0}', /:1: needs the name/],
    ["seven", /:1: must be a JSON object/],
    ['{"name":"a","code":"0"}', /:1: code/],
    ['{"name":"a","answer":1}', /:1: unknown key "answer"/],
  ])("name the line that is wrong: %j", async (text, problem) => {
    await expect(expectedSide(await fileOf(text))).rejects.toThrow(problem);
  });
});
