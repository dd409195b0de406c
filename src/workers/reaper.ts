import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";

/**
 * Reads "+ pid" and "- pid" lines; when its input ends, because the host has died in whatever way, it kills the
 * process groups still listed. A shell does it because it is everywhere and costs almost nothing.
 */
const SCRIPT = `
groups=" "
while read -r op pid; do
  case $op in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%% $pid *} \${groups#* $pid }" ;;
  esac
done
for pid in $groups; do kill -s KILL -- "-$pid"; done
`;

/**
 * Sees to it that no worker outlives the host, not even one that is busy in native code, or whose children hold its
 * descriptors, when the host itself is killed with SIGKILL.
 */
export class Reaper {
  readonly #groups = new Set<number>();
  #process: ChildProcess | undefined;
  #closed = false;

  /** Watches over the process group of `pid` from now on. */
  watch(pid: number): void {
    this.#groups.add(pid);
    if (this.#process === undefined) this.#start();
    else this.#say(`+ ${pid}\n`);
  }

  /** The group has ended. */
  forget(pid: number): void {
    if (this.#groups.delete(pid)) this.#say(`- ${pid}\n`);
  }

  /** Ends the reaper; groups that are still watched are killed. */
  close(): void {
    this.#closed = true;
    this.#process?.stdin?.end();
  }

  #start(): void {
    const child = spawn("/bin/sh", ["-c", SCRIPT], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    this.#process = child;
    // Without descriptors or memory there is no reaper for now; the next worker tries again.
    child.on("error", () => {
      this.#process = undefined;
    });
    child.stdin?.on("error", () => undefined);
    // A reaper that somebody killed is replaced at once and told everything again.
    child.once("exit", () => {
      this.#process = undefined;
      if (!this.#closed && this.#groups.size > 0) this.#start();
    });
    child.unref();
    for (const pid of this.#groups) this.#say(`+ ${pid}\n`);
  }

  #say(line: string): void {
    this.#process?.stdin?.write(line);
  }
}
