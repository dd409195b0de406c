import { parse } from "lossless-json";
import { holdsMoreObjects } from "../contract/json-tokens.ts";
import type { Datatype } from "../contract/tensor.ts";
import { bad, DATATYPES, elementsIn, isDatatype, listed, short } from "./datatypes.ts";
import { checkSize } from "./raw.ts";

/** The header of requests and answers that says how many bytes of JSON stand before the raw tensors. */
export const HEADER_LENGTH = "Inference-Header-Content-Length";

/** What a parameter may be (spec: Open Inference Protocol, section 1). */
export type Parameter = string | number | boolean;
export type Parameters = Readonly<Record<string, Parameter>>;

/** A tensor of a message: checked but for its elements, of which nothing is made before `decode`. */
export interface InferTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly parameters: Parameters;
  readonly content: Content;
}

/** Raw bytes, a view of the message; or what its JSON has, flat or nested, integers beyond 2^53 as `bigint`. */
export type Content = { readonly raw: Uint8Array } | { readonly data: readonly unknown[] };

/** An object of JSON, in which an integer may be a `bigint`. */
export type Members = Readonly<Record<string, unknown>>;

/** A message's JSON, and the raw tensors behind it. */
export interface Head {
  readonly members: Members;
  readonly raw: Uint8Array;
}

/**
 * Takes a message apart.
 *
 * @param headerLength of the JSON in bytes; the whole body unless given
 * @throws BridgeError bad_request
 */
export function parseHead(body: Uint8Array, headerLength: number = body.length): Head {
  if (!Number.isSafeInteger(headerLength) || headerLength < 0) {
    throw bad(`${HEADER_LENGTH} is no whole number from 0`);
  }
  if (headerLength > body.length) {
    throw bad(`${HEADER_LENGTH} is ${headerLength}, but the body has ${body.length} bytes`);
  }
  return { members: parseMembers(body.subarray(0, headerLength)), raw: body.subarray(headerLength) };
}

/**
 * Strings, lists and objects in a message: a tensor's rows or texts and all around them. Reading 64 MiB of nothing else
 * would keep a worker for half a minute.
 */
const MAX_OBJECTS = 1_000_000;

function parseMembers(bytes: Uint8Array): Members {
  if (holdsMoreObjects(bytes, MAX_OBJECTS)) {
    throw bad(`the body's JSON holds more than ${MAX_OBJECTS} strings, lists and objects`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw bad("the body is not JSON: it is not UTF-8");
  }
  const value = parseJson(text);
  if (!isMembers(value)) throw bad("the body is not a JSON object");
  return value;
}

/** Only where 64-bit integers may stand that a number does not hold is the text read by the slower parser. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return /INT64/.test(text) && /(?:^|[[,:\s-])\d{16}/.test(text) ? parse(text, undefined, numberOf) : value;
  } catch (error) {
    if (error instanceof RangeError) throw bad("the body's JSON is nested too deep");
    throw bad(`the body is not JSON: ${error instanceof Error ? error.message : ""}${hintFor(text)}`);
  }
}

/** As much as 64 bits can need; making a `bigint` of a million digits takes minutes. */
function numberOf(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) || !/^-?\d{16,20}$/.test(text) ? number : BigInt(text);
}

function hintFor(text: string): string {
  return /[[,:\s-](?:NaN|Infinity)\b/.test(text) ? "; NaN and infinities travel as binary data only" : "";
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws BridgeError bad_request unless it is absent or a string */
export function textIn(members: Members, key: string): string | undefined {
  const value = members[key];
  if (value !== undefined && typeof value !== "string") throw bad(`${key} must be a string`);
  return value;
}

/**
 * The parameters of a message or a tensor.
 *
 * @param of for messages, such as `input x`; empty: the message's own
 * @throws BridgeError bad_request
 */
export function parametersIn({ parameters = {} }: Members, of: string): Parameters {
  const whose = of === "" ? "" : ` of ${of}`;
  if (!isMembers(parameters)) throw bad(`the parameters${whose} must be an object`);
  const entries = Object.entries(parameters).map(([name, value]): [string, Parameter] => {
    if (typeof value === "bigint") return [name, Number(value)];
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return [name, value];
    throw bad(`the parameter ${short(name)}${whose} is no string, number or boolean`);
  });
  return Object.fromEntries(entries);
}

/** A parameter that is true or false. */
export function flagIn(parameters: Parameters, name: string, of: string): boolean | undefined {
  const value = parameters[name];
  if (value === undefined || typeof value === "boolean") return value;
  throw bad(`the parameter ${short(name)}${of === "" ? "" : ` of ${of}`} must be true or false`);
}

/** A list of objects with a name each, none twice. */
export function namedIn(members: Members, key: "inputs" | "outputs"): { name: string; of: string; members: Members }[] {
  const list = members[key];
  const role = key === "inputs" ? "input" : "output";
  if (!Array.isArray(list)) throw bad(`${key} must be an array`);
  const names = new Set<string>();
  return list.map((item: unknown) => {
    if (!isMembers(item)) throw bad(`an ${role} is no object`);
    const { name } = item;
    if (typeof name !== "string" || name === "") throw bad(`an ${role} has no name`);
    const of = `${role} ${short(name)}`;
    if (names.has(name)) throw bad(`${of} is given twice`);
    names.add(name);
    return { name, of, members: item };
  });
}

/**
 * The tensors of a message; raw ones are views of it, one behind the other.
 *
 * @throws BridgeError bad_request
 */
export function tensorsIn({ members, raw }: Head, key: "inputs" | "outputs"): InferTensor[] {
  let at = 0;
  const tensors = namedIn(members, key).map(({ name, of, members }): InferTensor => {
    const { datatype } = members;
    if (typeof datatype !== "string") throw bad(`${of} has no datatype`);
    if (!isDatatype(datatype))
      throw bad(`${of} has the datatype ${datatype.slice(0, 20)}; it may be ${DATATYPES.join(", ")}`);
    const shape = shapeIn(members, of);
    const parameters = parametersIn(members, of);
    const size = sizeIn(parameters, of);
    const tensor = { name, datatype, shape, parameters };
    if (parameters["shared_memory_region"] !== undefined) throw bad(`${of} lies in shared memory, which is not served`);
    if (size === undefined) return { ...tensor, content: { data: dataIn(members, of) } };
    if (members["data"] !== undefined) throw bad(`${of} has data in JSON and binary_data_size; it must be one of them`);
    if (size > raw.length - at)
      throw bad(`${of} has binary_data_size ${size}, but ${raw.length - at} bytes are left of the body`);
    checkSize(of, datatype, shape, size);
    at += size;
    return { ...tensor, content: { raw: raw.subarray(at - size, at) } };
  });
  if (at < raw.length) throw bad(`${raw.length - at} bytes of the body belong to no tensor`);
  return tensors;
}

function shapeIn({ shape }: Members, of: string): readonly number[] {
  const sizes = Array.isArray(shape)
    ? shape.map((size: unknown) => (typeof size === "bigint" ? Number(size) : size))
    : [];
  if (!Array.isArray(shape) || !sizes.every(isSize)) throw bad(`${of} has no shape that is an array of whole numbers`);
  if (elementsIn(sizes) === undefined) throw bad(`${of} has the shape ${listed(sizes)}, which is too large`);
  return sizes;
}

function isSize(size: unknown): size is number {
  return typeof size === "number" && Number.isInteger(size) && size >= 0;
}

function sizeIn({ binary_data_size: size }: Parameters, of: string): number | undefined {
  if (size === undefined || (typeof size === "number" && Number.isInteger(size) && size >= 0)) return size;
  throw bad(`the parameter binary_data_size of ${of} must be a whole number from 0`);
}

function dataIn(members: Members, of: string): readonly unknown[] {
  const { data } = members;
  if (Array.isArray(data)) return data;
  throw bad(`${of} has no data array`);
}
