import { basename, dirname, isAbsolute } from "node:path";
import type { Answer, CallReply } from "../contract/call.ts";
import { literal } from "../contract/text.ts";

/**
 * Takes the paths of the private files that a script was given out of what it tells clients: what it says in their place
 * is what the platform's scripts said, who had no such paths. Logs keep them.
 *
 * | path                                     | becomes                                                       |
 * | ---------------------------------------- | ------------------------------------------------------------- |
 * | of an input (`data.uri`)                 | nothing: `uri` was empty there (spec: AVA, section 1.6)       |
 * | in the workspace                         | the path from there; the workspace itself `.`                 |
 * | of a private model or custom file        | its name, as the script knows it                              |
 */
export class PrivatePaths {
  /** Of the host's own folders, which occur in no other path; with the slash, which is rare, they are found faster. */
  readonly #names: readonly string[];
  readonly #paths: RegExp;

  /**
   * @param payloadDir of a worker, in the host's folder for payloads; empty when there is none
   * @param workspace of a worker, in its folder within the host's folder for workers; empty when there is none
   */
  constructor(payloadDir: string, workspace: string) {
    const payloads = dirname(payloadDir);
    const workers = dirname(dirname(workspace));
    this.#names = [payloads, workers].filter(isAbsolute).map((folder) => `/${basename(folder)}`);
    this.#paths = new RegExp(`${patternOf(payloads, inPayloads)}|${patternOf(workers, inWorkers)}`, "g");
  }

  /** A text, or JSON text, without the paths. */
  hidden(text: string): string {
    if (!this.#names.some((name) => text.includes(name))) return text;
    return text.replace(this.#paths, (_path, folder: unknown) => (typeof folder === "string" ? "." : ""));
  }

  /** A reply without the paths, but for its binary answers. */
  hiddenIn(reply: CallReply): CallReply {
    const answers = reply.answers.map((answer) => this.hiddenInAnswer(answer));
    return { ...reply, message: this.hidden(reply.message), answers };
  }

  /** An answer without the paths, but for a binary one. */
  hiddenInAnswer({ message, result, headers, ...rest }: Answer): Answer {
    const shown = { ...rest, message: this.hidden(message), result: this.hidden(result) };
    if (headers === undefined) return shown;
    const entries = Object.entries(headers).map(([name, values]) => [name, values.map((value) => this.hidden(value))]);
    return { ...shown, headers: Object.fromEntries(entries) };
  }
}

/** The name of a worker's folder. */
const WORKER = String.raw`[\w.-]*\w`;
/** JSON writers may escape it. */
const SLASH = String.raw`\\?/`;
/**
 * Not behind a backslash that is not itself behind one: JSON must stay JSON. Only where a path may begin: to look back
 * everywhere would take a text of backslashes a time that grows with its square.
 */
const UNESCAPED = String.raw`(?=\\?/)(?<=(?<!\\)(?:\\\\)*)`;
/** What a runner writes an input to, and what the host does. */
const INPUT = String.raw`(?:uri-\d+-\d+|in-\d+)`;
const FOLDERS = "(?:init|models|customs)";

function inPayloads(root: string): string {
  return `${root}(?:${SLASH}${WORKER})?(?:${SLASH}${INPUT}|${SLASH})?`;
}

/** Captures a folder that is named itself. */
function inWorkers(root: string): string {
  const worker = root + SLASH + WORKER;
  const inside = String.raw`${worker}${SLASH}${FOLDERS}${SLASH}(?:${INPUT}|(?=[^\s"'\\/,;:()]))`;
  const itself = String.raw`(${root}(?:${SLASH}${WORKER}(?:${SLASH}${FOLDERS})?)?(?:${SLASH}(?![\w.-]))?)`;
  return `${inside}|${itself}`;
}

function patternOf(folder: string, within: (root: string) => string): string {
  return isAbsolute(folder) ? within(UNESCAPED + [...folder].map(characterPattern).join("")) : "(?!)";
}

/** A character of a path as it is, or as JSON may have it. */
function characterPattern(character: string): string {
  if (character === "/") return SLASH;
  const plain = literal(character);
  const codes = Array.from(character, (_, unit) => character.charCodeAt(unit).toString(16).padStart(4, "0"));
  const json = JSON.stringify(character).slice(1, -1);
  const ascii = codes.map((code) => String.raw`\\u${code}`).join("");
  if (json !== character) return `(?:${literal(json)}|${plain})`;
  return character > "~" ? `(?:${plain}|${ascii})` : plain;
}
