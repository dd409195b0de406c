import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** Folders of other people's code, and of what tools leave. */
const FOREIGN = new Set(["node_modules", "__pycache__", "site-packages", "dist-packages", "lost+found"]);

/**
 * The Python files below a folder, each folder once however many links lead to it: its own before those of its folders,
 * by name. Hidden ones, foreign code and virtual environments are left out; links count as what they lead to. There are
 * none in a folder that is missing.
 *
 * @param most where there are as many, no further folder is looked into
 */
export async function pythonFiles(root: string, most = Number.POSITIVE_INFINITY): Promise<string[]> {
  const files: string[] = [];
  const seen = new Set<string>();
  const top = await realpath(root).catch(() => root);
  const waiting = [root];
  for (let folder = waiting.shift(); folder !== undefined && files.length < most; folder = waiting.shift()) {
    const real = await realpath(folder).catch(() => undefined);
    // A link that leads above the folder that was asked about would bring in what was not asked about.
    if (real === undefined || seen.has(real) || top.startsWith(join(real, sep))) continue;
    seen.add(real);
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes("pyvenv.cfg")) continue;
    const own = names.filter((name) => !(name.startsWith(".") || FOREIGN.has(name)));
    for (const name of own.sort((a, b) => a.localeCompare(b))) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isDirectory()) waiting.push(path);
      else if (found?.isFile() && extname(name) === ".py") files.push(path);
    }
  }
  return files;
}
