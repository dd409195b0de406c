import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnosis, ScriptQuestion } from "../../src/cli/doctor/report.ts";
import { Diagnoses } from "../../src/cli/doctor/report.ts";
import { readDocuments } from "../../src/workers/documents.ts";
import { runTool } from "../../src/workers/python-tools.ts";
import { findInterpreters } from "../interpreters.ts";

const CACHE = process.env["EVALBRIDGE_CACHE"] ?? join(homedir(), ".cache/evalbridge");

/** Files of a version folder by name; `eval.py` is the script. */
export type Folder = Readonly<Record<string, string | Uint8Array>>;

export interface Given extends Partial<ScriptQuestion> {
  readonly files: Folder;
  /** The script, when it is not `eval.py`. */
  readonly entry?: string;
}

/** Writes a version folder and returns its path. */
export async function write(files: Folder): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "evalbridge-doctor-test-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** An interpreter of this machine by its minor version, such as "2.7". */
export async function interpreterOf(minor: string): Promise<{ python: string; version: string }> {
  const found = (await findInterpreters()).find((interpreter) => interpreter.minor === minor);
  if (found === undefined) throw new Error(`this test needs Python ${minor}`);
  return { python: found.path, version: found.version };
}

/** What the tool says of each folder, all asked at once. */
export async function examine(cases: readonly Given[], minor = "3.11"): Promise<(Diagnosis & { folder: string })[]> {
  const interpreter = await interpreterOf(minor);
  const scripts = await Promise.all(
    cases.map(async ({ files, entry = "eval.py", ...given }) => {
      const folder = await write(files);
      const documents = given.dialect === "paddle" ? Object.fromEntries(await readDocuments(folder)) : {};
      const own = { script: join(folder, entry), folder, working_folder: folder, documents };
      return { ...NOTHING, ...interpreter, ...own, ...given };
    }),
  );
  const request = join(await write({ "request.json": JSON.stringify({ scripts }) }), "request.json");
  const { signal } = new AbortController();
  const answer = await runTool(Diagnoses, "doctor", [request], {
    cacheDir: CACHE,
    onProgress: () => undefined,
    signal,
  });
  return answer.scripts.map((found, index) => ({ ...found, folder: scripts[index]?.folder ?? "" }));
}

const NOTHING = {
  python_path: [],
  env: {},
  args: [],
  source: "detected" as const,
  dialect: "ava" as const,
  replaced: [],
  tar_file: "",
  model_files: {},
  custom_files: {},
  model_params: [],
  custom_params: [],
};
