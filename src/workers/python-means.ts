import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { hasDocuments } from "../contract/dialects.ts";
import type { Release } from "../contract/release.ts";
import { messageOf } from "../contract/text.ts";
import type { Documents } from "./documents.ts";
import { readDocuments } from "./documents.ts";
import { prepareEnvironment } from "./environment.ts";
import { modelPackages } from "./model-packages.ts";
import type { ToolOptions } from "./python-tools.ts";
import { translateSources } from "./translation.ts";

/** What runs a release's Python. */
export interface PythonMeans {
  /** Absolute path of the interpreter; "" when there is none. */
  readonly executable: string;
  /** Folder of the translation of its Python-2 sources, if there is one. */
  readonly translation?: string | undefined;
  /** First on `sys.path`, and the working directory. */
  readonly folder: string;
  /** What its scripts are configured by. */
  readonly documents?: Documents;
  /** Why a native release has none; it fails only when its handler asks for it. */
  readonly problem?: string;
  /** What the operator should know. */
  readonly warnings: readonly string[];
}

export interface MeansOptions extends ToolOptions {
  readonly release: Release;
  /** The interpreter for releases that name none. */
  readonly python: string;
}

/** What of a port is still Python lies in the version folder, or here. */
const LEGACY = "legacy";
const REQUIREMENTS = "requirements.txt";
/** The oldest Python that pythonia runs on. */
const OLDEST = [3, 6] as const;

/**
 * Finds what runs a release's Python: its environment and, where its sources are Python 2, their translation. A native
 * release has Python when `release.yaml` says `python`, or when a `.py` file or a `requirements.txt` lies in its folder
 * or in `legacy` there; then that is its Python folder.
 *
 * @returns undefined when it has none
 * @throws EnvironmentError, CreateError for a Python release, as `prepareEnvironment` and `translateSources`
 */
export async function pythonMeans(options: MeansOptions): Promise<PythonMeans | undefined> {
  const { release } = options;
  if (release.engine === "python") return meansIn(release.folder, [join(release.folder, release.entry)], options);
  if (release.engine !== "native") return undefined;
  const found = await pythonFolder(release);
  if (found === undefined) return undefined;
  const { folder, scripts } = found;
  try {
    return await meansIn(folder, scripts, options);
  } catch (error) {
    if (options.signal.aborted) throw error;
    const problem = `Python cannot be called from the handler: ${messageOf(error)}`;
    return { executable: "", folder, problem, warnings: [problem] };
  }
}

/** @param scripts what may be loaded; what these import decides whether the sources are Python 2 */
async function meansIn(folder: string, scripts: readonly string[], options: MeansOptions): Promise<PythonMeans> {
  const { release, python } = options;
  const documents = hasDocuments(release.dialect) ? await readDocuments(folder) : undefined;
  const { python: executable, version } = await prepareEnvironment({
    ...options,
    folder,
    python: release.settings.python ?? python,
    home: release.folder,
    needs: documents === undefined ? [] : modelPackages(documents),
  });
  if (release.engine === "native" && isTooOld(version)) {
    throw new Error(
      `it needs Python ${OLDEST.join(".")} or newer, and "python:" in release.yaml is ${version}; name a Python 3, on ` +
        "which Python-2 sources are translated, or let a Python release run the script",
    );
  }
  const translation = await translateSources({ ...options, folder, scripts, version });
  return {
    executable,
    translation: translation?.folder,
    folder,
    ...(documents === undefined ? {} : { documents }),
    warnings: translation === undefined ? [] : [translation.remark],
  };
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

async function pythonFolder({ folder, settings }: Release): Promise<{ folder: string; scripts: string[] } | undefined> {
  for (const candidate of [join(folder, LEGACY), folder]) {
    const names = await readdir(candidate).catch((): string[] => []);
    const scripts = names.filter((name) => name.endsWith(".py")).map((name) => join(candidate, name));
    if (scripts.length > 0 || names.includes(REQUIREMENTS)) return { folder: candidate, scripts };
  }
  return settings.python === undefined ? undefined : { folder, scripts: [] };
}
