import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { hideKeys } from "../access/secrets.ts";
import type { ResolvedConfig } from "../config.ts";
import { detectDialect, hasDocuments } from "../contract/dialects.ts";
import { SettingsError } from "../contract/settings.ts";
import type { Documents } from "../workers/documents.ts";
import { readDocuments } from "../workers/documents.ts";
import type { Interpreter } from "../workers/interpreter.ts";
import { EnvironmentError, findInterpreter } from "../workers/interpreter.ts";
import { runTool, ToolError } from "../workers/python-tools.ts";
import { readRequirements } from "../workers/requirements.ts";
import type { Diagnosis, DoctorReport, Problem, ScriptQuestion, ScriptReport } from "./doctor/report.ts";
import { Diagnoses } from "./doctor/report.ts";
import type { Inventory, Script } from "./doctor/scripts.ts";
import { findScripts } from "./doctor/scripts.ts";
import { describeAll, describeOne } from "./doctor/text.ts";
import { tryRelease } from "./doctor/trial.ts";
import type { HostOptions } from "./options.ts";
import { configOf, QUIET } from "./options.ts";
import { say } from "./output.ts";
import { checkedParams } from "./run.ts";

export interface DoctorOptions extends Omit<HostOptions, "dir"> {
  readonly python?: string;
  readonly run?: boolean;
  readonly sample?: readonly string[];
  readonly params?: string;
  readonly json?: boolean;
}

/** `evalbridge doctor`: will it run, and on what? Exit code 0: every script that was asked about will. */
export async function doctor(target: string, options: DoctorOptions): Promise<void> {
  const { params } = checkedParams(options.params);
  const inventory = await findScripts(target);
  const root = (await stat(target)).isDirectory() ? target : dirname(target);
  const config = await configOf(root, options, { defaults: QUIET });
  const report = await interruptible((signal) => examine(inventory, config, options, resolve(root), signal));
  for (const [index, script] of inventory.scripts.entries()) {
    const found = report.scripts[index];
    if (options.run !== true || found === undefined) continue;
    const { settings } = script.release;
    const release = { ...script.release, settings: { ...settings, ...(options.python && { python: options.python }) } };
    found.trial = await tryRelease(release, config, { samples: options.sample ?? [], params });
  }
  report.ok = report.scripts.length > 0 && report.scripts.every(isWell);
  if (options.json === true) say(JSON.stringify(report, undefined, 2));
  else say(report.scripts.length === 1 ? describeOne(report, target) : describeAll(report, target));
  if (!report.ok) process.exitCode = 1;
}

/** What was tried is known; what was only read is foreseen. */
function isWell({ trial, verdict }: ScriptReport): boolean {
  return trial === undefined ? verdict === "runs" : trial.outcome !== "failed";
}

/**
 * What doctor says of a single script.
 *
 * @throws SettingsError as `doctor` does
 */
export async function examineOne(script: Script, config: ResolvedConfig): Promise<ScriptReport> {
  const inventory = { scripts: [script], others: [] };
  const { scripts } = await interruptible((signal) => examine(inventory, config, {}, dirname(script.path), signal));
  const [report] = scripts;
  if (report === undefined) throw new Error("the tool answers every script");
  return report;
}

/** What it starts is in process groups of its own, which a Ctrl-C at the terminal does not reach. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  process.once("SIGINT", abort).once("SIGTERM", abort);
  try {
    return await work(stop.signal);
  } finally {
    process.removeListener("SIGINT", abort).removeListener("SIGTERM", abort);
  }
}

/** @param root absolute */
async function examine(
  { scripts, others }: Inventory,
  config: ResolvedConfig,
  options: DoctorOptions,
  root: string,
  signal: AbortSignal,
): Promise<DoctorReport> {
  hideKeys(config.config, process.env);
  const python2 = await findInterpreter("python2.7", root, signal).catch(() => undefined);
  const cases: Case[] = [];
  for (const script of scripts) cases.push(await caseOf(script, config, options, signal));
  const diagnoses = await diagnose(cases, config, signal);
  const reports = cases.map((one, index) => reportOf(one, diagnoses[index]));
  const used = new Set(reports.flatMap(({ sources }) => sources.map(({ file }) => file)));
  const unused = others.filter((file) => !used.has(file)).map((file) => relative(root, file));
  return { format: 1, ok: false, unused, python2: python2?.executable ?? "", scripts: reports };
}

interface Case {
  readonly script: Script;
  readonly question: ScriptQuestion;
  /** Who said which interpreter. */
  readonly from: string;
  readonly problems: readonly Problem[];
  /** What says which dialect. */
  readonly dialectFrom: string;
}

async function caseOf(
  script: Script,
  { config }: ResolvedConfig,
  options: DoctorOptions,
  signal: AbortSignal,
): Promise<Case> {
  const { release, path, trouble } = script;
  const { settings, folder } = release;
  const named = options.python ?? settings.python;
  const from = options.python !== undefined ? "--python" : settings.python !== undefined ? "release.yaml" : "host";
  const problems =
    trouble === undefined ? [] : [problem("release", path, trouble, "correct it: no release of this folder starts")];
  const interpreter = await findInterpreter(named ?? config.python, folder, signal).catch((error: unknown) => {
    if (!(error instanceof EnvironmentError)) throw error;
    problems.push(problem("interpreter", path, error.message, "until then it was read for the host's own Python"));
    return findInterpreter("python3", folder, signal).catch(() => undefined);
  });
  const { replaced } = await readRequirements(join(folder, "requirements.txt"));
  const documents = hasDocuments(release.dialect) ? await readDocuments(folder) : new Map<string, string>();
  const question = questionOf(script, interpreter, { replaced, documents });
  return { script, from, problems, question, dialectFrom: await reasonOf(script) };
}

/** What says that a script is of its dialect. */
async function reasonOf({ path, release }: Script): Promise<string> {
  if (release.stated.has("dialect")) return "release.yaml";
  return detectDialect(basename(path), await readFile(path, "utf8").catch(() => "")).by;
}

function questionOf(
  { path, release }: Script,
  interpreter: Interpreter | undefined,
  { replaced, documents }: { readonly replaced: readonly string[]; readonly documents: Documents },
): ScriptQuestion {
  const { folder, workingFolder, settings, dialect } = release;
  const width = settings.image_width === undefined ? [] : ["image_width"];
  return {
    script: path,
    folder,
    working_folder: workingFolder,
    python_path: [...settings.python_path],
    python: interpreter?.executable ?? "",
    version: interpreter?.version ?? "",
    env: settings.env,
    dialect: dialect || "ava",
    args: [...settings.args],
    documents: Object.fromEntries(documents),
    replaced: [...replaced],
    source: settings.source ?? "detected",
    tar_file: settings.tar_file ?? "",
    model_files: settings.model_files,
    custom_files: settings.custom_files,
    model_params: Object.keys(settings.model_params),
    custom_params: [...width, ...Object.keys(settings.custom_params)],
  };
}

function problem(rule: string, file: string, text: string, remedy: string): Problem {
  return { severity: "error", rule, file, line: 0, text, remedy };
}

/** Asks the Python tool, which reads the sources and asks the interpreters. */
async function diagnose(cases: readonly Case[], { config }: ResolvedConfig, signal: AbortSignal): Promise<Diagnosis[]> {
  if (cases.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-doctor-"));
  try {
    const file = join(folder, "request.json");
    await writeFile(file, JSON.stringify({ scripts: cases.map(({ question }) => question) }));
    const onProgress = (line: string) => void process.stderr.write(`${line}\n`);
    return (await runTool(Diagnoses, "doctor", [file], { cacheDir: config.cache, onProgress, signal })).scripts;
  } catch (error) {
    if (error instanceof EnvironmentError || error instanceof ToolError) throw new SettingsError(error.message);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reportOf(
  { script: { name, path, release }, question, from, problems, dialectFrom }: Case,
  diagnosis: Diagnosis | undefined,
): ScriptReport {
  if (diagnosis === undefined) throw new Error("the tool answers every script");
  const verdict = problems.length > 0 ? "fails" : diagnosis.verdict;
  const all = [...problems, ...diagnosis.problems];
  const { python, version, dialect } = question;
  const kind = { dialect, dialect_from: dialectFrom };
  const interpreter = { python, version, from };
  return { name, script: path, folder: release.folder, interpreter, ...kind, ...diagnosis, problems: all, verdict };
}
