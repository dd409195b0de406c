import type { CaseReport, Report } from "../../../src/compare/report.ts";
import { settingsOf } from "../settings-of.ts";

/** A picture of one pixel. */
const PICTURE = Buffer.from("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=", "base64");
export const PICTURES = new Map(
  ["pictures/1-input.webp", "pictures/1-a.webp", "pictures/2-input.webp"].map((file) => [file, PICTURE]),
);

const SETTINGS = settingsOf({});

const curve = Array.from({ length: 101 }, (_, percent) => percent / 10);
const corners = [
  [1, 1],
  [9, 1],
  [9, 9],
  [1, 9],
];

/** A report with everything that a report can have, and one text wherever a text comes from outside. */
export function reportWith(text: string): Report {
  const side = {
    name: `app/${text}`,
    origin: "release",
    versions: { node: text, [`sha256 of ${text}`]: text },
  } as const;
  const input = { file: "pictures/1-input.webp", width: 10, height: 10 };
  const answer = { code: 0, message: "" };
  const regions = [
    { corners, label: text, match: "same" },
    { corners, label: text, match: "alone" },
  ] as const;
  const shown = { ...answer, regions: regions.map((region) => ({ ...region })) };
  const mask = { file: "pictures/1-a.webp", width: 10, height: 10 };
  const one = { measures: { score: 0.25, top1: 1 }, exceeding: ["score"], worst: 0.5, notes: [text] };
  const paths = [{ path: `result.${text}`, a: text, b: text }];
  const classes = [{ name: text, score: 0.5 }];
  const worst: CaseReport[] = [
    { ...one, id: `1${text}`, paths, evidence: { input, a: shown, b: shown, left_out: [text] } },
    {
      ...one,
      id: `2${text}`,
      paths,
      evidence: { a: { ...shown, mask }, b: { ...shown, mask }, heat: mask, left_out: [] },
    },
    {
      ...one,
      id: `3${text}`,
      paths: [],
      evidence: { a: { ...answer, classes }, b: { ...answer, classes }, left_out: [] },
    },
    {
      ...one,
      id: `4${text}`,
      paths: [],
      evidence: { a: { ...answer, texts: [text] }, b: { ...answer, texts: [text] }, left_out: [] },
    },
    {
      ...one,
      id: `5${text}`,
      paths: [],
      evidence: { a: { code: 500, message: text }, b: { code: 501, message: text }, left_out: [] },
    },
    { ...one, id: `6${text}`, paths: [], exceeding: [], worst: 0 },
  ];
  const noise = { comparisons: 12, worst: 0.1, mean: 0.05, bound: 0.2, varying: 9, p: 0.01 };
  const passed = {
    call: `cv2.${text}`,
    name: text,
    dtype: "uint8",
    shape: [8, 8, 3],
    range: { min: 0, max: 255, mean: 128 },
  };
  const costs = {
    p50: 1,
    p90: 2,
    p99: 3,
    mean: 1.5,
    throughput_per_s: 9,
    cold_start_ms: 100,
    memory_bytes: 2 ** 20,
    cpu_s_per_request: 0.1,
  };
  const distribution = { edges: [0, 0.1, 0.2], counts: [3, 1] };
  return {
    format: 1,
    verdict: { verdict: "different", rule: `${text}: up to 0.25`, measure: "score", exit_code: 1 },
    made: "2026-01-01T00:00:00.000Z",
    command: `npx evalbridge compare ${text}`,
    environment: { system: text },
    sides: { a: side, b: side },
    data: { source: text, cases: 8, compared: 6, left_out: { [text]: 2 }, repeat: 1, calibrate: 2 },
    kind: "classification",
    kind_because: text,
    settings: { ...SETTINGS, ignore: [`x${text}`] },
    measures: [
      {
        name: "score",
        title: "greatest difference of scores",
        sense: "difference",
        unit: "",
        cases: 6,
        equal: 2,
        exceeding: 4,
        limit: 0.15,
        asked: true,
        worst: 0.25,
        mean: 0.1,
        quantiles: { p50: 0.1, p90: 0.2, p99: 0.25 },
        distribution,
        noise,
        level: "different",
        says: text,
      },
      {
        name: "top1",
        title: "same first class",
        sense: "agreement",
        unit: "",
        cases: 6,
        equal: 6,
        exceeding: 0,
        limit: 1,
        asked: false,
        worst: 1,
        mean: 1,
        quantiles: { p50: 1, p90: 1, p99: 1 },
        distribution: { edges: [1, 1], counts: [6] },
        level: "equal",
        says: text,
      },
    ],
    labelled: { cases: 6, right_a: 5, right_b: 4, only_a: 1, only_b: 0, p: 1 },
    errors: { a: { 0: 5, 500: 1 }, b: { 0: 5, 501: 1 }, agreed: 5, messages: 1 },
    latency: {
      pairs: 6,
      a: costs,
      b: costs,
      difference: { mean: 0.5, low: -0.1, high: 1 },
      curves: { a: curve, b: curve },
      distribution,
    },
    ladder: {
      begins: "resize",
      says: text,
      cases: [
        {
          id: `1${text}`,
          says: text,
          begins: 1,
          stages: [
            { stage: "decode", level: "equal", says: text, a: passed, b: passed },
            {
              stage: "resize",
              level: "different",
              says: text,
              a: passed,
              b: passed,
              apart: { elements: 192, unequal: 3, max: 5, mean: 0.1, worst: { index: [1, 2, 0], a: text, b: text } },
            },
            { stage: "net input", level: "unpaired", says: text, a: passed },
          ],
        },
      ],
    },
    worst,
  };
}
