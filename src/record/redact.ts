import { parseJsonText } from "../compare/json-text.ts";
import { isValueObject, TextError } from "../compare/value.ts";
import type { Bytes } from "../contract/bytes.ts";
import { joined } from "../contract/bytes.ts";
import { elementsOf, membersOf, startOf } from "../gateways/json-members.ts";

/** Parts of a recorded exchange that are JSON, in which members can be redacted; `body` is a request of another platform's. */
export const REDACTABLE = ["params", "attribute", "result", "body"] as const;
export type Redactable = (typeof REDACTABLE)[number];

/** What stands in the place of what is redacted. */
const REDACTED = "null";

/** A part of an exchange, and the way from its top to what is redacted; `*` is any key or index. */
interface RedactPath {
  readonly part: Redactable;
  readonly steps: readonly string[];
}

/** Where the gate's `params` stand in the bodies that it makes for other platforms. */
const PARAMS_IN_BODIES = [["params"], ["parameters", "params"]] as const;

/** Takes what nobody may keep out of JSON texts; all else stays as it was written. */
export class Redaction {
  readonly #paths: readonly RedactPath[];

  /** @param paths such as `params.token`, `attribute`, `result.faces[*].name` or `body.user` */
  constructor(paths: readonly string[]) {
    this.#paths = paths.map(pathOf);
  }

  /**
   * The body of a request as another platform has it; what is redacted in `params` is so where the gate has put them.
   *
   * @throws TextError when members of it are to be redacted and it is no JSON
   */
  applyToBody(body: Bytes): Bytes {
    const isNamed = this.#paths.some(({ part }) => part === "body");
    const inParams = this.#paths.filter(({ part }) => part === "params");
    if (!isNamed && inParams.length === 0) return body;
    const bytes = joined(body);
    const text = bytes.toString();
    const isText = Buffer.from(text).equals(bytes);
    if (isNamed && !isText) throw new TextError("is not UTF-8");
    const named = this.apply("body", text);
    if (!isText || !isObject(named)) return isNamed ? [Buffer.from(named)] : body;
    const all = inParams.flatMap(({ steps }) => PARAMS_IN_BODIES.map((place) => [...place, ...steps]));
    return [Buffer.from(all.reduce((rest, steps) => redacted(rest, steps), named))];
  }

  /**
   * @param text JSON; NaN and infinities may stand in it, as Python writes them
   * @throws TextError when members of it are to be redacted and it is no JSON
   */
  apply(part: Redactable, text: string): string {
    const paths = this.#paths.filter((path) => path.part === part);
    // Whoever walks through a text relies on its being one.
    if (paths.some(({ steps }) => steps.length > 0)) parseJsonText(text);
    return paths.reduce((rest, { steps }) => redacted(rest, steps), text);
  }
}

function pathOf(path: string): RedactPath {
  const [name, ...steps] = path.split(/\.|\[|\]/).filter((step) => step !== "");
  const part = REDACTABLE.find((known) => known === name);
  if (part === undefined) throw new Error(`${path} begins with no part that can be redacted`);
  return { part, steps };
}

function isObject(text: string): boolean {
  try {
    return isValueObject(parseJsonText(text));
  } catch (error) {
    if (error instanceof TextError) return false;
    throw error;
  }
}

function redacted(json: string, [step, ...others]: readonly string[]): string {
  if (step === undefined) return REDACTED;
  let text = "";
  let end = 0;
  for (const span of spansAt(json, step)) {
    text += json.slice(end, span.start) + redacted(json.slice(span.start, span.end), others);
    end = span.end;
  }
  return text + json.slice(end);
}

/** The values that a step leads to, in the order of the text. */
function spansAt(json: string, step: string) {
  const at = startOf(json, 0);
  if (json[at] === "{") return [...membersOf(json, at)].filter(({ key }) => step === "*" || step === key);
  if (json[at] !== "[") return [];
  return [...elementsOf(json, at)].filter((_, index) => step === "*" || step === String(index));
}
