import { isList, isNumber, isValueObject, type Value } from "./value.ts";

/** One output of an Open Inference Protocol response. */
interface Tensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: Value;
  /** Flat, row-major; true and false are 1 and 0. */
  readonly values: readonly (number | bigint)[];
}

/** A response taken apart. */
export interface Tensors {
  /** By name. */
  readonly outputs: readonly Tensor[];
  /**
   * The response without their numbers, and without what names the request and the release: `id`, `model_name` and
   * `model_version`. Outputs of texts stay in it.
   */
  readonly rest: Value;
}

/**
 * Reads `{"model_name", "outputs": [{"name", "datatype", "shape", "data"}, ..]}`.
 *
 * @returns undefined for anything else
 */
export function tensorsIn(value: Value): Tensors | undefined {
  if (!isValueObject(value) || !isList(value["outputs"]) || value["outputs"].length === 0) return undefined;
  const { outputs, id: _id, model_name: _name, model_version: _version, ...rest } = value;
  if (!isList(outputs) || !outputs.every(isOutput)) return undefined;
  const tensors = outputs.flatMap(tensorOf).sort((one, other) => (one.name < other.name ? -1 : 1));
  const others = outputs.map((output) => (tensorOf(output).length > 0 ? headOf(output) : output));
  return { outputs: tensors, rest: { ...rest, outputs: Object.fromEntries(others.map((one) => [nameOf(one), one])) } };
}

/** Whether both have the same numbers of numbers under the same names. */
export function haveSameShapes(a: Tensors, b: Tensors): boolean {
  const sizes = ({ outputs }: Tensors): string =>
    JSON.stringify(outputs.map(({ name, values }) => [name, values.length]));
  return sizes(a) === sizes(b);
}

/** Where a number of all outputs together stands: `logits[17]`. */
export function placeOf({ outputs }: Tensors, index: number): string {
  let left = index;
  for (const { name, values } of outputs) {
    if (left < values.length) return `${name}[${left}]`;
    left -= values.length;
  }
  return "";
}

function isOutput(output: Value): boolean {
  return (
    isValueObject(output) &&
    typeof output["name"] === "string" &&
    typeof output["datatype"] === "string" &&
    isList(output["data"])
  );
}

function nameOf(output: Value): string {
  return isValueObject(output) ? String(output["name"]) : "";
}

function headOf(output: Value): Value {
  if (!isValueObject(output)) return output;
  const { data: _data, ...head } = output;
  return head;
}

/** None for a tensor of anything but numbers. */
function tensorOf(output: Value): Tensor[] {
  if (!isValueObject(output)) return [];
  const { name, datatype, shape = null, data } = output;
  const values: (number | bigint)[] = [];
  if (!gather(data ?? null, values)) return [];
  return [{ name: String(name), datatype: String(datatype), shape, values }];
}

function gather(data: Value, into: (number | bigint)[]): boolean {
  if (isList(data)) return data.every((item) => gather(item, into));
  if (typeof data === "boolean") into.push(data ? 1 : 0);
  else if (isNumber(data)) into.push(data);
  else return false;
  return true;
}
