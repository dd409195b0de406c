import type { Answer } from "../contract/call.ts";
import type { PartsRule } from "../contract/dialects.ts";
import { partsRuleOf } from "../contract/dialects.ts";
import { BridgeError } from "../contract/errors.ts";
import { isJsonObject } from "../contract/json.ts";
import { toJson } from "./json.ts";
import { failedAnswer } from "./rets.ts";

/** The parts of an answer, for a client who takes no more than one: their list, or what the platform makes of them. */
export class PartList {
  readonly #rule: PartsRule | undefined;
  readonly #texts: string[] = [];

  /** @param dialect of the original */
  constructor(dialect: string) {
    this.#rule = partsRuleOf(dialect);
  }

  /**
   * @param text its JSON
   * @throws BridgeError bad_answer when the platform could not have answered it
   */
  add(part: unknown, text: string): void {
    this.#texts.push(this.#rule === undefined ? text : this.#memberOf(part, this.#rule.member));
  }

  answer(): Answer {
    const texts = this.#texts;
    if (this.#rule === undefined) return success(`[${texts.join(",")}]`);
    return texts.length === 0 ? failedAnswer(this.#rule.none) : success(this.#rule.join(texts));
  }

  #memberOf(part: unknown, member: string): string {
    const name = `parts[${this.#texts.length}]`;
    if (!isJsonObject(part)) throw new BridgeError("bad_answer", `${name} is no object with ${member}`);
    return toJson(part[member], `${name}.${member}`);
  }
}

function success(result: string): Answer {
  return { code: 0, message: "", result };
}
