import { pythonFloat } from "../contract/python-json.ts";
import { PythonFloat } from "../handler/python-float.ts";

/** A value cannot be written as JSON without loss; the message says which part of it, and why. */
class NotJsonError extends Error {
  override readonly name = "NotJsonError";
}

/**
 * Writes a value as JSON text, and refuses whatever `JSON.stringify` would drop or alter in silence: NaN, infinities,
 * undefined, functions, typed arrays, dates, maps and instances of other classes.
 *
 * @param name what the value is called in an error's path
 * @throws NotJsonError such as "result.confidences[0].score is NaN"
 */
export function toJson(value: unknown, name: string): string {
  const walk: Walk = { ancestors: [], floats: false };
  const flaw = findFlaw(value, walk);
  if (flaw !== undefined) throw new NotJsonError(`${name}${flaw.path} ${flaw.reason}`);
  return walk.floats ? withFloats(value) : JSON.stringify(value);
}

/** As `JSON.stringify`, of what has no flaw. */
function withFloats(value: unknown): string {
  if (value instanceof PythonFloat) return pythonFloat(value.value);
  if (Array.isArray(value)) return `[${value.map(withFloats).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${withFloats(inner)}`);
  return `{${members.join(",")}}`;
}

interface Walk {
  /** What holds the value that is looked at. */
  readonly ancestors: object[];
  /** There are `PythonFloat`s. */
  floats: boolean;
}

interface Flaw {
  readonly path: string;
  readonly reason: string;
}

function findFlaw(value: unknown, walk: Walk): Flaw | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : { path: "", reason: `is ${value}` };
    case "undefined":
      return { path: "", reason: "is undefined" };
    case "object":
      return value === null ? undefined : findFlawInside(value, walk);
    default:
      return { path: "", reason: `is of type ${typeof value}` };
  }
}

function findFlawInside(value: object, walk: Walk): Flaw | undefined {
  if (value instanceof PythonFloat) {
    walk.floats = true;
    return findFlaw(value.value, walk);
  }
  const { ancestors } = walk;
  if (ancestors.includes(value)) return { path: "", reason: "contains itself" };
  ancestors.push(value);
  const flaw = Array.isArray(value) ? findFlawInArray(value, walk) : findFlawInObject(value, walk);
  ancestors.pop();
  return flaw;
}

function findFlawInArray(array: readonly unknown[], walk: Walk): Flaw | undefined {
  for (let index = 0; index < array.length; index++) {
    const flaw = findFlaw(array[index], walk);
    if (flaw !== undefined) return { path: `[${index}]${flaw.path}`, reason: flaw.reason };
  }
  return undefined;
}

function findFlawInObject(object: object, walk: Walk): Flaw | undefined {
  if (!isPlain(object)) return { path: "", reason: `is of type ${object.constructor.name}` };
  for (const key of Object.keys(object)) {
    const flaw = findFlaw(object[key], walk);
    if (flaw !== undefined) return { path: `${segment(key)}${flaw.path}`, reason: flaw.reason };
  }
  return undefined;
}

function isPlain(object: object): object is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

function segment(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
