import { once } from "node:events";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Report } from "../../src/compare/report.ts";
import { validated } from "../../src/contract/settings.ts";
import type { Running } from "../support/command.ts";
import { evalbridge, startServing } from "../support/command.ts";
import { dataUri, layOut, until } from "../support/host.ts";
import { startOrigin } from "../support/origin.ts";
import { smallDisk } from "../support/small-disk.ts";

const FIXTURE = "native/compared/1";

async function ask(url: string, body: string | object): Promise<number> {
  const isText = typeof body === "string";
  const headers = { "Content-Type": isText ? "application/octet-stream" : "application/json" };
  return (await fetch(url, { method: "POST", headers, body: isText ? body : JSON.stringify(body) })).status;
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.split(" ")[1] ?? Number.NaN,
  );
}

async function ended({ process: host }: Running): Promise<void> {
  host.kill("SIGTERM");
  await once(host, "close");
}

describe("serve --record", () => {
  it("keeps what compare asks again, and no secret", async () => {
    const dir = await layOut({
      "texts/a": { fixture: FIXTURE },
      "texts/b": { fixture: FIXTURE, settings: { custom_params: { shift: 0.1 }, phase: "staging" } },
      "others/a": { fixture: FIXTURE },
    });
    const origin = await startOrigin((_, response) => response.end("from afar"));
    const record = { redact: ["params.token", "attribute.who"] };
    await writeFile(join(dir, "evalbridge.yaml"), JSON.stringify({ uris: { allow: ["127.0.0.1"] }, record }));
    const recording = join(await mkdtemp(join(tmpdir(), "record-")), "recording");
    const host = await startServing(dir, ["--record", recording]);
    const gate = `${host.url}/v1/eval/texts/a`;
    const attribute = { who: "secret", n: 1 };
    await ask(gate, "one");
    await ask(gate, "one");
    await ask(gate, "a bad text");
    await ask(gate, {
      data: { uri: `${origin.url}/x.txt?key=secret`, attribute },
      params: { token: "secret", limit: 3 },
    });
    await ask(gate, { data: { uri: dataUri("three") } });
    await ask(`${host.url}/v1/eval/others/a`, "two");
    await ended(host);
    await origin.close();

    const index = await readFile(join(recording, "requests.jsonl"), "utf8");
    expect(index.split("\n")).toHaveLength(7);
    expect(index).not.toMatch(/secret|127\.0\.0\.1/);
    expect(index).toContain('"attribute":{"who":null,"n":1}},"params":{"token":null,"limit":3},');

    const out = await mkdtemp(join(tmpdir(), "compare-"));
    await writeFile(join(out, "quick.yaml"), JSON.stringify({ throughput_ms: 0, warm_up: 0 }));
    const compare = async (name: string, ...args: string[]) => {
      const quick = ["--settings", join(out, "quick.yaml"), "--out", join(out, name)];
      const { code } = await evalbridge(["compare", ...args, "--dir", dir, ...quick]);
      return {
        code,
        report: validated(Report, JSON.parse(await readFile(join(out, name, "report.json"), "utf8")), name),
      };
    };
    // What was answered then is a side, and its requests are what both are asked.
    const then = await compare("then", recording, "texts/a");
    expect(then).toMatchObject({ code: 0, report: { verdict: { verdict: "equal" }, errors: { a: { 0: 4, 400: 1 } } } });
    expect(then.report.data).toMatchObject({ cases: 6, compared: 5, left_out: { "of another app": 1 } });
    expect(then.report.data.source).toBe(`the recording ${recording}, without params.token, attribute.who`);
    expect(then.report.sides.a).toMatchObject({
      origin: "recording",
      versions: { "recorded from": "others/a, texts/a" },
    });
    const port = await compare("port", "texts/a", "texts/b", "--data", recording);
    expect([port.code, port.report.verdict.verdict, port.report.data.compared]).toEqual([1, "different", 5]);
    // Three comparisons and a host.
  });

  it("stops when the disk is full, and requests go on", async () => {
    const dir = await layOut({ "texts/a": { fixture: FIXTURE } });
    const recording = await mkdtemp(join(tmpdir(), "record-"));
    const host = await startServing(dir, ["--record", recording], {}, smallDisk(recording, 64));
    const body = (index: number) => `${index}`.padEnd(3000, "x");
    const statuses = [];
    for (let index = 0; index < 40; index++) statuses.push(await ask(`${host.url}/v1/eval/texts/a`, body(index)));
    await until(async () => (await metric(host.url, "evalbridge_recording")) === 0);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await metric(host.url, 'evalbridge_recorded_requests_total{outcome="kept"}')).toBeGreaterThan(2);
    expect(await ask(`${host.url}/v1/eval/texts/a`, "after")).toBe(200);
    await ended(host);
    const lines = host
      .stderr()
      .split("\n")
      .filter((line) => line.includes("recording has stopped"));
    expect(lines).toEqual([expect.stringMatching(/(ENOSPC|EFBIG).*; requests go on/)]);
    expect(lines[0]).toContain(`"level":40`);
  });

  it("says what is wrong with its settings before anything starts", async () => {
    const dir = await layOut({ "texts/a": { fixture: FIXTURE } });
    const mistakes: [string[], string][] = [
      [["--record", dir], `${dir}: holds texts and is no recording; give another folder`],
      [["--sample", "2"], "--sample: record.sample must be <= 1 (found 2)"],
    ];
    for (const [args, message] of mistakes) {
      expect(await evalbridge(["serve", dir, "--port", "0", ...args])).toMatchObject({
        code: 2,
        stderr: `evalbridge: ${message}\n`,
      });
    }
    await mkdir(join(dir, "config"));
    const file = join(dir, "config/evalbridge.yaml");
    await writeFile(file, JSON.stringify({ record: { redact: ["parameters.x"] } }));
    const { stderr } = await evalbridge(["serve", dir, "--config", file]);
    expect(stderr).toContain(`${file}: record.redact.0 must match pattern`);
  });
});
