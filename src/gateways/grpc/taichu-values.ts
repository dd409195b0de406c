import { status } from "@grpc/grpc-js";
import { pythonFloat } from "../../contract/python-json.ts";
import type { taichu_infer } from "../../protos/taichu-messages.js";
import { membersOf, startOf } from "../json-members.ts";
import { StatusError } from "./status.ts";

type Parameters = Readonly<Record<string, taichu_infer.IInferParameter>>;

/**
 * Parameters as the platform's HTTP body, which is what its scripts are given. A float stays one for Python even where it
 * is whole; a parameter without a value is left out, as in the original (spec: taichu-serve, section C2).
 */
export function bodyOf(parameters: Parameters): string {
  const members = Object.entries(parameters).flatMap(([key, parameter]) => {
    const value = jsonOf(parameter);
    return value === undefined ? [] : [`${JSON.stringify(key)}: ${value}`];
  });
  return `{"parameters": {${members.join(", ")}}}`;
}

function jsonOf(parameter: taichu_infer.IInferParameter | null): string | undefined {
  if (typeof parameter?.stringParam === "string") return JSON.stringify(parameter.stringParam);
  if (typeof parameter?.floatParam === "number") return pythonFloat(parameter.floatParam);
  if (typeof parameter?.boolParam === "boolean") return String(parameter.boolParam);
  return undefined;
}

/**
 * The `parameters` of an answer as a message can hold them: numbers as 32-bit floats, booleans, texts. Lists, objects and
 * null are dropped, and null as a whole is no parameters (spec: taichu-serve, section C2).
 *
 * @param result JSON text of an object with `parameters`; NaN and the infinities are fine
 * @throws StatusError INTERNAL when they are no object
 */
export function parametersOf(result: string): Parameters {
  let start = startOf(result, 0);
  for (const member of membersOf(result, start)) if (member.key === "parameters") start = member.start;
  const type = typeOf(result, start);
  if (type === "NoneType") return {};
  if (type !== "dict") throw new StatusError(status.INTERNAL, `'${type}' object has no attribute 'items'`);
  const parameters = [...membersOf(result, start)].flatMap(({ key, start: from, end }) => {
    const parameter = parameterOf(result.slice(from, end));
    return parameter === undefined ? [] : [[key, parameter] as const];
  });
  return Object.fromEntries(parameters);
}

function parameterOf(json: string): taichu_infer.IInferParameter | undefined {
  switch (typeOf(json, 0)) {
    case "str":
      return { stringParam: String(JSON.parse(json)) };
    case "bool":
      return { boolParam: json === "true" };
    case "int":
    case "float":
      return { floatParam: Number(json) };
    default:
      return undefined;
  }
}

/** What Python calls the type of the value that begins at `start`. */
function typeOf(json: string, start: number): string {
  switch (json[start]) {
    case '"':
      return "str";
    case "{":
      return "dict";
    case "[":
      return "list";
    case "t":
    case "f":
      return "bool";
    case "n":
      return "NoneType";
    default:
      return /^-?\d+(?![.\d]|e)/i.test(json.slice(start, start + 400)) ? "int" : "float";
  }
}
