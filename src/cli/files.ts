import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/** All files below a folder, relative to it and sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => join(relative(folder, entry.parentPath), entry.name)).sort();
}
