import { describe, expect, it } from "vitest";
import type { ResultTensor } from "../../../src/gateways/open-inference/result-tensors.ts";
import { KIND_OUTPUTS, tensorsOfResults } from "../../../src/gateways/open-inference/result-tensors.ts";

/** The tensors of results, by name: shape, data, and the shape that metadata tells. */
function tensors(...results: unknown[]) {
  const found = tensorsOfResults(results.map((result) => ({ code: 0, message: "", result: JSON.stringify(result) })));
  return Object.fromEntries(found.map((each) => [each.spec.name, shown(each)]));
}

function shown({ spec, tensor }: ResultTensor) {
  expect(tensor.datatype).toBe(spec.datatype);
  expect(KIND_OUTPUTS.has(spec.name)).toBe(true);
  const data: (string | number | bigint)[] =
    tensor.datatype === "BYTES"
      ? tensor.data.map((element) => Buffer.from(element).toString())
      : Array.from<number | bigint>(tensor.data);
  return [spec.shape, tensor.shape, data];
}

const cat = { index: 3, class: "cat", score: 0.75 };
const dog = { index: 4, class: "dog", score: 0.25 };

describe("scored classes", () => {
  it("are a row for each result", () => {
    expect(tensors({ confidences: [cat, dog] }, { confidences: [dog] })).toEqual({
      scores: [
        [-1, -1],
        [2, 2],
        [0.75, 0.25, 0.25, 0],
      ],
      labels: [
        [-1, -1],
        [2, 2],
        ["cat", "dog", "dog", ""],
      ],
    });
  });

  it("may be none", () => {
    expect(tensors({ confidences: [] })).toEqual({ scores: [[-1, -1], [1, 0], []], labels: [[-1, -1], [1, 0], []] });
  });
});

describe("regions", () => {
  const detection = {
    ...cat,
    pts: [
      [1, 2],
      [5, 2],
      [5, 8],
      [1, 8],
    ],
  };

  it("are told once by results that have them in two forms", () => {
    const bare = detection.pts.flat();
    const once = tensors({ detections: [detection] });
    expect(tensors({ detections: [detection], bboxes: [bare] })).toEqual(once);
    expect(tensors({ detections: [detection, detection] })["items"]).toEqual([[-1], [2], [0, 0]]);
    expect(tensors({ bboxes: [bare, bare] })["items"]).toEqual([[-1], [2], [0, 0]]);
  });

  it("are rows, with the result that each is of", () => {
    expect(
      tensors(
        { detections: [] },
        {
          detections: [
            detection,
            {
              ...dog,
              pts: [
                [0, 0],
                [9, 7],
              ],
            },
          ],
        },
      ),
    ).toEqual({
      boxes: [
        [-1, 4],
        [2, 4],
        [1, 2, 5, 8, 0, 0, 9, 7],
      ],
      items: [[-1], [2], [1, 1]],
      polygons: [
        [-1, -1, 2],
        [2, 4, 2],
        [1, 2, 5, 2, 5, 8, 1, 8, 0, 0, 9, 0, 9, 7, 0, 7],
      ],
      scores: [[-1], [2], [0.75, 0.25]],
      labels: [[-1], [2], ["cat", "dog"]],
    });
  });

  it("of lines of text have the texts, and no scores where none are given", () => {
    expect(tensors({ bboxes: [[0, 1, 4, 0, 5, 3, 1, 4]], texts: ["été"] })).toEqual({
      boxes: [
        [-1, 4],
        [1, 4],
        [0, 0, 5, 4],
      ],
      items: [[-1], [1], [0]],
      polygons: [
        [-1, -1, 2],
        [1, 4, 2],
        [0, 1, 4, 0, 5, 3, 1, 4],
      ],
      texts: [[-1], [1], ["été"]],
    });
  });

  it("where nothing was found there is all of it, empty", () => {
    const found = tensors({ detections: [] });
    expect(Object.keys(found).toSorted()).toEqual(["boxes", "items", "labels", "polygons", "scores", "texts"]);
    expect(found["boxes"]).toEqual([[-1, 4], [0, 4], []]);
  });
});

describe("texts", () => {
  it("are rows, too", () => {
    expect(tensors({ text: "one" }, { texts: ["two", "three"] })).toEqual({
      texts: [[-1], [3], ["one", "two", "three"]],
      items: [[-1], [3], [0, 1, 1]],
    });
  });
});

describe("nothing is made of", () => {
  it.each([
    ["other results", [{ count: 3 }]],
    ["results of several kinds", [{ confidences: [cat] }, { text: "one" }]],
    ["nothing", [null]],
  ])("%s", (_name, results) => expect(tensors(...results)).toEqual({}));

  it("binary answers", () => {
    expect(tensorsOfResults([{ code: 0, message: "", result: "null", body: Buffer.from("a") }])).toEqual([]);
  });
});
