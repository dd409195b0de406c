import type { Bytes } from "../contract/bytes.ts";
import { joined } from "../contract/bytes.ts";
import { holdsMoreTokens, MAX_TOKENS } from "../contract/json-tokens.ts";
import { firstValue, GoJsonError, onlyValue } from "./go-json.ts";
import type { Span } from "./json-members.ts";
import { elementsOf, membersOf } from "./json-members.ts";

/** Number types as Go names them, with the bounds of whole ones. */
const NUMBERS = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  float32: undefined,
  float64: undefined,
} as const;
type NumberType = keyof typeof NUMBERS;

interface Field {
  readonly name: string;
  readonly type: "string" | "bool" | "[]uint8" | NumberType | "message";
  readonly repeated?: true;
}

/** In the order in which the platform's gateway reads them (spec: paddle-pipeline, section B2). */
const REQUEST: readonly Field[] = [
  { name: "key", type: "string", repeated: true },
  { name: "value", type: "string", repeated: true },
  { name: "tensors", type: "message", repeated: true },
  { name: "name", type: "string" },
  { name: "method", type: "string" },
  { name: "logid", type: "int64" },
  { name: "clientip", type: "string" },
];
const TENSOR: readonly Field[] = [
  { name: "int64_data", type: "int64", repeated: true },
  { name: "float_data", type: "float32", repeated: true },
  { name: "int_data", type: "int32", repeated: true },
  { name: "float64_data", type: "float64", repeated: true },
  { name: "uint32_data", type: "uint32", repeated: true },
  { name: "bool_data", type: "bool", repeated: true },
  { name: "complex64_data", type: "float32", repeated: true },
  { name: "complex128_data", type: "float64", repeated: true },
  { name: "str_data", type: "string", repeated: true },
  { name: "byte_data", type: "[]uint8" },
  { name: "elem_type", type: "int32" },
  { name: "shape", type: "int32", repeated: true },
  { name: "lod", type: "int32", repeated: true },
  { name: "name", type: "string" },
];

const NOTHING: Bytes = [Buffer.from("{}")];
const MAX_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;
const NOT_FINITE: ReadonlySet<string> = new Set(['"NaN"', '"Infinity"', '"-Infinity"']);

/**
 * The message in a body, as the platform's gateway reads it: its first value, whatever comes behind; nothing at all and null
 * are an empty one. A body that is JSON and nothing else stays as it is.
 *
 * @returns JSON of an object
 * @throws GoJsonError in the original's words
 */
export function messageIn(body: Bytes): Bytes {
  const short = joined(body.map((part) => (isPlain(part) ? FILLER : part)));
  if (holdsMoreTokens(short, MAX_TOKENS) || isMessage(short)) return body;
  const whole = joined(body);
  const value = messageOf(whole);
  if (value === undefined) return NOTHING;
  return value.end === whole.length ? body : [whole.subarray(value.start, value.end)];
}

/** What ends a string, escapes, and what no string holds: without it a part may lie wholly within one. */
const NOT_PLAIN = [0x22, 0x5c, ...new Array(0x20).keys()];
/** Longer than all names of members. */
const MIN_PLAIN_BYTES = 1024;
/** Stands for parts without any of these. Only a text is right with it: no number, no base64, nothing outside of strings. */
const FILLER = Buffer.from("--");

/** Nearly all parts of a picture are so. To know it costs less than to copy them. */
function isPlain(part: Uint8Array): boolean {
  return part.length >= MIN_PLAIN_BYTES && !NOT_PLAIN.some((byte) => part.includes(byte));
}

/** Whether it is a message, and nothing besides. */
function isMessage(text: Buffer): boolean {
  try {
    return messageOf(text)?.end === text.length;
  } catch (error) {
    if (error instanceof GoJsonError) return false;
    throw error;
  }
}

/** Where the message is; undefined where there is none. @throws GoJsonError */
function messageOf(text: Buffer): Span | undefined {
  const json = text.toString("latin1");
  const value = firstValue(json);
  if (value === undefined || isNull(json, value)) return undefined;
  checkMessage(json, value, REQUEST);
  return value;
}

/** @throws GoJsonError */
function checkMessage(json: string, { start, end }: Span, fields: readonly Field[]): void {
  if (isNull(json, { start, end })) return;
  if (json[start] !== "{") throw mismatch(json, start, "map[string]json.RawMessage");
  const members = new Map([...membersOf(json, start)].map((member) => [member.key, member]));
  for (const field of fields) {
    const member = members.get(camel(field.name)) ?? members.get(field.name);
    if (member !== undefined) checkField(json, member, field);
  }
}

function checkField(json: string, span: Span, { type, repeated }: Field): void {
  if (isNull(json, span)) return;
  if (repeated !== true) {
    checkValue(json, span, type);
    return;
  }
  if (json[span.start] !== "[") throw mismatch(json, span.start, "[]json.RawMessage");
  if (type in NUMBERS && holdsPlainNumbers(json.slice(span.start, span.end), type)) return;
  for (const element of elementsOf(json, span.start)) checkValue(json, element, type);
}

/** Whether all of an array are numbers of a type at first sight, as they nearly always are. */
function holdsPlainNumbers(array: string, type: Field["type"]): boolean {
  if (type === "float32" || type === "float64") return /^[[\]\d\s,.+eE-]*$/.test(array) && !/[eE]\+?\d\d/.test(array);
  return /^[[\]\d\s,]*$/.test(array) && !/\d{10}/.test(array);
}

function checkValue(json: string, span: Span, type: Field["type"]): void {
  if (isNull(json, span)) return;
  const text = json.slice(span.start, span.end);
  if (type === "message") checkMessage(json, span, TENSOR);
  else if (type === "string") {
    if (text[0] !== '"') throw mismatch(text, 0, type);
  } else if (type === "bool") {
    if (text[0] !== "t" && text[0] !== "f") throw mismatch(text, 0, type);
  } else if (type === "[]uint8") checkBase64(text);
  else checkNumber(text, type);
}

/** It may be written as text. */
function checkNumber(text: string, type: NumberType): void {
  const bounds = NUMBERS[type];
  if (bounds === undefined && NOT_FINITE.has(text)) return;
  const inner = text[0] === '"' ? text.slice(1, -1) : text;
  const { start, end } = inner === text ? { start: 0, end: text.length } : onlyValue(inner);
  if (isNull(inner, { start, end })) return;
  const literal = inner.slice(start, end);
  if (!/^[-\d]/.test(literal)) throw mismatch(inner, start, type);
  if (!fits(literal, type))
    throw new GoJsonError(`json: cannot unmarshal number ${literal} into Go value of type ${type}`);
}

function fits(literal: string, type: NumberType): boolean {
  const bounds = NUMBERS[type];
  if (bounds === undefined) return Math.abs(Number(literal)) <= (type === "float32" ? MAX_FLOAT32 : Number.MAX_VALUE);
  if (!/^-?\d{1,20}$/.test(literal)) return false;
  const [least, greatest] = bounds;
  return BigInt(literal) >= least && BigInt(literal) <= greatest;
}

function checkBase64(text: string): void {
  if (text[0] !== '"') throw mismatch(text, 0, "[]uint8");
  const base64 = String(JSON.parse(text)).replaceAll(/[\r\n]/g, "");
  const [whole] = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?/.exec(base64) ?? [""];
  if (whole.length < base64.length) throw new GoJsonError(`illegal base64 data at input byte ${whole.length}`);
}

const KINDS: ReadonlyMap<string | undefined, string> = new Map([
  ['"', "string"],
  ["{", "object"],
  ["[", "array"],
  ["t", "bool"],
  ["f", "bool"],
]);

function mismatch(json: string, at: number, type: string): GoJsonError {
  return new GoJsonError(`json: cannot unmarshal ${KINDS.get(json[at]) ?? "number"} into Go value of type ${type}`);
}

function isNull(json: string, { start }: Span): boolean {
  return json[start] === "n";
}

/** `elem_type` may be written `elemType`. */
function camel(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
