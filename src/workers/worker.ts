import { readFile, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import type { CallReply, Item } from "../contract/call.ts";
import type { CodeRule } from "../contract/codes.ts";
import { CODE_RULES } from "../contract/codes.ts";
import type { CompatSettings } from "../contract/compat.ts";
import type { Declared } from "../contract/declared.ts";
import { BridgeError } from "../contract/errors.ts";
import type { Logger } from "../observe/log.ts";
import type { Families } from "../observe/script-metrics.ts";
import type { CreateParams } from "../wire/codec.ts";
import { declaredIn, decodePart, decodeReply, encodeCreateParams, encodeItems } from "../wire/codec.ts";
import type { Frame, Head, HeadInit } from "../wire/frames.ts";
import { encodeFrame, Kind, PROTOCOL_VERSION, ProtocolError } from "../wire/frames.ts";
import type { Output, OutputSink } from "./output.ts";
import { PARTS_AHEAD, PartsOfCall } from "./parts.ts";
import { PrivatePaths } from "./private-paths.ts";
import type { Reaper } from "./reaper.ts";
import { ScriptMeter } from "./script-meter.ts";
import { WorkerProcess } from "./worker-process.ts";

/** Everything that a worker process is started with. */
export interface WorkerSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly create: NonNullable<HeadInit["create"]>;
  readonly params: CreateParams;
  /** The longest that one call into user code may take, creation included (ms). */
  readonly hangMs: number;
  readonly codes: CompatSettings["codes"];
}

/** Why a worker process ended, for people: "killed by SIGSEGV", "exited with code 3". */
export interface WorkerEnd {
  readonly cause: string;
  /** It was asked to. */
  readonly expected: boolean;
}

/** The script itself refused to start; starting it again would not help. */
export class CreateError extends Error {
  override readonly name = "CreateError";
}

/** The worker was gone before it could have read the call: nothing happened, so it may go to another one. */
export class NotReachedError extends Error {
  override readonly name = "NotReachedError";
}

/** What a worker says when it can take calls. */
export interface Readiness {
  readonly warnings: readonly string[];
  readonly declared: Declared;
}

/** A reply, and how its call came to the worker, in the time of `performance.now`. */
export interface TimedReply extends CallReply {
  /** When no call before it ran any more. */
  readonly begun: number;
  /** When the worker had it, as far as the pipe between was not large enough for all of it. */
  readonly sent: number;
}

interface Pending {
  readonly id: number;
  readonly reqids: readonly string[];
  readonly parts: PartsOfCall;
  readonly resolve: (reply: TimedReply) => void;
  readonly reject: (error: Error) => void;
  /** The call's bytes were taken by the operating system. */
  reached: boolean;
  begun: number;
  sent: number;
}

/** How long a worker that was asked to end may take before it is killed (ms). */
const STOP_GRACE_MS = 2000;
/** A hung worker gets this long to write its stacks to stderr before it is killed (ms). */
const DUMP_GRACE_MS = 100;

/**
 * One process that serves one instance of a release. It knows the protocol of frames.proto and nothing about the
 * language behind it. The runner works strictly on one call at a time; a call that is sent while another one runs
 * waits in the socket.
 */
export class Worker {
  /** Settles when the process is gone and everything that it sent has been read. */
  readonly ended: Promise<WorkerEnd>;

  readonly #spec: WorkerSpec;
  readonly #log: Logger;
  readonly #process: WorkerProcess;
  readonly #errors: Output;
  #hello = withResolvers<Head>();
  #ready = withResolvers<Head>();
  /** Calls without a reply, oldest first. The runner works on the first; the others it has not read yet. */
  readonly #pending: Pending[] = [];
  readonly #codeRule: CodeRule;
  readonly #paths: PrivatePaths;
  #lastCall = 0;
  /** None when its script measures nothing. */
  #meter: ScriptMeter | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  /** Set when it is ended on purpose, or because of what it did. */
  #verdict: WorkerEnd | undefined;
  #hung = false;
  #gone = false;
  /** Settles when no payload file of a reply is being read. */
  #reading: Promise<unknown> = Promise.resolve();

  /** @throws Error when the process cannot be started, for want of descriptors, memory or the program itself */
  static async start(spec: WorkerSpec, log: Logger, reaper: Reaper): Promise<Worker> {
    const { command, args, env, create } = spec;
    const privateFolder = create.payloadDir ?? "";
    const folder = create.workingFolder || create.folder || "/";
    const started = await WorkerProcess.start({ command, args, env, folder, privateFolder }, reaper);
    return new Worker(started, spec, log);
  }

  private constructor(started: WorkerProcess, spec: WorkerSpec, log: Logger) {
    this.#process = started;
    this.#spec = spec;
    this.#codeRule = CODE_RULES[spec.codes];
    this.#paths = new PrivatePaths(spec.create.payloadDir ?? "", spec.params.workspace);
    this.#log = log;
    started.listen({
      frame: (frame) => this.#take(frame),
      garbage: (error) => this.#condemn(`sent garbage on its channel (${error.message})`),
      // The process may live on after its script has closed the channel; it is of no use then.
      closed: () => this.#closed(),
    });
    this.#errors = started.print((stream) => this.#sinkOf(stream));
    this.ended = this.#awaitEnd();
    void this.ended.then((end) => this.#failAll(end));
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** False once the process is gone, or is about to be ended. */
  get alive(): boolean {
    return !this.#gone && this.#verdict === undefined;
  }

  /** It was killed because a call took longer than `hangMs`. */
  get hung(): boolean {
    return this.#hung;
  }

  /**
   * Creates the net. Resolves when the worker can take calls.
   *
   * @throws CreateError when the script refuses or hangs; another Error when the process ends instead
   */
  async create(): Promise<Readiness> {
    this.#watch();
    const hello = await this.#hello.promise;
    if (hello.protocol !== PROTOCOL_VERSION) {
      throw new CreateError(`the runner speaks protocol ${hello.protocol}, the host ${PROTOCOL_VERSION}`);
    }
    this.#log.debug({ pid: hello.pid, runtime: hello.runtime }, "worker started");
    const frame = encodeFrame({ kind: Kind.CREATE, create: this.#spec.create }, encodeCreateParams(this.#spec.params));
    this.#process.calls.send(frame, false);
    const ready = await this.#ready.promise;
    clearTimeout(this.#watchdog);
    if (ready.code !== 0) throw new CreateError(this.#paths.hidden(ready.message));
    if (ready.ready?.measures === true) this.#meter = new ScriptMeter(() => this.#askForMetrics(), this.#log);
    return { warnings: ready.ready?.warnings ?? [], declared: declaredIn(ready) };
  }

  /**
   * Sends one call and waits for its reply. It may be sent while another one runs, and is then the next.
   *
   * @throws NotReachedError when the worker was already gone; BridgeError `worker_lost` when it ended during the call
   */
  call(items: readonly Item[]): Promise<TimedReply> {
    const id = ++this.#lastCall;
    const head = callHead(id, items);
    // Encoded before it is pending: what cannot be encoded was never sent.
    const frame = encodeFrame(head, ...encodeItems(items));
    return new Promise((resolve, reject) => {
      if (!this.alive) return reject(new NotReachedError("the worker has ended"));
      const parts = new PartsOfCall(items, (about) => this.#tell({ ...about, call: id }));
      const now = performance.now();
      const pending = { id, reqids: head.reqids, parts, resolve, reject, reached: false, begun: now, sent: now };
      this.#pending.push(pending);
      if (this.#pending.length === 1) this.#watch();
      this.#process.calls.send(frame, this.#pending.length > 1, (error) => {
        pending.reached = error == null;
        pending.sent = performance.now();
      });
    });
  }

  /** Lets the script forget a session. */
  endSession(session: string): void {
    this.#tell({ kind: Kind.END, session });
  }

  /** See `ScriptMeter.read`; undefined as well when the script measures nothing. */
  async metrics(): Promise<Families | undefined> {
    return this.alive ? this.#meter?.read() : undefined;
  }

  /** Asks the process to end, and kills it when it does not. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#verdict ??= { cause: "stopped", expected: true };
    this.#process.calls.end();
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), STOP_GRACE_MS);
    await this.ended;
    clearTimeout(timer);
  }

  #sinkOf(stream: "stdout" | "stderr"): OutputSink {
    return {
      line: (text) => this.#log.info({ stream, ...this.#reqid() }, text),
      dropped: (count) => this.#log.warn({ stream }, `${count} more lines were printed and left out`),
    };
  }

  #askForMetrics(): void {
    this.#tell({ kind: Kind.METRICS });
  }

  /** Sends a frame that has no payload. */
  #tell(head: HeadInit): void {
    if (this.alive) this.#process.calls.send(encodeFrame(head), this.#pending.length > 0);
  }

  #reqid(): { reqid?: string } {
    const reqids = this.#pending[0]?.reqids;
    return reqids === undefined ? {} : { reqid: reqids.join(",") };
  }

  #take({ head, payload }: Frame): void {
    if (head.kind === Kind.REPLY) head.more ? this.#part(head, payload) : this.#reply(head, payload);
    else if (head.kind === Kind.LOG) this.#logFrame(head);
    else if (head.kind === Kind.READY) this.#ready.resolve(head);
    else if (head.kind === Kind.HELLO) this.#hello.resolve(head);
    else if (head.kind === Kind.METRICS) this.#meter?.take(head, payload);
    else throw new ProtocolError(`a runner does not send frames of kind ${head.kind}`);
  }

  #logFrame(head: Head): void {
    const level = head.level === "debug" || head.level === "warn" || head.level === "error" ? head.level : "info";
    const reqid = head.reqids.length > 0 ? { reqid: head.reqids.join(",") } : {};
    this.#log[level](reqid, head.message);
  }

  #part(head: Head, payload: Uint8Array): void {
    const [pending] = this.#pending;
    if (this.#hung) return;
    if (pending?.id !== head.call) throw new ProtocolError(`a part of call ${head.call}, which is not running`);
    const { index, part } = decodePart(head, payload, this.#codeRule);
    // While its parts are not taken the script is not working.
    clearTimeout(this.#watchdog);
    pending.parts.take(index, this.#paths.hiddenInAnswer(part), () => {
      if (this.#pending[0] === pending) this.#watch();
    });
  }

  #reply(head: Head, payload: Uint8Array): void {
    // Too late: its verdict is spoken. The signal that asks for stacks may itself have ended a script's sleep (2.7).
    if (this.#hung) return;
    const [pending] = this.#pending;
    if (pending?.id !== head.call) throw new ProtocolError(`a reply to call ${head.call}, which is not running`);
    this.#pending.shift();
    pending.parts.end();
    const [next] = this.#pending;
    if (next === undefined) clearTimeout(this.#watchdog);
    else {
      next.begun = performance.now();
      this.#watch();
    }
    const { begun } = pending;
    const timed = (reply: CallReply): TimedReply => ({ ...reply, begun, sent: Math.max(begun, pending.sent) });
    if (head.payloadFile !== "") {
      const earlier = this.#reading;
      this.#reading = this.#readPayload(head)
        .then((reply) => pending.resolve(timed(reply)), pending.reject)
        .then(() => earlier);
      return;
    }
    try {
      pending.resolve(timed(this.#replyOf(head, payload)));
    } catch (error) {
      pending.reject(this.#lost("sent garbage on its channel"));
      throw error;
    }
  }

  #replyOf(head: Head, payload: Uint8Array): CallReply {
    return this.#paths.hiddenIn(decodeReply(head, payload, this.#codeRule));
  }

  async #readPayload(head: Head): Promise<CallReply> {
    const file = head.payloadFile;
    try {
      if (dirname(file) !== this.#spec.create.payloadDir) throw new Error(`a payload file outside its folder: ${file}`);
      const payload = await readFile(file);
      await unlink(file).catch(() => undefined);
      return this.#replyOf(head, payload);
    } catch (error) {
      this.#log.error({ err: error }, "a reply's payload file is of no use");
      throw this.#lost("lost its answer's payload file");
    }
  }

  /** Starts the clock of one call into user code. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.#hung = true;
      this.#verdict ??= {
        cause: `did not answer within hang_ms (${this.#spec.hangMs} ms) and was killed`,
        expected: false,
      };
      // Runners write their stacks to stderr on SIGUSR2, so that the log shows where it hung.
      this.#process.kill("SIGUSR2");
      setTimeout(() => this.#process.kill("SIGKILL"), DUMP_GRACE_MS);
    }, this.#spec.hangMs);
  }

  #condemn(cause: string): void {
    this.#verdict ??= { cause, expected: false };
    this.#process.kill("SIGKILL");
  }

  /** Its end of the channel is closed. Most often it is exiting, and its own exit code tells more than ours. */
  #closed(): void {
    setTimeout(() => this.#condemn("closed its channel"), DUMP_GRACE_MS).unref();
  }

  async #awaitEnd(): Promise<WorkerEnd> {
    const { cause, killed } = await this.#process.ended;
    this.#gone = true;
    clearTimeout(this.#watchdog);
    await this.#reading;
    const verdict = this.#verdict;
    // What hung may have ended of the signal that asks for its stacks.
    return verdict !== undefined && (killed || this.#hung || verdict.expected) ? verdict : { cause, expected: false };
  }

  #failAll({ cause, expected }: WorkerEnd): void {
    if (!expected) this.#log.error({ cause, stderr: this.#errors.tail, ...this.#reqid() }, `worker ${cause}`);
    // A script that hangs while it starts would only hang again.
    const error = this.#hung ? new CreateError(`the worker ${cause}`) : new Error(`the worker ${cause}`);
    this.#hello.reject(error);
    this.#ready.reject(error);
    // The first was being worked on; the others cannot have been read.
    this.#pending.splice(0).forEach(({ reached, reject, parts }, index) => {
      parts.end();
      reject(index === 0 && reached ? this.#lost(cause) : new NotReachedError(`the worker ${cause}`));
    });
  }

  #lost(cause: string): BridgeError {
    return new BridgeError("worker_lost", `worker lost: it ${cause}`);
  }
}

/** What the head of a call says beside its kind is left out where it says nothing: most have none of it. */
function callHead(call: number, items: readonly Item[]): HeadInit & { readonly reqids: string[] } {
  const reqids = items.map(({ reqid }) => reqid);
  const session = items[0]?.session;
  const targets = items.map(({ target = "" }) => target);
  return {
    kind: Kind.CALL,
    call,
    reqids,
    ...(targets.some((target) => target !== "") ? { targets } : undefined),
    ...(session === undefined ? undefined : { session }),
    ...(items.some(({ onPart }) => onPart !== undefined) ? { stream: true, credit: PARTS_AHEAD } : undefined),
  };
}

interface Resolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function withResolvers<T>(): Resolvers<T> {
  let settle: Omit<Resolvers<T>, "promise"> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => undefined);
  if (settle === undefined) throw new Error("a promise's executor runs at once");
  return { promise, ...settle };
}
