import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { systemCodeOf } from "../contract/text.ts";

/** A host name may hold hyphens; the process id before it and what `mkdtemp` adds behind it never do. */
const NAME = /^evalbridge-(?<pid>\d+)-(?<host>.+)-[^-]+$/;
/** Safe as a part of a path. */
const HOST = encodeURIComponent(hostname());

/**
 * Makes a folder in `parent` that belongs to this process alone (mode 0700), and removes those that dead hosts left
 * behind. The machine's name is part of theirs, because containers may share `parent` but not their process ids.
 *
 * @param parent must exist
 * @returns the folder by its real path, the only one that scripts come to know
 */
export async function openHostFolder(parent: string): Promise<string> {
  const dead = (await readdir(parent)).filter(isOfDeadHost);
  // In a shared folder they may be another user's: then they are not ours to remove.
  await Promise.all(
    dead.map((name) => rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined)),
  );
  return realpath(await mkdtemp(join(parent, `evalbridge-${process.pid}-${HOST}-`)));
}

function isOfDeadHost(name: string): boolean {
  const { pid, host } = NAME.exec(name)?.groups ?? {};
  return host === HOST && !isAlive(Number(pid));
}

/** Whether there is such a process on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCodeOf(error) === "EPERM";
  }
}
