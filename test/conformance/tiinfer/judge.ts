import type { Answered } from "../ask.ts";
import type { DeviationNumber } from "./deviations.ts";
import { INSTEAD } from "./deviations.ts";
import type { Recorded } from "./recording.ts";

/** What is compared of an answer. */
export interface Comparable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Of metrics what there are, of a batch whatever its size was; else the text. */
  readonly body: string;
}

/** What an answer to a line turned out to be. */
export interface Verdict {
  /** What explains that it differs; none: it is equal. */
  readonly deviation: DeviationNumber | undefined;
  readonly expected: Comparable;
  readonly answered: Comparable;
}

const COMPARED = ["content-type", "allow", "location", "cache-control", "server"];

/** @param switched the host's `compat` brings the old ways back, or it is an original: nothing is expected instead */
export function judge(line: Recorded, answer: Answered, switched = false): Verdict {
  const recorded = comparable(line, { status: line.status, headers: headersOf(line), body: line.resp_body });
  const answered = comparable(line, answer);
  const instead = switched ? undefined : INSTEAD.find(({ id }) => id === line.id);
  if (instead === undefined) return { deviation: undefined, expected: recorded, answered };
  const { number, status = recorded.status, body = recorded.body, headers = recorded.headers } = instead;
  const expected = { status, headers, body };
  return { deviation: number, expected, answered };
}

function headersOf({ resp_headers }: Recorded): Readonly<Record<string, string>> {
  return Object.fromEntries(resp_headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function comparable({ path, setup }: Recorded, { status, headers, body }: Answered): Comparable {
  const kept = COMPARED.flatMap((name) => (headers[name] === undefined ? [] : [[name, told(name, headers[name])]]));
  return {
    status,
    headers: Object.fromEntries(kept),
    body: path === "/metrics" ? seriesOf(body) : textOf(body, setup.env),
  };
}

/** Of the generation, not of its patch. */
function told(name: string, value: string): string {
  return name === "server" ? value.replace(/(mosec\/0\.\d).*/, "$1") : value;
}

/** How many came together is a matter of time. */
function textOf(body: string, { MODE }: Readonly<Record<string, string>>): string {
  return MODE === "batch" ? body.replace(/"n": \d/, '"n": ..') : body;
}

/** Which series there are, one to a line; which codes have come up depends on what else was asked. */
function seriesOf(body: string): string {
  const lines = body.split("\n").filter((text) => text !== "" && !text.startsWith("#"));
  const series = lines.map((text) =>
    text
      .replace(/ \S+$/, "")
      .replace(/le="[^"]*",?|,le="[^"]*"/, "")
      .replace(/code="\d+"/, "code"),
  );
  return [...new Set(series.map(sorted))].sort().join("\n");
}

/** The labels of a series in one order. */
function sorted(series: string): string {
  return series.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(",").filter(Boolean).sort().join(",")}}`);
}
