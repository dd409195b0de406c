import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Packages on PyPI that the host is measured beside: their versions. */
const VERSIONS = { mosec: "0.9.8", mlserver: "1.7.1", "taichu-serve": "2.0.32" } as const;
/** What a peer needs beside it: MLServer's workers do not start on the event loop of a newer uvloop. */
const BESIDE: Readonly<Record<string, readonly string[]>> = { mlserver: ["uvloop<0.22"] };

/**
 * A Python with a peer in it: a virtual environment under `cache`, made when it is first asked for.
 *
 * @param base the interpreter that evalbridge's own workers run on
 * @param version of `base`
 * @throws Error when it cannot be installed
 */
export function installPeer(peer: keyof typeof VERSIONS, cache: string, base: string, version: string): string {
  const wanted = VERSIONS[peer];
  const folder = join(cache, "bench", `${peer}-${wanted}-python-${version}`);
  const python = join(folder, "bin", "python");
  if (spawnSync(python, ["-c", `import ${peer.replace("-", "_")}`]).status === 0) return python;
  process.stderr.write(`installing ${peer} ${wanted} into ${folder}\n`);
  step(base, ["-m", "venv", "--clear", folder]);
  step(python, [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    `${peer}==${wanted}`,
    ...(BESIDE[peer] ?? []),
  ]);
  return python;
}

function step(file: string, args: readonly string[]): void {
  const { status, error } = spawnSync(file, args, { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} failed`, { cause: error });
}
