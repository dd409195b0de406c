import type { Bytes } from "./bytes.ts";
import { joined } from "./bytes.ts";
import type { Answer } from "./call.ts";
import type { Dialect } from "./dialects.ts";
import { bodyOfFields } from "./dialects.ts";
import { BridgeError } from "./errors.ts";
import { isJsonObject } from "./json.ts";
import { holdsMoreTokens, MAX_TOKENS } from "./json-tokens.ts";
import { withoutNonFinite } from "./python-json.ts";

/** What the gate's requests become for scripts of other platforms, and what becomes of their answers. */

/** A request's input as it came through the gate. */
export interface GateInput {
  readonly bytes: Bytes;
  /** JSON text; absent means the client sent none. */
  readonly params?: string;
}

/** A field that is a list, of which a request of the gate fills one place. */
const LIST = /^(.+)\[\]$/s;
const BRACE = 0x7b;
/** JSON's white space, and the bytes of a mark of UTF-8. */
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * The body of a request as the platform's own clients would have sent it: bytes that are a JSON object are that already,
 * any others become the field `field` in base64, with `params` beside it; `images[]` is the list `images` of one.
 *
 * @param dialect of the release; where it is the gate's own the bytes stay as they are
 */
export function platformBody({ bytes, params }: GateInput, dialect: Dialect | "", field: string): Bytes {
  const bodyOf = bodyOfFields(dialect);
  if (bodyOf === undefined || holdsObject(bytes)) return bytes;
  const [, list] = LIST.exec(field) ?? [];
  const content = `"${joined(bytes).toString("base64")}"`;
  const input = { name: list ?? field, value: list === undefined ? content : `[${content}]` };
  return [Buffer.from(bodyOf([input, ...(params === undefined ? [] : [{ name: "params", value: params }])]))];
}

/**
 * A platform's answer as the gate gives it: what Python writes and JSON does not have is no result there, as with
 * scripts of the gate's own (spec: AVA, section 9.2 no. 4).
 *
 * @throws BridgeError `bad_answer`
 */
export function checkGateResult({ result }: Answer): void {
  if (withoutNonFinite(result) !== result) throw new BridgeError("bad_answer", "result: NaN or infinity is not JSON");
}

/** Whether bytes are the text of a JSON object, in which Python's NaN and infinities may stand. */
function holdsObject(bytes: Bytes): boolean {
  if (firstOf(bytes) !== BRACE) return false;
  const whole = joined(bytes);
  if (holdsMoreTokens(whole, MAX_TOKENS)) return true;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(whole);
    const value: unknown = JSON.parse(withoutNonFinite(text));
    return isJsonObject(value);
  } catch {
    return false;
  }
}

/** The first byte that is not blank. */
function firstOf(bytes: Bytes): number | undefined {
  for (const part of bytes) {
    const first = part.find((byte) => !BLANK.has(byte));
    if (first !== undefined) return first;
  }
  return undefined;
}
