import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { messageOf } from "../contract/text.ts";
import type { ChannelListener, ReplyPipe } from "./channel.ts";
import { CallPipe, openReplies } from "./channel.ts";
import type { OutputSink } from "./output.ts";
import { Output } from "./output.ts";
import type { Reaper } from "./reaper.ts";

/** What a worker's process is started with. */
export interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Its working directory. */
  readonly folder: string;
  /** Private to it and the host. */
  readonly privateFolder: string;
}

/** How a process ended. */
export interface ProcessEnd {
  /** For people: "exited with code 3", "was killed by SIGSEGV". */
  readonly cause: string;
  /** We did it. */
  readonly killed: boolean;
}

/** How long the channel of a dead process is read for what it still sent (ms). */
const DRAIN_MS = 250;

/** A worker's process: its group, both ends of its channel, what it prints, its end. */
export class WorkerProcess {
  readonly pid: number;
  readonly calls: CallPipe;
  /** Settles when it is gone, its children with it, and everything that it sent has been read. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #replies: ReplyPipe;
  #killed = false;
  #gone = false;

  /** @throws Error when the process cannot be started, for want of descriptors, memory or the program itself */
  static async start(spec: ProcessSpec, reaper: Reaper): Promise<WorkerProcess> {
    const replies = await openReplies(spec.privateFolder).catch((error: unknown) => cannotStart(error));
    // A session and process group of its own: a Ctrl-C at the terminal does not reach it, and it dies with its children.
    const child = spawn(spec.command, spec.args, {
      cwd: spec.folder,
      env: spec.env,
      stdio: ["ignore", "pipe", "pipe", "pipe", replies.theirs],
      detached: true,
    });
    const failed = new Promise<Error>((resolve) => child.once("error", resolve));
    replies.theirs.destroy();
    if (child.pid !== undefined) return new WorkerProcess(child, child.pid, replies, reaper);
    replies.ours.destroy();
    return cannotStart(await failed);
  }

  private constructor(child: ChildProcess, pid: number, replies: ReplyPipe, reaper: Reaper) {
    this.#child = child;
    this.pid = pid;
    this.calls = new CallPipe(callsOf(child));
    this.#replies = replies;
    reaper.watch(pid);
    this.ended = this.#awaitEnd(reaper);
  }

  /** Takes what it sends; to be called at once when it has been started. */
  listen(listener: ChannelListener): void {
    this.#replies.listener = listener;
  }

  /**
   * Passes on what it prints.
   *
   * @returns what it prints to stderr
   */
  print(sinkOf: (stream: "stdout" | "stderr") => OutputSink): Output {
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error("a worker's stdout and stderr must be pipes");
    new Output(stdout, sinkOf("stdout"));
    return new Output(stderr, sinkOf("stderr"));
  }

  /** SIGUSR2 goes to the process alone, SIGKILL to its whole group. */
  kill(signal: "SIGUSR2" | "SIGKILL"): void {
    if (this.#gone) return;
    this.#killed ||= signal === "SIGKILL";
    try {
      process.kill(signal === "SIGKILL" ? -this.pid : this.pid, signal);
    } catch {
      // Already gone.
    }
  }

  async #awaitEnd(reaper: Reaper): Promise<ProcessEnd> {
    const cause = await new Promise<string>((resolve) => {
      this.#child.once("exit", (code, signal) =>
        resolve(signal === null ? `exited with code ${code}` : `was killed by ${signal}`),
      );
    });
    const killed = this.#killed;
    // Its children would hold its channel and its memory.
    this.kill("SIGKILL");
    reaper.forget(this.pid);
    await this.#drained();
    this.#gone = true;
    const { stdout, stderr } = this.#child;
    for (const stream of [this.calls, this.#replies.ours, stdout, stderr]) stream?.destroy();
    return { cause, killed };
  }

  /** A child in a session of its own may hold the streams open for ever: what was sent and printed is waited for. */
  async #drained(): Promise<void> {
    const streams = [this.#replies.ours, this.#child.stderr];
    const ends = streams.map((stream) =>
      stream === null || stream.closed ? undefined : new Promise((resolve) => stream.once("close", resolve)),
    );
    const patience = new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref());
    await Promise.race([Promise.all(ends), patience]);
  }
}

function cannotStart(error: unknown): never {
  throw new Error(`could not be started (${messageOf(error)})`);
}

/** Where it reads the calls. */
function callsOf({ stdio }: ChildProcess): Socket {
  const [, , , calls] = stdio;
  if (!(calls instanceof Socket)) throw new TypeError("a child's pipe is a socket");
  return calls;
}
