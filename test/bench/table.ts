type Cell = string | number | undefined;

export interface Column<Row> {
  readonly title: string;
  /** Digits behind the point, for numbers. */
  readonly digits?: number;
  read(row: Row): Cell;
}

/** Rows as an aligned Markdown table; texts to the left, numbers to the right, nothing as a dash. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const shown = columns.map((column) => {
    const cells = rows.map((row) => column.read(row));
    const right = cells.some((cell) => typeof cell === "number");
    const texts = [column.title, ...cells.map((cell) => show(cell, column.digits ?? 0))];
    const width = Math.max(...texts.map((text) => text.length));
    const rule = right ? `${"-".repeat(width - 1)}:` : "-".repeat(width);
    const [title = "", ...padded] = texts.map((text) => (right ? text.padStart(width) : text.padEnd(width)));
    return [title, rule, ...padded];
  });
  const lines = Array.from({ length: rows.length + 2 }, (_, line) => shown.map((column) => column[line]).join(" | "));
  return lines.map((line) => `| ${line} |`).join("\n");
}

function show(cell: Cell, digits: number): string {
  if (cell === undefined) return "-";
  return typeof cell === "number" ? cell.toFixed(digits) : cell;
}
