import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report as ReportOf } from "../../src/compare/report.ts";
import { Report } from "../../src/compare/report.ts";
import { validated } from "../../src/contract/settings.ts";
import { evalbridge, MAIN, startServing } from "../support/command.ts";
import { layOut, until } from "../support/host.ts";

const EVALS = new URL("../../evals/", import.meta.url).pathname;
const FIXTURE = "native/compared/1";
/** Throughput costs time, and has a test of its own. */
const QUICK = { throughput_ms: 0, warm_up: 1 };

let scratch = "";
let settings = "";

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "compare-"));
  settings = join(scratch, "quick.yaml");
  await writeFile(settings, JSON.stringify(QUICK));
});

/** An app `texts` with releases that differ in their parameters, and texts to ask them with. */
async function texts(versions: Record<string, object>, inputs: readonly string[]): Promise<string> {
  const releases = Object.entries(versions).map(([version, custom_params]) => [
    `texts/${version}`,
    { fixture: FIXTURE, settings: { custom_params } },
  ]);
  const dir = await layOut(Object.fromEntries(releases));
  await mkdir(join(dir, "texts/samples"));
  for (const [index, text] of inputs.entries()) await writeFile(join(dir, `texts/samples/${index}.txt`), text);
  return dir;
}

async function newOut(): Promise<string> {
  return mkdtemp(join(scratch, "out-"));
}

async function reportIn(out: string): Promise<ReportOf> {
  return validated(Report, JSON.parse(await readFile(join(out, "report.json"), "utf8")), "report.json");
}

interface Compared {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly out: string;
}

async function compare(...args: string[]): Promise<Compared> {
  const out = await newOut();
  const flags = args.includes("--settings") ? [] : ["--settings", settings];
  return { ...(await evalbridge(["compare", "--out", out, ...flags, "--log-level", "silent", ...args])), out };
}

describe("compare", () => {
  it("finds the sample port of digits equal, and says what both took", async () => {
    await writeFile(join(scratch, "fast.yaml"), JSON.stringify({ throughput_ms: 100, warm_up: 1 }));
    const fast = ["--settings", join(scratch, "fast.yaml")];
    const { code, stdout, out } = await compare("digits/python", "digits/ts", "--dir", EVALS, "--limit", "4", ...fast);
    expect([code, stdout.split("\n")[1]]).toEqual([0, expect.stringMatching(/^equal: /)]);
    const report = await reportIn(out);
    expect(report).toMatchObject({
      verdict: { verdict: "equal", exit_code: 0 },
      kind: "classification",
      data: { cases: 15, compared: 4, left_out: { "beyond --limit": 11 } },
      sides: {
        a: { name: "digits/python", origin: "release", versions: { engine: "python", numpy: expect.any(String) } },
        b: { name: "digits/ts", versions: { engine: "native", sharp: expect.any(String) } },
      },
    });
    const { a, b, pairs } = report.latency ?? { pairs: 0 };
    expect(pairs).toBe(4);
    for (const side of [a, b]) {
      expect(side?.throughput_per_s).toBeGreaterThan(0.1);
      expect(side?.cold_start_ms).toBeGreaterThan(10);
      expect(side?.memory_bytes).toBeGreaterThan(10_000_000);
      expect(side?.cpu_s_per_request).toBeGreaterThan(0);
    }
  });

  it("finds a port that normalises wrongly different, and names the worst case", async () => {
    const dir = await mkdtemp(join(scratch, "evals-"));
    await cp(join(EVALS, "digits"), join(dir, "digits"), { recursive: true });
    const file = join(dir, "digits/ts/eval.ts");
    const source = await readFile(file, "utf8");
    const wrong = source.replaceAll("/ 255", "/ 200");
    expect(wrong).not.toBe(source);
    await writeFile(file, wrong);
    const { code, stdout, out } = await compare("digits/python", "digits/ts", "--dir", dir, "--limit", "3");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/\ndifferent: .*Worst cases\n {2}digit-\d/s)]);
    expect((await reportIn(out)).worst[0]?.exceeding).not.toEqual([]);
  });

  it("takes errors for answers, and calibrates with what A does to itself", async () => {
    const dir = await texts({ a: { noise: 0.1 }, b: { noise: 0.1 }, c: { noise: 0.1, shift: 1 } }, [
      "one",
      "bad",
      "two",
    ]);
    const noisy = await compare("texts/a", "texts/b", "--dir", dir, "--calibrate", "8");
    expect([noisy.code, noisy.stdout]).toEqual([0, expect.stringContaining("equal within noise")]);
    expect((await reportIn(noisy.out)).errors).toMatchObject({ a: { 400: 1 }, b: { 400: 1 }, agreed: 3 });
    const shifted = await compare("texts/a", "texts/c", "--dir", dir, "--calibrate", "8");
    expect([shifted.code, shifted.stdout]).toEqual([1, expect.stringContaining("different")]);
  });

  it("compares with expected answers as run prints them, and leaves out what has none", async () => {
    const dir = await texts({ a: {}, b: { shift: 0.1 } }, ["one", "bad", "three"]);
    const samples = join(dir, "texts/samples");
    const { stdout } = await evalbridge(["run", "texts/a", samples, "--dir", dir]);
    const expected = join(dir, "expected.jsonl");
    await writeFile(expected, stdout.split("\n").slice(0, 2).join("\n"));
    const equal = await compare(expected, "texts/a", "--dir", dir);
    expect(equal).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nequal: /) });
    expect((await reportIn(equal.out)).data).toMatchObject({ compared: 2, left_out: { "no expected answer": 1 } });
    expect((await compare(expected, "texts/b", "--dir", dir)).code).toBe(1);
  });
});

describe("compare with a URL", () => {
  it("asks a running host, with what the requests of a file say", async () => {
    const dir = await texts({ a: {}, b: {} }, ["one"]);
    const { url, process: host } = await startServing(dir);
    const requests = join(dir, "requests.jsonl");
    const lines = [{ data: { file: "texts/samples/0.txt" }, params: { limit: 1 } }, { data: { uri: "data:,no" } }];
    await writeFile(requests, lines.map((line) => JSON.stringify(line)).join("\n"));
    const { code, stdout, out } = await compare(`${url}/v1/eval/texts/a`, "texts/b", "--dir", dir, "--data", requests);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\nequal: /)]);
    const report = await reportIn(out);
    expect(report).toMatchObject({ sides: { a: { origin: "url" } }, errors: { a: { 0: 1, 400: 1 }, agreed: 2 } });
    expect(report.latency?.a.throughput_per_s).toBeUndefined();
    host.kill("SIGKILL");
  });

  it("keeps what was measured when it dies half-way, and goes on when it is back", async () => {
    const inputs = Array.from({ length: 12 }, (_, index) => "x".repeat(index));
    const dir = await texts({ a: {}, b: { sleep_ms: 150 } }, inputs);
    const { url, process: host } = await startServing(dir);
    const out = await newOut();
    const args = ["compare", `${url}/v1/eval/texts/a`, "texts/b", "--dir", dir, "--out", out, "--settings", settings];
    const running = evalbridge(args);
    await untilCases(out, 2);
    host.kill("SIGKILL");
    const { code, stdout } = await running;
    const { data, verdict } = await reportIn(out);
    expect([code, verdict.verdict, verdict.exit_code]).toEqual([2, "unfinished", 2]);
    expect(stdout).toMatch(/\nunfinished: http:\S+ cannot be asked: .*ECONN/);
    expect(data.compared).toBeGreaterThanOrEqual(2);
    expect(data.compared).toBeLessThan(12);
    const port = new URL(url).port;
    const { process: again } = await startServing(dir, ["--port", port]);
    expect(await evalbridge(args)).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nequal: /) });
    expect((await reportIn(out)).data).toMatchObject({ compared: 12, left_out: {} });
    again.kill("SIGKILL");
    // Two hosts and two comparisons.
  }, 90_000);
});

/** Waits until a comparison has kept so many cases. */
function untilCases(out: string, count: number): Promise<void> {
  return until(async () => (await casesIn(out)).length >= count, 60_000);
}

async function casesIn(out: string): Promise<string[]> {
  const text = await readFile(join(out, "cases.jsonl"), "utf8").catch(() => "");
  return text.split("\n").slice(0, -1);
}

describe("a comparison that is broken off", () => {
  it("goes on where SIGKILL found it, and only with what it was begun with", async () => {
    const inputs = Array.from({ length: 10 }, (_, index) => "x".repeat(index));
    const dir = await texts({ a: {}, b: { sleep_ms: 100 } }, inputs);
    const out = await newOut();
    const args = ["compare", "texts/a", "texts/b", "--dir", dir, "--out", out, "--settings", settings];
    const killed = spawn(process.execPath, [MAIN, ...args], { stdio: "ignore" });
    await untilCases(out, 3);
    killed.kill("SIGKILL");
    await once(killed, "close");
    const before = await casesIn(out);
    await appendFile(join(out, "cases.jsonl"), '{"name":"bro');
    expect(await evalbridge(args)).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nequal: /) });
    const after = await casesIn(out);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(new Set(after.map((line) => JSON.parse(line).name)).size).toBe(10);
    expect(after).toHaveLength(10);

    await appendFile(join(dir, "texts/b/eval.js"), "// changed\n");
    const { code, stderr } = await evalbridge(args);
    expect([code, stderr]).toEqual([
      2,
      `evalbridge: ${out}: holds a comparison that differs in b; give another --out, or remove it\n`,
    ]);
  });

  it("by a full disk has said what it could", async () => {
    const dir = await texts(
      { a: {}, b: {} },
      Array.from({ length: 30 }, (_, index) => `${index}`),
    );
    const out = await newOut();
    // A file may have 4 KB, which is some fifteen cases.
    const args = ["compare", "texts/a", "texts/b", "--dir", dir, "--out", out, "--settings", settings];
    const limited = ["-c", 'ulimit -f 8; exec "$0" "$@"', process.execPath, MAIN, ...args];
    const child = spawn("sh", limited, { stdio: ["ignore", "pipe", "ignore"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    const [code] = await once(child, "close");
    expect([code, stdout]).toEqual([
      2,
      expect.stringMatching(/\nunfinished: \S+ cannot be written to \(EFBIG.*; \d+ before it: equal/),
    ]);
    expect((await casesIn(out)).length).toBeGreaterThan(5);
  });
});

describe("what cannot be compared", () => {
  it.each([
    ["neither side can read", { a: { refuses: "x" }, b: { refuses: "x" } }, "nothing could be compared"],
    ["A fails on everything", { a: { refuses: "x" }, b: {} }, "nothing could be compared"],
    ["a side that does not start", { a: { noise: "much" }, b: {} }, "unfinished"],
    ["answers of different kinds", { a: {}, b: { kind: "bytes" } }, "nothing could be compared"],
  ])("%s: a statement and exit code 2", async (_what, versions, verdict) => {
    const dir = await texts(versions, ["x1", "x22"]);
    const { code, stdout, out } = await compare("texts/a", "texts/b", "--dir", dir);
    expect([code, stdout.split("\n")[1]]).toEqual([2, expect.stringContaining(`${verdict}: `)]);
    expect((await reportIn(out)).verdict).toMatchObject({ verdict, exit_code: 2 });
  });

  it("mistakes on the command line are one line and exit code 2", async () => {
    const dir = await texts({ a: {} }, ["one"]);
    const empty = await mkdtemp(join(scratch, "empty-"));
    const mistakes: [string[], string][] = [
      [["texts/a", "texts/none"], `${dir}: holds no texts/none (it has texts/a)`],
      [["texts/a", "texts/a", "--data", empty], `${empty}: holds no file`],
      [["texts/a", "texts/a", "--repeat", "0"], '--repeat: must be a whole number from 1 on (found "0")'],
      [["http://127.0.0.1:1/v1/eval/x", "none.jsonl"], "none.jsonl: cannot be read"],
      [["texts/a", "texts/a", "--settings", join(dir, "no.yaml")], "no.yaml"],
    ];
    for (const [args, message] of mistakes) {
      const { code, stderr } = await compare(...args, "--dir", dir);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^evalbridge: .*\n$/)]);
      expect(stderr).toContain(message);
    }
  });
});
