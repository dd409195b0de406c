import { pythonFloat } from "../contract/python-json.ts";
import { PythonFloat } from "./python-float.ts";

/** What Python has a literal for. */
export type PythonPrintable =
  | null
  | boolean
  | number
  | bigint
  | string
  | PythonFloat
  | readonly PythonPrintable[]
  | { readonly [key: string]: PythonPrintable };

/**
 * What Python's `repr()` prints of a value, and `str()` of a list or a dict: `['a', 0.5, 1]`. Whole numbers are ints,
 * except as `pythonFloat(value)`. For ports of scripts that answer with such texts, as those of Paddle Serving do.
 */
export function pythonRepr(value: PythonPrintable): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(BigInt(value)) : float(value);
  if (value instanceof PythonFloat) return float(value.value);
  if (isList(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  const items = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`);
  return `{${items.join(", ")}}`;
}

function isList(value: object): value is readonly PythonPrintable[] {
  return Array.isArray(value);
}

function float(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return pythonFloat(value);
}

/** Not printable: control characters, format characters, surrogates, unassigned ones, and spaces but the usual one. */
const ESCAPED = /(?! )[\\\p{C}\p{Z}]/gu;
const SHORT = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(ESCAPED, (character) => SHORT.get(character) ?? escaped(character));
  return `${quote}${quote === "'" ? inside.replaceAll("'", "\\'") : inside}${quote}`;
}

function escaped(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  if (point < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return point < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
