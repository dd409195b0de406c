import { createReadStream } from "node:fs";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";

export interface Line {
  readonly text: string;
  /** File and line, for messages. */
  readonly where: string;
}

/**
 * The lines of a file that are not empty; the file as a whole may be larger than a text can be.
 *
 * @param isGrowing whether somebody may be writing it: a last line without an end is none yet
 * @throws SettingsError when it cannot be read
 */
export async function readLines(path: string, isGrowing = false): Promise<Line[]> {
  const lines: Line[] = [];
  let number = 0;
  const add = (text: string) => {
    number += 1;
    if (text.trim() !== "") lines.push({ text, where: `${path}:${number}` });
  };
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, "utf8")) {
      const [first = "", ...others] = String(chunk).split("\n");
      rest += first;
      for (const next of others) {
        add(rest);
        rest = next;
      }
    }
  } catch (error) {
    throw new SettingsError(`${path}: cannot be read (${messageOf(error)})`);
  }
  if (!isGrowing) add(rest);
  return lines;
}
