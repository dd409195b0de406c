import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asPythonJson, MOSEC_STYLE, pythonFloat, pythonString, TAICHU_STYLE } from "../../src/contract/python-json.ts";
import { findInterpreters } from "../interpreters.ts";

const python = (await findInterpreters()).at(-1)?.path ?? "python3";

/** Reads JSON texts, one to a line, and writes each as Python does, in a JSON list. */
const DUMPS = `
import json, sys
texts = json.load(sys.stdin)
json.dump([[json.dumps(json.loads(t), indent=2), json.dumps(json.loads(t), ensure_ascii=False)] for t in texts], sys.stdout)
`;

function ofPython(texts: readonly string[]): [string, string][] {
  return JSON.parse(
    execFileSync(python, ["-c", DUMPS], { input: JSON.stringify(texts), maxBuffer: 2 ** 28 }).toString(),
  );
}

function ofOurs(text: string): [string, string] {
  return [asPythonJson(text, MOSEC_STYLE), asPythonJson(text, TAICHU_STYLE)];
}

const text = fc.string({ unit: "grapheme" });
const number = fc.oneof(
  fc.double().map((value) => pythonFloat(value)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.bigInt().map(String),
  fc.constantFrom(
    "-0",
    "0",
    "-0.0",
    "1e400",
    "1E5",
    "1e-5",
    "0.0001",
    "123456789012345678",
    "1e16",
    "9007199254740993.0",
  ),
);
/** JSON texts of any layout. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("null", "true", "false", "[]", "{ }", "NaN", "-Infinity", '"\\u4e2d\\/\\ud83d\\ude00"'),
    number,
    text.map((value) => JSON.stringify(value)),
    fc.array(tie("json")).map((items) => `[ ${items.join(" ,\n")}]`),
    fc
      .array(fc.tuple(text, tie("json")))
      .map((pairs) => new Map(pairs.map(([key, value]) => [JSON.stringify(key), value])))
      .map((members) => `{${[...members].map(([key, value]) => `${key} :${value}`).join(",")} }`),
  ),
}));

describe("a JSON text in Python's style", () => {
  it("is what json.dumps makes of it", () => {
    const texts = fc.sample(json, 500);
    expect(texts.map(ofOurs)).toEqual(ofPython(texts));
  });

  it("is so for numbers near the ends of what a float writes without an exponent", () => {
    const bounds = [1e-4, 1e16, 1e17, 2 ** 53, 1e22, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, 1.5, 100];
    const texts = bounds.flatMap((size) => [1, -1, 1.0000001, 0.9999999].map((factor) => pythonFloat(size * factor)));
    expect(texts.map(ofOurs)).toEqual(ofPython(texts));
  });

  it("may be deep and long", () => {
    const deep = "[".repeat(10_000) + "]".repeat(10_000);
    expect(asPythonJson(deep, TAICHU_STYLE)).toBe(deep);
    const long = JSON.stringify("x".repeat(10_000_000));
    expect(asPythonJson(long, MOSEC_STYLE)).toBe(long);
  });
});

it("a text is escaped as json.dumps does", () => {
  fc.assert(
    fc.property(text, (value) => JSON.parse(pythonString(value)) === value && /^[ -~]*$/.test(pythonString(value))),
  );
  expect(pythonString("中\u007f\u2028😀")).toBe('"\\u4e2d\\u007f\\u2028\\ud83d\\ude00"');
});
