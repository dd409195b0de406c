import { readFile } from "node:fs/promises";
import { SettingsError } from "../../contract/settings.ts";
import { messageOf } from "../../contract/text.ts";

export interface Line {
  readonly text: string;
  /** File and line, for messages. */
  readonly where: string;
}

/**
 * The lines of a file that are not empty.
 *
 * @throws SettingsError when it cannot be read
 */
export async function readLines(path: string): Promise<Line[]> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new SettingsError(`${path}: cannot be read (${messageOf(error)})`);
  });
  const lines = text.split("\n").map((line, index) => ({ text: line, where: `${path}:${index + 1}` }));
  return lines.filter((line) => line.text.trim() !== "");
}
