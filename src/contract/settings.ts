import type { Static, TSchema } from "typebox";
import * as Value from "typebox/value";

/** The longest that a timer of Node waits (ms), some 24 days; it fires at once when asked for more. */
export const MAX_TIMER_MS = 2_147_483_647;

/** A settings file or flag is wrong. The message names where, the key, and what was expected; it is for the operator. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Checks `value` against a schema and fills in its defaults.
 *
 * @param where what to name in errors, such as the file's path
 * @throws SettingsError naming `where`, the key, what was expected and what was found
 */
export function validated<T extends TSchema>(schema: T, value: unknown, where: string): Static<T> {
  const settings: unknown = Value.Default(schema, Value.Clone(value));
  if (Value.Check(schema, settings)) return settings;
  throw new SettingsError(`${where}: ${explain(Value.Errors(schema, settings), schema, settings)}`);
}

type Problem = ReturnType<typeof Value.Errors>[number];

function explain(problems: readonly Problem[], schema: TSchema, settings: unknown): string {
  const unknownKey = problems.find(({ message }) => message === "schema is false");
  if (unknownKey !== undefined) return `unknown key "${keyOf(unknownKey)}"`;
  const [problem] = problems;
  if (problem === undefined) return "is not valid";
  const text = `${keyOf(problem) || "the document"} ${expectationOf(problem)}`;
  if (isInSecret(problem, schema)) return text;
  return `${text} (found ${JSON.stringify(Value.Pointer.Get(settings, problem.instancePath))})`;
}

/** Whether a part of the settings that its schema calls secret holds the problem. */
function isInSecret({ schemaPath }: Problem, schema: TSchema): boolean {
  const steps = schemaPath.split("/").slice(1);
  return steps.some((_, index) => isSecret(Value.Pointer.Get(schema, `/${steps.slice(0, index + 1).join("/")}`)));
}

/** Whether values of a schema are to be kept out of all output. */
export function isSecret(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "secret" in schema && schema.secret === true;
}

function keyOf(problem: Problem): string {
  return problem.instancePath.slice(1).replaceAll("/", ".");
}

function expectationOf(problem: Problem): string {
  if (problem.keyword === "enum") return `must be one of ${problem.params.allowedValues.join(", ")}`;
  return problem.message;
}
