import { stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { SettingsError } from "../../contract/settings.ts";
import { hasFont } from "../draw/labels.ts";
import { draw } from "../draw/picture.ts";
import { note } from "../output.ts";
import { isUri } from "./inputs.ts";

const EXTENSIONS: ReadonlySet<string> = new Set([".png", ".jpg", ".jpeg"]);

/** Where `--draw` puts the pictures: one file for one answer, a folder for many. */
export class Pictures {
  readonly #target: string;
  readonly #isFolder: boolean;
  readonly #taken = new Set<string>();

  private constructor(target: string, isFolder: boolean) {
    this.#target = target;
    this.#isFolder = isFolder;
  }

  /** @throws SettingsError when the target cannot be what it must be */
  static async at(target: string, isFolder: boolean): Promise<Pictures> {
    const found = await stat(target).catch(() => undefined);
    if (isFolder && found !== undefined && !found.isDirectory()) {
      throw new SettingsError(`--draw: ${target} is a file; pictures of several inputs need a folder`);
    }
    if (!isFolder && (found?.isDirectory() || !EXTENSIONS.has(extname(target).toLowerCase()))) {
      throw new SettingsError(`--draw: ${target} must be a file that ends in .png, .jpg or .jpeg`);
    }
    if (!(await hasFont()))
      note("--draw: there is no font, so no label can be read; install fonts-dejavu-core or another one");
    return new Pictures(target, isFolder);
  }

  /**
   * Paints one answer.
   *
   * @param name the input's path or URI
   * @throws NotDrawable when it cannot be painted
   */
  async add(name: string, input: Uint8Array, result: string): Promise<void> {
    await draw(input, result, this.#isFolder ? join(this.#target, this.#fileOf(name)) : this.#target);
  }

  /** `rocket.png` for `photos/rocket.jpg`; where several inputs have that name, `rocket-2.png` for the second. */
  #fileOf(name: string): string {
    const path = isUri(name) ? (/^https?:/.test(name) ? new URL(name).pathname : "data") : name;
    const stem = basename(path, extname(path)) || "input";
    let file = `${stem}.png`;
    for (let next = 2; this.#taken.has(file); next++) file = `${stem}-${next}.png`;
    this.#taken.add(file);
    return file;
  }
}
