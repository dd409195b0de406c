import type { TSchema } from "typebox";
import * as Value from "typebox/value";
import type { JsonValue } from "./json.ts";

/** Characters of a wrong value that a message shows. */
const SHOWN = 40;

type Problem = ReturnType<typeof Value.Errors>[number];

/** A value that fits its schema, with the schema's defaults, or what is wrong with it. */
export type Fit = { readonly value: JsonValue } | { readonly misfit: string };

/**
 * Fills a schema's defaults into a JSON value and checks it. Nothing is converted.
 *
 * @param value may be changed
 * @param name what the value is called, such as `params`
 * @returns `misfit` names the path, what was expected and what was found: `params.limit: expected integer, got "x"`
 */
export function fitTo(schema: TSchema, value: JsonValue, name: string): Fit {
  const filled = Value.Default(schema, value) as JsonValue;
  if (Value.Check(schema, filled)) return { value: filled };
  return { misfit: explain(Value.Errors(schema, filled), filled, name) };
}

function explain(problems: readonly Problem[], value: unknown, name: string): string {
  const [problem] = problems;
  if (problem === undefined) return `${name}: is not valid`;
  const path = name + pathOf(problem.instancePath);
  if (problem.keyword === "required") return `${path}: lacks ${problem.params.requiredProperties.join(", ")}`;
  if (problem.keyword === "boolean") return `${path}: unknown key`;
  const found = shown(Value.Pointer.Get(value, problem.instancePath));
  return `${path}: expected ${expectationOf(problems, problem)}, got ${found}`;
}

/** Of a union every choice. */
function expectationOf(problems: readonly Problem[], first: Problem): string {
  const here = problems.filter(({ instancePath }) => instancePath === first.instancePath);
  if (!here.some(({ keyword }) => keyword === "anyOf")) return expected(first);
  return here
    .filter(({ keyword }) => keyword !== "anyOf")
    .map(expected)
    .join(" or ");
}

function expected(problem: Problem): string {
  if (problem.keyword === "enum") return problem.params.allowedValues.map(shown).join(" or ");
  if (problem.keyword === "const") return shown(problem.params.allowedValue);
  return problem.message.replace(/^must (be |match |have )?/, "");
}

/** `/boxes/0/x` as `.boxes[0].x`. */
function pathOf(pointer: string): string {
  const keys = pointer.split("/").slice(1);
  return keys.map((key) => segment(key.replaceAll("~1", "/").replaceAll("~0", "~"))).join("");
}

function segment(key: string): string {
  if (/^\d+$/.test(key)) return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}
