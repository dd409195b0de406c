import type { Answered } from "../ask.ts";
import type { DeviationNumber } from "./deviations.ts";
import { INSTEAD } from "./deviations.ts";
import type { Recorded } from "./recording.ts";
import { asksModel } from "./recording.ts";

/** What is compared of an answer. */
export interface Comparable {
  /** Null: there is none. */
  readonly status: number | string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Text of HTTP, of a long one the length; of gRPC the message, and its bytes in hexadecimal. */
  readonly body: unknown;
}

/** What an answer to a line turned out to be. */
export interface Verdict {
  /** What explains that it differs; none: it is equal. */
  readonly deviation: DeviationNumber | undefined;
  readonly expected: Comparable;
  readonly answered: Comparable;
}

const COMPARED = ["content-type", "x-content-type-options"];

/** @param original it is an original, of which nothing else is expected than was recorded */
export function judge(line: Recorded, answer: Answered | Comparable, original = false): Verdict {
  const recorded = { status: line.status, headers: compared(headersOf(line)), body: bodyOf(line) };
  const answered = { status: answer.status, headers: compared(answer.headers), body: answer.body };
  if (line.resp_body_note !== undefined) {
    const length = Number.parseInt(line.resp_body_note, 10);
    return {
      deviation: undefined,
      expected: { ...recorded, body: length },
      answered: { ...answered, body: String(answer.body).length },
    };
  }
  const instead = original ? undefined : INSTEAD.find(({ id }) => id === line.id);
  const expected = instead === undefined ? recorded : { ...recorded, ...instead.answer };
  return {
    deviation: instead?.number,
    expected: { ...expected, body: comparable(expected.body, line) },
    answered: { ...answered, body: comparable(answered.body, line) },
  };
}

function bodyOf({ resp_body: body, resp_hex: bytes }: Recorded): unknown {
  return bytes === undefined ? (body ?? undefined) : { ...Object(body), bytes };
}

function headersOf({ resp_headers }: Recorded): Readonly<Record<string, string>> {
  return Object.fromEntries(resp_headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function compared(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(COMPARED.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

/** Less what differs each time: the platform's own numbers of requests, and what a service is called here. */
function comparable(body: unknown, { setup }: Recorded): unknown {
  if (typeof body !== "string") return body;
  if (body === "") return undefined;
  const told = body.replaceAll(/(?<=data_id=|setup-)\d+/g, "0");
  return asksModel(setup) ? predicted(told) : told;
}

/** Also less the numbers that errors of a prediction have for those of clients, and what a float32 has no digits for. */
function predicted(body: string): string {
  const told = body.includes("failed to predict")
    ? body.replaceAll(/(?<=Log_id: |log_id=)\d+|(?<=batch: \[)[\d, ]+/g, "0").replace(ONNX_RUNTIME, "")
    : body;
  return told.replaceAll(/\d+\.\d{4,}/g, (digits) => Number(digits).toPrecision(6));
}

/** The words of the runtime, from its own mark on. */
const ONNX_RUNTIME = /(?<=\[ONNXRuntimeError\]).*(?=\. Please check)/s;
