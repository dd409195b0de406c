import { describe, expect, it } from "vitest";
import { shownAnswers } from "../../src/compare/evidence.ts";
import { settingsOf } from "./settings-of.ts";

const settings = settingsOf({});
const answer = (result: unknown) => ({ code: 0, message: "", result: JSON.stringify(result) });
const box = (x: number, more: object = {}) => ({
  class: "cat",
  score: 0.5,
  pts: [
    [x, 0],
    [x + 10, 10],
  ],
  ...more,
});

describe("what is shown of two answers", () => {
  it("is their classes, the best first, without scores that are none", () => {
    const a = {
      code: 0,
      message: "",
      result:
        '{"confidences": [{"class": "a", "score": 0.1}, {"class": "b", "score": 0.9}, {"class": "c", "score": NaN}]}',
    };
    expect(shownAnswers({ a, b: answer({ confidences: [] }) }, settings)).toEqual({
      a: {
        code: 0,
        message: "",
        classes: [
          { name: "b", score: 0.9 },
          { name: "a", score: 0.1 },
        ],
      },
      b: { code: 0, message: "", classes: [] },
      left_out: [],
    });
  });

  it("is their regions, and whether the other side has the same, one near it, or none", () => {
    const a = answer({ detections: [box(0), box(100), box(200), box(300)] });
    const b = answer({ detections: [box(0, { score: 0.500001 }), box(101), box(300, { score: 0.6 })] });
    const { a: one, b: other } = shownAnswers({ a, b }, settings);
    expect(one.regions?.map(({ match }) => match)).toEqual(["same", "near", "alone", "near"]);
    expect(other.regions?.map(({ match }) => match)).toEqual(["same", "near", "near"]);
    expect(one.regions?.[2]).toEqual({
      label: "cat 0.500",
      match: "alone",
      corners: [
        [200, 0],
        [210, 0],
        [210, 10],
        [200, 10],
      ],
    });
  });

  it("has the texts of regions that are read differently, at the same places", () => {
    const region = (x: number, text: string) => ({
      text,
      pts: [
        [x, 0],
        [x + 10, 10],
      ],
    });
    const a = answer({ texts: [region(0, "one"), region(100, "two"), region(200, "three")] });
    const b = answer({ texts: [region(0, "one"), region(100, "tw0"), region(300, "four")] });
    const { a: one, b: other } = shownAnswers({ a, b }, settings);
    expect([one.texts, other.texts]).toEqual([
      ["two", "three", ""],
      ["tw0", "", "four"],
    ]);
  });

  it("is codes and messages of failures, and nothing of what cannot be read", () => {
    const failure = { code: 400, message: "not an image" };
    expect(shownAnswers({ a: failure, b: { code: 0, message: "", result: "{" } }, settings)).toEqual({
      a: failure,
      b: { code: 0, message: "" },
      left_out: [],
    });
  });

  it("is bounded, and says what is left out", () => {
    const a = answer({ detections: Array.from({ length: 500 }, (_, index) => box(20 * index)) });
    const b = { code: 500, message: "x".repeat(5000) };
    const { a: one, b: other, left_out } = shownAnswers({ a, b }, settings);
    expect([one.regions?.length, other.message.length]).toEqual([200, 600]);
    expect(left_out).toEqual([
      "only the first 200 regions are shown",
      "only the first 600 characters of a text are shown",
    ]);
  });
});
