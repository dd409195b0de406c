import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SettingsError } from "../../contract/settings.ts";
import { copy, makeAside } from "../aside.ts";

/** What a new file holds: these bytes, or what another file holds. */
export type Content = Uint8Array | { readonly copyOf: string };

/** New files by path within a folder. */
export type Files = ReadonlyMap<string, Content>;

/**
 * Writes files into a folder, all of them or none. A file that is there already with the same content stays.
 *
 * @param force whether other files may be replaced; none but those in `files` is ever touched
 * @throws SettingsError naming the files that are in the way, or why it cannot be done
 */
export async function placeFiles(root: string, files: Files, force: boolean): Promise<void> {
  const states = await Promise.all(
    [...files].map(async ([name, content]) => ({
      name,
      content,
      state: await stateOf(join(root, name), content),
    })),
  );
  const inTheWay = states.filter(({ state }) => state === "other").map(({ name }) => name);
  if (inTheWay.length > 0 && !force) {
    throw new SettingsError(`${root}: holds ${inTheWay.sort().join(", ")} already; --force replaces them`);
  }
  const missing = states.filter(({ state }) => state !== "same");
  const fill = async (part: string) => {
    for (const { name, content } of missing) {
      await mkdir(dirname(join(part, name)), { recursive: true });
      if (content instanceof Uint8Array) await writeFile(join(part, name), content);
      else await copy(content.copyOf, join(part, name));
    }
  };
  const isNew = (await stat(root).catch(() => undefined)) === undefined;
  const names = missing.map(({ name }) => name);
  await makeAside(root, fill, (part) => (isNew ? rename(part, root) : moveAll(part, root, names)));
}

/** Whether what is at a path is this content, something else, or nothing. */
async function stateOf(path: string, content: Content): Promise<"same" | "other" | "none"> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return "none";
  if (!found.isFile()) throw new SettingsError(`${path}: is no file, and is not replaced`);
  const wanted = content instanceof Uint8Array ? content : await readFile(content.copyOf);
  return Buffer.compare(await readFile(path), wanted) === 0 ? "same" : "other";
}

/** Moves files into a folder; when one cannot be, those before it are moved back, and what they replaced too. */
async function moveAll(part: string, root: string, names: readonly string[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const name of names) {
      const [from, to, old] = [join(part, name), join(root, name), join(part, ".replaced", name)];
      await mkdir(dirname(to), { recursive: true });
      if ((await stat(to).catch(() => undefined)) !== undefined) {
        await mkdir(dirname(old), { recursive: true });
        await rename(to, old);
        undo.unshift(() => rename(old, to));
      }
      await rename(from, to);
      undo.unshift(() => rename(to, from));
    }
  } catch (error) {
    for (const step of undo) await step();
    throw error;
  }
}
