import { systemCodeOf } from "../contract/text.ts";

/** Prints text and a line end on stdout. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A line on stderr for the person, beside the answers. */
export function note(text: string): void {
  process.stderr.write(`evalbridge: ${text}\n`);
}

/** A reader may leave before the end, as in `evalbridge serve | head -1`: that ends nothing here. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (systemCodeOf(error) !== "EPIPE") throw error;
    });
  }
}

/** Rows with every column but the last padded to its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}
