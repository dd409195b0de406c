import * as Value from "typebox/value";
import { expect, it } from "vitest";
import { compareAnswers } from "../../src/compare/case.ts";
import { kindOf } from "../../src/compare/kind.ts";
import { Report } from "../../src/compare/report.ts";
import { errorsOf, summarise } from "../../src/compare/summary.ts";
import { verdictOf } from "../../src/compare/verdict.ts";
import { settingsOf } from "./settings-of.ts";

const settings = settingsOf({ limits: { score: { each: 0.1, except: 0.5 }, top1: 1 }, ignore: ["took"] });
const confidences = (score: number): string => JSON.stringify({ confidences: [{ class: "a", score }] });
const pair = {
  a: { code: 0, message: "", result: confidences(0.5) },
  b: { code: 0, message: "", result: confidences(0.75) },
};
const difference = compareAnswers("classification", pair, settings);
const found = kindOf([pair], settings);
const measures = summarise([{ id: "one.png", difference }], settings);
const side = { name: "app/a", origin: "release", versions: { node: "20.20.2" } } as const;
const report: Report = {
  format: 1,
  verdict: verdictOf(found, measures),
  made: "2026-01-01T00:00:00Z",
  command: "npx evalbridge compare app/a app/b",
  environment: { os: "Linux" },
  sides: { a: side, b: { ...side, name: "app/b" } },
  data: { source: "samples", cases: 1, compared: 1, left_out: {}, repeat: 1, calibrate: 0 },
  kind: "classification",
  kind_because: found.because,
  settings,
  measures,
  errors: errorsOf([pair]),
  worst: [
    {
      id: "one.png",
      worst: difference.worst,
      measures: { score: 0.25 },
      exceeding: ["score"],
      paths: [...difference.paths],
      notes: [...difference.notes],
    },
  ],
};

it("a report fits its schema, also when it has been a file", () => {
  expect(Value.Errors(Report, report)).toEqual([]);
  expect(Value.Errors(Report, JSON.parse(JSON.stringify(report)))).toEqual([]);
  expect(report.verdict.verdict).toBe("different");
});

it.each([
  ["another format", { format: 2 }],
  ["an unknown verdict", { verdict: { ...report.verdict, verdict: "fine" } }],
  [
    "a measure that is infinite",
    { measures: measures.map((measure) => ({ ...measure, worst: Number.POSITIVE_INFINITY })) },
  ],
  ["a key that the schema does not have", { more: 1 }],
])("%s does not", (_name, part) => {
  expect(Value.Check(Report, { ...report, ...part })).toBe(false);
});
