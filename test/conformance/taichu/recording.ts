import { readFileSync } from "node:fs";

/** One request to an original and its answer: a line of the recordings beside this file. */
export interface Line {
  readonly name: string;
  readonly service_script: string;
  /** `GRPC` for a gRPC call. */
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: unknown;
  readonly body_b64?: string;
  readonly body_note?: string;
  /** Of HTTP a number, of gRPC the name of its status. */
  readonly status: number | string;
  readonly resp_headers: readonly (readonly [string, string])[];
  readonly resp_body: unknown;
  readonly resp_body_note?: string;
  /** Version and start command. */
  readonly server: string;
}

/** How the service that answered a line was started. */
export interface Setup {
  /** The version, the script and its flags. */
  readonly name: string;
  /** Under `apps/`. */
  readonly script: string;
  readonly args: readonly string[];
}

/** A line with its place in the recordings. */
export interface Recorded extends Line {
  /** File and name. */
  readonly id: string;
  readonly file: File;
  readonly setup: Setup;
}

const FILES = ["taichu", "taichu-2.0.31", "taichu-2.0.17"] as const;
type File = (typeof FILES)[number];

export function readRecordings(): Recorded[] {
  return FILES.flatMap((file) =>
    readFileSync(new URL(`${file}.jsonl`, import.meta.url), "utf8")
      .trim()
      .split("\n")
      .map((text): Line => JSON.parse(text))
      .map((line) => ({ ...line, id: `${file}: ${line.name}`, file, setup: setupOf(file, line) })),
  );
}

/** `taichu_serve run --grpc_port 28080 --http_port 28081 --instances_num 3`, without where it listened. */
function setupOf(file: File, { server, service_script }: Line): Setup {
  const script = service_script.replace("apps/", "");
  const [, flags = ""] = server.split(/--http_port \d+ ?/);
  const args = flags.split(" ").filter(Boolean);
  return { name: [file, script, ...args].join(" "), script, args };
}

/** The bytes of a line's request. */
export function bytesOf({ body, body_b64, body_note }: Line): Buffer | undefined {
  if (body_b64 !== undefined) return Buffer.from(body_b64, "base64");
  if (body_note !== undefined) return filled(Number.parseInt(body_note, 10));
  return typeof body === "string" ? Buffer.from(body) : undefined;
}

/** What the recording tells of a long body: how long, and how it begins. */
function filled(length: number): Buffer {
  const [start, end] = ['{"parameters": {"a": "', '"}}'];
  return Buffer.from(start + "x".repeat(length - start.length - end.length) + end);
}
