import type { EvalTask } from "../../gateways/ava-request.ts";
import type { Reply } from "./reply.ts";

/** A side cannot be asked any more. The message says why; it is for the operator. */
export class SideLost extends Error {
  override readonly name = "SideLost";
}

/** A request as a side gets it, with its bytes. */
export interface Question {
  readonly name: string;
  readonly task: EvalTask;
  /** What of a release is asked for; only releases have several. */
  readonly target?: string;
  /** See `Request.platform`. */
  readonly platform?: boolean;
}

/** One of the two that are compared. */
export interface Side {
  /** As the command line names it. */
  readonly name: string;
  /** Present where its processes run on this machine for this comparison alone. */
  readonly workers?: Workers;
  /** Whether somebody answers when it is asked: only then has it a speed, and is it asked more than once. */
  readonly isLive: boolean;
  /** Exact versions of what answers, by name, where they are known. */
  readonly versions?: Readonly<Record<string, string>>;
  /**
   * Asks once. An error that the request is answered with is a reply; `undefined` says that nothing is known about it.
   *
   * @throws SideLost
   */
  ask(question: Question): Promise<Reply | undefined>;
}

/** What the processes behind a release take. */
export interface Workers {
  /** From the start of the processes to their being ready (ms); building an environment does not count. */
  readonly coldStartMs: number;
  /** Calls that they can work on at the same time, batches counted in full. */
  readonly capacity: number;
  usage(): Promise<Usage | undefined>;
}

/** Of all processes of a release's workers, since they were started. */
export interface Usage {
  readonly pids: readonly number[];
  readonly cpuSeconds: number;
  /** The most memory that each held at any time, added up (bytes). */
  readonly peakBytes: number;
}
