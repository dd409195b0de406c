import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";
import { ClassificationResult, DetectionResult, SegmentationResult } from "../../src/contract/templates.ts";

const label = { index: 1, class: "cat", score: 0.98 };
const pts = [
  [0, 0],
  [10, 0],
  [10, 5],
  [0, 5],
];
const mask = "data:image/png;base64,iVBORw0KGgo=";

describe("classification", () => {
  const schema = Compile(ClassificationResult);
  test.each([
    [true, { confidences: [label] }],
    [true, { confidences: [] }],
    [true, { confidences: [{ ...label, sample: {} }], checkpoint: "endpoint" }],
    [false, {}],
    [false, { confidences: label }],
    [false, { confidences: [{ ...label, class: 3 }] }],
    [false, { confidences: [{ ...label, index: 1.5 }] }],
    [false, { confidences: [{ index: 1, class: "cat" }] }],
  ])("%s: %j", (fits, result) => expect(schema.Check(result)).toBe(fits));
});

describe("detection", () => {
  const schema = Compile(DetectionResult);
  test.each([
    [true, { detections: [{ ...label, pts }] }],
    [
      true,
      {
        detections: [
          {
            ...label,
            pts: [
              [0, 0],
              [1.5, 1],
            ],
            quality: "good",
          },
        ],
        area_ratio: 0.5,
      },
    ],
    [false, { detections: [label] }],
    [false, { detections: [{ ...label, pts: [[0, 0]] }] }],
    [
      false,
      {
        detections: [
          {
            ...label,
            pts: [
              [0, 0, 1],
              [1, 1, 1],
            ],
          },
        ],
      },
    ],
  ])("%s: %j", (fits, result) => expect(schema.Check(result)).toBe(fits));
});

describe("segmentation", () => {
  const schema = Compile(SegmentationResult);
  const detection = { ...label, pts, color: [255, 0, 10] };
  test.each([
    [true, { mask, detections: [detection] }],
    [false, { detections: [detection] }],
    [false, { mask: "iVBORw0KGgo=", detections: [detection] }],
    [false, { mask, detections: [{ ...detection, color: [256, 0, 0] }] }],
    [false, { mask, detections: [{ ...detection, color: [1, 2] }] }],
  ])("%s: %j", (fits, result) => expect(schema.Check(result)).toBe(fits));
});

test("a type and its schema are one thing", () => {
  const result: Static<typeof DetectionResult> = {
    detections: [
      {
        ...label,
        pts: [
          [0, 0],
          [4, 4],
        ],
      },
    ],
  };
  const same: DetectionResult = result;
  expect(Compile(DetectionResult).Check(same)).toBe(true);
});
