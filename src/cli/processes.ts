import { readdir, readFile } from "node:fs/promises";

/** What a process and all that it started have used. */
export interface ProcessUsage {
  readonly cpuSeconds: number;
  /** The most memory that each of them held at any time, added up (bytes). */
  readonly peakBytes: number;
}

/** Ticks of /proc in a second: the same on every Linux that Node runs on. */
const TICKS = 100;

/**
 * What a process group has used since its leader began, where the system tells. Of processes that have ended, only what
 * their parents have been told counts.
 */
export async function groupUsage(leader: number): Promise<ProcessUsage | undefined> {
  const entries = await readdir("/proc").catch(() => []);
  const pids = entries.filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => usageIn(pid, leader)));
  const members = found.filter((usage) => usage !== undefined);
  if (members.length === 0) return undefined;
  return {
    cpuSeconds: members.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakBytes: members.reduce((sum, { peakBytes }) => sum + peakBytes, 0),
  };
}

/** `undefined` when the process is of another group, or gone. */
async function usageIn(pid: string, group: number): Promise<ProcessUsage | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // A process's name, in parentheses, may hold anything; the state follows, then its parent and its group.
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  if (fields[2] !== group) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
  // Ticks are coarse, and count what has ended; the threads' own times are exact, and go with them.
  const cpuSeconds = Math.max(ticks / TICKS, await threadSeconds(pid));
  return { cpuSeconds, peakBytes: (await peakMemory(Number(pid))) ?? 0 };
}

/** The time that the threads of a process have run, where the system keeps it. */
async function threadSeconds(pid: string): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const texts = threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, "utf8").catch(() => "0"));
  const nanoseconds = (await Promise.all(texts)).map((text) => Number(text.split(" ")[0]));
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e9;
}

/** The most memory that a process ever held (bytes), where the system tells; its child processes do not count. */
export async function peakMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB/m.exec(status) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
