import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { cpus, release as kernel, type as system, totalmem } from "node:os";
import { promisify } from "node:util";
import type { Release } from "../../contract/release.ts";
import { usableCores } from "../../workers/cores.ts";
import type { ReleaseIdentity } from "./identity.ts";

type Versions = Readonly<Record<string, string>>;

const HANDLER_PACKAGES = ["onnxruntime-node", "sharp", "@opencvjs/node", "clipper-lib"];

/** Of the machine that compares. */
export function environment(): Versions {
  return {
    evalbridge: manifest().version,
    node: process.version,
    system: `${system()} ${kernel()} ${process.arch}`,
    processor: cpus()[0]?.model ?? "unknown",
    cores: String(usableCores()),
    memory_bytes: String(totalmem()),
  };
}

/**
 * Exactly what a release runs on, and what it is made of.
 *
 * @param pid of one of its workers
 */
export async function versionsOf(
  { engine }: Release,
  { code, files }: ReleaseIdentity,
  pid: number | undefined,
): Promise<Versions> {
  const models = Object.entries(files).map(([name, identity]) => [`sha256 of ${name}`, identity]);
  const runtime = engine === "python" ? await pythonVersions(pid) : nodeVersions();
  return { engine, ...runtime, "sha256 of the folder": code, ...Object.fromEntries(models) };
}

function nodeVersions(): Versions {
  const { dependencies } = manifest();
  const used = HANDLER_PACKAGES.map((name) => [name, dependencies[name] ?? "none"]);
  return { node: process.version, ...Object.fromEntries(used) };
}

/** Python 2 has nothing that tells of packages; there its own version stands alone. */
const PROBE = `
import json, platform
found = {"python": platform.python_version()}
try:
    from importlib.metadata import distributions
    for one in distributions():
        found[str(one.metadata["Name"])] = str(one.version)
except ImportError:
    pass
print(json.dumps(found))
`;

/** Asked of the interpreter that a worker runs on. */
async function pythonVersions(pid: number | undefined): Promise<Versions> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const [python = ""] = command.split("\0");
  try {
    const { stdout } = await promisify(execFile)(python, ["-c", PROBE], { timeout: 20_000 });
    const found: unknown = JSON.parse(stdout);
    return Object.fromEntries(Object.entries(found ?? {}).map(([name, version]) => [name, String(version)]));
  } catch {
    return { python: "unknown" };
  }
}

interface Manifest {
  readonly version: string;
  readonly dependencies: Versions;
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as Manifest;
}
