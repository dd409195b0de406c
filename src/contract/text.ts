/** The message of something that was thrown, which need not be an `Error`. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of a failed system call, such as `ENOENT`; `undefined` for any other error. */
export function systemCodeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** Absolute paths and file URLs cut down to their base names; web addresses stay. */
export function withoutFolders(text: string): string {
  return text.replace(/(?<![\w:/.~-])(?:file:\/\/)?(?:\/[^\s/'"`,:;()]+)+\/([^\s/'"`,:;()]+)/g, "$1");
}

/** A text as a regular expression that matches it and nothing else. */
export function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
