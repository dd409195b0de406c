import { AsyncLocalStorage } from "node:async_hooks";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DTYPES,
  type Dtype,
  OBSERVATION_BOUNDS,
  type Observation,
  observationFolder,
} from "../contract/observation.ts";

/** Numbers that passed. */
export interface PassedArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
}

type Step = Pick<Observation, "stage" | "call"> & Partial<Pick<Observation, "name" | "run">>;

/** Writes what passes during a call into the call's own folder. What goes wrong with that is never the handler's concern. */
export class Observer {
  readonly #folder: string;
  readonly #within = new AsyncLocalStorage<true>();
  #call: Call | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  begin(reqids: readonly string[]): void {
    this.#call = new Call(join(this.#folder, observationFolder(reqids)));
  }

  end(): void {
    this.#call = undefined;
  }

  /** What `work` returns, or its promise; `note` is called with it, unless this happens within another such work. */
  outermost<T>(work: () => T, note: (result: Awaited<T>) => void): T {
    if (this.#call === undefined || this.#within.getStore() === true) return work();
    const result = this.#within.run(true, work);
    const noted = (value: Awaited<T>): Awaited<T> => {
      this.#quietly(() => note(value));
      return value;
    };
    // A promise's value comes as a promise again.
    return (result instanceof Promise ? result.then(noted) : noted(result as Awaited<T>)) as T;
  }

  /** The number of the network's run that begins now, from 0. */
  nextRun(): number {
    return this.#call === undefined ? 0 : this.#call.runs++;
  }

  note(step: Step, array: PassedArray): void {
    this.#quietly(() => this.#call?.write(step, array));
  }

  /** Notes the typed arrays in a request as `netPreprocess` returned it, by their paths; but no `body`. */
  notePreprocessed(value: unknown, path: readonly string[] = []): void {
    if (typeof value !== "object" || value === null || path.at(-1) === "body") return;
    if (ArrayBuffer.isView(value)) {
      const data = value;
      const dtype = value.constructor.name
        .replace(/(Clamped)?Array$/, "")
        .replace("Big", "")
        .toLowerCase();
      const size = data.byteLength / ("BYTES_PER_ELEMENT" in data ? Number(data.BYTES_PER_ELEMENT) : 1);
      this.note({ stage: "preprocessed", call: "netPreprocess", name: path.join(".") }, { dtype, shape: [size], data });
    } else for (const [key, item] of Object.entries(value)) this.notePreprocessed(item, [...path, key]);
  }

  #quietly(work: () => void): void {
    try {
      work();
    } catch {
      // The host reports the step as one that this side does not have.
    }
  }
}

/** Beyond this even that something passed is not noted any more. */
const MAX_NOTES = 1024;

class Call {
  readonly #folder: string;
  #notes = 0;
  #arrays = 0;
  #bytes = 0;
  runs = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  write({ name = "", run = 0, ...step }: Step, { dtype, shape, data }: PassedArray): void {
    if (!isDtype(dtype) || ++this.#notes > MAX_NOTES) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const observation: Observation = { ...step, name, run, dtype, shape, file: this.#writeNumbers(data) };
    appendFileSync(join(this.#folder, `${process.pid}.jsonl`), `${JSON.stringify(observation)}\n`);
  }

  #writeNumbers(data: ArrayBufferView): string {
    const { arrays, arrayBytes, requestBytes } = OBSERVATION_BOUNDS;
    const bytes = this.#bytes + data.byteLength;
    if (this.#arrays >= arrays || data.byteLength > arrayBytes || bytes > requestBytes) return "";
    const file = `${process.pid}-${this.#notes}.bin`;
    try {
      writeFileSync(join(this.#folder, file), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    } catch {
      rmSync(join(this.#folder, file), { force: true });
      return "";
    }
    this.#arrays += 1;
    this.#bytes = bytes;
    return file;
  }
}

function isDtype(text: string): text is Dtype {
  return (DTYPES as readonly string[]).includes(text);
}
