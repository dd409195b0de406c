import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findInterpreters } from "../interpreters.ts";
import { BODIES } from "./bodies.ts";
import { hostOf } from "./dialect-servers.ts";
import { measureDialects } from "./dialects.ts";
import { measureHop } from "./hop.ts";
import { measureHttp } from "./http.ts";
import { INFER_BODIES } from "./infer-bodies.ts";
import { bareInference, inferHost, pipedInference } from "./infer-servers.ts";
import { chooseGenerator } from "./load.ts";
import { measurePython } from "./python.ts";
import { printDialects, printHop, printHttp, printPython } from "./report.ts";
import { bareFastify, hostTo } from "./servers.ts";

/** Once, and as short as can be: that every part of `npm run bench` still measures something. The signal is of all of them. */
const load = { generator: chooseGenerator(), rounds: 1, seconds: 1, signal: AbortSignal.timeout(480_000) };

async function workers() {
  const python = (await findInterpreters()).at(-1)?.path ?? "";
  const payloadDir = await mkdtemp(join(tmpdir(), "evalbridge-bench-test-"));
  return {
    rounds: 1,
    python,
    payloadDir,
    calls: 2,
    signal: load.signal,
    [Symbol.asyncDispose]: () => rm(payloadDir, { recursive: true }),
  };
}

it("the host is measured beside bare Fastify", async () => {
  const targets = [bareFastify, hostTo("python", 1)];
  const http = { bodies: BODIES.slice(0, 1), connections: [4], warmUpSeconds: { cell: 0, server: 0 } };
  const rows = await measureHttp({ targets, rivals: new Map(), ...http, ...load });
  expect(rows.map(({ server, failed }) => [server, failed])).toEqual(targets.map(({ name }) => [name, 0]));
  for (const { rate, p50Us, p99Us } of rows) expect(Math.min(rate, p50Us, p99Us)).toBeGreaterThan(0);
  expect(printHttp(rows).split("\n")).toHaveLength(2 + rows.length);
}, 120_000);

it("the Open Inference Protocol is, in each of its forms", async () => {
  const targets = [bareInference, pipedInference, inferHost("native"), inferHost("Python")];
  const small = { bodies: INFER_BODIES.slice(0, 6), connections: [1], warmUpSeconds: { cell: 0, server: 0 } };
  const rows = await measureHttp({ targets, rivals: new Map(), ...small, ...load });
  expect(rows.map(({ body, server, failed }) => [body, server, failed])).toEqual(
    small.bodies.flatMap((body) =>
      targets.filter((target) => target.asks(body)).map(({ name }) => [body.name, name, 0]),
    ),
  );
  expect(new Set(rows.map(({ server }) => server)).size).toBe(targets.length);
  for (const { rate, ratio = 0 } of rows) expect(Math.min(rate, ratio)).toBeGreaterThan(0);
}, 120_000);

it("the clients of other platforms are", async () => {
  const targets = [hostOf("tiinfer"), hostOf("taichu"), hostOf("paddle")];
  const rows = await measureDialects({ targets, warmUpSeconds: 0, ...load });
  expect(rows.map(({ client, connections, failed }) => [client, connections, failed])).toEqual([
    ["tiinfer, HTTP", 1, 0],
    ["tiinfer, HTTP", 32, 0],
    ["taichu, HTTP", 1, 0],
    ["taichu, gRPC", 1, 0],
    ["paddle, HTTP", 1, 0],
    ["paddle, HTTP", 32, 0],
  ]);
  for (const { rate, p50Us, p99Us } of rows) expect(Math.min(rate, p50Us, p99Us)).toBeGreaterThan(0);
  expect(printDialects(rows)).toContain("| taichu, gRPC");
}, 120_000);

it("the hop to a worker is", async () => {
  await using options = await workers();
  const rows = await measureHop(options);
  expect(new Set(rows.map(({ engine }) => engine))).toEqual(new Set(["Python", "native"]));
  for (const { p50Us } of rows) expect(p50Us).toBeGreaterThan(0);
  expect(printHop(rows)).toContain("| Python");
}, 120_000);

it("a handler's Python is", async () => {
  await using options = await workers();
  const rows = await measurePython(options);
  for (const { importP50Us, engineP50Us } of rows) expect(Math.min(importP50Us, engineP50Us)).toBeGreaterThan(0);
  expect(printPython(rows).split("\n")).toHaveLength(4 + rows.length);
}, 120_000);
