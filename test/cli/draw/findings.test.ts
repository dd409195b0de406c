import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingsOf, NotDrawable } from "../../../src/cli/draw/findings.ts";

const of = (result: unknown) => findingsOf(JSON.stringify(result));
const SQUARE = [
  [1, 2],
  [3, 2],
  [3, 4],
  [1, 4],
];

describe("what a result has to draw", () => {
  it("are a classification's confidences", () => {
    const { confidences, regions } = of({
      confidences: [{ index: 3, class: "cat", score: 0.5 }, { class: "dog" }],
      more: 1,
    });
    expect(confidences).toMatchObject([{ name: "cat", score: 0.5 }, { name: "dog" }]);
    expect(regions).toEqual([]);
  });

  it("are a detection's polygons; two points are a box", () => {
    const { regions } = of({
      detections: [
        {
          index: 1,
          class: "cat",
          score: 0.914,
          pts: [
            [1, 2],
            [3, 4],
          ],
        },
        { class: 7, pts: [1, 2, 3, 2, 3, 4] },
      ],
    });
    expect(regions).toMatchObject([
      { label: "cat 0.91", corners: SQUARE },
      {
        label: "7",
        corners: [
          [1, 2],
          [3, 2],
          [3, 4],
        ],
      },
    ]);
  });

  it("leaves out the name that all have, and shows a text instead of all", () => {
    const labels = (...detections: object[]) =>
      of({ detections: detections.map((d) => ({ pts: SQUARE, ...d })) }).regions.map(({ label }) => label);
    expect(labels({ class: "text", score: 0.5 }, { class: "text", score: 0.25 })).toEqual(["0.50", "0.25"]);
    expect(labels({ class: "text", score: 0.5 }, { class: "text", score: 0.2, text: "EXIT" })).toEqual([
      "0.50",
      "EXIT",
    ]);
    expect(labels({ class: "text", score: 0.5 })).toEqual(["text 0.50"]);
  });

  it("are boxes and placed texts of OCR, in every form of the platform", () => {
    const boxes = { bboxes: [[1, 2, 3, 4], SQUARE.flat()], texts: ["a", "b"] };
    expect(of(boxes).regions).toMatchObject([
      { corners: SQUARE, label: "a" },
      { corners: SQUARE, label: "b" },
    ]);
    expect(of({ bboxes: [SQUARE] }).regions).toMatchObject([{ corners: SQUARE, label: "" }]);
    expect(of({ texts: [{ text: "c", pts: SQUARE }] }).regions).toMatchObject([{ corners: SQUARE, label: "c" }]);
  });

  it("is a mask with its colours", () => {
    const { mask, regions } = of({
      mask: "data:image/png;base64,AAEC",
      detections: [{ class: "a", pts: SQUARE, color: [1, 2, 3] }],
    });
    expect(mask).toEqual({ png: Buffer.from([0, 1, 2]), colours: [[1, 2, 3]] });
    expect(regions).toMatchObject([{ colour: [1, 2, 3] }]);
  });

  it("gives a class the same colour in every picture", () => {
    const colour = (entry: object) => of({ confidences: [entry] }).confidences[0]?.colour;
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 2000 }), fc.string(), (index, name) => {
        expect(colour({ index, class: name })).toEqual(colour({ index, class: `${name}?` }));
        expect(colour({ class: name })).toEqual(colour({ class: name, score: 1 }));
        for (const channel of colour({ index }) ?? []) expect(channel).toBeLessThanOrEqual(255);
      }),
    );
  });

  it("may be an empty list: nothing was found", () => {
    expect(of({ detections: [] })).toEqual({ confidences: [], regions: [] });
  });

  it.each([
    ["null", null, "the answer's result: the document must be object"],
    ["a list", [1], "the answer's result"],
    ["nothing known", { detection: [] }, "the answer holds no confidences"],
    ["texts without places", { texts: ["a"] }, "the answer holds no confidences"],
    ["a mask that is no PNG", { mask: "data:image/jpeg;base64,AA==" }, "the answer's result: mask"],
    ["one point", { detections: [{ pts: [[1, 2]] }] }, "the answer's result: detections.0.pts"],
  ])("is refused where it is %s", (_name, result, message) => {
    expect(() => of(result)).toThrow(NotDrawable);
    expect(() => of(result)).toThrow(message);
  });
});
