import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Release } from "../../src/contract/release.ts";
import { findReleases } from "../../src/releases/folder-store.ts";
import type { Judgement } from "../../src/shadow/judgement.ts";
import { WorstPairs } from "../../src/shadow/worst-pairs.ts";
import type { Exchange } from "../../src/tap.ts";
import { layOut } from "../support/host.ts";

const OUTCOME = { code: 0, message: "", result: "{}" };
let release: Release;
let folder: string;
const logged: string[] = [];
const log = pino({ level: "warn" }, { write: (line) => void logged.push(line) });

beforeAll(async () => {
  const [found] = await findReleases(await layOut({ "echo/v1": { fixture: "apps/echo/v1" } }));
  if (found === undefined) throw new Error("a fixture is missing");
  release = found;
});
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "worst-")), "pairs");
  logged.splice(0);
});

function pairsOf(settings: { pairs?: number; bytes?: number } = {}): WorstPairs {
  return new WorstPairs({ folder, pairs: 3, bytes: 1_000_000, redact: [], ...settings }, log);
}

function offer(pairs: WorstPairs, body: string, worst: number, reqid = "id"): Promise<void> {
  const exchange: Exchange = {
    release,
    item: { reqid, group: false, inputs: [{ body: [Buffer.from(body)] }] },
    outcome: OUTCOME,
    ms: 1,
  };
  const judgement: Judgement = { worst, measures: {}, paths: [] };
  return pairs.offer(exchange, { release, outcome: OUTCOME }, judgement);
}

/** The inputs that lie in the folder. */
async function bodies(): Promise<string[]> {
  const files = await readdir(join(folder, "bodies"));
  return (await Promise.all(files.map((file) => readFile(join(folder, "bodies", file), "utf8")))).sort();
}

describe("the worst pairs", () => {
  it("are so many, the worst first; equal requests count once, and equal ids are told apart", async () => {
    const pairs = pairsOf();
    const offers = [
      ["a", 0.1],
      ["b", 0.5],
      ["b", 0.4],
      ["b", 0.6],
      ["c", 0.2],
      ["d", 0.3],
      ["e", 0.05],
    ] as const;
    for (const [body, worst] of offers) await offer(pairs, body, worst);
    expect(pairs.pairs.map(({ worst }) => worst)).toEqual([0.6, 0.3, 0.2]);
    expect(new Set(pairs.pairs.map(({ name }) => name)).size).toBe(3);
    expect(await bodies()).toEqual(["b", "c", "d"]);
  });

  it("are none where none are to be kept, and what is too large is left out", async () => {
    await offer(pairsOf({ pairs: 0 }), "a", 1);
    await expect(readdir(folder)).rejects.toThrow("ENOENT");
    const pairs = pairsOf({ bytes: 2000 });
    await offer(pairs, "small", 0.1);
    await offer(pairs, "x".repeat(3000), 0.9);
    expect(await bodies()).toEqual(["small"]);
  });

  it("stay within their bytes: the less bad ones go", async () => {
    const pairs = pairsOf({ bytes: 2500 });
    for (const [body, worst] of [
      ["a", 0.2],
      ["b", 0.4],
      ["c", 0.1],
      ["d", 0.5],
    ] as const) {
      await offer(pairs, body.repeat(800), worst);
    }
    const kept = pairs.pairs.map(({ worst }) => worst);
    expect(kept).toEqual([0.5, 0.4]);
    expect(await bodies()).toEqual(["b".repeat(800), "d".repeat(800)]);
  });

  it("of before go first when everything begins anew, here or in another process", async () => {
    const pairs = pairsOf();
    for (const [body, worst] of [
      ["a", 0.9],
      ["b", 0.8],
      ["c", 0.7],
    ] as const)
      await offer(pairs, body, worst, body);
    pairs.beginAnew();
    expect(pairs.pairs).toEqual([]);
    await offer(pairs, "d", 0.1, "d");
    expect(await bodies()).toHaveLength(3);
    const next = pairsOf();
    for (const body of ["e", "f", "g"]) await offer(next, body, 0.01, body);
    expect(await bodies()).toEqual(["e", "f", "g"]);
  });

  it("belong to one process at a time, until it closes or is gone", async () => {
    const other = spawn("sleep", ["60"]);
    const owner = `${folder}.pid`;
    await writeFile(owner, `${other.pid} ${hostname()}\n`);
    const pairs = pairsOf();
    await offer(pairs, "a", 1);
    expect(logged.join("")).toContain(`belongs to the host with process id ${other.pid}`);
    other.kill();
    await once(other, "exit");
    await offer(pairs, "a", 1);
    expect(await bodies()).toEqual(["a"]);
    expect(await readFile(owner, "utf8")).toBe(`${process.pid} ${hostname()}\n`);
    await pairs.close();
    await expect(readFile(owner)).rejects.toThrow("ENOENT");
  });

  it("are given up with one warning where they cannot be kept", async () => {
    await writeFile(folder, "a file");
    const pairs = pairsOf();
    await offer(pairs, "a", 1);
    await offer(pairs, "b", 1);
    expect(logged).toHaveLength(1);
    expect(pairs.pairs).toEqual([]);
  });
});
