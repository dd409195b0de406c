import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Static } from "typebox";
import Type from "typebox";
import * as Value from "typebox/value";
import type { Release } from "../contract/release.ts";
import { EnvironmentError } from "./interpreter.ts";
import { pythonFiles } from "./python-files.ts";
import type { ToolOptions } from "./python-tools.ts";
import { runTool, toolsDigest } from "./python-tools.ts";
import { CreateError } from "./worker.ts";

/** What became of a release's sources. */
export interface Translation {
  /** Holds the translations, `translation.json` that the runner reads, and `changes.diff` for people. None when there is no translation. */
  readonly folder?: string;
  /** What the operator should know, in one line. */
  readonly remark: string;
}

export interface TranslationOptions extends ToolOptions {
  readonly release: Release;
  /** The version folder, or where its Python lies. */
  readonly folder: string;
  /** Absolute paths: these and what they import decide. */
  readonly scripts: readonly string[];
  /** The version of the release's interpreter, such as "3.11.7". */
  readonly version: string;
}

const Place = Type.Object({ file: Type.String(), line: Type.Integer() });
const Document = Type.Object({
  source: Type.Enum(["python2", "python3"]),
  /** What it was told by that the sources are Python 2. */
  marks: Type.Array(Type.Intersect([Place, Type.Object({ what: Type.String() })])),
  /** Why the entry, or what it imports, cannot be translated. */
  refused: Type.Array(Type.Intersect([Place, Type.Object({ reason: Type.String() })])),
});
type Document = Static<typeof Document>;
const Detection = Type.Object({ needed: Type.Boolean() });

/** Written by the tool, last. */
const DOCUMENT = "translation.json";
/** What the tool is asked. */
const REQUEST = "request.json";
/** Refusals that are told at once. */
const MAX_TOLD = 5;
/** Where a script's own packages may lie; as in the runner's loading.py. */
const PACKAGE_FOLDERS = ["src", "python", "python/evals/src"];

/**
 * Translates the sources of a release for its Python 3, if they are Python 2; once for the same sources and tool.
 *
 * @returns undefined when there is nothing to tell: they are Python 3, or the release runs on Python 2
 * @throws CreateError naming file and line of what cannot be translated safely; EnvironmentError when the translator is
 *   needed and cannot be had; ToolError when it fails
 */
export async function translateSources(options: TranslationOptions): Promise<Translation | undefined> {
  const { release, folder: home, scripts, version, cacheDir } = options;
  const source = release.settings.source ?? "detected";
  if (version.startsWith("2.") || source === "python3") return undefined;
  const roots = [home, ...release.settings.python_path];
  const files = [...new Set((await Promise.all(roots.map((root) => pythonFiles(root)))).flat())].sort();
  const request: Request = {
    source,
    version,
    entries: scripts,
    roots: [...roots, ...PACKAGE_FOLDERS.map((path) => join(home, path))],
    files,
  };
  const folder = join(cacheDir, "translations", await digestOf(request));
  const known = await readDocument(folder);
  try {
    return outcome(known ?? (await translateInto(folder, request, options)), folder, release.folder);
  } catch (error) {
    if (!(error instanceof NotLookedAt)) throw error;
    return { remark: `its sources were not looked at for Python 2: ${error.message}` };
  }
}

/** A release in Python 3 runs where the tools do not. */
class NotLookedAt extends EnvironmentError {}

function outcome(document: Document, folder: string, releaseFolder: string): Translation | undefined {
  if (document.source === "python3") return undefined;
  const placeOf = ({ file, line }: Static<typeof Place>) => `${relative(releaseFolder, file)}:${line}`;
  if (document.refused.length > 0) {
    const told = document.refused.slice(0, MAX_TOLD).map((fault) => `${placeOf(fault)}: ${fault.reason}`);
    throw new CreateError(
      `Python-2 source that cannot be translated safely: ${told.join("; ")}; set "python:" in release.yaml to a Python ` +
        '2.7, or change the source (or, if it is no Python 2, set "source: python3")',
    );
  }
  const [mark] = document.marks;
  const seen = mark === undefined ? 'as "source" says' : `as ${placeOf(mark)} shows: ${mark.what}`;
  const remark = `read as Python 2 (${seen}) and translated; what was changed: ${join(folder, "changes.diff")}`;
  return { folder, remark };
}

interface Request {
  readonly source: "python2" | "detected";
  readonly version: string;
  readonly entries: readonly string[];
  readonly roots: readonly string[];
  readonly files: readonly string[];
}

/** Translates beside `folder`, and gives it that name when it is whole: another host may do the same at the same time. */
async function translateInto(folder: string, request: Request, options: ToolOptions): Promise<Document> {
  const draft = `${folder}.${randomUUID()}`;
  try {
    await mkdir(draft, { recursive: true });
    await writeFile(join(draft, REQUEST), JSON.stringify(request));
    const document = (await isNeeded(draft, request, options))
      ? await runTool(Document, "translate", [draft], options)
      : { source: "python3" as const, marks: [], refused: [] };
    if (document.source === "python3") await writeFile(join(draft, DOCUMENT), JSON.stringify(document));
    await moveTo(folder, draft);
    return document;
  } catch (error) {
    throw explained(error, options.cacheDir);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Another host may have been first; what is there and damaged makes room. */
async function moveTo(folder: string, draft: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch {
    if ((await readDocument(folder)) !== undefined) return;
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  }
}

/** Asks without the tools' packages, so that releases in Python 3 never wait for them. */
async function isNeeded(draft: string, request: Request, options: ToolOptions): Promise<boolean> {
  if (request.source === "python2") return true;
  const { needed } = await runTool(Detection, "detect", [draft], options).catch((error: unknown) => {
    throw error instanceof EnvironmentError && !options.signal.aborted ? new NotLookedAt(error.message) : error;
  });
  return needed;
}

function explained(error: unknown, cacheDir: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  return new EnvironmentError(
    `the translation cannot be kept in ${cacheDir} (${error.message}); set EVALBRIDGE_CACHE to a folder that the host can write to`,
  );
}

async function readDocument(folder: string): Promise<Document | undefined> {
  const text = await readFile(join(folder, DOCUMENT), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    return Value.Check(Document, document) ? document : undefined;
  } catch {
    // Damaged: it is made anew.
    return undefined;
  }
}

async function digestOf(request: Request): Promise<string> {
  const hash = createHash("sha256").update(await toolsDigest());
  hash.update(JSON.stringify(request));
  for (const file of request.files) hash.update("\0").update(await readFile(file));
  return hash.digest("hex");
}
