import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { pythonFloat } from "../../src/handler/python-float.ts";
import { type PythonPrintable, pythonRepr } from "../../src/handler/python-repr.ts";
import { findInterpreters } from "../interpreters.ts";

/** Reads JSON values, floats among them as {"float": hexadecimal}, and prints them. */
const PRINT = `
import json, sys
def float_of(members):
    return float.fromhex(members["float"]) if list(members) == ["float"] else members
print(json.dumps([repr(value) for value in json.load(sys.stdin, object_hook=float_of)]))
`;
const interpreter = (await findInterpreters()).findLast(({ minor }) => minor.startsWith("3."));

function printed(values: readonly unknown[]): string[] {
  const output = execFileSync(interpreter?.path ?? "python3", ["-c", PRINT], { input: JSON.stringify(values) });
  return JSON.parse(output.toString());
}

/** Of these, all versions of Unicode in use know which are printable. */
const points = fc.oneof(fc.integer({ min: 0, max: 0x52f }), fc.integer({ min: 0x2000, max: 0x2064 }));
const text = fc
  .oneof(
    fc.string({ unit: points.map((point) => String.fromCodePoint(point)) }),
    fc.constantFrom("'", '"', "it's", `"it's"`, "\\'", "\u{1f600}", "\ud800", "\u{e0001}", "\uff07", "\u3000"),
  )
  .filter((value) => !/\p{Cn}/u.test(value));
const literal = fc.letrec<{ value: PythonPrintable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
})).value;

it("prints values as Python does", () => {
  const values = fc.sample(literal, 500);
  expect(values.map(pythonRepr)).toEqual(printed(values));
});

it("prints floats as Python does", () => {
  const values = [...fc.sample(fc.double(), 500), 1, -0, 1e16, 1e-5, 0.1, Math.fround(0.1), 1e22, 5e-324];
  const given = values.map((value) => ({ float: hexOf(value) }));
  expect(values.map((value) => pythonRepr(pythonFloat(value)))).toEqual(printed(given));
});

it("tells whole numbers from floats by what says so", () => {
  const shown = [1, 2.5, -0, 1e21, 2n ** 70n, Number.NaN, Number.NEGATIVE_INFINITY].map((value) => pythonRepr([value]));
  expect(shown).toEqual([
    "[1]",
    "[2.5]",
    "[0]",
    "[1000000000000000000000]",
    "[1180591620717411303424]",
    "[nan]",
    "[-inf]",
  ]);
  expect(pythonRepr({ a: [pythonFloat(1), "b"], "it's": null })).toBe(`{'a': [1.0, 'b'], "it's": None}`);
});

/** The double, exactly, as Python's `float.fromhex` reads it. */
function hexOf(value: number): string {
  if (!Number.isFinite(value)) return String(value).toLowerCase();
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  const exponent = bits.readUInt16BE(0) & 0x7ff0;
  const fraction = (bits.readBigUInt64BE(0) & 0xfffffffffffffn).toString(16).padStart(13, "0");
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return exponent === 0 ? `${sign}0x0.${fraction}p-1022` : `${sign}0x1.${fraction}p${(exponent >> 4) - 1023}`;
}
