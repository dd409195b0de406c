import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answered, Mask } from "../../src/compare/answered.ts";
import { compareAnswers } from "../../src/compare/case.ts";
import type { CaseDifference } from "../../src/compare/difference.ts";
import { KINDS, type Kind } from "../../src/compare/settings.ts";
import { bigEndianFloats } from "../../src/handler/features.ts";
import { settingsOf } from "./settings-of.ts";

function success(result: unknown): Answered {
  return { code: 0, message: "", result: typeof result === "string" ? result : JSON.stringify(result) };
}

function compare(kind: Kind, a: unknown, b: unknown, keys: object = {}): CaseDifference {
  return compareAnswers(kind, { a: success(a), b: success(b) }, settingsOf(keys));
}

function values({ measures }: CaseDifference): Record<string, number> {
  return Object.fromEntries(Object.entries(measures).map(([name, { value }]) => [name, value]));
}

function unequal({ measures }: CaseDifference): string[] {
  return Object.entries(measures).flatMap(([name, { equal }]) => (equal ? [] : [name]));
}

it("what taichu-serve puts around an answer is no part of it, in settings neither", () => {
  const [a, b] = [{ parameters: { x: 1, took_ms: 3 } }, { x: 1, took_ms: 4 }];
  for (const ignore of ["took_ms", "parameters.took_ms"]) {
    expect(unequal(compare("json", a, { parameters: b }, { ignore: [ignore] }))).toEqual([]);
  }
  expect(compare("json", a, b).paths).toEqual([{ path: "result.took_ms", a: "3", b: "4" }]);
});

describe("answers of Paddle Serving's pipelines", () => {
  const response = (values: Record<string, unknown>, number = 0) => ({
    err_no: number,
    err_msg: "",
    key: Object.keys(values),
    value: Object.values(values),
    tensors: [],
  });

  it("are a value by key, in whatever order, and numbers where they hold Python's or NumPy's literals", () => {
    const a = response({ class: "['cat', 'dog']", prob: "array([[0.5  , 0.25]], dtype=float32)" });
    const b = response({ prob: "[[np.float32(0.5), 0.250000001]]", class: "['cat', 'dog']" });
    expect(compare("json", a, b)).toMatchObject({ measures: { paths: { equal: true } }, paths: [] });
    const other = response({ prob: "[[0.5, 0.3]]", class: "['cat', 'cow']" });
    expect(compare("json", a, other).paths).toEqual([
      { path: "result.class[1]", a: '"dog"', b: '"cow"' },
      { path: "result.prob[0][1]", a: "0.25", b: "0.3" },
    ]);
    expect(unequal(compare("json", a, other, { ignore: ["prob", "class"] }))).toEqual([]);
  });

  it.each([
    [response({ a: "1" }, 5), "result.err_no"],
    [{ ...response({}), key: ["a", "a"], value: ["1", "2"] }, "result.a"],
    [{ ...response({}), key: ["a"] }, "result.a"],
    [{ ...response({}), key: [1], value: ["1"] }, "result.a"],
  ])("hide nothing that is no such answer: %j", (odd, path) => {
    expect(compare("json", response({ a: "1" }), odd).paths.map((one) => one.path)).toContain(path);
  });
});

describe("failures", () => {
  const fail = (code: number, message: string): Answered => ({ code, message });

  it("with one code agree; two messages are noted", () => {
    const found = compareAnswers("json", { a: fail(400, "bad image"), b: fail(400, "no image") }, settingsOf({}));
    expect(found).toMatchObject({ measures: { code: { value: 1, equal: true } }, worst: 0 });
    expect(found.notes).toEqual(['Both failed with 400, A: "bad image", B: "no image"']);
    expect(compareAnswers("json", { a: fail(400, "x"), b: fail(400, "x") }, settingsOf({})).notes).toEqual([]);
  });

  it("with two codes do not, nor does one side's", () => {
    const found = compareAnswers("json", { a: success({}), b: fail(599, "boom") }, settingsOf({}));
    expect(found).toMatchObject({ measures: { code: { value: 0, exceeds: true } }, worst: 2 });
    expect(found.paths).toEqual([{ path: "code", a: "0", b: '599 "boom"' }]);
    expect(compareAnswers("json", { a: fail(400, ""), b: fail(599, "") }, settingsOf({})).measures.code?.equal).toBe(
      false,
    );
  });

  it("success with another code is compared all the same", () => {
    const found = compareAnswers(
      "json",
      { a: success({ x: 1 }), b: { ...success({ x: 1 }), code: 200 } },
      settingsOf({}),
    );
    expect(unequal(found)).toEqual(["code"]);
  });
});

describe("classification", () => {
  const guesses = (...scores: [string, number][]) => ({
    confidences: scores.map(([name, score], index) => ({ index, class: name, score })),
    checkpoint: "end",
  });
  const a = guesses(["cat", 0.7], ["dog", 0.2], ["cow", 0.1]);

  it("measures ranks and scores", () => {
    const b = guesses(["cat", 0.3], ["dog", 0.6], ["sheep", 0.1]);
    const found = compare("classification", a, b, { top_k: 2 });
    expect(values(found)).toMatchObject({ top1: 0, topk: 1, classes: 2, score: expect.closeTo(0.4), paths: 0 });
    expect(values(compare("classification", a, b, { top_k: 3 }))["topk"]).toBeCloseTo(2 / 3);
  });

  it("forgives rounding of scores, and the order of those that A scores alike", () => {
    expect(unequal(compare("classification", a, guesses(["cat", 0.700009], ["dog", 0.2], ["cow", 0.1])))).toEqual([]);
    expect(unequal(compare("classification", a, guesses(["cat", 0.70002], ["dog", 0.2], ["cow", 0.1])))).toEqual([
      "score",
    ]);
    const alike = guesses(["cat", 0.5], ["dog", 0.499999]);
    const swapped = {
      ...alike,
      confidences: alike.confidences.map((one) => ({ ...one, score: one.index === 0 ? 0.499999 : 0.5 })),
    };
    expect(unequal(compare("classification", alike, swapped))).toEqual([]);
  });

  it("a user's limit on scores is a tolerance", () => {
    const found = compare("classification", a, guesses(["cat", 0.69], ["dog", 0.2], ["cow", 0.1]), {
      limits: { score: 0.02 },
    });
    expect(found.measures.score).toEqual({ value: expect.closeTo(0.01), equal: false, exceeds: false });
  });

  it("finds other fields, and knows who is right", () => {
    const b = { ...a, checkpoint: "review" };
    const pair = { a: success(a), b: success(b), label: "cat" };
    const found = compareAnswers("classification", pair, settingsOf({}));
    expect(found.paths).toEqual([{ path: "result.checkpoint", a: '"end"', b: '"review"' }]);
    expect(found.right).toEqual({ a: true, b: true });
    expect(compareAnswers("classification", { ...pair, label: "1" }, settingsOf({})).right).toEqual({
      a: false,
      b: false,
    });
  });

  it("classes of one name are told apart by their order", () => {
    const twice = guesses(["face", 0.9], ["face", 0.8]);
    expect(values(compare("classification", twice, guesses(["face", 0.9], ["face", 0.7])))).toMatchObject({
      classes: 0,
      score: expect.closeTo(0.1),
    });
  });
});

describe("detection", () => {
  const box = (x: number, y: number, name = "car", score = 0.9) => ({
    index: 1,
    class: name,
    score,
    pts: [
      [x, y],
      [x + 10, y],
      [x + 10, y + 10],
      [x, y + 10],
    ],
  });
  const a = { detections: [box(0, 0), box(50, 50), box(100, 100)] };

  it("matches by overlap, in any order", () => {
    const b = { detections: [box(101, 100, "car", 0.8), box(0, 0)] };
    const found = compare("detection", a, b);
    expect(values(found)).toMatchObject({
      precision: 1,
      recall: expect.closeTo(2 / 3),
      f1: 0.8,
      iou: expect.closeTo(90 / 110),
      corner: 1,
      score: expect.closeTo(0.1),
      paths: 1,
    });
    expect(found.regions).toEqual({ matched: 2, missed: 1, extra: 0 });
    expect(found.notes).toEqual(["The regions stand in another order."]);
    expect(found.paths[0]?.path).toBe("result.detections[1]");
    expect(unequal(compare("detection", a, { detections: a.detections.toReversed() }))).toEqual([]);
  });

  it("only within a class, and from the overlap that is asked for", () => {
    const other = { detections: [box(0, 0, "bus"), box(54, 50), box(100, 100)] };
    expect(compare("detection", a, other).regions).toEqual({ matched: 1, missed: 2, extra: 2 });
    expect(compare("detection", a, other, { iou: 0.4 }).regions).toEqual({ matched: 2, missed: 1, extra: 1 });
  });

  it("corners are exact, their order too", () => {
    const [first, ...others] = a.detections;
    const turned = { ...first, pts: [...(first?.pts.slice(1) ?? []), ...(first?.pts.slice(0, 1) ?? [])] };
    expect(values(compare("detection", a, { detections: [turned, ...others] }))).toMatchObject({
      iou: 1,
      corner: 10,
      f1: 1,
    });
    const limits = { limits: { corner: 1, iou: 0.8 } };
    const near = compare("detection", a, { detections: [box(1, 0), ...others] }, limits);
    expect([near.measures.corner, near.measures.iou]).toMatchObject([
      { equal: false, exceeds: false },
      { equal: false, exceeds: false },
    ]);
  });

  it("nothing on both sides is equal; nothing said two ways is not", () => {
    expect(unequal(compare("detection", {}, {}))).toEqual([]);
    expect(unequal(compare("detection", { detections: [] }, { detections: [] }))).toEqual([]);
    expect(unequal(compare("detection", {}, { detections: [] }))).toEqual(["paths"]);
    expect(values(compare("detection", {}, a))).toMatchObject({ precision: 0, recall: 1, f1: 0 });
  });

  it("reads bare boxes, texts beside them, and texts with corners", () => {
    const lines = (texts: string[]) => ({
      texts,
      bboxes: [
        [0, 0, 10, 0, 10, 5, 0, 5],
        [0, 10, 10, 10, 10, 15, 0, 15],
      ],
      scores: [0.9, 0.8],
    });
    const found = compare("detection", lines(["hello", "world"]), lines(["hallo", "world"]));
    expect(values(found)).toMatchObject({ f1: 1, cer: 0.1, edits: 1, score: 0, paths: 0 });
    const pts = {
      texts: [
        {
          pts: [
            [0, 0],
            [9, 0],
            [9, 9],
          ],
          text: "ab",
        },
      ],
    };
    expect(values(compare("detection", pts, { texts: [{ ...pts.texts[0], text: "abc" }] }))).toMatchObject({
      edits: 1,
      cer: 0.5,
    });
    expect(values(compare("detection", { bboxes: [[0, 0, 10, 10]] }, { bboxes: [[0, 0, 10, 5]] }))).toMatchObject({
      iou: 0.5,
      corner: 5,
    });
    expect(unequal(compare("detection", lines(["a", "b"]), { ...lines(["a", "b"]), texts: ["a"] }))).toContain("paths");
  });

  it("four numbers are corners, or a corner and a size, as the settings say", () => {
    const [one, other] = [{ bboxes: [[10, 10, 20, 20]] }, { bboxes: [[10, 10, 20, 40]] }];
    expect(values(compare("detection", one, other))).toMatchObject({ recall: 0 });
    const sizes = values(compare("detection", one, other, { boxes: "xywh" }));
    expect(sizes).toMatchObject({ recall: 1, iou: 0.5, corner: 20 });
    const objects = (pts: number[]) => ({ detections: [{ class: "cat", score: 1, pts }] });
    expect(compare("detection", objects([0, 0, 4, 2]), objects([0, 0, 4, 4]), { boxes: "xywh" })).toMatchObject({
      measures: { iou: { value: 0.5 } },
    });
  });

  it("what is no region on one side has another form", () => {
    expect(compare("detection", a, { error: "no" })).toMatchObject({
      measures: { form: { value: 0, exceeds: true } },
      worst: 1,
    });
  });
});

describe("segmentation", () => {
  const mask = (rows: string[], channels = 1): Mask => ({
    width: rows[0]?.length ?? 0,
    height: rows.length,
    channels,
    data: Uint8Array.from(
      rows
        .join("")
        .split("")
        .flatMap((cell) => new Array<number>(channels).fill(cell === "." ? 0 : 25 * Number(cell))),
    ),
  });
  const answer = success({ mask: "data:image/png;base64,AAAA", detections: [] });
  const segment = (a: Mask | undefined, b: Mask | undefined, other = answer) =>
    compareAnswers("segmentation", { a: answer, b: other, masks: { a, b } }, settingsOf({}));

  it.each([
    ["equal", ["99.."], ["99.."], { mask_iou: 1, mask_pixels: 0, mask_value: 0 }],
    ["shifted", ["99.."], [".99."], { mask_iou: 1 / 3, mask_pixels: 0.5, mask_value: 225 }],
    [
      "two colours, the mean of both",
      ["1122"],
      ["1222"],
      { mask_iou: (1 / 2 + 2 / 3) / 2, mask_pixels: 0.25, mask_value: 25 },
    ],
    ["empty on both sides", ["...."], ["...."], { mask_iou: 1, mask_pixels: 0 }],
  ])("masks that are %s", (_name, a, b, expected) => {
    expect(values(segment(mask(a), mask(b)))).toMatchObject(expected);
    expect(values(segment(mask(a, 4), mask(b, 4)))).toMatchObject(expected);
  });

  it("shades count from their bright half on", () => {
    const shades = (shift: number): Mask => ({
      width: 256,
      height: 1,
      channels: 1,
      data: Uint8Array.from({ length: 256 }, (_, x) => Math.min(255, x + shift)),
    });
    const found = segment(shades(0), shades(1));
    expect(values(found)).toMatchObject({ mask_iou: 128 / 129, mask_pixels: 255 / 256, mask_value: 1 });
  });

  it("of another size, or on one side only, they have another form; the encoder's bytes do not count", () => {
    expect(segment(mask(["99"]), mask(["99."])).measures.form?.value).toBe(0);
    expect(segment(mask(["99"]), undefined).measures.form?.value).toBe(0);
    const encoded = success({ mask: "data:image/png;base64,BBBB", detections: [] });
    expect(unequal(segment(mask(["99"]), mask(["99"]), encoded))).toEqual([]);
  });
});

describe("features", () => {
  const body = (values: number[]): Answered => ({ code: 0, message: "", body: bigEndianFloats(values) });
  const features = (a: Answered, b: Answered, keys: object = {}) =>
    compareAnswers("features", { a, b }, settingsOf(keys));

  it("measures big-endian floats", () => {
    const found = features(body([3, 4]), body([4, 3]));
    expect(values(found)).toMatchObject({
      elements: 2,
      max_abs: 1,
      mean_abs: 1,
      l2: expect.closeTo(Math.SQRT2),
      cosine: expect.closeTo(1 - 24 / 25),
    });
    expect(found.paths).toEqual([{ path: "body[0]", a: "3", b: "4" }]);
    expect(unequal(features(body([3, 4]), body([3, 4.000001])))).toEqual([]);
  });

  it.each([
    ["float32", "little", [0, 0, 0x80, 0x3f], 1],
    ["float64", "big", [0x40, 0, 0, 0, 0, 0, 0, 0], 2],
    ["float16", "big", [0x3c, 0x01], 1 + 1 / 1024],
    ["float16", "little", [0x01, 0x80], -(2 ** -24)],
    ["int16", "little", [0xfe, 0xff], -2],
    ["int32", "big", [0, 0, 1, 0], 256],
    ["int8", "big", [0x80], -128],
    ["uint8", "big", [0x80], 128],
  ])("reads %s, %s-endian", (dtype, endian, bytes, value) => {
    const zero = { code: 0, message: "", body: new Uint8Array(bytes.length) };
    const found = features({ code: 0, message: "", body: Uint8Array.from(bytes) }, zero, { dtype, endian });
    expect(values(found)["max_abs"]).toBe(Math.abs(value));
  });

  it("NaN and infinities are counted apart, and every value is finite", () => {
    const found = features(body([Number.NaN, Number.POSITIVE_INFINITY, 1]), body([Number.NaN, 2, Number.NaN]));
    expect(values(found)).toMatchObject({ nonfinite: 2, elements: 2, max_abs: 0 });
    expect(unequal(features(body([Number.NaN]), body([Number.NaN]), { nan_equal: false }))).toContain("elements");
  });

  it("of other lengths have another form; bytes that are no floats are compared as bytes", () => {
    expect(features(body([1, 2]), body([1])).measures.form?.value).toBe(0);
    expect(features(body([1]), success({})).measures.form?.value).toBe(0);
    const bytes = (...data: number[]): Answered => ({ code: 0, message: "", body: Uint8Array.from(data) });
    expect(values(features(bytes(1, 2, 3), bytes(1, 2, 4)))).toMatchObject({ form: 1, bytes: 1 });
    expect(values(features(bytes(1, 2, 3, 4), bytes(1, 2), { dtype: "bytes" }))).toMatchObject({ bytes: 2 });
  });

  it("as JSON", () => {
    const vector = [1, 2, 3, 4, 5, 6, 7, 8];
    const found = compare("features", { feature: vector, id: 1 }, { feature: vector.toSpliced(3, 1, 4.5), id: 2 });
    expect(values(found)).toMatchObject({ max_abs: 0.5, elements: 1, paths: 1 });
  });
});

describe("tensors", () => {
  const response = (data: unknown[], model = "a", shape = [data.length]) => ({
    model_name: model,
    outputs: [{ name: "logits", datatype: "FP32", shape, data }],
  });

  it("by atol and rtol", () => {
    const found = compare("tensors", response([1, 100]), response([1.05, 105], "b"), { atol: 0.01, rtol: 0.05 });
    expect(found.measures.elements).toEqual({ value: 0, equal: false, exceeds: false });
    expect(values(found)).toMatchObject({ max_abs: 5, mean_abs: expect.closeTo(2.525), p99_abs: 5, paths: 0 });
    expect(found.paths).toEqual([{ path: "logits[1]", a: "100", b: "105" }]);
    const edge = [response([10]), response([11.105])];
    expect(compare("tensors", edge[0], edge[1], { atol: 0.1, rtol: 0.1 }).measures.elements?.exceeds).toBe(true);
    expect(
      compare("tensors", edge[0], edge[1], { atol: 0.1, rtol: 0.1, formula: "symmetric" }).measures.elements?.exceeds,
    ).toBe(false);
  });

  it("their heads must be the same, and NaN as Python writes it is read", () => {
    expect(unequal(compare("tensors", response([1, 2]), response([1, 2], "a", [1, 2])))).toEqual(["paths"]);
    expect(compare("tensors", response([1, 2]), response([1])).measures.form?.value).toBe(0);
    const text = '{"outputs": [{"name": "x", "datatype": "FP32", "shape": [2], "data": [NaN, 1]}]}';
    expect(unequal(compare("tensors", text, text))).toEqual([]);
    expect(values(compare("tensors", text, text.replace("NaN", "-Infinity")))).toMatchObject({ nonfinite: 1 });
  });
});

describe("texts", () => {
  it("by edits", () => {
    expect(values(compare("text", { texts: ["abcd", "x"] }, { texts: ["abed", "x"] }))).toMatchObject({
      edits: 1,
      cer: 0.2,
      paths: 0,
    });
    expect(values(compare("text", '"kitten"', '"sitting"'))).toMatchObject({ edits: 3, cer: 0.5 });
    expect(unequal(compare("text", { texts: ["a", "b"] }, { texts: ["a"] }))).toEqual(["cer", "edits", "paths"]);
  });
});

describe("JSON", () => {
  it("path by path: numbers by tolerance, the rest exactly", () => {
    const found = compare(
      "json",
      { a: [1, { b: "x" }], c: 0.5, d: null },
      { a: [1, { b: "y" }], c: 0.500001, e: null },
    );
    expect(found.paths).toEqual([
      { path: "result.a[1].b", a: '"x"', b: '"y"' },
      { path: "result.d", a: "null", b: "(nothing)" },
      { path: "result.e", a: "(nothing)", b: "null" },
    ]);
    expect(values(found)).toMatchObject({ paths: 3, max_abs: expect.closeTo(1e-6) });
    expect(found.measures.max_abs?.equal).toBe(true);
  });

  it.each([
    ["'[(\"text\", 0.99331)]'", "'[(\"text\", 0.993311)]'", []],
    ["{'label': ['daisy'], 'prob': ['0.934']}", "{u'label': [u'daisy'], u'prob': [u'0.9340001']}", []],
    ["[array([[0.1, 0.2]], dtype=float32)]", "[array([[0.1, 0.3]], dtype=float32)]", ["max_abs", "paths"]],
    ["[0.1 0.2]", "[0.1, 0.2]", []],
    ["1.5", "1.6", ["max_abs", "paths"]],
    ["007", "7", ["paths"]],
    ["abc", "abd", ["paths"]],
    ["'a'", '"a"', ["paths"]],
  ])("texts that hold literals are numbers: %s and %s", (a, b, names) => {
    const [one, other] = [a, b].map((text) => (text.startsWith("'[") ? text.slice(1, -1) : text));
    expect(unequal(compare("json", { value: [one] }, { value: [other] })).sort()).toEqual(names);
  });

  it("whole numbers beyond doubles, NaN, and what is no JSON", () => {
    expect(unequal(compare("json", '{"id": 9007199254740993}', '{"id": 9007199254740992}'))).toContain("paths");
    expect(unequal(compare("json", "NaN", "NaN"))).toEqual([]);
    expect(unequal(compare("json", "NaN", "1"))).toEqual(["paths"]);
    expect(unequal(compare("json", "<html>", "<html>"))).toEqual([]);
    const found = compare("json", "<html>", "{}");
    expect(found.paths).toEqual([{ path: "result", a: "no JSON: no JSON value at character 0", b: "JSON" }]);
    expect(found.worst).toBe(1);
  });

  it("what is ignored does not count", () => {
    const [a, b] = [
      { took: 1, items: [{ id: 1, x: 2 }] },
      { took: 9, items: [{ id: 7, x: 2 }] },
    ];
    expect(unequal(compare("json", a, b, { ignore: ["took", "items[*].id"] }))).toEqual([]);
    expect(unequal(compare("json", a, b, { ignore: ["took", "items.0"] }))).toEqual([]);
    expect(unequal(compare("json", a, b, { ignore: ["took"] }))).toContain("paths");
  });

  it("keeps the first 20 places and counts all", () => {
    const list = (value: number): number[] => new Array(100).fill(value);
    const found = compare("json", list(1), list(2));
    expect([found.paths.length, values(found)["paths"]]).toEqual([20, 100]);
  });
});

const point = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.double({ min: 0, max: 60, noNaN: true }));
const region = fc.record({
  class: fc.constantFrom("a", "b"),
  score: fc.double({ noNaN: true, min: 0, max: 1 }),
  pts: fc.array(point, { minLength: 2, maxLength: 5 }),
});
const guess = fc.record({
  class: fc.constantFrom("a", "b", "c"),
  score: fc.double({ noNaN: true, min: 0, max: 1 }),
  index: fc.nat(3),
});
const result = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.record({ detections: fc.array(region, { maxLength: 5 }) }).map((value) => JSON.stringify(value)),
  fc.record({ confidences: fc.array(guess, { maxLength: 5 }) }).map((value) => JSON.stringify(value)),
  fc.array(fc.double(), { minLength: 8, maxLength: 12 }).map((numbers) => `[${numbers.join(", ")}]`),
  fc.string(),
);

describe.each(KINDS)("kind %s, whatever the answers", (kind) => {
  it("an answer is equal to itself", () => {
    fc.assert(
      fc.property(result, (text) => {
        const found = compare(kind, text, text);
        expect(unequal(found)).toEqual([]);
        expect(found).toMatchObject({ worst: 0, paths: [] });
      }),
      { numRuns: 60 },
    );
  });

  it("every value is finite, nothing throws, and what should be is the same both ways round", () => {
    const swapped: Readonly<Record<string, string>> = { precision: "recall", recall: "precision" };
    const oneWay = ["cer", "topk", "top1", "elements", "paths"];
    fc.assert(
      fc.property(result, result, (a, b) => {
        const [one, other] = [compare(kind, a, b), values(compare(kind, b, a))];
        for (const [name, value] of Object.entries(values(one))) {
          expect(Number.isFinite(value)).toBe(true);
          if (!oneWay.includes(name)) expect(other[swapped[name] ?? name]).toBeCloseTo(value, 6);
        }
        expect(one.worst).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });
});
