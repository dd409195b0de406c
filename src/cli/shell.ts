import { basename } from "node:path";

/** A word of a command as a POSIX shell takes it, in quotes where it needs them. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * How this program is called, for commands that are printed to be pasted: by npx where npm called it, since a shell does not
 * find `evalbridge` there; else as it was called now.
 */
export function ownCommand([, script = ""] = process.argv, { npm_command } = process.env): string {
  if (npm_command !== undefined) return "npx evalbridge";
  return script.endsWith(".js") ? `node ${quoted(script)}` : basename(script);
}
