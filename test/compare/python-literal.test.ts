import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePythonLiteral } from "../../src/compare/python-literal.ts";
import { isList, isValueObject, TextError, type Value } from "../../src/compare/value.ts";

describe("a Python literal", () => {
  it.each<[string, Value]>([
    ["None", null],
    ["-0x1F", -31],
    ["10L", 10],
    ["1e-05", 1e-5],
    [".5", 0.5],
    ["-inf", Number.NEGATIVE_INFINITY],
    ["12345678901234567890", 12345678901234567890n],
    ["(1)", 1],
    ["(1,)", [1]],
    ["()", []],
    ["[1, 2, ]", [1, 2]],
    ["{'a': u'\\u4e2d', 2: b'\\x00\\\\'}", { a: "中", 2: "\0\\" }],
    ["{(1, 'b'): True}", { "(1, b)": true }],
    ["{1, 2}", [1, 2]],
    ["{}", {}],
    ["{'__proto__': 1}", Object.fromEntries([["__proto__", 1]])],
    ["'a' \"b\"", "ab"],
    ["r'\\n'", "\\n"],
    ["'\\U0001f600\\101\\q'", "😀A\\q"],
    [
      "[('text', 0.9933), ('more', 1.)]",
      [
        ["text", 0.9933],
        ["more", 1],
      ],
    ],
    // What NumPy 1.26 and 2.x print.
    ["array([[0.1, 2.]], dtype=float32)", [[0.1, 2]]],
    ["[array([ True, False]), array([], shape=(0, 4), dtype=int64)]", [[true, false], []]],
    ["np.float32(0.5)", 0.5],
    ["[np.int64(3), np.True_]", [3, true]],
    ["array(['a', 'b'], dtype='<U1')", ["a", "b"]],
    [
      "[[0.1 0.2]\n [3.  nan]]",
      [
        [0.1, 0.2],
        [3, Number.NaN],
      ],
    ],
    ["[ True False]", [true, false]],
  ])("%s", (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });

  it.each([
    "",
    "007",
    "1.2.3",
    "1 2",
    "1-2",
    "[1-2]",
    "[1 2, 3]",
    "(1 2)",
    "[1,,2]",
    "{'a' 1}",
    "{'a': 1, 2}",
    "{{}: 1}",
    "'open",
    "'a\nb'",
    "'\\Uffffffff'",
    "1+2j",
    "[0.1, ..., 9.]",
    "array([1], float32)",
    "open('x')",
    "<object at 0x7f>",
    "true",
    "nano",
    "infinite",
    "--1",
  ])("%s is refused", (text) => {
    expect(() => parsePythonLiteral(text)).toThrow(TextError);
  });

  it("is what Python itself reads it as", () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("a'\"\\\n\0\x7f\u0085é中😀")) });
    const values = fc.sample(
      fc.letrec<{ value: unknown }>((tie) => ({
        value: fc.oneof(
          { maxDepth: 4 },
          fc.constantFrom(null, true, false),
          fc.maxSafeInteger(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          text,
          fc.array(tie("value"), { maxLength: 4 }),
          fc.dictionary(text, tie("value"), { maxKeys: 4 }),
        ),
      })).value,
      { numRuns: 200, seed: 6 },
    );
    const program = "import json, sys\nprint(json.dumps([repr(v) for v in json.load(sys.stdin)]))";
    const printed = execFileSync("python3", ["-c", program], { input: JSON.stringify(values) });
    const texts: string[] = JSON.parse(printed.toString());
    const read = texts.map((text) => asDoubles(parsePythonLiteral(text)));
    expect(read).toEqual(JSON.parse(JSON.stringify(values)));
  });

  it("may be nested, but not without end", () => {
    expect(parsePythonLiteral("[".repeat(100) + "]".repeat(100))).toEqual(
      JSON.parse("[".repeat(100) + "]".repeat(100)),
    );
    expect(() => parsePythonLiteral("[".repeat(100_000))).toThrow(TextError);
  });

  it("is what was written, or an error of its own, whatever the text", () => {
    const near = fc.array(
      fc.constantFrom(
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ",",
        ":",
        " ",
        "'a'",
        '"',
        "\\",
        "1",
        "-2.5",
        "nan",
        "None",
        "array",
        "dtype=",
        "u",
        "0x",
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          near.map((parts) => parts.join("")),
        ),
        (text) => {
          try {
            const value = parsePythonLiteral(text);
            expect(parsePythonLiteral(repr(value))).toEqual(value);
          } catch (error) {
            expect(error).toBeInstanceOf(TextError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function repr(value: Value): string {
  if (isList(value)) return `(${value.map((item) => `${repr(item)},`).join("")})`;
  if (isValueObject(value)) return `{${Object.entries(value).map(([key, item]) => `${repr(key)}: ${repr(item)}`)}}`;
  if (typeof value === "string")
    return `'${value.replace(/[\\'\r\n]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`)}'`;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value).replace("NaN", "nan").replace("Infinity", "inf");
}

/** As JSON.parse reads whole numbers that only a bigint holds. */
function asDoubles(value: Value): Value {
  if (isList(value)) return value.map(asDoubles);
  if (isValueObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asDoubles(item)]));
  return typeof value === "bigint" ? Number(value) : value;
}
