import { tmpdir } from "node:os";
import type { Interpreter } from "./interpreter.ts";

/** What was being built. */
interface Failed {
  readonly cacheDir: string;
  readonly interpreter: Interpreter;
}

/** Characters of a line quoted in a reason. */
const MAX_REASON = 400;
/** The newest versions of a package are named. */
const MAX_VERSIONS = 10;

const DISK_FULL = /No space left on device|Disk quota exceeded/;
const NO_NETWORK =
  /Retrying \(|Max retries exceeded|NewConnectionError|ReadTimeout|ConnectionReset|SSLError|ProxyError/;
/** An index that has the package lists its versions here. */
const NO_VERSION = /satisfies the requirement (.*) \(from versions: (?:none)?(.*)\)/;
/** What a file with hashes asks of every package, those that the host adds too; pip names them on the next line. */
const NO_HASH = /In --require-hashes mode, .*\n\s*(\S+)/;
const OTHER_PYTHON = /Package '?(\S+?)'? requires a different Python/;

/** The reason and the remedy, from what a failed step printed. */
export function causeOf(lines: readonly string[], { cacheDir, interpreter }: Failed): string {
  const text = lines.join("\n");
  if (DISK_FULL.test(text)) return diskFull(cacheDir);
  const [, unhashed] = NO_HASH.exec(text) ?? [];
  if (unhashed !== undefined)
    return `requirements.txt has hashes, and none for ${unhashed}: name it there, with its version and its hash`;
  const [, missing, versions] = NO_VERSION.exec(text) ?? [];
  const noNetwork = lines.findLast((line) => NO_NETWORK.test(line));
  if (noNetwork !== undefined && !versions) return unreachable(noNetwork);
  const requirement = missing ?? OTHER_PYTHON.exec(text)?.[1];
  if (requirement === undefined) {
    return `the Python environment could not be built: ${lastWord(lines)}; correct what requirements.txt asks for`;
  }
  const offered = versions ? `there are ${versions.split(", ").slice(-MAX_VERSIONS).join(", ")}` : "none was found";
  return (
    `pip has no version of ${requirement} for Python ${interpreter.version} (${offered}); correct requirements.txt or ` +
    'pip\'s index, or set "python:" in release.yaml to the Python version that the requirements were made for'
  );
}

function unreachable(line: string): string {
  return (
    `pip cannot reach its index (${brief(line)}); mend the network or pip's settings (index, proxy, certificates), or ` +
    "run `npx evalbridge check` on a machine with a network and copy its EVALBRIDGE_CACHE to this one"
  );
}

export function diskFull(cacheDir: string): string {
  return (
    `no space is left on the disk of ${cacheDir}, or of ${tmpdir()}; free some, or set EVALBRIDGE_CACHE, or TMPDIR, ` +
    "to a folder on another disk"
  );
}

/** The last line that names an error, else the last that is not advice. */
export function lastWord(lines: readonly string[]): string {
  const stated = lines.filter((line) => !/^\s*$|^\[notice\]|^note:|^hint:|DEPRECATION|You should consider/.test(line));
  return brief(stated.findLast((line) => /error/i.test(line)) ?? stated.at(-1) ?? "it printed nothing");
}

export function brief(text: string): string {
  const line = text.trim();
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}...` : line;
}
