import { describe, expect, it } from "vitest";
import { pythonFloat } from "../../src/handler/python-float.ts";
import { toJson } from "../../src/runner/json.ts";
import { PartList } from "../../src/runner/part-list.ts";

function joined(dialect: string, ...parts: unknown[]) {
  const list = new PartList(dialect);
  for (const [index, part] of parts.entries()) list.add(part, toJson(part, `parts[${index}]`));
  return list.answer();
}

describe("several parts for a client who takes one answer", () => {
  it("are their list", () => {
    expect(joined("", { a: 1 }, [pythonFloat(2)])).toEqual({ code: 0, message: "", result: '[{"a":1},[2.0]]' });
    expect(joined("tiinfer")).toMatchObject({ code: 0, result: "[]" });
  });

  it("are texts by number with taichu-serve, as Python writes them", () => {
    const parts = [{ parameters: { text: "中\n", score: pythonFloat(1) } }, { parameters: null }];
    const { result } = joined("taichu", ...parts);
    expect(JSON.parse(result)).toEqual({
      parameters: { item_0: '{"text": "\\u4e2d\\n", "score": 1.0}', item_1: "null" },
    });
  });

  it("are the only one with taichu-serve, and an error where there is none", () => {
    expect(joined("taichu", { parameters: { score: pythonFloat(1) } }).result).toBe('{"parameters":{"score":1.0}}');
    expect(joined("taichu")).toMatchObject({ code: 500, message: "Model predict error" });
  });

  it.each([[1], [null], [["a"]], ["text"]])("are refused where taichu-serve has no place for them: %j", (part) => {
    expect(() => joined("taichu", part)).toThrow("parts[0] is no object with parameters");
    expect(() => joined("taichu", {})).toThrow("parts[0].parameters is undefined");
  });
});
