import type { Answered } from "../ask.ts";
import type { DeviationNumber } from "./deviations.ts";
import { INSTEAD } from "./deviations.ts";
import type { Recorded } from "./recording.ts";

/** What is compared of an answer. */
export interface Comparable {
  readonly status: number | string;
  readonly headers: Readonly<Record<string, string>>;
  /** An id that was made for the request by its form; of a long one the length. */
  readonly body: string | number;
}

/** What an answer to a line turned out to be. */
export interface Verdict {
  /** What explains that it differs; none: it is equal. */
  readonly deviation: DeviationNumber | undefined;
  readonly expected: Comparable;
  readonly answered: Comparable;
}

const COMPARED = ["content-type", "allow"];
const UUID = /"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}"/;

/** @param original it is an original, of which nothing else is expected than was recorded */
export function judge(line: Recorded, { status, headers, body }: Answered, original = false): Verdict {
  const { resp_body: text, resp_body_note: note } = line;
  const recorded = { status: line.status, headers: compared(headersOf(line)), body: textOf(String(text)) };
  const answered = { status, headers: compared(headers), body: textOf(body) };
  if (note !== undefined) {
    const length = Number.parseInt(note, 10);
    return {
      deviation: undefined,
      expected: { ...recorded, body: length },
      answered: { ...answered, body: body.length },
    };
  }
  const instead = INSTEAD.find(({ id }) => id === line.id);
  if (instead === undefined || original) return { deviation: undefined, expected: recorded, answered };
  const expected = { ...recorded, status: instead.status ?? recorded.status, body: instead.body };
  return { deviation: instead.number, expected, answered };
}

function headersOf({ resp_headers }: Recorded): Readonly<Record<string, string>> {
  return Object.fromEntries(resp_headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function compared(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(COMPARED.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

/** From Python 3.10 on its own message names the class, too. */
function textOf(body: string): string {
  return body.replace(UUID, '"made"').replace("BadCtx._preprocess() got", "_preprocess() got");
}
