import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { literal } from "../../contract/text.ts";

/** Whether a path is a pattern: `*` and `?` within a name, `**` for folders of any depth. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/** The files that a pattern matches, sorted; reading a pipe could wait for ever. Hidden ones only match names that begin with a dot, as in a shell. */
export async function matching(pattern: string): Promise<string[]> {
  const steps = pattern.split("/");
  const start = steps.findIndex(isPattern);
  const folder = steps.slice(0, start).join("/");
  const base = folder === "" && start > 0 ? "/" : folder;
  const found = await walk(base, steps.slice(start));
  return [...new Set(found)].sort();
}

async function walk(folder: string, [step, ...rest]: readonly string[]): Promise<string[]> {
  if (step === undefined) return [];
  const entries = await readdir(folder === "" ? "." : folder, { withFileTypes: true }).catch(() => []);
  const inFolder = async (name: string, steps: readonly string[]) => walk(join(folder, name), steps);
  if (step === "**") {
    // It stands for no folder at all, too.
    const inner = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    const below = inner.map(({ name }) => inFolder(name, [step, ...rest]));
    return [await walk(folder, rest), ...(await Promise.all(below))].flat();
  }
  const matched = entries.filter(({ name }) => matches(name, step));
  if (rest.length > 0) return (await Promise.all(matched.map(({ name }) => inFolder(name, rest)))).flat();
  return matched.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => join(folder, name));
}

/** Whether a name matches one step of a pattern. */
export function matches(name: string, step: string): boolean {
  if (name.startsWith(".") && !step.startsWith(".")) return false;
  const source = step.replaceAll(/\*+|\?|[^*?]+/g, (part) => {
    if (part.startsWith("*")) return ".*";
    return part === "?" ? "." : literal(part);
  });
  return new RegExp(`^${source}$`, "su").test(name);
}
