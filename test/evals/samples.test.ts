import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TSchema } from "typebox";
import * as Value from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClassificationResult, DetectionResult } from "../../src/contract/templates.ts";
import type { TestHost } from "../support/host.ts";
import { listReleases, serveFolder } from "../support/host.ts";

const APPS: [string, TSchema][] = [
  ["digits", ClassificationResult],
  ["text-detection", DetectionResult],
];
const VERSIONS = ["python", "ts"];

let host: TestHost;
let dir: string;

// Copied away first: an app folder must serve from anywhere, with no node_modules above it. The first run on a
// machine builds the Python environments.
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "evalbridge-samples-"));
  for (const [app] of APPS) await cp(join("evals", app), join(dir, app), { recursive: true });
  host = await serveFolder(dir);
}, 600_000);
afterAll(async () => {
  await host.close();
  await rm(dir, { recursive: true, force: true });
});

async function ask(
  release: string,
  body: Uint8Array,
): Promise<{ status: number; answer: { result: unknown; error: string } }> {
  const response = await host.post(`/v1/eval/${release}`, body, { "Content-Type": "application/octet-stream" });
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

describe.each(APPS)("%s", (app, template) => {
  it("has at least ten real pictures, and answers each as its template says, port and original alike", async () => {
    const samples = await readdir(join("evals", app, "samples"));
    expect(samples.length).toBeGreaterThanOrEqual(10);
    for (const sample of samples) {
      const body = await readFile(join("evals", app, "samples", sample));
      const [original, port] = await Promise.all(VERSIONS.map((version) => ask(`${app}/${version}`, body)));
      expect([sample, original?.status]).toEqual([sample, 200]);
      expect(Value.Check(template, original?.answer.result)).toBe(true);
      expect(port?.answer).toEqual(original?.answer);
    }
  });

  it.each(VERSIONS)("%s refuses with 400 what it cannot read, and lives on", async (version) => {
    const [first] = await readdir(join("evals", app, "samples"));
    const whole = await readFile(join("evals", app, "samples", first ?? ""));
    const before = await pidOf(`${app}/${version}`);
    const bomb = await readFile("test/fixtures/images/bomb-10000x10000.png");
    for (const body of [Buffer.alloc(0), Buffer.from("not an image"), whole.subarray(0, 60), bomb]) {
      const { status, answer } = await ask(`${app}/${version}`, body);
      expect([body.length, status]).toEqual([body.length, 400]);
      expect(answer.error).not.toBe("");
    }
    const group = await host.post(`/v1/eval/${app}/${version}`, {
      data: [{ uri: "data:application/octet-stream;base64,AAAA" }],
    });
    expect(group.status).toBe(400);
    expect((await ask(`${app}/${version}`, whole)).status).toBe(200);
    expect(await pidOf(`${app}/${version}`)).toBe(before);
  });
});

describe("digits", () => {
  it("honours params.limit", async () => {
    const body = (await readFile("evals/digits/samples/digit-7-00000.png")).toString("base64");
    for (const version of VERSIONS) {
      const response = await host.post(`/v1/eval/digits/${version}`, {
        data: { uri: `data:application/octet-stream;base64,${body}` },
        params: { limit: 3 },
      });
      const { result }: { result: ClassificationResult } = JSON.parse(await response.text());
      expect(result.confidences[0]?.class).toBe("7");
      expect(result.confidences).toHaveLength(3);
    }
  });

  it("has at least three hard samples, on which a difference could show", async () => {
    const samples = await readdir("evals/digits/samples");
    const scores = await Promise.all(
      samples.map(async (name) => {
        const { answer } = await ask("digits/ts", await readFile(join("evals/digits/samples", name)));
        return (answer.result as ClassificationResult).confidences[0]?.score ?? 1;
      }),
    );
    expect(scores.filter((score) => score < 0.9).length).toBeGreaterThanOrEqual(3);
  });
});

describe("text-detection", () => {
  it("finds the lines of the photographed page", async () => {
    for (const version of VERSIONS) {
      const { answer } = await ask(
        `text-detection/${version}`,
        await readFile("evals/text-detection/samples/page.png"),
      );
      expect((answer.result as DetectionResult).detections.length).toBeGreaterThanOrEqual(6);
    }
  });
});

async function pidOf(release: string): Promise<number | undefined> {
  return (await listReleases(host.url)).get(release)?.instances[0]?.pid;
}
