import { describe, expect, it } from "vitest";
import type { Answered, Pair } from "../../src/compare/answered.ts";
import { kindOf, maskOf } from "../../src/compare/kind.ts";
import type { Kind } from "../../src/compare/settings.ts";
import { settingsOf } from "./settings-of.ts";

const answered = (result: string): Answered => ({ code: 0, message: "", result });
const failed: Answered = { code: 599, message: "boom" };
const pairs = (a: readonly Answered[], b: readonly Answered[] = a): Pair[] =>
  a.map((answer, index) => ({ a: answer, b: b[index] ?? failed }));

const detection = '{"detections": [{"class": "a", "score": 1, "pts": [[0, 0], [1, 1]]}]}';

describe("the kind is seen in the answers", () => {
  it.each<[Kind, string]>([
    ["classification", '{"confidences": [{"index": 0, "class": "a", "score": 0.5}], "checkpoint": "x"}'],
    ["classification", '{"confidences": []}'],
    ["classification", '[{"label": "a", "score": 0.5}]'],
    ["classification", '{"parameters": {"confidences": [{"class": "a", "score": 0.5}]}}'],
    ["detection", detection],
    ["detection", '{"detections": []}'],
    ["detection", '{"bboxes": [[1, 2, 3, 4]], "img_type": "other"}'],
    ["detection", '{"texts": ["a"], "bboxes": [[0, 0, 9, 0, 9, 9, 0, 9]]}'],
    ["detection", '{"texts": [{"pts": [[0, 0], [9, 0], [9, 9], [0, 9]], "text": "a"}]}'],
    ["segmentation", '{"mask": "data:image/png;base64,AA==", "detections": []}'],
    ["features", "[1, 2, 3, 4, 5, 6, 7, NaN]"],
    ["features", '{"embedding": [[1, 2, 3, 4, 5, 6, 7, 8]]}'],
    ["tensors", '{"outputs": [{"name": "x", "datatype": "FP32", "shape": [1], "data": [1]}]}'],
    ["text", '"some words"'],
    ["text", '{"texts": ["some words", "12"]}'],
    ["json", "\"{'prob': ['0.9']}\""],
    ["json", '{"texts": ["12", "13"]}'],
    ["json", "[1, 2]"],
    ["json", '{"key": ["res"], "value": ["[0.1]"]}'],
    ["json", "<html>"],
    ["json", "{}"],
    ["json", '{"parameters": {"confidences": []}, "more": 1}'],
    ["json", ""],
  ])("%s: %s", (kind, result) => {
    expect(kindOf(pairs([answered(result)]), settingsOf({})).kind).toBe(kind);
  });

  it("binary answers are features", () => {
    const binary: Answered = { code: 0, message: "", result: "", body: new Uint8Array(4) };
    expect(kindOf(pairs([binary]), settingsOf({})).kind).toBe("features");
  });

  it("most of them decide; failures and empty answers do not", () => {
    const answers = ["{}", detection, detection, '{"error": "none"}'].map(answered);
    const found = kindOf([...pairs(answers), { a: failed, b: failed }], settingsOf({}));
    expect(found).toEqual({ kind: "detection", because: "2 of 3 of A's and 2 of 3 of B's answers look like it" });
    expect(
      kindOf(pairs([answered("{}"), answered(detection)], [answered("{}"), answered("{}")]), settingsOf({})),
    ).toEqual({
      kind: "detection",
      because: "1 of 1 of A's answers look like it",
    });
  });

  it("or the settings do", () => {
    const mixed = pairs([answered(detection)], [answered('"text"')]);
    expect(kindOf(mixed, settingsOf({ kind: "json" })).kind).toBe("json");
  });
});

describe("nothing can be compared", () => {
  it.each<[string, Pair[], string]>([
    ["no data", [], "there was nothing to compare"],
    [
      "A fails throughout",
      pairs([failed, failed], [answered("1"), answered("2")]),
      "A failed on all 2 requests; the first: 599 boom",
    ],
    ["B fails throughout", pairs([answered("1")], [failed]), "B failed on the one request; the first: 599 boom"],
    [
      "two kinds",
      pairs([answered(detection)], [answered('"text"')]),
      "A answers in kind detection, B in kind text; kind in compare.yaml compares them all the same",
    ],
  ])("%s", (_name, of, because) => {
    expect(kindOf(of, settingsOf({}))).toEqual({ because });
  });
});

it("the mask is a picture's data URI", () => {
  expect(maskOf(answered('{"mask": "data:image/png;base64,AA=="}'))).toBe("data:image/png;base64,AA==");
  expect(maskOf(answered('{"mask": "text"}'))).toBeUndefined();
  expect(maskOf(answered("<html>"))).toBeUndefined();
  expect(maskOf({ ...failed, result: '{"mask": "data:image/png;base64,AA=="}' })).toBeUndefined();
});
