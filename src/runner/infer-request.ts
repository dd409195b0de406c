import { BridgeError } from "../contract/errors.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../contract/json.ts";
import { textOf } from "./failure.ts";

/** An input tensor of an Open Inference Protocol request. */
export interface InferInput {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  /** Flat, row-major; as many elements as `shape` holds. Their types are not checked yet. */
  readonly values: readonly JsonValue[];
}

export interface InferRequest {
  readonly id?: string;
  readonly inputs: readonly InferInput[];
  /** Names of the outputs asked for; absent means all. */
  readonly outputs?: readonly string[];
}

/**
 * Reads the JSON of an infer request. `parameters` are ignored, tensor data may be nested or flat.
 *
 * @throws BridgeError bad_request
 */
export function parseInferRequest(body: Uint8Array): InferRequest {
  const request = parseObject(body);
  const { id, inputs, outputs } = request;
  if (id !== undefined && typeof id !== "string") throw bad("id must be a string");
  if (!Array.isArray(inputs)) throw bad("inputs must be an array");
  const names = outputNames(outputs);
  return {
    inputs: inputs.map(inputOf),
    ...(id === undefined ? {} : { id }),
    ...(names.length === 0 ? {} : { outputs: names }),
  };
}

function parseObject(body: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw bad(`the body is not JSON: ${textOf(error)}`);
  }
  if (!isJsonObject(value)) throw bad("the body is not a JSON object");
  return value;
}

function outputNames(outputs: JsonValue | undefined): string[] {
  if (outputs === undefined) return [];
  if (!Array.isArray(outputs)) throw bad("outputs must be an array");
  return outputs.map((output: JsonValue) => tensorName(output, "output"));
}

function inputOf(input: JsonValue): InferInput {
  const name = tensorName(input, "input");
  const { datatype, shape, data } = isJsonObject(input) ? input : {};
  if (typeof datatype !== "string") throw bad(`input ${name} has no datatype`);
  if (!isShape(shape)) throw bad(`input ${name} has no shape that is an array of whole numbers`);
  if (!Array.isArray(data)) throw bad(`input ${name} has no data array`);
  return { name, datatype, shape, values: flatten(name, data, shape) };
}

function tensorName(tensor: JsonValue, role: string): string {
  if (isJsonObject(tensor) && typeof tensor["name"] === "string") return tensor["name"];
  throw bad(`an ${role} has no name`);
}

function isShape(shape: JsonValue | undefined): shape is readonly number[] {
  return Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function flatten(name: string, data: readonly JsonValue[], shape: readonly number[]): readonly JsonValue[] {
  const expected = shape.reduce((product, size) => product * size, 1);
  const values = data.some(Array.isArray) ? leavesOf(name, data, shape.length) : data;
  if (values.length === expected) return values;
  throw bad(`input ${name} has ${values.length} elements, but shape [${shape.join(", ")}] holds ${expected}`);
}

function leavesOf(name: string, data: readonly JsonValue[], rank: number): JsonValue[] {
  const leaves: JsonValue[] = [];
  const collect = (level: readonly JsonValue[], depth: number): void => {
    if (depth > rank) throw bad(`the data of input ${name} is nested deeper than its shape`);
    for (const value of level) {
      if (Array.isArray(value)) collect(value, depth + 1);
      else leaves.push(value);
    }
  };
  collect(data, 1);
  return leaves;
}

function bad(message: string): BridgeError {
  return new BridgeError("bad_request", message);
}
