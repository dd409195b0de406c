import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evalbridge } from "../support/command.ts";
import type { TestHost } from "../support/host.ts";
import { serveFolder } from "../support/host.ts";

/** The guide's steps, each with what it writes into the port; the last one is the sample's own port. */
const FIXTURES = "test/fixtures/porting";
const STEPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  decoding: { "eval.ts": "decoding.ts" },
  naive: { "eval.ts": "net.ts", "input.ts": "input-naive.ts" },
  net: { "eval.ts": "net.ts", "input.ts": "input.ts" },
};
const SAMPLES = ["sheep.jpg", "photographer.png", "kingfisher-rotated-exif.jpg", "coffee.jpg"];

let dir: string;
let host: TestHost;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "porting-"));
  const app = join(dir, "object-detection");
  for (const name of ["model", "python"])
    await cp(join("evals/object-detection", name), join(app, name), { recursive: true });
  const begun = join(app, "begun");
  expect(await evalbridge(["init", "--from", join(app, "python"), begun])).toMatchObject({ code: 0, stderr: "" });
  const release = await readFile(join(begun, "release.yaml"), "utf8");
  for (const [step, files] of Object.entries(STEPS)) {
    const port = join(app, step);
    await cp(begun, port, { recursive: true });
    await writeFile(join(port, "release.yaml"), release.replace(/^preprocess: true\n/m, ""));
    await cp("evals/object-detection/ts/load-image.ts", join(port, "load-image.ts"));
    for (const [name, fixture] of Object.entries(files)) await cp(join(FIXTURES, fixture), join(port, name));
  }
  host = await serveFolder(dir);
}, 300_000);
afterAll(async () => {
  await host.close();
  await rm(dir, { recursive: true, force: true });
});

interface Detection {
  readonly class: string;
  readonly score: number;
}

async function detect(version: string, sample: string, params: object) {
  const body = await readFile(join("evals/object-detection/samples", sample));
  const uri = `data:application/octet-stream;base64,${body.toString("base64")}`;
  const answer = await host.post(`/v1/eval/object-detection/${version}`, { data: { uri }, params });
  const { result }: { result: { detections: Detection[] } } = JSON.parse(await answer.text());
  return result.detections;
}

describe("the porting guide", () => {
  it("prints the code that is run here", async () => {
    const guide = await readFile("evals/PORTING.md", "utf8");
    const printed = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
    const names = (await readdir(FIXTURES)).filter((name) => name !== "load-image.ts");
    const codes = await Promise.all(names.map((name) => readFile(join(FIXTURES, name), "utf8")));
    expect(new Set(printed)).toEqual(new Set(codes));
  });

  it.each(["begun", "decoding", "net"])("leads over a port that answers as the original: %s", async (step) => {
    for (const sample of SAMPLES) {
      const [original, port] = await Promise.all(
        ["python", step].map((version) => detect(version, sample, { threshold: 0.05 })),
      );
      expect(original?.length).toBeGreaterThan(2);
      expect([sample, port]).toEqual([sample, original]);
    }
  });

  it("shows what another resize does", async () => {
    const seen = async (version: string) =>
      (await detect(version, "sheep.jpg", {})).map((one) => `${one.class} ${one.score.toFixed(2)}`);
    expect(await seen("python")).toEqual(["sheep 0.77", "sheep 0.70", "sheep 0.57", "sheep 0.54"]);
    expect(await seen("naive")).toEqual(["sheep 0.81", "sheep 0.72", "sheep 0.61", "cow 0.57"]);
  });
});
