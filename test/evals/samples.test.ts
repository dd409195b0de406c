import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import Type, { type Static, type TSchema } from "typebox";
import * as Value from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClassificationResult, DetectionResult, SegmentationResult } from "../../src/contract/templates.ts";
import type { TestHost } from "../support/host.ts";
import { listReleases, serveFolder } from "../support/host.ts";

/** What the platform's OCR answers, with a score for each text. No template of the gate's has it. */
const TextResult = Type.Object({
  texts: Type.Array(Type.String()),
  bboxes: Type.Array(Type.Array(Type.Number(), { minItems: 8, maxItems: 8 })),
  scores: Type.Array(Type.Number({ minimum: 0, maximum: 1 })),
});

/** The app, its template, and how many of its samples are asked here where the model is slow. */
const APPS: [string, TSchema, number?][] = [
  ["digits", ClassificationResult],
  ["object-detection", DetectionResult],
  ["photo-classification", ClassificationResult],
  ["salient-object", SegmentationResult, 5],
  ["text-detection", DetectionResult],
  ["text-recognition", TextResult],
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

describe.each(APPS)("%s", (app, template, asked) => {
  it("has at least ten real pictures, and answers each as its template says, port and original alike", async () => {
    const samples = await readdir(join("evals", app, "samples"));
    expect(samples.length).toBeGreaterThanOrEqual(10);
    for (const sample of samples.slice(0, asked)) {
      const body = await readFile(join("evals", app, "samples", sample));
      const [original, port] = await Promise.all(VERSIONS.map((version) => ask(`${app}/${version}`, body)));
      expect([sample, original?.status]).toEqual([sample, 200]);
      expect(Value.Check(template, original?.answer.result)).toBe(true);
      expect(await unpacked(port?.answer)).toEqual(await unpacked(original?.answer));
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

describe("object-detection", () => {
  const picture = () => readFile("evals/object-detection/samples/coffee.jpg");

  /** The body of the answer, whatever its status. */
  async function detect(version: string, params: unknown) {
    const uri = `data:application/octet-stream;base64,${(await picture()).toString("base64")}`;
    const response = await host.post(`/v1/eval/object-detection/${version}`, { data: { uri }, params });
    const { result }: { result?: DetectionResult } = JSON.parse(await response.text());
    return { status: response.status, detections: result?.detections ?? [] };
  }

  it("finds the cup on the table", async () => {
    const { detections } = await detect("python", {});
    expect(detections.map((detection) => detection.class)).toEqual(["cup", "dining table"]);
    // The cup's rim is round [290, 50], its foot round [290, 230].
    expect(detections[0]?.pts.flat().every((value) => value > 10 && value < 450)).toBe(true);
  });

  it("answers alike down to faint detections, and honours params.limit", async () => {
    const [original, port] = await Promise.all(VERSIONS.map((version) => detect(version, { threshold: 0.02 })));
    expect(original?.detections.length).toBeGreaterThan(20);
    expect(port).toEqual(original);
    const limited = await Promise.all(VERSIONS.map((version) => detect(version, { threshold: 0.02, limit: 3 })));
    const first = { status: 200, detections: original?.detections.slice(0, 3) };
    expect(limited).toEqual([first, first]);
  });

  it.each([
    [{ threshold: "high" }],
    [{ threshold: 1.5 }],
    [{ threshold: null }],
    [{ limit: 0 }],
    [{ limit: 2.5 }],
    [{ limit: true }],
    ["text"],
  ])("refuses the parameters %j with 400", async (params) => {
    const answers = await Promise.all(VERSIONS.map((version) => detect(version, params)));
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });
});

describe("salient-object", () => {
  it("gives each object its own colour, which the mask has where its box is", async () => {
    const body = await readFile("evals/salient-object/samples/cat-walking.jpg");
    for (const version of VERSIONS) {
      const { mask, detections } = (await ask(`salient-object/${version}`, body)).answer.result as SegmentationResult;
      expect(detections).toHaveLength(4);
      expect(new Set(detections.map(({ color }) => color.join())).size).toBe(4);
      const png = sharp(Buffer.from(mask.slice(mask.indexOf(",") + 1), "base64"));
      const { data, info } = await png.raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).toEqual([800, 398, 3]);
      for (const { pts, color } of detections) {
        const [[left = 0, top = 0] = [], , [right = 0, bottom = 0] = []] = pts;
        const middle = (Math.trunc((top + bottom) / 2) * info.width + Math.trunc((left + right) / 2)) * 3;
        expect([...data.subarray(middle, middle + 3)]).toEqual(color);
      }
    }
  });

  it("finds nothing where nothing stands out", async () => {
    const body = await readFile("evals/salient-object/samples/canyon.jpg");
    const { result } = (await ask("salient-object/ts", body)).answer as { result: SegmentationResult };
    expect(result.detections).toEqual([]);
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

/** An answer with its mask's size and pixels in the place of the PNG: two encoders write one picture differently. */
async function unpacked(answer: { result: unknown } | undefined): Promise<unknown> {
  if (!Value.Check(SegmentationResult, answer?.result)) return answer;
  const { mask, ...result } = answer.result;
  const png = sharp(Buffer.from(mask.slice(mask.indexOf(",") + 1), "base64"));
  const { data, info } = await png.raw().toBuffer({ resolveWithObject: true });
  return { ...answer, result: { ...result, size: [info.width, info.height, info.channels], pixels: sha256(data) } };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("photo-classification", () => {
  it.each(VERSIONS)(
    "%s honours params.limit from 1 to 1000, and gives five where it is none of these",
    async (version) => {
      const body = await readFile("evals/photo-classification/samples/panda.webp");
      for (const [limit, expected] of [
        [1, 1],
        ["12", 12],
        [1000, 1000],
        [0, 5],
        [1001, 5],
        ["all", 5],
        [true, 5],
      ] as const) {
        const { result }: { result: ClassificationResult } = (
          await post("photo-classification", version, body, { limit })
        ).answer;
        expect([limit, result.confidences.length]).toEqual([limit, expected]);
        expect(result.confidences[0]?.class).toBe("giant panda");
      }
    },
  );
});

describe("text-recognition", () => {
  it("reads the lines that text-detection finds, as it answers them and as points, port and original alike", async () => {
    const body = await readFile("evals/text-detection/samples/page.png");
    const { answer } = await ask("text-detection/ts", body);
    const { bboxes, detections } = answer.result as DetectionResult & { bboxes: number[][] };
    const asked = VERSIONS.flatMap((version) => [
      post("text-recognition", version, body, {}, { bboxes }),
      post("text-recognition", version, body, { bboxes: detections.map(({ pts }) => pts) }),
    ]);
    const answers = (await Promise.all(asked)).map(({ answer: { result } }) => result);
    for (const result of answers) expect(result).toEqual(answers[0]);
    const { texts, ...rest } = answers[0] as Static<typeof TextResult>;
    expect(rest.bboxes).toEqual(bboxes);
    expect(texts.slice(0, 2)).toEqual([
      "Region-based segmentation",
      "Let us first determine markers of the coins and the",
    ]);
  });

  it("lays a standing line down before it reads it", async () => {
    const line = sharp("evals/text-recognition/samples/cookbook-title.jpg").rotate(90).png();
    const { data, info } = await line.toBuffer({ resolveWithObject: true });
    const bboxes = [[0, 0, info.width, 0, info.width, info.height, 0, info.height]];
    const [original, port] = await Promise.all(
      VERSIONS.map((version) => post("text-recognition", version, data, { bboxes })),
    );
    expect(port).toEqual(original);
    expect(original?.answer.result).toMatchObject({ texts: ["Fried Chicken (Southern Style)"] });
  });

  it("answers no boxes with no texts, and boxes that are none with 400, port and original in the same words", async () => {
    const body = await readFile("evals/text-recognition/samples/ticket-number.png");
    const box = [10, 5, 90, 5, 90, 30, 10, 30];
    const refused = [
      "all",
      {},
      new Array(257).fill(box),
      [box, null],
      [box.slice(1)],
      [[...box, 1]],
      [[...box.slice(1), "10"]],
      [[...box.slice(1), true]],
      [[[[10, 5]], 90, 5, 90, 30, 10, 30]],
      [[-1, ...box.slice(1)]],
      [[10, 5, 1e300, 5, 1e300, 30, 10, 30]],
      [[10, 5, 10, 30, 90, 30, 90, 5]],
      [[10, 5, 90, 30, 90, 5, 10, 30]],
      [[10, 5, 10, 5, 10, 5, 10, 5]],
      [[10, 5, 90, 5, 90, 5.0001, 10, 5.0001]],
      new Array(10).fill([0, 0, 100, 0, 100, 40, 0, 40]),
    ];
    for (const bboxes of refused) {
      const [original, port] = await Promise.all(
        VERSIONS.map((version) => post("text-recognition", version, body, { bboxes })),
      );
      expect([bboxes, original?.status]).toEqual([bboxes, 400]);
      expect(port).toEqual(original);
    }
    for (const version of VERSIONS) {
      const { answer } = await post("text-recognition", version, body, { bboxes: [] });
      expect(answer.result).toEqual({ texts: [], bboxes: [], scores: [] });
    }
  });
});

async function post(app: string, version: string, body: Uint8Array, params: unknown, attribute: unknown = {}) {
  const uri = `data:application/octet-stream;base64,${Buffer.from(body).toString("base64")}`;
  const response = await host.post(`/v1/eval/${app}/${version}`, { data: { uri, attribute }, params });
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

async function pidOf(release: string): Promise<number | undefined> {
  return (await listReleases(host.url)).get(release)?.instances[0]?.pid;
}
