import { setTimeout as sleep } from "node:timers/promises";
import { PaddleClient } from "../../support/grpc.ts";
import type { Answered } from "../ask.ts";
import { ask } from "../ask.ts";
import type { Comparable } from "./judge.ts";
import type { Recorded } from "./recording.ts";
import { bytesOf, messageOf } from "./recording.ts";

/** A running service. */
export interface Target {
  /** Where its platform's clients ask over HTTP. */
  readonly url: string;
  /** And over gRPC, `host:port`; absent: they do not. */
  readonly grpc?: string;
  /** Kills what answers there; resolves when it is gone. */
  kill(): Promise<void>;
}

export type Answers = Map<string, Answered | Comparable>;

/** The time that the originals' recorder gave an answer (ms), and a client its call. */
const RECORDER_PATIENCE_MS = 8000;
const DEADLINE_MS = 300;
/** The time that what is to be answered has (ms): a model may still be loaded, on a machine that is busy. */
const PATIENCE_MS = 60_000;
const NO_ANSWER: Comparable = { status: null, headers: {}, body: undefined };

/** Asks the lines of one setup, as they were asked of the original; those that leave it without an answer come last. */
export async function replay(lines: readonly Recorded[], target: Target): Promise<Answers> {
  const answers: Answers = new Map();
  const client = target.grpc === undefined ? undefined : new PaddleClient(target.grpc);
  const put = async (line: Recorded) => {
    if (line.method !== "GRPC") answers.set(line.id, await askLine(line, target));
    else if (client !== undefined) answers.set(line.id, await call(line, client));
  };
  for (const group of together(lines.toSorted((a, b) => rank(a) - rank(b)))) await Promise.all(group.map(put));
  client?.close();
  return answers;
}

/** Those of one batch at once, all others one after the other. */
function together(lines: readonly Recorded[]): readonly Recorded[][] {
  const batches = new Map<string, Recorded[]>();
  for (const line of lines) {
    const [batch = line.name] = /^model-batch\d/.exec(line.name) ?? [];
    batches.set(batch, [...(batches.get(batch) ?? []), line]);
  }
  return [...batches.values()];
}

function rank({ name, status }: Recorded): number {
  if (name === "backend-killed") return 2;
  return status === null ? 1 : 0;
}

async function askLine(line: Recorded, target: Target): Promise<Answered | Comparable> {
  if (line.name === "backend-killed") await target.kill();
  if (line.name === "after-exit") {
    await within(RECORDER_PATIENCE_MS, askOf(line, target, '{"key":["do"],"value":["first.pre.exit"]}'));
  }
  return within(line.status === null ? RECORDER_PATIENCE_MS : PATIENCE_MS, askOf(line, target));
}

function askOf(line: Recorded, { url }: Target, body?: string): Promise<Answered> {
  const { method, path, headers } = line;
  return ask(url, { method, path, headers, body: body === undefined ? bytesOf(line) : Buffer.from(body) });
}

function within(patienceMs: number, answer: Promise<Answered>): Promise<Answered | Comparable> {
  return Promise.race([answer, sleep(patienceMs, NO_ANSWER, { ref: false })]);
}

async function call(line: Recorded, client: PaddleClient): Promise<Comparable> {
  const runsOut = line.status === "DEADLINE_EXCEEDED";
  const { status, message, bytes } = await client.inference(messageOf(line), runsOut ? { timeoutMs: DEADLINE_MS } : {});
  return { status, headers: {}, body: message && { ...message, bytes: bytes?.toString("hex") } };
}
