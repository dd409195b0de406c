import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { BridgeError } from "../contract/errors.ts";
import { isJsonObject } from "../contract/json.ts";
import { Channel } from "./channel.ts";
import type { PythonContext, PythonEnd } from "./context.ts";
import { pythonContext } from "./context.ts";
import { PythonError } from "./errors.ts";
import { PythonObjects } from "./objects.ts";
import { PayloadReader, PayloadWriter } from "./payload.ts";
import type { Bridge } from "./pythonia.ts";
import { loadPythonia } from "./pythonia.ts";
import type { PythonValue } from "./values.ts";
import { decode, encode } from "./values.ts";

const CHANNEL_FD = 3;
/** pythonia's own functions. */
const ROOT = 0;
/** The module whose functions are called. */
const CALLS = "evalbridge_runner.pythonia.calls";
/** pythonia has a limit, which would cancel nothing: the host's `hang_ms` ends what hangs. */
const NO_TIMEOUT = Number.POSITIVE_INFINITY;

let ofWorker: Promise<Interpreter> | undefined;

/**
 * The one interpreter of this worker, started when it is first needed.
 *
 * @throws NoPythonError where the release has no Python that could be started
 */
export function interpreterOfWorker(): Promise<Interpreter> {
  ofWorker ??= Interpreter.start(pythonContext());
  return ofWorker;
}

/** A Python process beside this one, in the same process group: what ends the worker's group ends both. */
export class Interpreter {
  readonly process: ChildProcess;
  readonly #context: PythonContext;
  readonly #bridge: Bridge;
  readonly #objects = new PythonObjects();
  readonly #pending = new Set<(error: Error) => void>();
  #module = ROOT;
  #ended: Error | undefined;
  #calls = 0;

  /** @throws BridgeError `worker_lost` when Python cannot be started, or ends at once */
  static async start(context: PythonContext): Promise<Interpreter> {
    const python = new Interpreter(context);
    const { home, pythonPath, translation, payloadDir, workspace, documents, compat } = context;
    const module = await python.#ask(["python"], [CALLS]);
    python.#module = numberOf(module);
    const create = {
      folder: home,
      working_folder: home,
      python_path: pythonPath,
      translation,
      documents,
      compat,
    };
    await python.#ask(["enter"], [JSON.stringify({ ...create, payload_dir: payloadDir, workspace })]);
    return python;
  }

  private constructor(context: PythonContext) {
    this.#context = context;
    const { Bridge, folder } = loadPythonia();
    const [command = "", ...args] = context.command;
    this.process = spawn(command, [...args, folder], {
      cwd: context.home,
      env: { ...process.env, NODE_CHANNEL_FD: String(CHANNEL_FD) },
      stdio: ["ignore", "inherit", "inherit", "pipe"],
    });
    this.#watch();
    const channel = new Channel(this.process, (traceback) =>
      this.#fail(`answered with a failure of its own\n${traceback}`),
    );
    this.#bridge = new Bridge(channel);
    // Its clock releases the references that it gave out: here there is one, which stays.
    this.#bridge.end();
  }

  /**
   * Calls one of the functions of `calls.py`. Calls are worked on one after the other, in this order.
   *
   * @param place what the arguments are called in a message
   * @throws PythonError when it raises; TypeError when an argument cannot cross; BridgeError `worker_lost`
   */
  async call(name: string, args: readonly unknown[], place: string): Promise<PythonValue> {
    const writer = new PayloadWriter();
    const encoded = encode(args, place, writer);
    const payload = writer.write(this.#context.payloadDir, `python-${process.pid}-${++this.#calls}`);
    const head = JSON.stringify({ release: this.#objects.takeReleased(), payload });
    const reply: unknown = JSON.parse(String(await this.#ask([name], [head, JSON.stringify(encoded)])));
    if (!isJsonObject(reply)) throw new TypeError("Python answers with an object");
    const { value, payload: file, error } = reply;
    if (error !== undefined) throw errorOf(error);
    return decode(value, new PayloadReader(typeof file === "string" ? file : undefined), this.#objects);
  }

  /** Python dies unnoticed by pythonia, whose promise would stay as it is. */
  #ask(path: readonly string[], args: readonly string[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      this.#pending.add(reject);
      this.#bridge
        .call(this.#module, path, args, {}, false, NO_TIMEOUT)
        .finally(() => this.#pending.delete(reject))
        .then(resolve, reject);
    });
  }

  #watch(): void {
    // A hung worker is asked for its stacks before it is killed; it is this process that hangs, if any.
    const askForStacks = () => this.process.kill("SIGUSR2");
    process.on("SIGUSR2", askForStacks);
    this.process.once("error", (error) => this.#fail(`could not be started (${error.message})`));
    this.process.once("exit", (exitCode, signal) => {
      process.off("SIGUSR2", askForStacks);
      const cause = signal === null ? `exited with code ${exitCode}` : `was killed by ${signal}`;
      this.#end({ cause, exitCode, signal });
    });
  }

  #fail(cause: string): void {
    this.process.kill("SIGKILL");
    this.#end({ cause, exitCode: null, signal: null });
  }

  #end(end: PythonEnd): void {
    if (this.#ended !== undefined) return;
    const lost = new BridgeError("worker_lost", `worker lost: its Python ${end.cause}`);
    this.#ended = lost;
    for (const reject of this.#pending) reject(lost);
    this.#context.onEnd(end);
  }
}

function numberOf(reference: unknown): number {
  const known = typeof reference === "function" || (typeof reference === "object" && reference !== null);
  const number: unknown = known ? Reflect.get(reference, "ffid") : undefined;
  if (typeof number !== "number") throw new TypeError("pythonia gave no reference");
  return number;
}

function errorOf(error: unknown): PythonError {
  const { type, message, code, traceback } = isObject(error) ? error : {};
  return new PythonError({
    type: String(type),
    message: String(message),
    code: Number(code),
    traceback: String(traceback),
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
