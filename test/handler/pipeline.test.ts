import fc from "fast-check";
import { expect, it } from "vitest";
import { pipelineAnswer, pipelineError, pipelineValues } from "../../src/handler/pipeline.ts";

function read(body: unknown) {
  return pipelineValues({ body: Buffer.from(JSON.stringify(body)) });
}

it("reads what a client sent, by key", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
      const body = { key: pairs.map(([key]) => key), value: pairs.map(([, value]) => value), logid: 1 };
      expect(read(body)).toEqual(new Map(pairs));
    }),
  );
});

it.each([
  [{}, []],
  [{ key: null, value: null }, []],
  [{ key: ["a", "b"], value: ["1"] }, [["a", "1"]]],
  [{ key: ["a"], value: ["1", "2"] }, [["a", "1"]]],
  [
    { key: ["a", null], value: [null, "2"] },
    [
      ["a", ""],
      ["", "2"],
    ],
  ],
  // As a dict in Python: the place of the first, the value of the last.
  [
    { key: ["a", "b", "a"], value: ["1", "2", "3"] },
    [
      ["a", "3"],
      ["b", "2"],
    ],
  ],
] as const)("takes %j for %j", (body, pairs) => {
  expect([...read(body)]).toEqual(pairs);
});

it.each([
  [{ key: "a" }, "key"],
  [{ key: ["a"], value: [1] }, "value"],
  [{ key: [{}] }, "key"],
])("refuses %j", (body, name) => {
  expect(() => read(body)).toThrow(`${name} must be a list of texts`);
});

it("answers in the order of the platform's members", () => {
  expect(JSON.stringify(pipelineAnswer({ b: "1", a: "2" }).result)).toBe(
    '{"err_no":0,"err_msg":"","key":["b","a"],"value":["1","2"],"tensors":[]}',
  );
});

it("refuses by a number of its own", () => {
  const { result, ...ret } = pipelineError(50, "no");
  expect(ret).toEqual({ code: 422, message: "no" });
  expect(JSON.stringify(result)).toBe('{"err_no":50,"err_msg":"no","key":[],"value":[],"tensors":[]}');
});
