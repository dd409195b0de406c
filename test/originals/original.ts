import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Image, Samples } from "../../src/imaging/index.ts";

/** A variable of an expression: images become arrays of HWC (HW with one channel), bytes an array of uint8. */
export type Variable = Image<Samples> | Uint8Array | Json;
type Json = number | string | boolean | null | readonly Json[];

/** What an expression is: an array of numbers, or a value as JSON. */
export type Answer = { readonly shape: readonly number[]; readonly data: Samples } | { readonly value: unknown };

interface Head {
  readonly bytes: number;
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly value?: unknown;
  readonly error?: string;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(reason: Error): void;
}

/** One long-lived Python with the real libraries: `np`, `io`, `references`, and `cv2` or `PIL` and `Image`. */
export class Original {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #received = Buffer.alloc(0);
  #said = "";

  /** @param python an interpreter that has them */
  constructor(python: string) {
    this.#process = spawn(python, ["-EsB", join(import.meta.dirname, "answer.py")]);
    this.#process.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#process.stderr.on("data", (chunk: Buffer) => {
      this.#said += chunk.toString();
    });
    this.#process.stdin.on("error", () => undefined);
    this.#process.on("close", (code) => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`Python ended with ${code}: ${this.#said}`));
    });
  }

  /**
   * Evaluates a Python expression.
   *
   * @throws Error with the type and text of the exception that it raised
   */
  evaluate(expression: string, variables: Readonly<Record<string, Variable>> = {}): Promise<Answer> {
    const parts: Uint8Array[] = [];
    const announced = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, announce(value, parts)]),
    );
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(`${JSON.stringify({ expression, variables: announced })}\n`);
      for (const part of parts) this.#process.stdin.write(part);
    });
  }

  /** Evaluates an expression whose value is an array of HWC or HW. */
  async image(expression: string, variables: Readonly<Record<string, Variable>>): Promise<Image<Samples>> {
    const answer = await this.evaluate(expression, variables);
    if (!("shape" in answer)) throw new Error(`${expression} is no image: ${JSON.stringify(answer.value)}`);
    const [height = 0, width = 0, channels = 1] = answer.shape;
    return { data: answer.data, width, height, channels };
  }

  /** Evaluates an expression whose value JSON can say. */
  async value(expression: string, variables: Readonly<Record<string, Variable>> = {}): Promise<unknown> {
    const answer = await this.evaluate(expression, variables);
    return "value" in answer ? answer.value : answer;
  }

  close(): void {
    this.#process.stdin.end();
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf(10);
      if (end < 0) return;
      const head: Head = JSON.parse(this.#received.toString("utf8", 0, end));
      if (this.#received.length < end + 1 + head.bytes) return;
      const data = this.#received.subarray(end + 1, end + 1 + head.bytes);
      this.#received = this.#received.subarray(end + 1 + head.bytes);
      settle(this.#waiting.shift(), head, data);
    }
  }
}

function announce(value: Variable, parts: Uint8Array[]): unknown {
  if (value instanceof Uint8Array) {
    parts.push(value);
    return { dtype: "uint8", shape: [value.length] };
  }
  if (typeof value !== "object" || value === null || !("data" in value)) return value;
  const { data, width, height, channels } = value;
  parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const dtype = data instanceof Uint8Array ? "uint8" : "float32";
  return { dtype, shape: channels === 1 ? [height, width] : [height, width, channels] };
}

function settle(waiting: Waiting | undefined, { dtype, shape, value, error }: Head, data: Buffer): void {
  if (error !== undefined) waiting?.reject(new Error(error));
  else if (shape === undefined) waiting?.resolve({ value });
  else if (dtype === "uint8") waiting?.resolve({ shape, data: Uint8Array.from(data) });
  else if (dtype === "float32") waiting?.resolve({ shape, data: new Float32Array(Uint8Array.from(data).buffer) });
  else waiting?.reject(new Error(`an array of ${dtype} is not foreseen`));
}
