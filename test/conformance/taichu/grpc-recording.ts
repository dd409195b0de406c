import { readFileSync } from "node:fs";
import type { Message } from "../../support/grpc.ts";

/** What one gRPC call of the recording asked, and what became of it. */
export interface Line {
  readonly name: string;
  readonly method: string;
  /** Several where it is a stream. */
  readonly requests: readonly Message[];
  readonly outcome: Outcome;
  /** The response's own bytes, in hexadecimal. */
  readonly bytes: string | undefined;
}

/** How a call ended, and its messages, without what no two calls have alike. */
export interface Outcome {
  readonly status: string;
  readonly details: string;
  readonly messages: readonly Message[];
}

const FILES = ["taichu.jsonl", "taichu-2.0.31.jsonl", "taichu-2.0.17.jsonl"];

/** Every gRPC line of the recording, in its order. */
export function readLines(): Line[] {
  const texts = FILES.flatMap((file) =>
    readFileSync(new URL(file, import.meta.url), "utf8")
      .trim()
      .split("\n"),
  );
  return texts
    .map((text) => JSON.parse(text))
    .filter(({ method }) => method === "GRPC")
    .map(lineOf);
}

interface Recorded {
  readonly name: string;
  readonly path: string;
  readonly body: Message | readonly Message[];
  readonly status: string;
  readonly details?: string;
  readonly resp_hex?: string;
  readonly resp_body: Message | readonly { readonly msg: Message }[] | null;
}

function lineOf({ name, path, body, status, details, resp_body: response, resp_hex: bytes }: Recorded): Line {
  const requests = Array.isArray(body) ? body : [LARGE.get(name) ?? body];
  const answers = Array.isArray(response) ? response.map(({ msg }) => msg) : [response];
  const messages = status === "OK" && response === null ? requests : answers.filter((message) => message !== null);
  return {
    name,
    method: path.split("/").at(-1) ?? "",
    requests,
    outcome: outcomeOf(status, details ?? "", messages),
    bytes,
  };
}

/** Of these only the size was recorded: an echo of one long text. */
const LARGE: ReadonlyMap<string, Message> = new Map([
  ["grpc-big-5MiB", largeRequest(5_242_910)],
  ["grpc-big-51MiB", largeRequest(53_477_406)],
]);

function largeRequest(bytes: number): Message {
  // The other fields, keys and lengths.
  const others = 30;
  return {
    model_name: "Echo",
    model_version: "1",
    id: "g",
    parameters: { a: { string_param: "x".repeat(bytes - others) } },
  };
}

export function outcomeOf(status: string, details: string, messages: readonly Message[]): Outcome {
  // The words for these are the client's own.
  const own = status === "OK" || status === "DEADLINE_EXCEEDED";
  return { status, details: own ? "" : details, messages: messages.map(comparable) };
}

/** When something was is told in `t`. */
function comparable(message: Message): Message {
  const { parameters = {}, ...rest } = message;
  const entries = Object.entries(Object(parameters)).filter(([key]) => key !== "t");
  return { ...rest, parameters: Object.fromEntries(entries) };
}
