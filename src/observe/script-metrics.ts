/** What one worker's script tells about itself, by family. */
export type Families = ReadonlyMap<string, Family>;

/** The samples of one metric. */
interface Family {
  /** Like "counter"; "untyped" where the script does not say. */
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly name: string;
  /** As pairs of name and value; the value is escaped as the format wants it. */
  readonly labels: readonly (readonly [name: string, value: string])[];
  /** The value, and a time where there is one. */
  readonly rest: string;
}

/** A text is not what Prometheus reads. */
export class MetricsTextError extends Error {
  override readonly name = "MetricsTextError";
}

const COMMENT = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) ?(.*)$/;
const LABEL = String.raw`[a-zA-Z_]\w*="(?:[^"\\]|\\.)*"`;
const NUMBER = String.raw`[+-]?(?:Inf|NaN|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)`;
const SAMPLE = new RegExp(
  String.raw`^([a-zA-Z_:][\w:]*)(?:\{((?:${LABEL}(?:,${LABEL})*,?)?)\})? (${NUMBER}(?: -?\d+)?)$`,
);
const LABELS = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
/** What the samples of a family may be called beside its own name. */
const SUFFIXES = /_(?:bucket|sum|count|total|created)$/;

/**
 * Reads Prometheus' text format.
 *
 * @throws MetricsTextError naming the first line that is not in it
 */
export function parseFamilies(text: string): Families {
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  const familyOf = (name: string) => {
    const family = families.get(name) ?? { type: "untyped", help: "", samples: [] };
    families.set(name, family);
    return family;
  };
  for (const [index, line] of text.split("\n").entries()) {
    const [, keyword, commented = "", said = ""] = COMMENT.exec(line) ?? [];
    if (keyword === "TYPE") familyOf(commented).type = said;
    else if (keyword === "HELP") familyOf(commented).help = said;
    if (line.startsWith("#") || line.trim() === "") continue;
    const [, name, labels = "", rest = ""] = SAMPLE.exec(line.trim()) ?? [];
    if (name === undefined)
      throw new MetricsTextError(`metrics() tells what is no Prometheus text, at line ${index + 1}`);
    const stem = name.replace(SUFFIXES, "");
    const family = familyOf(!families.has(name) && families.has(stem) ? stem : name);
    const pairs = [...labels.matchAll(LABELS)].map(([, label = "", value = ""]) => [label, value] as const);
    family.samples.push({ name, labels: pairs, rest });
  }
  return families;
}

/** What one worker's script tells, and whose it is. */
export interface ScriptMetrics {
  readonly labels: Readonly<Record<"app" | "version" | "worker", string>>;
  readonly families: Families;
}

/** The platform's own histogram, in which its Go and its Python side both counted (spec: AVA, sections 1.9 and 6.10). */
const SHARED = "ava_serving_eval_response_time";

/**
 * Our families with the scripts' behind them. Each sample gets the labels of its worker; where the script has a label of
 * that name itself, its own becomes `exported_<name>`, as Prometheus does. A family with the name of one of ours is left
 * out, and so is one that has another type than a script before it gave that name.
 *
 * @param own our families as text, by name
 */
export function merged(own: ReadonlyMap<string, string>, scripts: readonly ScriptMetrics[]): string {
  const texts = new Map(own);
  const types = new Map([[SHARED, "histogram"]]);
  for (const { labels, families } of scripts) {
    for (const [name, { type, help, samples }] of families) {
      if (samples.length === 0 || (name !== SHARED && samples.some((sample) => isOurs(sample.name)))) continue;
      if ((types.get(name) ?? type) !== type) continue;
      types.set(name, type);
      const head = `${help === "" ? "" : `# HELP ${name} ${help}\n`}# TYPE ${name} ${type}\n`;
      const lines = samples.map((sample) => `${lineOf(sample, labels)}\n`).join("");
      texts.set(name, (texts.get(name) ?? head) + lines);
    }
  }
  return [...texts.values()].join("");

  function isOurs(sample: string): boolean {
    return own.has(sample) || own.has(sample.replace(SUFFIXES, ""));
  }
}

function lineOf({ name, labels, rest }: Sample, worker: ScriptMetrics["labels"]): string {
  const whose = Object.entries(worker).map(([label, value]) => [label, escaped(value)] as const);
  const own = labels.map(([label, value]) => [label in worker ? `exported_${label}` : label, value] as const);
  return `${name}{${[...whose, ...own].map(([label, value]) => `${label}="${value}"`).join(",")}} ${rest}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}
