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
  throw new SettingsError(`${where}: ${explain(Value.Errors(schema, settings), settings)}`);
}

type Problem = ReturnType<typeof Value.Errors>[number];

function explain(problems: readonly Problem[], settings: unknown): string {
  const unknownKey = problems.find(({ message }) => message === "schema is false");
  if (unknownKey !== undefined) return `unknown key "${keyOf(unknownKey)}"`;
  const [problem] = problems;
  if (problem === undefined) return "is not valid";
  const found = JSON.stringify(Value.Pointer.Get(settings, problem.instancePath));
  return `${keyOf(problem) || "the document"} ${expectationOf(problem)} (found ${found})`;
}

function keyOf(problem: Problem): string {
  return problem.instancePath.slice(1).replaceAll("/", ".");
}

function expectationOf(problem: Problem): string {
  if (problem.keyword === "enum") return `must be one of ${problem.params.allowedValues.join(", ")}`;
  return problem.message;
}
