import { appendFile, cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report as ReportOf } from "../../src/compare/report.ts";
import { Report } from "../../src/compare/report.ts";
import { validated } from "../../src/contract/settings.ts";
import { evalbridge, finished, start, startServing } from "../support/command.ts";
import { layOut, until } from "../support/host.ts";
import { smallDisk } from "../support/small-disk.ts";

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
    expect(report.worst.map(({ evidence }) => evidence?.input?.file)).toEqual([
      "pictures/1-input.webp",
      "pictures/2-input.webp",
      "pictures/3-input.webp",
      "pictures/4-input.webp",
    ]);
    const page = await readFile(join(out, "report.html"), "utf8");
    expect(page).toContain((await readFile(join(out, "pictures/4-input.webp"))).toString("base64"));
    expect(page).toContain(report.command.replaceAll("&", "&amp;"));
    expect(report.command).toMatch(/^npx evalbridge compare digits\/python digits\/ts .*--limit 4/);
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
    const dir = await texts({ a: { noise: 0.1 }, b: { noise: 0.1 } }, ["one", "bad", "two"]);
    const noisy = await compare("texts/a", "texts/b", "--dir", dir, "--calibrate", "8");
    expect([noisy.code, noisy.stdout]).toEqual([0, expect.stringContaining("equal within noise")]);
    expect((await reportIn(noisy.out)).errors).toMatchObject({ a: { 400: 1 }, b: { 400: 1 }, agreed: 3 });
    // What nobody's noise makes of it.
    const far = ["0.txt", "2.txt"].map((name) => ({
      name,
      result: { confidences: [{ index: 3, class: "3", score: 9 }] },
    }));
    const shifted = await compare("texts/a", await answers("far", far), "--dir", dir, "--calibrate", "8");
    expect([shifted.code, shifted.stdout]).toEqual([1, expect.stringContaining("different")]);
    // Two comparisons of noisy answers.
  }, 60_000);

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

describe("compare of other platforms' scripts", () => {
  it("lets requests wait where the script's own platform refused them", async () => {
    const dir = await layOut({ "story/a": { fixture: "taichu/story" }, "story/b": { fixture: "taichu/story" } });
    const asked = join(dir, "asked.json");
    await writeFile(asked, '{"parameters": {"what": "words", "who": "x", "count": 2}}');
    await writeFile(join(scratch, "flooded.yaml"), JSON.stringify({ throughput_ms: 100, warm_up: 1 }));
    const flooded = ["--data", asked, "--repeat", "3", "--settings", join(scratch, "flooded.yaml")];
    const { code, stdout, out } = await compare("story/a", "story/b", "--dir", dir, ...flooded);
    expect([code, stdout.split("\n")[1]]).toEqual([0, expect.stringMatching(/^equal: /)]);
    expect((await reportIn(out)).latency?.a.throughput_per_s).toBeGreaterThan(0);
  });

  it("asks a request that was one of the platform's own as it came, all others as the gate gives them", async () => {
    const dir = await layOut({ "echo/a": { fixture: "native/echo-port/v1", settings: { dialect: "tiinfer" } } });
    await writeFile(join(dir, "list.json"), "[1]");
    const data = join(dir, "requests.jsonl");
    const line = { data: { file: "list.json" } };
    const lines = [
      { ...line, name: "gate" },
      { ...line, name: "platform", platform: true },
    ];
    await writeFile(data, lines.map((one) => JSON.stringify(one)).join("\n"));
    const expected = await answers("platform", [
      { name: "gate", result: { image: Buffer.from("[1]").toString("base64") } },
      { name: "platform", code: 400, message: "the body is not a JSON object" },
    ]);
    expect(await compare(expected, "echo/a", "--dir", dir, "--data", data)).toMatchObject({ code: 0 });
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
  it("goes on where SIGKILL and Ctrl-C found it, and only with what it was begun with", async () => {
    const inputs = Array.from({ length: 16 }, (_, index) => "x".repeat(index));
    const dir = await texts({ a: {}, b: { sleep_ms: 100 } }, inputs);
    const out = await newOut();
    const args = ["compare", "texts/a", "texts/b", "--dir", dir, "--out", out, "--settings", settings];
    const killed = start(args);
    await untilCases(out, 3);
    killed.process.kill("SIGKILL");
    await finished(killed);
    const before = await casesIn(out);
    await appendFile(join(out, "cases.jsonl"), '{"name":"bro');

    const interrupted = start(args);
    await untilCases(out, before.length + 3);
    interrupted.process.kill("SIGINT");
    const { code, stdout } = await finished(interrupted);
    expect([code, stdout]).toEqual([
      2,
      expect.stringMatching(/\nunfinished: interrupted by SIGINT; \d+ before it: equal/),
    ]);
    const kept = (await casesIn(out)).length;
    const { data, verdict, latency } = await reportIn(out);
    expect(kept).toBeGreaterThanOrEqual(before.length + 3);
    expect(data).toMatchObject({ compared: kept, left_out: { "interrupted by SIGINT": 16 - kept } });
    expect([verdict.exit_code, latency?.a.memory_bytes]).toEqual([2, expect.any(Number)]);

    expect(await evalbridge(args)).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nequal: /) });
    const after = await casesIn(out);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(new Set(after.map((line) => JSON.parse(line).name)).size).toBe(16);
    expect(after).toHaveLength(16);

    await appendFile(join(dir, "texts/b/eval.js"), "// changed\n");
    const message = `${out}: holds a comparison that differs in b; give another --out, or remove it`;
    expect(await evalbridge(args)).toMatchObject({ code: 2, stderr: `evalbridge: ${message}\n` });
    // Four comparisons.
  }, 60_000);

  it("by a full disk has said what it could", async () => {
    const lines = Array.from({ length: 100 }, (_, index) => ({ name: `${index}.txt`, result: { n: index } }));
    const [expected, samples] = [await answers("expected", lines), join(scratch, "many")];
    await mkdir(samples);
    for (const { name } of lines) await writeFile(join(samples, name), name);
    const out = await newOut();
    const args = ["compare", expected, expected, "--data", samples, "--out", out];
    const { code, stdout, stderr } = await finished(start(args, {}, smallDisk(out, 16)));
    const [, kept] =
      /\nunfinished: \S+ cannot be written to \((?:ENOSPC|EFBIG).*; (\d+) before it: equal/.exec(stdout) ?? [];
    expect([code, Number(kept) > 5, Number(kept) < 100]).toEqual([2, true, true]);
    expect(stderr).toMatch(/the report: \S+ cannot be written to \((ENOSPC|EFBIG)/);
  });
});

/** A file of expected answers. */
async function answers(name: string, lines: readonly object[]): Promise<string> {
  const file = join(scratch, `${name}.jsonl`);
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return file;
}

describe("what cannot be compared", () => {
  const refused = ["x1", "x22"].map((_, index) => ({ name: `${index}.txt`, code: 400, message: "an x text" }));
  const classes = refused.map(({ name }) => ({ name, result: { confidences: [{ class: "x", score: 1 }] } }));

  it.each([
    [
      "neither side can read",
      refused,
      { refuses: "x" },
      /^nothing could be compared: A failed on all 2 requests; .*400/,
    ],
    ["A fails on everything", refused, {}, /^nothing could be compared: A failed on all 2 requests; .*400 an x text/],
    ["a side that does not start", classes, { noise: "much" }, /^unfinished: texts\/b is failed: .*noise is no number/],
    ["answers of different kinds", classes, { kind: "bytes" }, /^nothing could be compared: A answers in kind classi/],
  ])("%s: a statement and exit code 2", async (what, a, b, rule) => {
    const dir = await texts({ b }, ["x1", "x22"]);
    const { code, stdout, out } = await compare(await answers(what, a), "texts/b", "--dir", dir);
    expect([code, stdout.split("\n")[1]]).toEqual([2, expect.stringMatching(rule)]);
    expect((await reportIn(out)).verdict.exit_code).toBe(2);
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
    await Promise.all(
      mistakes.map(async ([args, message]) => {
        const { code, stderr } = await compare(...args, "--dir", dir);
        expect([code, stderr]).toEqual([2, expect.stringMatching(/^evalbridge: .*\n$/)]);
        expect(stderr).toContain(message);
      }),
    );
  });
});
