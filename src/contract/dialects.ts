import { asPythonJson } from "./python-json.ts";

interface DialectRule {
  readonly dialect: string;
  /** File names under which its platform looked for a script, in the order in which they are looked for here. */
  readonly entries: readonly string[];
  /** What a script imports that was written for it; scripts without any such import are the first rule's. */
  readonly imports: RegExp;
  /** What is in a script that its users started themselves, whatever they called it, beside what it imports. */
  readonly starts?: RegExp;
  /** The body in which its platform's clients send fields; absent: its clients are the gate's, and so are the bodies. */
  readonly body?: (fields: readonly Field[]) => string;
  /** What its platform answered when a script had several results for a client who takes one; absent: their list. */
  readonly parts?: PartsRule;
  /** Its scripts are configured by YAML files beside them, which the host reads for them. */
  readonly documents?: true;
}

/** How a platform made one answer of several results. */
export interface PartsRule {
  /** The member of each result that it answered with. */
  readonly member: string;
  /** @param texts of those members, as JSON; at least one */
  readonly join: (texts: readonly string[]) => string;
  /** The error where there were none. */
  readonly none: { readonly code: number; readonly message: string };
}

/** What a platform's clients send under a name. */
export interface Field {
  readonly name: string;
  /** JSON text. */
  readonly value: string;
}

/**
 * The frameworks that scripts were written for, one line each; the first is that of a Python script that says nothing else.
 * What its scripts need is in a folder of its name in `evalbridge_runner.dialects`, what its platform's clients ask in a
 * gateway, which `app.ts` lists.
 */
const TABLE = [
  { dialect: "ava", entries: ["eval.py"], imports: importOf("evals") },
  { dialect: "tiinfer", entries: ["model_service.py"], imports: importOf("tiinfer", "mosec"), body: members },
  {
    dialect: "taichu",
    entries: ["customize_service.py", "model_service.py"],
    imports: importOf("taichu_serve"),
    body: (fields) => `{"parameters":${members(fields)}}`,
    parts: { member: "parameters", join: numbered, none: { code: 500, message: "Model predict error" } },
  },
  {
    dialect: "paddle",
    entries: ["web_service.py"],
    imports: importOf("paddle_serving_server", "paddle_serving_server_gpu"),
    starts: /^[^#\n]*\.run_(?:service|server)\(/m,
    body: pairs,
    documents: true,
  },
] as const satisfies readonly DialectRule[];
export type Dialect = (typeof TABLE)[number]["dialect"];
export const DIALECT_RULES: readonly (DialectRule & { readonly dialect: Dialect })[] = TABLE;
export const DIALECTS: readonly Dialect[] = DIALECT_RULES.map(({ dialect }) => dialect);

const RULES = new Map<string, DialectRule>(DIALECT_RULES.map((rule) => [rule.dialect, rule]));

/** The body in which a platform's clients send fields; undefined where its requests are the gate's own. */
export function bodyOfFields(dialect: Dialect | ""): DialectRule["body"] {
  return RULES.get(dialect)?.body;
}

/** How a platform made one answer of several results; undefined where it is their list. */
export function partsRuleOf(dialect: string): PartsRule | undefined {
  return RULES.get(dialect)?.parts;
}

/** Whether its scripts are configured by YAML files beside them. */
export function hasDocuments(dialect: Dialect | ""): boolean {
  return RULES.get(dialect)?.documents === true;
}

function members(fields: readonly Field[]): string {
  return `{${fields.map(({ name, value }) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}

/** The only one, or all as JSON texts by number (spec: taichu-serve, section C2). */
function numbered(texts: readonly string[]): string {
  if (texts.length === 1) return `{"parameters":${texts.join("")}}`;
  const items = texts.map((text, index) => [`item_${index}`, asPythonJson(text, { ascii: true })]);
  return JSON.stringify({ parameters: Object.fromEntries(items) });
}

/** Every value is a text there (spec: paddle-pipeline, section B2). */
function pairs(fields: readonly Field[]): string {
  const texts = fields.map(({ value }) => (value.startsWith('"') ? value : JSON.stringify(value)));
  return `{"key":${JSON.stringify(fields.map(({ name }) => name))},"value":[${texts.join(",")}]}`;
}

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

/** Whether a Python script is one that its platform's users started by its name, which may be any. */
export function isStarted(source: string): boolean {
  return DIALECT_RULES.some(({ imports, starts }) => starts?.test(source) === true && imports.test(source));
}

/** `detectDialect` without its reason. */
export function dialectOf(entry: string, source: string): Dialect {
  return detectDialect(entry, source).dialect;
}
