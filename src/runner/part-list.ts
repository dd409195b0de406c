import type { Answer } from "../contract/call.ts";
import { BridgeError } from "../contract/errors.ts";
import { isJsonObject } from "../contract/json.ts";
import { asPythonJson } from "../contract/python-json.ts";
import { toJson } from "./json.ts";
import { failedAnswer } from "./rets.ts";

/** The parts of an answer, for a client who takes no more than one: their list, or what the platform makes of them. */
export class PartList {
  readonly #joins: boolean;
  readonly #texts: string[] = [];

  /** @param dialect of the original */
  constructor(dialect: string) {
    this.#joins = dialect === "taichu";
  }

  /**
   * @param text its JSON
   * @throws BridgeError bad_answer when the platform could not have answered it
   */
  add(part: unknown, text: string): void {
    this.#texts.push(this.#joins ? this.#parametersOf(part) : text);
  }

  /** taichu-serve: the only one, or all as JSON texts by number; none is an error (spec: taichu-serve, section C2). */
  answer(): Answer {
    const texts = this.#texts;
    if (!this.#joins) return success(`[${texts.join(",")}]`);
    if (texts.length === 0) return failedAnswer({ code: 500, message: "Model predict error" });
    if (texts.length === 1) return success(`{"parameters":${texts.join("")}}`);
    const items = texts.map((text, index) => [`item_${index}`, asPythonJson(text, { ascii: true })]);
    return success(JSON.stringify({ parameters: Object.fromEntries(items) }));
  }

  #parametersOf(part: unknown): string {
    const name = `parts[${this.#texts.length}]`;
    if (!isJsonObject(part)) throw new BridgeError("bad_answer", `${name} is no object with parameters`);
    return toJson(part["parameters"], `${name}.parameters`);
  }
}

function success(result: string): Answer {
  return { code: 0, message: "", result };
}
