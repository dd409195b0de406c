import { pastString } from "./json-tokens.ts";

/** How Python's `json.dumps` lays a text out. */
export interface PythonJsonStyle {
  /** Spaces of each level, a value in each line; absent: all in one line. */
  readonly indent?: number;
  /** Whether everything but printable ASCII is escaped, as `ensure_ascii` does. */
  readonly ascii: boolean;
}

/** How mosec writes an answer: `json.dumps(result, indent=2)` (spec: tiinfer, section A2). */
export const MOSEC_STYLE: PythonJsonStyle = { indent: 2, ascii: true };
/** How taichu-serve writes an answer: `json.dumps(result, ensure_ascii=False)` (spec: taichu-serve, section C9). */
export const TAICHU_STYLE: PythonJsonStyle = { ascii: false };

/** White space, punctuation, a word or number, or a string's first quote. */
const TOKEN = /\s+|[{}[\],:]|[^\s{}[\],:"]+|"/g;
const OPENING = new Set(["{", "["]);
const CLOSING = new Set(["}", "]"]);

/**
 * A JSON text as `json.dumps(json.loads(text))` writes it: its whitespace, escapes and spelling of numbers. Keys that are
 * there twice stay.
 *
 * @param text valid JSON; NaN and the infinities are fine
 */
export function asPythonJson(text: string, style: PythonJsonStyle): string {
  const parts: string[] = [];
  let depth = 0;
  const newLine = () => {
    if (style.indent !== undefined) parts.push(`\n${" ".repeat(style.indent * depth)}`);
  };
  let last = "";
  for (const token of tokensOf(text)) {
    if (token.trim() === "") continue;
    if (CLOSING.has(token)) {
      depth -= 1;
      if (!OPENING.has(last)) newLine();
      parts.push(token);
    } else {
      if (OPENING.has(last)) newLine();
      parts.push(rendered(token, style));
      if (OPENING.has(token)) depth += 1;
      if (token === "," && style.indent !== undefined) newLine();
    }
    last = token;
  }
  return parts.join("");
}

/** A JSON text with 0 for the NaN and the infinities that Python reads and writes, and JSON does not have. */
export function withoutNonFinite(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return [...tokensOf(text)].map((token) => (/^-?(NaN|Infinity)$/.test(token) ? "0" : token)).join("");
}

/** A text as `json.dumps` writes it with `ensure_ascii`. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, escaped);
}

/** A double as Python's `repr` writes it. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    // At least two digits in the exponent.
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

function rendered(token: string, { indent, ascii }: PythonJsonStyle): string {
  if (token.startsWith('"')) {
    const value: string = JSON.parse(token);
    return ascii ? pythonString(value) : JSON.stringify(value);
  }
  if (token === ":") return ": ";
  if (token === ",") return indent === undefined ? ", " : ",";
  return /^-?\d/.test(token) ? number(token) : token;
}

function number(token: string): string {
  if (/[.eE]/.test(token)) return pythonFloat(Number(token));
  return token === "-0" ? "0" : token;
}

/** White space, punctuation, words and numbers, and strings with their quotes: together they are the text. */
function* tokensOf(text: string): Generator<string> {
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') token.lastIndex = pastString(text, match.index);
    yield text.slice(match.index, token.lastIndex);
  }
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
