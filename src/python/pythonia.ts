import { createRequire } from "node:module";
import { dirname } from "node:path";

/** A line of the channel, either way. */
export interface Message {
  /** Number of the request. */
  readonly r: number;
  readonly key: string;
  readonly val?: unknown;
  /** Of a failure: the traceback. */
  readonly sig?: string;
}

/** Told of the reply; true when another one to the same request follows. */
export type OnReply = (reply: Message) => boolean | undefined;

/** How a bridge reaches its interpreter. */
export interface Com {
  register(event: string, onMessage: OnReply): void;
  write(message: Message, onReply?: OnReply): void;
  writeRaw(text: string, request: number, onReply: OnReply): void;
}

/** What is used of pythonia's own class. */
export interface Bridge {
  /**
   * Calls what is found at `path` in a Python object; 0 is the one with pythonia's own functions.
   *
   * @returns numbers, texts, booleans and null as they are; anything else as a reference, whose number is its `ffid`
   */
  call(
    object: number,
    path: readonly string[],
    args: readonly unknown[],
    kwargs: object,
    set: boolean,
    timeoutMs: number,
  ): Promise<unknown>;
  /** Stops its clock. */
  end(): void;
}

export interface Pythonia {
  readonly Bridge: new (com: Com) => Bridge;
  /** Of its Python side. */
  readonly folder: string;
}

/** What it looks at when it is loaded: with the first it prints every value that crosses. */
const VARIABLES = ["DEBUG", "REQ_TIMEOUT"];

/** Loads pythonia's bridge alone: its main entry would start an interpreter of its own. */
export function loadPythonia(): Pythonia {
  const require = createRequire(import.meta.url);
  const variables = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) delete process.env[name];
  try {
    const { Bridge }: Pick<Pythonia, "Bridge"> = require("pythonia/src/pythonia/Bridge.js");
    return { Bridge, folder: dirname(require.resolve("pythonia/src/pythonia/Bridge.js")) };
  } finally {
    for (const [name, value] of variables) if (value !== undefined) process.env[name] = value;
  }
}
