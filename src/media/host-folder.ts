import { mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

const PREFIX = `evalbridge-${hostname()}-`;

/**
 * Makes a folder in `parent` that belongs to this process alone (mode 0700), and removes those that dead hosts left
 * behind. The machine's name is part of theirs, because containers may share `parent` but not their process ids.
 */
export async function openHostFolder(parent: string): Promise<string> {
  const names = await readdir(parent);
  const dead = names.filter(
    (name) => name.startsWith(PREFIX) && !isAlive(Number.parseInt(name.slice(PREFIX.length), 10)),
  );
  await Promise.all(dead.map((name) => rm(join(parent, name), { recursive: true, force: true })));
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
}

function isAlive(pid: number): boolean {
  if (Number.isNaN(pid)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
