import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { HostConfig } from "../../src/config.ts";
import { ReleaseSettings } from "../../src/contract/release.ts";
import { validated } from "../../src/contract/settings.ts";
import type { Translation } from "../../src/workers/translation.ts";
import { translateSources } from "../../src/workers/translation.ts";

const FOLDER = new URL("../fixtures/python2/", import.meta.url).pathname;
const PROGRAMS = join(FOLDER, "programs");

/** The translation of all of them. */
export function translatePrograms(): Promise<Translation | undefined> {
  return translate(PROGRAMS, "syntax.py", { source: "python2" });
}

/** Small programs in Python 2, each about some of its constructs, and what CPython 2.7 printed. */
export const PROGRAMS_IN_PYTHON_2 = readdirSync(PROGRAMS).map((file) => ({
  name: file.replace(".py", ""),
  path: join(PROGRAMS, file),
  expected: readFileSync(join(FOLDER, "expected", file.replace(".py", ".txt")), "utf8"),
}));

/** Where the tests' hosts keep theirs. */
export const CACHE = validated(HostConfig, {}, "the test's config").cache;

/** Translates the sources of a folder as those of a release. */
export function translate(
  folder: string,
  entry: string,
  settings: Partial<ReleaseSettings> = {},
  cacheDir = CACHE,
): Promise<Translation | undefined> {
  const release = {
    app: "program",
    version: "v1",
    folder,
    workingFolder: folder,
    entry,
    engine: "python" as const,
    dialect: "ava" as const,
    settings: validated(ReleaseSettings, settings, "the test's release"),
    stated: new Set<string>(),
    rules: { public: false, user_whitelist: [] },
    samples: [],
    lastModified: new Date(0),
  };
  const { signal } = new AbortController();
  const scripts = [join(folder, entry)];
  const version = "3.11.7";
  return translateSources({ release, folder, scripts, version, cacheDir, onProgress: () => undefined, signal });
}

/** Runs a program as it is, on the Python 2 that it is written in. */
export function runOriginal(python: string, path: string): Promise<string> {
  return run(python, ["-B", path]);
}

/** Runs the translation of a program on Python 3. */
export function runTranslated(python: string, translation: Translation | undefined, path: string): Promise<string> {
  if (translation?.folder === undefined) throw new Error(`${path} was not translated`);
  return run(python, ["-b", "-B", join(FOLDER, "run.py"), translation.folder, path]);
}

async function run(file: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, PYTHONIOENCODING: "utf-8" };
  const { stdout } = await promisify(execFile)(file, args, { env, encoding: "utf8" });
  return stdout;
}
