import { BridgeError } from "../contract/errors.ts";
import type { Trail } from "../service.ts";
import type { Outcome } from "./ava-answer.ts";
import { succeeded } from "./ava-answer.ts";

/** How one request was answered. */
export interface Logged {
  readonly trail: Trail;
  readonly outcome: Outcome;
}

/** Also the name of what a script answers to have its own elements in it. */
export const X_LOG = "X-Log";

const MAX_LENGTH = 509;
const MAX_ERROR_LENGTH = 32;
/** What every client reads alike in a header. */
const UNPRINTABLE = /[^\x20-\x7e]/g;

/**
 * The platform's X-Log: `NAME[:ms][/error]`, joined by `;`, the gate's own element last. It names our own steps by the
 * platform's words: EPD is having the inputs, ED waiting for a worker and its answer, EC both (spec: AVA, section 9.1
 * no. 11).
 *
 * @param works of a single request, or of a batch's elements in order
 * @param ms the gate's own time
 */
export function xLog(works: readonly Logged[], ms: number, status: number): string {
  let log = "";
  for (const { trail, outcome } of works) log += scriptElements(outcome) + ownElements(trail, outcome);
  log += element("SGATE", ms);
  if (status < 200 || status > 299) log += `/${status}`;
  return log.length > MAX_LENGTH ? `...${log.slice(-MAX_LENGTH)}` : log;
}

function scriptElements(outcome: Outcome): string {
  const elements = outcome instanceof BridgeError ? undefined : outcome.headers?.[X_LOG];
  return elements === undefined ? "" : elements.map((text) => `${printable(text)};`).join("");
}

function ownElements({ accepted, fetched, answered }: Trail, outcome: Outcome): string {
  if (accepted === 0) return "";
  const failure = succeeded(outcome) ? "" : `/${printable(outcome.message.slice(0, MAX_ERROR_LENGTH))}`;
  const whole = element("EC", answered - accepted);
  if (fetched === 0) return `${element("EPD", answered - accepted)}${failure};${whole};`;
  return `${element("EPD", fetched - accepted)};${element("ED", answered - fetched)}${failure};${whole};`;
}

function element(name: string, ms: number): string {
  const whole = Math.trunc(ms);
  return whole === 0 ? name : `${name}:${whole}`;
}

function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, "?");
}
