import { readdirSync, readFileSync } from "node:fs";

/** CPU time used so far (s): by the process that speaks HTTP, and by everything behind it. */
export interface CpuTime {
  readonly front: number;
  readonly workers: number;
}

/** Linux counts in hundredths of a second on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * The CPU time of a server, all threads and all living processes below it; `undefined` where there is no /proc.
 *
 * @param root the server's process
 * @param frontName command name of the process that speaks HTTP, where that is not `root`
 */
export function cpuTime(root: number, frontName?: string): CpuTime | undefined {
  if (process.platform !== "linux") return undefined;
  const family = familyOf(root);
  const isFront = ({ pid, name }: ProcessStat) => (frontName === undefined ? pid === root : name === frontName);
  const sum = (stats: readonly ProcessStat[]) => stats.reduce((seconds, stat) => seconds + stat.seconds, 0);
  return { front: sum(family.filter(isFront)), workers: sum(family.filter((stat) => !isFront(stat))) };
}

interface ProcessStat {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  readonly seconds: number;
}

function familyOf(root: number): ProcessStat[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const all = pids.flatMap((pid) => readStat(Number(pid)) ?? []);
  const family = all.filter(({ pid }) => pid === root);
  // The list grows while it is walked: children are looked for in turn.
  for (const { pid } of family) family.push(...all.filter(({ parent }) => parent === pid));
  return family;
}

/** `pid (name) state parent ...`; user and system time are fields 14 and 15 (proc(5)). The name may hold anything. */
function readStat(pid: number): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [start, end] = [text.indexOf("("), text.lastIndexOf(")")];
    const fields = text
      .slice(end + 2)
      .split(" ")
      .map(Number);
    const ticks = (fields[11] ?? 0) + (fields[12] ?? 0);
    return { pid, name: text.slice(start + 1, end), parent: fields[1] ?? 0, seconds: ticks / TICKS_PER_SECOND };
  } catch {
    return undefined; // It has ended meanwhile.
  }
}
