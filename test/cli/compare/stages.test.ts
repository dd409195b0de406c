import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Ladder, Report as ReportOf } from "../../../src/compare/report.ts";
import { Report } from "../../../src/compare/report.ts";
import { validated } from "../../../src/contract/settings.ts";
import { evalbridge } from "../../support/command.ts";

const EVALS = new URL("../../../evals/", import.meta.url).pathname;

type Edits = readonly (readonly [from: string, to: string])[];

/** A resize of another library, as people reach for it first. */
const BY_SHARP: Edits = [
  ["import { openSession", 'import sharp from "sharp";\nimport { openSession'],
  ["function toInput(image: Image): Float32Array {", "async function toInput(image: Image): Promise<Float32Array> {"],
  [
    'cvResize(crop(image, { x, y, width: side, height: side }), SIZE, SIZE, "area")',
    "await bySharp(crop(image, { x, y, width: side, height: side }))",
  ],
  [
    "/** `params.limit`",
    `async function bySharp({ data, width, height }: Image): Promise<Image> {
  const resized = sharp(data, { raw: { width, height, channels: 3 } }).resize(SIZE, SIZE, { fit: "fill" });
  return { data: await resized.raw().toBuffer(), width: SIZE, height: SIZE, channels: 3 };
}

/** \`params.limit\``,
  ],
];

/** The sample port made wrong in the ways in which ports go wrong, and the original with noise of its own. */
const DERIVED: Readonly<Record<string, readonly [from: string, edits: Edits]>> = {
  "photo-classification/by-sharp": ["photo-classification/ts", BY_SHARP],
  "photo-classification/bgr": ["photo-classification/ts", [["swap: true, ", ""]]],
  "photo-classification/mean": ["photo-classification/ts", [["(sample - 127) / 128", "(sample - 117) / 120"]]],
  "object-detection/threshold": [
    "object-detection/ts",
    [["threshold: configs.custom_params.threshold", "threshold: configs.custom_params.threshold - 0.3"]],
  ],
  "photo-classification/noisy": [
    "photo-classification/python",
    [
      ["\nSIZE = 224", "\nSIZE = 224\nRANDOM = np.random.RandomState(1)"],
      ["(height - side) // 2, (width - side) // 2", "(height - side) // 2 + RANDOM.randint(3), (width - side) // 2"],
    ],
  ],
  "photo-classification/again": ["photo-classification/noisy", [["RandomState(1)", "RandomState(2)"]]],
  "photo-classification/unscaled": ["photo-classification/noisy", [["((rgb - 127.) / 128.)", "(rgb * 1.)"]]],
};

let dir = "";
let settings = "";

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "stages-"));
  settings = join(dir, "quick.yaml");
  await writeFile(settings, JSON.stringify({ throughput_ms: 0, warm_up: 0 }));
  for (const app of ["object-detection", "photo-classification"]) {
    await cp(join(EVALS, app), join(dir, app), { recursive: true });
  }
  for (const [name, [from, edits]] of Object.entries(DERIVED)) await derive(name, from, edits);
});

async function derive(name: string, from: string, edits: Edits): Promise<void> {
  await cp(join(dir, from), join(dir, name), { recursive: true });
  const file = join(dir, name, /noisy|again|unscaled/.test(name) ? "eval.py" : "eval.ts");
  let text = await readFile(file, "utf8");
  for (const [old, next] of edits) {
    expect(text.split(old)).toHaveLength(2);
    text = text.replace(old, next);
  }
  await writeFile(file, text);
}

interface Compared {
  readonly code: number | null;
  readonly stdout: string;
  readonly report: ReportOf;
  readonly ladder: Ladder;
}

/** Compares a version with the original of its app. */
async function compare(b: string, ...more: string[]): Promise<Compared> {
  const [flag, other = "", ...rest] = more;
  const [a, args] = flag === "--against" ? [other, rest] : [b.replace(/\/.*/, "/python"), more];
  const out = await mkdtemp(join(dir, "out-"));
  const flags = ["--dir", dir, "--out", out, "--settings", settings, "--log-level", "silent", "--stages", "2"];
  const { code, stdout, stderr } = await evalbridge(["compare", a, b, ...flags, ...args]);
  expect(stderr).toBe("");
  const report = validated(Report, JSON.parse(await readFile(join(out, "report.json"), "utf8")), "report.json");
  if (report.ladder === undefined) throw new Error("the report has no ladder");
  return { code, stdout, report, ladder: report.ladder };
}

/** Stage and level of the first case, in their order. */
function levels({ cases }: Ladder): string[][] {
  return (cases[0]?.stages ?? []).map(({ stage, level }) => [stage, level]);
}

describe("the ladder of a port", () => {
  it("that is right has no stage that diverges", async () => {
    const { code, report, ladder, stdout } = await compare("photo-classification/ts", "--limit", "2");
    expect([code, report.verdict.verdict]).toEqual([0, "equal"]);
    expect(ladder).toMatchObject({ says: "no stage diverges in 2 requests", cases: [{}, {}] });
    expect(levels(ladder)).toEqual([
      ...[
        ["decode", "equal"],
        ["resize", "equal"],
        ["colour", "unpaired"],
        ["preprocessed", "unpaired"],
      ],
      ...[
        ["net input", "equal"],
        ["net output", "equal"],
        ["answer", "equal"],
      ],
    ]);
    const [, resize] = ladder.cases[0]?.stages ?? [];
    const [a, b] = [{ call: "cv2.resize" }, { call: "cvResize" }];
    expect(resize).toMatchObject({
      a: { ...a, dtype: "uint8", shape: [224, 224, 3] },
      b: { ...b, range: { max: 212 } },
    });
    expect(stdout).toMatch(/\nStages: no stage diverges in 2 requests\n/);
  });

  it.each([
    [
      "sharp's own resize",
      "by-sharp",
      "resize",
      /numbers differ, up to \d+ at \[\d+, \d+, \d\]: .*; decode before it is equal$/,
    ],
    [
      "red for blue",
      "bgr",
      "net input",
      /: the same numbers: the channels in reverse order .*; resize before it is equal$/,
    ],
    [
      "another mean",
      "mean",
      "net input",
      /; B = 1\.07 A \+ 0\.0833: another mean or scale; resize before it is equal$/,
    ],
  ])("with %s begins there", async (_what, version, begins, says) => {
    const { code, report, ladder, stdout } = await compare(`photo-classification/${version}`, "--limit", "1");
    expect([code, report.verdict.verdict, ladder.begins]).toEqual([1, "different", begins]);
    expect(ladder.says).toMatch(says);
    expect(levels(ladder)).toContainEqual(["decode", "equal"]);
    expect(stdout).toContain(`\nStages: in 1 of 1 request that diverges it begins at ${begins}`);
  });

  it("with another threshold after the network begins at the answer", async () => {
    const { code, ladder } = await compare("object-detection/threshold", "--limit", "1");
    expect([code, ladder.begins]).toEqual([1, "answer"]);
    expect(ladder.says).toMatch(/ it begins at answer: .*; net output "scores" before it is equal$/);
  });
});

describe("the ladder of an original with noise of its own", () => {
  const noisy = ["--against", "photo-classification/noisy", "--limit", "5", "--calibrate", "6"];

  it("says where A differs from itself, and B no more", async () => {
    const { code, report, ladder } = await compare("photo-classification/again", ...noisy);
    expect([code, report.verdict.verdict, ladder.begins]).toEqual([0, expect.stringMatching(/^equal/), undefined]);
    const all = ladder.cases.flatMap(({ stages }) => stages);
    expect(all.filter(({ stage }) => stage === "decode").every(({ level }) => level === "equal")).toBe(true);
    expect(all.filter(({ level }) => level === "noise").length).toBeGreaterThan(0);
  });

  it("still finds what is more than that", async () => {
    const { code, report, ladder } = await compare("photo-classification/unscaled", ...noisy);
    expect([code, report.verdict.verdict, ladder.begins]).toEqual([1, "different", "preprocessed"]);
  });
});

it("a side that runs elsewhere cannot be observed", async () => {
  const args = [
    "compare",
    "http://127.0.0.1:1/v1/eval/x",
    "photo-classification/ts",
    "--dir",
    dir,
    "--out",
    dir,
    "--stages",
  ];
  const { code, stderr } = await evalbridge(args);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^evalbridge: --stages: http:\S+ is no release, and cannot be observed\n$/),
  ]);
});
