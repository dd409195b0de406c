import type { Answered } from "../ask.ts";
import type { DeviationNumber } from "./deviations.ts";
import { INSTEAD } from "./deviations.ts";
import type { Recorded } from "./recording.ts";

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
    expected: { ...expected, body: comparable(expected.body) },
    answered: { ...answered, body: comparable(answered.body) },
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

/** What differs each time: the platform's own number of a request, what a service is called here. */
function comparable(body: unknown): unknown {
  if (typeof body !== "string") return body;
  return body === "" ? undefined : body.replaceAll(/(?<=data_id=|setup-)\d+/g, "0");
}
