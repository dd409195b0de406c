import { PayloadStore } from "../../src/media/payload.ts";
import type { DialectRow } from "./dialects.ts";
import type { HopRow } from "./hop.ts";
import type { HttpRow } from "./http.ts";
import type { ImagingRow } from "./imaging.ts";
import type { PythonRow } from "./python.ts";
import type { ShadowResult, ShadowRow } from "./shadow.ts";
import type { Column } from "./table.ts";
import { table } from "./table.ts";

const KB = 1024;

const CELL: readonly Column<HttpRow>[] = [
  { title: "body", read: ({ body }) => body },
  { title: "connections", read: ({ connections }) => connections },
  { title: "server", read: ({ server }) => server },
  { title: "requests/s", read: ({ rate }) => rate },
  { title: "p50 ms", digits: 3, read: ({ p50Us }) => p50Us / 1000 },
  { title: "p99 ms", digits: 3, read: ({ p99Us }) => p99Us / 1000 },
  { title: "of the bare server", digits: 2, read: ({ ratio }) => ratio },
];
const RIVAL: Column<HttpRow> = { title: "times the rival", digits: 2, read: ({ rivalRatio }) => rivalRatio };
const CPU: readonly Column<HttpRow>[] = [
  { title: "server CPU us", digits: 1, read: ({ frontUs }) => frontUs },
  { title: "workers CPU us", digits: 1, read: ({ workersUs }) => workersUs },
];
const FAILED: Column<HttpRow> = { title: "failed", read: ({ failed }) => failed };

/** The servers side by side; columns that this run has nothing for are left out. */
export function printHttp(rows: readonly HttpRow[]): string {
  const filled = [RIVAL, ...CPU].filter(({ read }) => rows.some((row) => read(row) !== undefined));
  return table([...CELL, ...filled, FAILED], rows);
}

/** Each platform's clients, at the host and at the original. */
export function printDialects(rows: readonly DialectRow[]): string {
  const filled = DIALECT.filter(({ read }) => rows.some((row) => read(row) !== undefined));
  return `An echo for the clients of other platforms\n\n${table(filled, rows)}`;
}

const DIALECT: readonly Column<DialectRow>[] = [
  { title: "client", read: ({ client }) => client },
  { title: "connections", read: ({ connections }) => connections },
  { title: "server", read: ({ server }) => server },
  { title: "requests/s", read: ({ rate }) => rate },
  { title: "p50 ms", digits: 3, read: ({ p50Us }) => p50Us / 1000 },
  { title: "p99 ms", digits: 3, read: ({ p99Us }) => p99Us / 1000 },
  { title: "times the original", digits: 2, read: ({ rivalRatio }) => rivalRatio },
  { title: "failed", read: ({ failed }) => failed },
];

/** Three tables: the hop itself, what a file for a small request costs, and where files begin to pay. */
export function printHop(rows: readonly HopRow[]): string {
  const of = (kind: HopRow["kind"]) => rows.filter((row) => row.kind === kind);
  const small = [...of("request").filter(({ size }) => size < KB), ...of("request, uri read")];
  return [
    `The hop alone, to one worker and back\n\n${table(HOP, of("echo"))}`,
    `A small request whose script looks at \`uri\`, for which a file is written\n\n${table(HOP, small)}`,
    `The socket against a payload file, p50 us (INLINE_LIMIT is ${sizeName(PayloadStore.INLINE_LIMIT)})\n\n${crossover(rows)}`,
  ].join("\n\n");
}

const HOP: readonly Column<HopRow>[] = [
  { title: "worker", read: ({ engine }) => engine },
  { title: "call", read: ({ kind }) => kind },
  { title: "size", read: ({ size }) => sizeName(size) },
  { title: "way", read: ({ way }) => way },
  { title: "p50 us", digits: 1, read: ({ p50Us }) => p50Us },
  { title: "p99 us", digits: 1, read: ({ p99Us }) => p99Us },
];

/** importPython beside the hop to a Python worker. */
export function printPython(rows: readonly PythonRow[]): string {
  return `One call of a Python function\n\n${table(PYTHON, rows)}`;
}

const PYTHON: readonly Column<PythonRow>[] = [
  { title: "call", read: ({ call }) => call },
  { title: "importPython p50 us", digits: 0, read: ({ importP50Us }) => importP50Us },
  { title: "p99 us", digits: 0, read: ({ importP99Us }) => importP99Us },
  { title: "Python engine p50 us", digits: 0, read: ({ engineP50Us }) => engineP50Us },
  { title: "p99 us", digits: 0, read: ({ engineP99Us }) => engineP99Us },
  { title: "times", digits: 1, read: ({ importP50Us, engineP50Us }) => importP50Us / engineP50Us },
];

function crossover(rows: readonly HopRow[]): string {
  const inline = rows.filter(({ kind, way, size }) => kind === "request" && way === "inline" && size > KB);
  const read = (kind: HopRow["kind"], way: HopRow["way"]) => (row: HopRow) =>
    rows.find((each) => isSameCall(each, row) && each.kind === kind && each.way === way)?.p50Us;
  const columns = (["request", "answer"] as const).flatMap((kind) => [
    { title: `${kind} inline`, read: read(kind, "inline") },
    { title: `${kind} as file`, read: read(kind, "file") },
  ]);
  const first: readonly Column<HopRow>[] = HOP.filter(({ title }) => title === "worker" || title === "size");
  return table([...first, ...columns], inline);
}

function isSameCall(a: HopRow, b: HopRow): boolean {
  return a.engine === b.engine && a.size === b.size;
}

function sizeName(bytes: number): string {
  if (bytes < KB) return `${bytes} B`;
  return bytes < KB * KB ? `${bytes / KB} KB` : `${bytes / KB / KB} MB`;
}

export function printImaging(rows: readonly ImagingRow[]): string {
  return table(IMAGING, rows);
}

const IMAGING: readonly Column<ImagingRow>[] = [
  { title: "work", read: ({ work }) => work },
  { title: "beside", read: ({ original }) => original },
  { title: "theirs ms", digits: 2, read: ({ theirsMs }) => theirsMs },
  { title: "ours ms", digits: 2, read: ({ oursMs }) => oursMs },
  { title: "times as long", digits: 1, read: ({ oursMs, theirsMs }) => oursMs / theirsMs },
];

/** What a shadow costs, and what was measured. */
export function printShadow({ rows, pairs, rate, used, failed, mirrored, dropped }: ShadowResult): string {
  const load = `${pairs} pairs of blocks, ${rate.toFixed(0)} requests/s; without a shadow the host and its workers used ${(used * 100).toFixed(0)} % of the machine`;
  return `${load}\n${mirrored} requests mirrored, ${dropped} dropped, ${failed} of the primary's failed\n\n${table(SHADOW, rows)}`;
}

const SHADOW: readonly Column<ShadowRow>[] = [
  { title: "figure", read: ({ figure }) => figure },
  { title: "without", digits: 3, read: ({ without }) => without },
  { title: "with a shadow", digits: 3, read: ({ beside }) => beside },
  { title: "difference", digits: 3, read: ({ difference }) => difference },
  { title: "95 % from", digits: 3, read: ({ low }) => low },
  { title: "to", digits: 3, read: ({ high }) => high },
];
