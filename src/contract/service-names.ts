import type { Declared } from "./declared.ts";
import type { Dialect } from "./dialects.ts";

/** How the host's own paths begin. Its router does not tell upper from lower case. */
export const OWN_PATHS: ReadonlySet<string> = new Set([
  ...["configs", "console", "docs", "health", "inference", "metrics", "openapi", "openapi.json", "v1", "v2"],
]);

/** A name that a release declares and cannot have: the first part of a path that is the host's own. */
export function takenName(dialect: Dialect | "", { served }: Pick<Declared, "served">): string | undefined {
  // Nobody else's clients put a name there.
  if (dialect !== "paddle") return undefined;
  return served.map(({ name }) => name).find((name) => OWN_PATHS.has(name.toLowerCase()));
}
