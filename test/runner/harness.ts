import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallReply, Item } from "../../src/contract/call.ts";
import { type CreateParams, decodeReply, encodeCreateParams, encodeItems } from "../../src/wire/codec.ts";
import { encodeFrame, type Frame, FrameReader, type HeadInit, Kind } from "../../src/wire/frames.ts";
import type { evalbridge } from "../../src/wire/messages.js";

const ROOT = join(import.meta.dirname, "../..");
const FIXTURES = join(ROOT, "test/fixtures/native");

export interface CreateOptions {
  readonly create?: evalbridge.ICreate;
  readonly params?: Partial<CreateParams>;
}

/** A real runner process with its channel, as the host starts it. */
export class RunnerProcess {
  readonly process: ChildProcess;
  readonly logs: evalbridge.IHead[] = [];
  stdout = "";
  stderr = "";
  readonly #input: Socket;
  readonly #replies: Socket;
  readonly #frames: Frame[] = [];
  readonly #waiting: { resolve(frame: Frame): void; reject(error: Error): void }[] = [];
  #calls = 0;

  /** @param launcher options of a Node program that starts the one named last, instead of it directly */
  constructor(launcher: readonly string[] = []) {
    const program = join(ROOT, "dist/runner/main.js");
    this.process = spawn(process.execPath, [...launcher, program], {
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
    });
    this.process.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.process.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    [this.#input, this.#replies] = channelOf(this.process);
    const reader = new FrameReader();
    this.#replies.on("data", (chunk: Buffer) => reader.push(chunk, (frame) => this.#take(frame)));
    this.#input.on("error", () => {});
    this.process.on("exit", (code, signal) => this.#fail(new Error(`the runner ended: ${signal ?? code}`)));
  }

  /** The next frame that is no LOG. */
  next(): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  send(head: HeadInit, ...payload: Uint8Array[]): void {
    for (const bytes of encodeFrame(head, ...payload)) this.#input.write(bytes);
  }

  /** Takes HELLO, sends CREATE and returns READY's head. */
  async create(folder: string, entry: string, options: CreateOptions = {}): Promise<evalbridge.Head> {
    const hello = await this.next();
    if (hello.head.kind !== Kind.HELLO) throw new Error("the first frame was no HELLO");
    const params = {
      app: "demo",
      workspace: folder,
      useDevice: "CPU",
      batchSize: 4,
      modelParams: "{}",
      customParams: "{}",
    };
    const create = { folder, entry, version: "1", threads: 1, inlineLimit: 65536, ...options.create };
    this.send({ kind: Kind.CREATE, create }, encodeCreateParams({ ...params, ...options.params }));
    return (await this.next()).head;
  }

  /** Sends a CALL and returns the frame that answers it. */
  async callFrame(items: readonly Item[]): Promise<Frame> {
    const call = ++this.#calls;
    this.send({ kind: Kind.CALL, call, reqids: items.map(({ reqid }) => reqid) }, ...encodeItems(items));
    return this.next();
  }

  async call(items: readonly Item[]): Promise<CallReply> {
    const { head, payload } = await this.callFrame(items);
    return decodeReply(head, payload);
  }

  closeChannel(): void {
    this.#input.destroy();
  }

  /** Waits until nobody holds the runner's end of the channel. */
  async channelClosed(): Promise<void> {
    if (!this.#replies.closed) await once(this.#replies, "close");
  }

  /** Waits for the end: the exit code, or the name of the signal. */
  async exit(): Promise<number | string | null> {
    const { exitCode, signalCode } = this.process;
    if (exitCode === null && signalCode === null) await once(this.process, "close");
    return this.process.exitCode ?? this.process.signalCode;
  }

  #take(frame: Frame): void {
    if (frame.head.kind === Kind.LOG) this.logs.push(frame.head);
    else if (this.#waiting.length > 0) this.#waiting.shift()?.resolve(frame);
    else this.#frames.push(frame);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

function channelOf({ stdio }: ChildProcess): [Socket, Socket] {
  const [, , , input, replies] = stdio;
  if (!(input instanceof Socket && replies instanceof Socket)) throw new Error("the channel is no pair of sockets");
  return [input, replies];
}

/** Runners and temporary folders of one test file, all ended by `clear`. */
export class Bench {
  readonly #runners: RunnerProcess[] = [];
  readonly #folders: string[] = [];

  start(launcher?: readonly string[]): RunnerProcess {
    const runner = new RunnerProcess(launcher);
    this.#runners.push(runner);
    return runner;
  }

  /** A private copy of a fixture's version folder, with no `node_modules` above it. */
  copy(fixture: string): string {
    const folder = this.folder();
    cpSync(join(FIXTURES, fixture), folder, { recursive: true });
    return folder;
  }

  /** A version folder with one file. */
  write(name: string, content: string | Uint8Array): string {
    const folder = this.folder();
    writeFileSync(join(folder, name), content);
    return folder;
  }

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), "evalbridge-runner-"));
    this.#folders.push(folder);
    return folder;
  }

  /** Starts a runner on a copy of a fixture, which must become ready. */
  async ready(fixture: string, entry = "eval.ts", options: CreateOptions = {}): Promise<RunnerProcess> {
    const runner = this.start();
    const { code, message } = await runner.create(this.copy(fixture), entry, options);
    if (code !== 0) throw new Error(`the runner is not ready: ${code} ${message}`);
    return runner;
  }

  clear(): void {
    for (const runner of this.#runners.splice(0)) runner.process.kill("SIGKILL");
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

/** A single request. */
export function single(body: Uint8Array | string, rest: Partial<Item> = {}): Item {
  return { reqid: "r1", group: false, inputs: [{ body: [Buffer.from(body)] }], ...rest };
}
