import { spawnSync } from "node:child_process";
import { join } from "node:path";

const MOSEC = "0.9.8";

/**
 * A Python with mosec in it: a virtual environment under `cache`, made when it is first asked for.
 *
 * @param base the interpreter that evalbridge's own workers run on
 * @param version of `base`
 * @throws Error when it cannot be installed
 */
export function installMosec(cache: string, base: string, version: string): string {
  const folder = join(cache, "bench", `mosec-${MOSEC}-python-${version}`);
  const python = join(folder, "bin", "python");
  if (spawnSync(python, ["-c", "import mosec"]).status === 0) return python;
  process.stderr.write(`installing mosec ${MOSEC} into ${folder}\n`);
  step(base, ["-m", "venv", "--clear", folder]);
  step(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `mosec==${MOSEC}`]);
  return python;
}

function step(file: string, args: readonly string[]): void {
  const { status, error } = spawnSync(file, args, { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} failed`, { cause: error });
}
