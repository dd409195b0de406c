import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Answered, Ask } from "./target.ts";
import { CALLER } from "./target.ts";

/** One request to the original and its answer: a line of test/golden/ava/gate.jsonl. */
export interface Line {
  readonly name: string;
  /** Which face of the original was asked. */
  readonly target: "gate-queue" | "gate-standalone" | "eval-lib" | "eval-py";
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly resp_headers: Readonly<Record<string, string>>;
  readonly resp_body: string;
}

export function readRecording(): Line[] {
  const text = readFileSync(new URL("../../golden/ava/gate.jsonl", import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line): Line => JSON.parse(line));
}

/** The origin that the recording's URIs name. */
const RECORDED_ORIGIN = "http://127.0.0.1:19120";
/** Whose gate's face an eval host's own face becomes: it has neither apps nor callers in its requests. */
const BEHIND = { "eval-lib": "echo/v1", "eval-py": "g1/v1" } as const;

/** A line as a request to the gate, wherever it went in the recording. */
export function askOf({ target, method, path, headers, body }: Line, origin: string): Ask {
  const { "Transfer-Encoding": encoding, ...rest } = headers;
  const chunked = encoding === "chunked";
  const sent = (chunked ? unchunked(body) : body).replaceAll(RECORDED_ORIGIN, origin);
  const request: Ask = { method, path, headers: rest, body: sent, chunked };
  if (target === "gate-queue" || target === "gate-standalone") return request;
  const app = BEHIND[target];
  return {
    ...request,
    headers: { Authorization: CALLER.replace("ut=4", "ut=0"), ...rest },
    path: path.replace(/^\/v1\/eval/, `/v1/eval/${app}`),
    body: path === "/v1/batch" ? withOps(sent, `/v1/eval/${app}`) : sent,
  };
}

/** The recording holds chunked bodies as they went over the wire. */
function unchunked(body: string): string {
  const [, size = "", rest = ""] = /^([\da-f]+)\r\n(.*)$/s.exec(body) ?? [];
  return rest.slice(0, Number.parseInt(size, 16));
}

function withOps(body: string, op: string): string {
  try {
    const elements: unknown = JSON.parse(body);
    if (Array.isArray(elements)) return JSON.stringify(elements.map((element: object) => ({ ...element, op })));
  } catch {
    // A body that is not JSON stays as it is.
  }
  return body;
}

/** Something in which an answer differs from the expected one. */
export interface Difference {
  /** `status`, `header X-Log`, or `body` and a path into its JSON: `body/result/data/uri`. */
  readonly place: string;
  readonly expected: unknown;
  readonly answered: unknown;
}

/** What is compared of an answer. What is made anew for each request is replaced by its form. */
export interface Comparable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** JSON, or text where it is none. */
  readonly body: unknown;
}

const COMPARED = ["content-type", "x-content-type-options", "x-origin-a", "x-reqid", "x-log"];

export function comparable({ status, headers, body }: Answered, { headers: sent }: Line): Comparable {
  const forms = { ...headers, "x-reqid": formOfReqid(headers["x-reqid"], sent), "x-log": formOfLog(headers["x-log"]) };
  return { status, headers: forms, body: parsed(body.toString()) };
}

/** A line's own answer. */
export function recordedOf(line: Line): Comparable {
  const headers = Object.entries(line.resp_headers).map(([name, value]) => [name.toLowerCase(), value]);
  const body = Buffer.from(line.resp_body);
  return comparable({ status: line.status, headers: Object.fromEntries(headers), body }, line);
}

export function differences(expected: Comparable, answered: Comparable): Difference[] {
  return [
    ...differing("status", expected.status, answered.status),
    ...COMPARED.flatMap((name) => differing(`header ${name}`, expected.headers[name], answered.headers[name])),
    ...within("body", expected.body, answered.body),
  ];
}

/** A client's own id stands as it is, one that was made by its form. */
function formOfReqid(value: string | undefined, sent: Line["headers"]): string | undefined {
  const own = sent["X-Reqid"] ?? sent["x-reqid"];
  if (value === undefined || value === own) return value;
  return /^[\w-]{16}$/.test(value) ? "made" : `malformed: ${value}`;
}

/** What scripts wrote and what the gate says of the whole; the steps between are each host's own, and so are times. */
function formOfLog(value: string | undefined): string | undefined {
  const steps = /^(STS|EPD|ED|EC|EVAL_|lb\.timeouts)(:\d+)?($|\/)/;
  const elements = value?.split(";").filter((element) => !steps.test(element));
  return elements?.map((element) => element.replace(/^SGATE:\d+/, "SGATE")).join(";");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Differences of two JSON values, each with its path. */
function within(place: string, expected: unknown, answered: unknown): Difference[] {
  if (expected instanceof RegExp) {
    const text = typeof answered === "string" ? answered : JSON.stringify(answered);
    return expected.test(text) ? [] : [{ place, expected, answered }];
  }
  if (isObject(expected) && isObject(answered) && Array.isArray(expected) === Array.isArray(answered)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(answered)]);
    return [...keys].flatMap((key) => within(`${place}/${key}`, fieldOf(expected, key), fieldOf(answered, key)));
  }
  // To JSON, -0 is 0.
  return expected === answered ? [] : differing(place, expected, answered);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function fieldOf(object: object, key: string): unknown {
  const value: unknown = Object.getOwnPropertyDescriptor(object, key)?.value;
  if (typeof value !== "string") return value;
  if (key === "uri" && value.startsWith("sts://")) return "sts://";
  return key === "reqid" && /^[\w-]{16}$/.test(value) ? "made" : value;
}

function differing(place: string, expected: unknown, answered: unknown): Difference[] {
  return isDeepStrictEqual(expected, answered) ? [] : [{ place, expected, answered }];
}
