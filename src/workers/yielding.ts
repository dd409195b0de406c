/** A program and its arguments. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Makes itself the last on the machine that gets anything, and becomes the program. Nobody needs privileges for it, and
 * what is not there on a system is left out. `nice` alone would not do where each session is a group of its own for the
 * scheduler (autogroup), as it is by default outside containers: there it counts within the session only. When memory
 * is short, it goes first.
 */
const SCRIPT = `
{
  renice -n 19 -p $$
  chrt --idle --pid 0 $$
  echo 19 > /proc/$$/autogroup
  echo 1000 > /proc/$$/oom_score_adj
} > /dev/null 2>&1
exec "$@"
`;

/** The same program at the lowest priority there is, with all the threads and processes that it starts. */
export function yieldingCommand({ command, args }: Command): Command {
  return { command: "/bin/sh", args: ["-c", SCRIPT, "sh", command, ...args] };
}
