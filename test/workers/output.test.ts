import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Output } from "../../src/workers/output.ts";

let stream: PassThrough;
let lines: string[];
let dropped: number[];
let output: Output;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  stream = new PassThrough();
  lines = [];
  dropped = [];
  output = new Output(stream, { line: (text) => lines.push(text), dropped: (count) => dropped.push(count) });
});
afterEach(() => vi.useRealTimers());

/** What was written has been read when this resolves. */
async function print(...texts: readonly (string | Buffer)[]): Promise<void> {
  for (const text of texts) stream.write(text);
  await new Promise((resolve) => setImmediate(resolve));
}

it("passes whole lines on, however they come, and keeps characters whole", async () => {
  const bytes = Buffer.from("caf\u00e9\n");
  await print("one\ntw", "o\n\n  \n  indented  \r\n", bytes.subarray(0, 4), bytes.subarray(4), "no end");
  expect(lines).toEqual(["one", "two", "  indented", "caf\u00e9"]);
  stream.end();
  await vi.waitFor(() => expect(lines.at(-1)).toBe("no end"));
});

it("cuts long lines, with an end or without", async () => {
  await print(`${"x".repeat(5000)}\n`);
  expect(lines).toEqual([`${"x".repeat(4096)}... (5000 characters)`]);
  await print("y".repeat(5000));
  expect(lines[1]).toBe(`${"y".repeat(4096)}... (5000 characters)`);
});

it("passes 200 lines a second, counts the rest, and starts anew in the next", async () => {
  await print("line\n".repeat(230));
  expect([lines.length, dropped]).toEqual([200, []]);
  vi.advanceTimersByTime(1000);
  expect(dropped).toEqual([30]);
  await print("again\n");
  expect([lines.length, lines.at(-1)]).toEqual([201, "again"]);
});

it("keeps the last twenty lines, those that were left out too", async () => {
  await print(...Array.from({ length: 300 }, (_, index) => `${index}\n`));
  expect(output.tail).toEqual(Array.from({ length: 20 }, (_, index) => String(280 + index)));
});

it("outlives a stream that breaks", async () => {
  await print("before\n");
  stream.destroy(new Error("read EIO"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(output.tail).toEqual(["before"]);
});
