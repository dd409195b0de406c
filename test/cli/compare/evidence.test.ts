import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { withEvidence } from "../../../src/cli/compare/evidence.ts";
import type { Request } from "../../../src/cli/compare/request.ts";
import type { CaseReport } from "../../../src/compare/report.ts";
import { settingsOf } from "../../compare/settings-of.ts";

const settings = settingsOf({});

function caseOf(id: string, worst: number): CaseReport {
  return { id, worst, measures: {}, exceeding: [], paths: [], notes: [] };
}

function request(name: string, input: Request["inputs"][number]): Request {
  return { name, group: false, inputs: [input] };
}

function dataUri(bytes: Uint8Array, type = "image/png"): string {
  return `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}

function grey(width: number, height: number, data: Uint8Array): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

const answered = (result: object) => ({ code: 0, message: "", result: JSON.stringify(result) });
const empty = { a: answered({}), b: answered({}) };

async function evidenceOf(requests: readonly Request[], worst: readonly CaseReport[], answers = empty) {
  const judged = new Map(requests.map(({ name }) => [name, answers]));
  return withEvidence(worst, { judged, requests, settings });
}

describe("evidence", () => {
  it("has the input, upright and no larger than one can see", async () => {
    const folder = await mkdtemp(join(tmpdir(), "evidence-"));
    const file = join(folder, "large.jpg");
    const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
    const large = sharp({ create: { width: 1200, height: 800, channels: 3, background: "#888", noise } });
    await writeFile(file, await large.withMetadata({ orientation: 6 }).jpeg().toBuffer());
    const { worst, pictures } = await evidenceOf([request("large", { file })], [caseOf("large", 1)]);
    expect(worst[0]?.evidence).toMatchObject({
      input: { file: "pictures/1-input.webp", width: 800, height: 1200 },
      left_out: [],
    });
    const bytes = pictures.get("pictures/1-input.webp") ?? new Uint8Array();
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 427, height: 640 });
    expect(bytes.length).toBeLessThan(200_000);
  });

  it("shows a mask of either side, and every pixel that differs, however small it is made", async () => {
    const [width, height] = [2000, 1000];
    const a = new Uint8Array(width * height).fill(255, 0, width * 500);
    const b = Uint8Array.from(a);
    b[700 * width + 1233] = 255;
    const masks = {
      a: answered({ mask: dataUri(await grey(width, height, a)) }),
      b: answered({ mask: dataUri(await grey(width, height, b)) }),
    };
    const uri = dataUri(await grey(width, height, a));
    const { worst, pictures } = await evidenceOf([request("one", { uri })], [caseOf("one", 1)], masks);
    expect(worst[0]?.evidence).toMatchObject({
      a: { mask: { file: "pictures/1-a.webp", width, height } },
      b: { mask: { file: "pictures/1-b.webp", width, height } },
      heat: { file: "pictures/1-difference.webp", width, height },
    });
    const { data, info } = await sharp(pictures.get("pictures/1-difference.webp"))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const opaque = Array.from({ length: info.width * info.height }, (_, pixel) => pixel).filter(
      (pixel) => data[4 * pixel + 3] !== 0,
    );
    expect([info.width, info.height, opaque]).toEqual([640, 320, [224 * 640 + 394]]);
    const layer = await sharp(pictures.get("pictures/1-a.webp")).raw().toBuffer();
    expect([layer[3], layer[4 * 640 * 319 + 3]]).toEqual([140, 0]);
  });

  it("says why something is not shown, and fetches nothing", async () => {
    const requests = [
      request("far", { uri: "http://127.0.0.1:9/one.png" }),
      request("gone", { file: "/nowhere/one.png" }),
      request("text", { uri: dataUri(Buffer.from("no picture")) }),
      {
        ...request("group", { uri: dataUri(Buffer.from("x")) }),
        inputs: [{ uri: dataUri(Buffer.from("x")) }, { uri: "http://x/" }],
      },
    ];
    const { worst, pictures } = await evidenceOf(
      requests,
      requests.map(({ name }) => caseOf(name, 1)),
    );
    expect(worst.map(({ evidence }) => evidence?.left_out)).toEqual([
      ["the input is a URI, which is not fetched again"],
      ["the input cannot be read any more"],
      [],
      ["of its 2 inputs the first is shown"],
    ]);
    expect(pictures.size).toBe(0);
  });

  it("is of a bounded number of cases: the worst, or a few of those that are equal", async () => {
    const uri = dataUri(await grey(8, 8, new Uint8Array(64)));
    const requests = Array.from({ length: 40 }, (_, index) => request(`${index}`, { uri }));
    const shown = async (worst: number) => {
      const found = await evidenceOf(
        requests,
        requests.map(({ name }) => caseOf(name, worst)),
      );
      return [
        found.worst.length,
        found.worst.filter(({ evidence }) => evidence !== undefined).length,
        found.pictures.size,
      ];
    };
    expect([await shown(0.5), await shown(0)]).toEqual([
      [40, 24, 24],
      [40, 4, 4],
    ]);
  });

  it("has room for so many bytes, and says where it ended", async () => {
    const uri = dataUri(await grey(8, 8, new Uint8Array(64)));
    const requests = ["a", "b", "c"].map((name) => request(name, { uri }));
    const judged = new Map(requests.map(({ name }) => [name, empty]));
    const cases = requests.map(({ name }) => caseOf(name, 1));
    const all = await withEvidence(cases, { judged, requests, settings });
    const [one] = all.pictures.values();
    const { worst, pictures } = await withEvidence(cases, { judged, requests, settings }, 2 * (one?.length ?? 0) + 1);
    expect([all.pictures.size, pictures.size]).toEqual([3, 2]);
    expect(worst.map(({ evidence }) => evidence?.left_out)).toEqual([
      [],
      [],
      ["the report has no room for more pictures"],
    ]);
    expect(worst[2]?.evidence?.input).toBeUndefined();
  });
});
