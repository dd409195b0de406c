import { isAbsolute, relative, resolve } from "node:path";
import { columns } from "../output.ts";
import { ownCommand, quoted } from "../shell.ts";
import type { DoctorReport, Problem, ScriptReport, Trial } from "./report.ts";

/** The report of one script: the verdict, what to do in order of importance, then the facts. */
export function describeOne(report: DoctorReport, target: string): string {
  const [script] = report.scripts;
  if (script === undefined) return describeAll(report, target);
  const sections = [
    headline(script, target),
    ...(script.trial === undefined ? [] : [trialText(script.trial)]),
    problemsText(script),
    importsText(script),
    python2Text(script, report.python2),
    wantsText(script),
    nextText(script, target),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

/** One table for many scripts, and what would help most of them. */
export function describeAll(report: DoctorReport, target: string): string {
  if (report.scripts.length === 0) return `${target}: no script in it that any platform would serve`;
  const rows = report.scripts.map((script) => [
    script.name,
    kind(script),
    language(script),
    runsOn(script),
    missing(script).join(", ") || "-",
    count(script, "error"),
    count(script, "warning"),
    verdictWord(script),
  ]);
  const table = columns([
    ["script", "kind", "written in", "runs on", "missing", "mistakes", "warnings", "verdict"],
    ...rows,
  ]);
  const well = report.scripts.filter((script) => verdictWord(script).startsWith("runs")).length;
  const tried = report.scripts.some(({ trial }) => trial !== undefined);
  return [
    table,
    `${well} of ${report.scripts.length} ${tried ? "run" : "will run as they stand"}.`,
    helpText(report.scripts),
    firstSteps(report.scripts),
    unusedText(report.unused),
    `One script in full: ${ownCommand()} doctor <its file>`,
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}

function headline(script: ScriptReport, target: string): string {
  const { name, folder, dialect, dialect_from, generation, entries, sources, interpreter } = script;
  const lines = sources.reduce((sum, source) => sum + source.lines, 0);
  const points = entries.map(
    (entry) => `${entry.name}${entry.decorator === "" ? "" : " (decorated)"} at line ${entry.line}`,
  );
  const contract = dialect === "ava" ? GENERATIONS[generation] : `${dialect}, by ${dialect_from}`;
  return [
    // A folder need not be called <app>/<version>.
    `${resolve(target) === folder ? target : name}: ${verdictText(script)}`,
    `  ${contract}${points.length === 0 ? "" : `: ${points.join(", ")}`}`,
    `  Python ${interpreter.version} is ${interpreter.python}, from ${FROM[interpreter.from] ?? interpreter.from}`,
    `  written in ${language(script)}; ${plural(sources.length, "file")}, ${lines} lines`,
  ].join("\n");
}

const GENERATIONS: Readonly<Record<ScriptReport["generation"], string>> = {
  G1: "generation 1, JSON in and out",
  G2: "generation 2, pairs",
  G3: "generation 3",
  "": "of no generation",
};

function kind({ dialect, generation }: ScriptReport): string {
  return dialect === "ava" ? generation || "-" : dialect;
}

function verdictText(script: ScriptReport): string {
  const { verdict, trial, interpreter } = script;
  const on = `on Python ${interpreter.version}`;
  if (trial?.outcome === "failed") return `does not run ${on}`;
  if (trial !== undefined) return `runs ${on}${manner(script)}`;
  if (verdict === "runs") return `will run ${on}${manner(script)}`;
  if (verdict === "needs") return `will run ${on}${manner(script)}, once it has what is missing`;
  return `will not run ${on} as it stands`;
}

const FROM: Readonly<Record<string, string>> = { host: "the host's configuration" };

function manner({ translated, interpreter }: ScriptReport): string {
  if (translated) return ", translated";
  return interpreter.version === "" ? "" : ", as it is";
}

function trialText(trial: Trial): string {
  const { sample, outcome, failure, code, message, result, body_bytes, create_ms, call_ms, peak_memory_bytes } = trial;
  if (failure !== "") return `Tried, and it did not load:\n  ${failure}`;
  const answer = body_bytes > 0 ? `${body_bytes} bytes` : shorten(JSON.stringify(result), MAX_RESULT);
  const facts = [`start ${create_ms} ms`, `call ${call_ms} ms`];
  if (peak_memory_bytes !== null) facts.push(`peak memory ${Math.round(peak_memory_bytes / (1 << 20))} MiB`);
  const head = `Tried with ${sample}: ${facts.join(", ")}`;
  if (outcome === "answered") return `${head}\n  ${answer}`;
  const hint = "give it an input of its own kind: --sample FILE (several are a group), --params JSON";
  return `${head}\n  error ${code}: ${message}${outcome === "refused" ? `\n  It runs, and refused this; ${hint}` : ""}`;
}

/** Characters of a result that are shown. */
const MAX_RESULT = 300;

function problemsText(script: ScriptReport): string {
  const heads = {
    error: "Must be mended",
    missing: "Must be supplied",
    warning: "Good to know",
    note: "By the way",
  } as const;
  const sections = (["error", "missing", "warning", "note"] as const).map((severity) => {
    const found = script.problems.filter((problem) => problem.severity === severity);
    if (found.length === 0) return "";
    const items = found.map(
      (problem, index) => `  ${index + 1}. ${place(script, problem)}${problem.text}\n     ${problem.remedy}`,
    );
    return `${heads[severity]}\n${items.join("\n")}`;
  });
  return sections.filter((section) => section !== "").join("\n\n");
}

function place({ folder }: ScriptReport, { file, line }: Pick<Problem, "file" | "line">): string {
  return `${within(folder, file)}${line > 0 ? `:${line}` : ""} `;
}

function within(folder: string, file: string): string {
  const path = relative(folder, file);
  return isAbsolute(file) && !path.startsWith("..") ? path : file;
}

const STATUSES = {
  own: "of its own",
  platform: "evalbridge brings",
  standard: "standard library",
  renamed: "standard library, renamed in Python 3",
  installed: "installed",
  required: "from requirements.txt",
  missing: "missing",
} as const;

function importsText({ imports }: ScriptReport): string {
  if (imports.length === 0) return "";
  const rows = Object.entries(STATUSES).flatMap(([status, name]) => {
    const modules = imports
      .filter((found) => found.status === status)
      .map(({ module, needed }) => module + suffix(needed));
    return modules.length === 0 ? [] : [[`  ${name}`, modules.join(", ")]];
  });
  return `Imports\n${columns(rows)}`;
}

function suffix(needed: string): string {
  return needed === "optional" ? " (if there)" : needed === "main" ? " (as a program only)" : "";
}

/** Lines of a construct that are listed; the rest is counted. */
const MAX_LINES = 12;

function python2Text({ python2, folder, translated, interpreter }: ScriptReport, python27: string): string {
  if (python2.length === 0) return "";
  const groups = new Map<string, { becomes: string; files: Map<string, number[]> }>();
  for (const { construct, becomes, file, line } of python2) {
    const group = groups.get(construct) ?? { becomes, files: new Map<string, number[]>() };
    const name = within(folder, file);
    group.files.set(name, [...(group.files.get(name) ?? []), line]);
    groups.set(construct, group);
  }
  const rows = [...groups].map(([construct, { becomes, files }]) => {
    const places = [...files].map(([name, lines]) => `${name} ${listed(lines)}`);
    return [`  ${construct}`, translated ? `-> ${becomes}` : "", places.join("; ")];
  });
  const taken = interpreter.version.startsWith("2.") ? "takes it as it is" : "reads it as Python 3, with that meaning";
  const text = translated
    ? "translated for you, in a copy; the files stay as they are"
    : `Python ${interpreter.version} ${taken}`;
  const choice =
    translated && python27 !== "" ? `\n  Or run it untranslated: \`python: ${python27}\` in release.yaml` : "";
  return `Python 2 in it: ${text}\n${columns(rows)}${choice}`;
}

function listed(lines: readonly number[]): string {
  const unique = [...new Set(lines)];
  const shown = unique.slice(0, MAX_LINES).join(", ");
  return unique.length > MAX_LINES ? `${shown} and ${unique.length - MAX_LINES} more` : shown;
}

function wantsText({ wants, folder }: ScriptReport): string {
  if (wants.length === 0) return "";
  const rows = wants.map(({ kind, name, file, line, required, provided }) => [
    `  ${kind === "path" ? "file" : kind}`,
    name === "*" ? "(whatever there is)" : kind === "path" ? within(folder, name) : name,
    `${within(folder, file)}:${line}`,
    provided === "" ? (required ? "MISSING" : "not given; it can do without") : within(folder, provided),
  ]);
  return `Files and parameters that it looks for\n${columns(rows)}`;
}

function nextText({ verdict, trial, name, script }: ScriptReport, target: string): string {
  if (trial !== undefined) return "";
  if (verdict === "fails") return "";
  const command = `${ownCommand()} doctor ${quoted(target)} --run`;
  if (verdict === "needs") return `Then: ${command}`;
  const served = /^[^/]+\/[^/]+$/.test(name) && !script.endsWith(name);
  return `Next: ${command}${served ? "" : ", with --sample FILE for an input of its own"}`;
}

function language({ language: languages }: ScriptReport): string {
  return languages.length === 0 ? "no Python" : `Python ${languages.join(" and ")}`;
}

function runsOn({ interpreter, translated, verdict }: ScriptReport): string {
  if (verdict === "fails") return "-";
  return `${interpreter.version}${translated ? ", translated" : ""}`;
}

function missing({ problems, imports }: ScriptReport): string[] {
  const modules = imports.filter(
    ({ status, needed }) => status === "missing" && needed !== "main" && needed !== "optional",
  );
  const absent = problems.filter(({ severity }) => severity === "missing").map(({ rule }) => rule);
  const files = absent.filter((rule) => ["file", "path", "release-file"].includes(rule)).length;
  const params = absent.filter((rule) => rule === "parameter").length;
  return [
    ...modules.map(({ module }) => module),
    ...(files === 0 ? [] : [plural(files, "file")]),
    ...(params === 0 ? [] : [plural(params, "parameter")]),
  ];
}

function count({ problems }: ScriptReport, severity: Problem["severity"]): string {
  return String(problems.filter((problem) => problem.severity === severity).length || "-");
}

function verdictWord({ trial, verdict }: ScriptReport): string {
  if (trial !== undefined)
    return { answered: "runs", refused: "runs (refused the sample)", failed: "does not run" }[trial.outcome];
  return { runs: "runs", needs: "needs what is missing", fails: "must be mended" }[verdict];
}

/** What several scripts lack, the most wanted first. */
function helpText(scripts: readonly ScriptReport[]): string {
  const wanted = new Map<string, { count: number; remedy: string }>();
  for (const { problems } of scripts) {
    for (const { rule, remedy } of problems) {
      if (rule !== "missing-module") continue;
      wanted.set(remedy, { count: (wanted.get(remedy)?.count ?? 0) + 1, remedy });
    }
  }
  if (wanted.size === 0) return "";
  const rows = [...wanted.values()].sort((a, b) => b.count - a.count);
  return `What is missing\n${columns(rows.map(({ count, remedy }) => [`  ${plural(count, "script")}`, remedy]))}`;
}

/** The most important problem of each script that will not run. */
function firstSteps(scripts: readonly ScriptReport[]): string {
  const rows = scripts.flatMap((script) => {
    const { trial } = script;
    const failure = trial?.failure || (trial?.outcome === "failed" ? `${trial.code} ${trial.message}` : "");
    const [first] = script.problems.filter(({ severity }) => severity === "error" || severity === "missing");
    if (failure !== "") return [[`  ${script.name}`, shorten(failure, 160)]];
    if (first === undefined || trial !== undefined) return [];
    return [[`  ${script.name}`, `${place(script, first)}${shorten(first.text, 160)}`]];
  });
  return rows.length === 0 ? "" : `First for each\n${columns(rows)}`;
}

function unusedText(unused: readonly string[]): string {
  if (unused.length === 0) return "";
  const shown = unused.slice(0, MAX_LINES).join(", ");
  const rest = unused.length > MAX_LINES ? ` and ${unused.length - MAX_LINES} more` : "";
  return `No scripts, and imported by none: ${shown}${rest}`;
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function shorten(text: string, length: number): string {
  const flat = text.replaceAll(/\s+/g, " ");
  return flat.length > length ? `${flat.slice(0, length)}...` : flat;
}
