import { readFileSync } from "node:fs";

/** One request to an original and its answer: a line of the recordings beside this file. */
export interface Line {
  readonly name: string;
  readonly service_script: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
  readonly body_b64?: string;
  readonly body_note?: string;
  readonly status: number;
  readonly resp_headers: readonly (readonly [string, string])[];
  readonly resp_body: string;
  /** Version and start command. */
  readonly server: string;
}

/** How the service that answered a line was started. */
export interface Setup {
  /** What it is called here: the generation, the environment, the script and its flags. */
  readonly name: string;
  /** Of mosec. */
  readonly generation: "0.4" | "0.9";
  /** Under `apps/`. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const FILES = ["tiinfer", "mosec", "mosec-0.4.9", "mosec-0.4.4"] as const;
type File = (typeof FILES)[number];

/** Where a recording does not say how the service was started, by the names of its lines. */
const UNTOLD: readonly (readonly [RegExp, Pick<Setup, "env" | "args">])[] = [
  [/^cap-/, { env: {}, args: ["--capacity", "2"] }],
  [/^b-/, { env: { MODE: "batch" }, args: ["--wait", "200"] }],
  [/^/, { env: {}, args: [] }],
];

/** A line with its place in the recordings. */
export interface Recorded extends Line {
  /** File and name; the second of that name ends with `#2`, as in the file. */
  readonly id: string;
  readonly file: File;
  readonly setup: Setup;
}

export function readRecordings(): Recorded[] {
  return FILES.flatMap((file) =>
    readFileSync(new URL(`${file}.jsonl`, import.meta.url), "utf8")
      .trim()
      .split("\n")
      .map((text): Line => JSON.parse(text))
      .map((line) => ({ ...line, id: `${file}: ${line.name}`, file, setup: setupOf(file, line) })),
  );
}

function setupOf(file: File, { name, server, service_script }: Line): Setup {
  const script = service_script.replace("apps/", "");
  const generation = file === "mosec" ? "0.9" : "0.4";
  const [, command] = server.split(/: (.*)/);
  const told = command === undefined ? UNTOLD.find(([names]) => names.test(name))?.[1] : startOf(command);
  const { env = {}, args = [] } = told ?? {};
  const words = [...Object.entries(env).map(([key, value]) => `${key}=${value}`), script, ...args];
  return { name: `${generation} ${words.join(" ")}`, generation, script, env, args };
}

/** `MODE=single python svc.py --address 127.0.0.1 --port 28501 --timeout 1000`, without where it listened. */
function startOf(command: string): Pick<Setup, "env" | "args"> {
  const words = command.split(" ");
  const start = words.indexOf("python");
  const env = words.slice(0, start).map((word) => word.split("=", 2));
  const flags = words.slice(words.indexOf("--port") + 2);
  return { env: Object.fromEntries(env.filter(([key]) => key !== "TI_MODEL_DIR")), args: flags };
}

/** The bytes of a line's request; a chunked one's are without their frame. */
export function bytesOf({ body, body_b64, body_note, headers }: Line): Buffer | undefined {
  if (body_b64 !== undefined) return Buffer.from(body_b64, "base64");
  if (body_note !== undefined) return filled(Number.parseInt(body_note, 10));
  if (body === null) return undefined;
  const chunked = headers.some(([name]) => name === "Transfer-Encoding");
  return Buffer.from(chunked ? (body.split("\r\n")[1] ?? "") : body);
}

/** What the recording tells of a long body: how long, and how it begins. */
function filled(length: number): Buffer {
  const [start, end] = ['{"do":"int","a":"', '"}'];
  return Buffer.from(start + "x".repeat(length - start.length - end.length) + end);
}
