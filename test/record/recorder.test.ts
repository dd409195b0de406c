import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../src/contract/errors.ts";
import { Metrics } from "../../src/observe/metrics.ts";
import { RecordingFolder } from "../../src/record/folder.ts";
import { Recorder } from "../../src/record/recorder.ts";
import { exchange } from "./exchanges.ts";

const PLENTY = { sample: 1, bytes: 1_000_000_000 };

async function recorder(settings = PLENTY, redact: readonly string[] = []) {
  const path = await mkdtemp(join(tmpdir(), "recording-"));
  const metrics = new Metrics();
  const folder = await RecordingFolder.open(path, redact);
  const log: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => void log.push(JSON.parse(line).msg) });
  const made = new Recorder(folder, settings, metrics.recording(), logger);
  const lines = async () => (await readFile(join(path, "requests.jsonl"), "utf8")).split("\n").slice(0, -1);
  const metric = async (name: string) =>
    Number(new RegExp(`^${name.replaceAll(/[{}]/g, "\\$&")} (\\S+)$`, "m").exec((await metrics.expose()).text)?.[1]);
  const count = (outcome: string) => metric(`evalbridge_recorded_requests_total{outcome="${outcome}"}`);
  return { recorder: made, log, lines, metric, count };
}

describe("a recorder", () => {
  it("keeps answers and errors of scripts, and nothing that only the hour says", async () => {
    const { recorder: made, lines, count } = await recorder();
    for (const kind of ["timeout", "overloaded", "worker_lost", "closing", "unavailable", "internal"] as const) {
      await made.take(exchange(kind, {}, new BridgeError(kind, "no")));
    }
    await made.take(exchange("raised", {}, new BridgeError("bad_answer", "ValueError")));
    await made.take(exchange("refused", {}, { code: 400, message: "no face" }));
    expect((await lines()).map((line) => JSON.parse(line).name)).toEqual(["raised", "refused"]);
    expect(await count("kept")).toBe(2);
  });

  it("drops what it has no time for, counts it, and lets everything go", async () => {
    const { recorder: made, lines, count } = await recorder();
    const all = Array.from({ length: 1500 }, (_, index) => made.take(exchange(`${index}`, { inputs: [] })));
    await Promise.all(all);
    expect([await count("kept"), await count("dropped"), (await lines()).length]).toEqual([1025, 475, 1025]);
    await made.take(exchange("later"));
    expect((await lines()).length).toBe(1026);
  });

  it("bounds the bytes of answers that wait, whatever one of them has", async () => {
    const { recorder: made, count } = await recorder();
    const body = Buffer.alloc(40 * 1024 * 1024);
    // The first is being written, the second waits.
    await Promise.all(["a", "b", "c", "d"].map((name) => made.take(exchange(name, {}, { body }))));
    expect([await count("kept"), await count("dropped")]).toEqual([2, 2]);
    await made.take(exchange("e", {}, { body: Buffer.alloc(70 * 1024 * 1024) }));
    expect(await count("kept")).toBe(3);
  });

  it("stops for good when it is full, and says so once", async () => {
    const { recorder: made, log, lines, metric, count } = await recorder({ sample: 1, bytes: 500 });
    expect([made.wants(), await metric("evalbridge_recording")]).toEqual([true, 1]);
    for (let index = 0; index < 5; index++) await made.take(exchange(`${index}`));
    const kept = (await lines()).length;
    expect([kept > 0, kept < 5, await count("dropped")]).toEqual([true, true, 5 - kept]);
    expect([made.wants(), await metric("evalbridge_recording")]).toEqual([false, 0]);
    expect(await metric("evalbridge_recording_bytes")).toBeLessThanOrEqual(500);
    expect(log).toEqual(["recording has stopped: no more fits into 500 bytes (record.bytes); requests go on"]);
  });

  it("passes over what it cannot redact", async () => {
    const { recorder: made, lines, count } = await recorder(PLENTY, ["result.name"]);
    await made.take(exchange("broken", {}, { result: "[1," }));
    await made.take(exchange("whole", {}, { result: '{"name":"x"}' }));
    expect([await count("unreadable"), await count("kept")]).toEqual([1, 1]);
    expect((await lines())[0]).toContain('{"name":null}');
  });

  it("wants its share of requests", async () => {
    const { recorder: made } = await recorder({ ...PLENTY, sample: 0.1 });
    const wanted = Array.from({ length: 10_000 }, () => made.wants()).filter(Boolean).length;
    expect(wanted).toBeGreaterThan(800);
    expect(wanted).toBeLessThan(1200);
  });
});
