import { PayloadStore } from "../../src/media/payload.ts";
import { ENGINES } from "./echo-workers.ts";
import type { HopRow } from "./hop.ts";
import type { HttpRow } from "./http.ts";
import { table } from "./table.ts";

const KB = 1024;

/** The table of the servers, side by side. CPU columns are left out where there is no /proc, rivals where none ran. */
export function printHttp(rows: readonly HttpRow[], rival: string | undefined): string {
  const has = (read: (row: HttpRow) => unknown) => rows.some((row) => read(row) !== undefined);
  const milliseconds = (us: number) => us / 1000;
  const columns = [
    { title: "body", read: ({ body }: HttpRow) => body },
    { title: "connections", read: ({ connections }: HttpRow) => connections },
    { title: "server", read: ({ server }: HttpRow) => server },
    { title: "requests/s", read: ({ rate }: HttpRow) => rate },
    { title: "p50 ms", digits: 3, read: ({ p50Us }: HttpRow) => milliseconds(p50Us) },
    { title: "p99 ms", digits: 3, read: ({ p99Us }: HttpRow) => milliseconds(p99Us) },
    { title: "of bare Fastify", digits: 2, read: ({ ratio }: HttpRow) => ratio },
  ];
  if (rival !== undefined && has(({ rivalRatio }) => rivalRatio)) {
    columns.push({ title: `times ${rival}`, digits: 2, read: ({ rivalRatio }: HttpRow) => rivalRatio });
  }
  return table(columns, rows);
}
