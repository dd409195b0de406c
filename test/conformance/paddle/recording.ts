import { readFileSync } from "node:fs";
import type { Message } from "../../support/grpc.ts";

/** One request to an original and its answer: a line of the recordings beside this file. */
export interface Line {
  readonly name: string;
  readonly service_script: string;
  /** `GRPC` for a gRPC call. */
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Text; of gRPC the message, or a note. */
  readonly body?: string | Message | null;
  readonly body_b64?: string;
  readonly body_note?: string;
  /** Of gRPC the name of its status; null: it never came. */
  readonly status: number | string | null;
  readonly resp_headers: readonly (readonly [string, string])[];
  readonly resp_body?: string | Message | null;
  readonly resp_body_note?: string;
  /** Of gRPC the message's own bytes. */
  readonly resp_hex?: string;
  /** Version and start command. */
  readonly server: string;
}

export type Generation = "0.7" | "0.9";

/** How the service that answered a line was started. */
export interface Setup {
  /** The version, the environment, the script and its configuration. */
  readonly name: string;
  readonly generation: Generation;
  /** Under `apps/`. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly [config: string];
}

/** A line with its place in the recordings. */
export interface Recorded extends Line {
  /** File and name. */
  readonly id: string;
  readonly setup: Setup;
}

const FILES = { "0.9": "paddle", "0.7": "paddle-0.7" } as const;

export function readRecordings(): Recorded[] {
  return (["0.9", "0.7"] as const).flatMap((generation) =>
    readFileSync(new URL(`${FILES[generation]}.jsonl`, import.meta.url), "utf8")
      .trim()
      .split("\n")
      .map((text): Line => JSON.parse(text))
      .map((line) => ({ ...line, id: `${FILES[generation]}: ${line.name}`, setup: setupOf(generation, line) })),
  );
}

/** Where a recording does not say with which configuration the service was started, by the names of its lines. */
const UNTOLD: readonly (readonly [RegExp, string])[] = [
  [/^model-badfetch/, "config_badfetch.yml"],
  [/^model-timeout/, "config_timeout.yml"],
  [/^model-dagretry/, "config_dagretry.yml"],
  [/^/, "config.yml"],
];

/** `INIT_FAIL=left paddle-serving-server 0.9.0, Python 3.8.18, cwd apps/paddle/misc: DAG=hand python web_service.py config.yml` */
function setupOf(generation: Generation, { name, server, service_script }: Line): Setup {
  const script = service_script.replace("apps/", "");
  const variables = [...server.matchAll(/(?:^|\s)([A-Z_]+)=(\S+)/g)].map(([, key = "", value = ""]) => [key, value]);
  const config = / web_service\.py (\S+)$/.exec(server)?.[1] ?? UNTOLD.find(([names]) => names.test(name))?.[1] ?? "";
  const words = [...variables.map((pair) => pair.join("=")), script, config];
  return {
    name: `${generation} ${words.join(" ")}`,
    generation,
    script,
    env: Object.fromEntries(variables),
    args: [config],
  };
}

/** Whether it has the model of the platform's first example. */
export function asksModel({ script }: Setup): boolean {
  return script.startsWith("paddle/model/");
}

/** The bytes of a line's request over HTTP. */
export function bytesOf({ body, body_b64, body_note }: Line): Buffer | undefined {
  if (body_b64 !== undefined) return Buffer.from(body_b64, "base64");
  if (body_note !== undefined) return filled(Number.parseInt(body_note, 10));
  return typeof body === "string" ? Buffer.from(body) : undefined;
}

/** What the recording tells of a long body: how long, and how it begins. */
function filled(length: number): Buffer {
  const [start, end] = ['{"key": ["a"], "value": ["', '"]}'];
  return Buffer.from(start + "x".repeat(length - start.length - end.length) + end);
}

/** The request of a gRPC line. */
export function messageOf({ name, body }: Line): Message {
  if (typeof body !== "object" || body === null) throw new Error(`${name} has no message`);
  return name === "grpc-big-req-20MiB" ? LARGE : body;
}

/** Of this one only the size was recorded, and that the answer is empty. */
const LARGE: Message = { key: ["do", "x"], value: ["join.post.empty", "x".repeat(20 * 1024 * 1024)] };
