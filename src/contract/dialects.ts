/** The frameworks that scripts were written for. */
export const DIALECTS = ["ava", "tiinfer", "taichu"] as const;
export type Dialect = (typeof DIALECTS)[number];

interface DialectRule {
  readonly dialect: Dialect;
  /** File names under which its platform looked for a script, in the order in which they are looked for here. */
  readonly entries: readonly string[];
  /** What a script imports that was written for it; scripts without any such import are the first rule's. */
  readonly imports: RegExp;
}

/** One line per dialect; the first is that of a Python script that says nothing else. */
export const DIALECT_RULES: readonly DialectRule[] = [
  { dialect: "ava", entries: ["eval.py"], imports: importOf("evals") },
  { dialect: "tiinfer", entries: ["model_service.py"], imports: importOf("tiinfer", "mosec") },
  { dialect: "taichu", entries: ["customize_service.py", "model_service.py"], imports: importOf("taichu_serve") },
];

/** An import statement of one of these packages, wherever it stands in a source. */
function importOf(...packages: readonly string[]): RegExp {
  return new RegExp(String.raw`^\s*(?:from|import)\s+(?:[\w.]+\s*,\s*)*(?:${packages.join("|")})(?:[\s.,;]|$)`, "m");
}

/** Which framework a Python script was written for, and what says so. */
export interface Detection {
  readonly dialect: Dialect;
  readonly by: "what it imports" | "its file name" | "nothing else in it";
}

/**
 * Which framework a Python script was written for: one whose package it imports, else one that looked for such a file.
 *
 * @param entry its file name
 */
export function detectDialect(entry: string, source: string): Detection {
  const named = DIALECT_RULES.filter(({ entries }) => entries.includes(entry));
  const imported = [...named, ...DIALECT_RULES].find(({ imports }) => imports.test(source));
  if (imported !== undefined) return { dialect: imported.dialect, by: "what it imports" };
  const [first] = named;
  return first === undefined
    ? { dialect: "ava", by: "nothing else in it" }
    : { dialect: first.dialect, by: "its file name" };
}

/** `detectDialect` without its reason. */
export function dialectOf(entry: string, source: string): Dialect {
  return detectDialect(entry, source).dialect;
}
