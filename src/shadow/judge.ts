import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import Type from "typebox";
import { validated } from "../contract/settings.ts";
import { yieldingCommand } from "../workers/yielding.ts";
import type { Question } from "./judgement.ts";
import { Judgement } from "./judgement.ts";

/** Two answers could not be compared. */
class JudgeError extends Error {
  override readonly name = "JudgeError";
}

const Reply = Type.Union([Type.Object({ judgement: Judgement }), Type.Object({ problem: Type.String() })]);

/** This file is `<root>/src/shadow/judge.ts`, or the same under `dist`. */
const PROGRAM = fileURLToPath(new URL("../../dist/shadow/judge-program.js", import.meta.url));
/** Of one comparison, when the machine has time for it (ms). */
const LIMIT_MS = 60_000;
const HEAP = "--max-old-space-size=512";

/**
 * Compares answers in a process of its own, and one that gives way: reading and matching large ones takes time that the
 * host's own thread owes its clients. A process that dies of a comparison is replaced by the next.
 */
export class Judge {
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #yielding: boolean;
  #closed = false;

  /** @param yielding whether it gives way to everything else on the machine */
  constructor(yielding: boolean) {
    this.#yielding = yielding;
  }

  /**
   * One after the other.
   *
   * @throws JudgeError
   */
  judge(question: Question): Promise<Judgement> {
    const judgement = this.#last.then(() => this.#ask(question));
    this.#last = judgement.catch(() => undefined);
    return judgement;
  }

  /** Ends the process; what is being compared fails. */
  close(): void {
    this.#closed = true;
    this.#child?.kill("SIGKILL");
  }

  async #ask(question: Question): Promise<Judgement> {
    if (this.#closed) fail("it is closed");
    this.#child ??= this.#start();
    const child = this.#child;
    const stop = new AbortController();
    const { signal } = stop;
    const message = once(child, "message", { signal }).then(([value]: unknown[]) => value);
    const ended = once(child, "exit", { signal }).then(() => fail("the process that compares has ended"));
    const late = sleep(LIMIT_MS, undefined, { signal }).then(() => fail(`it took longer than ${LIMIT_MS} ms`));
    try {
      // A process that is gone says so by its exit.
      child.send(question, () => undefined);
      const reply = validated(Reply, await Promise.race([message, ended, late]), "the process that compares");
      if ("judgement" in reply) return reply.judgement;
      throw new JudgeError(reply.problem);
    } catch (error) {
      // It may still be at it, and answer the next question with this.
      child.kill("SIGKILL");
      this.#child = undefined;
      throw error instanceof JudgeError ? error : new JudgeError("the process that compares failed", { cause: error });
    } finally {
      stop.abort();
    }
  }

  #start(): ChildProcess {
    const plain = { command: process.execPath, args: [HEAP, PROGRAM] };
    const { command, args } = this.#yielding ? yieldingCommand(plain) : plain;
    const child = spawn(command, args, {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "advanced",
      detached: true,
    });
    const forget = () => {
      if (this.#child === child) this.#child = undefined;
    };
    child.once("exit", forget).on("error", forget);
    return child;
  }
}

function fail(message: string): never {
  throw new JudgeError(message);
}
