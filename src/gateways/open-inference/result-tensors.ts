import { readResult } from "../../compare/answer-value.ts";
import type { Answered } from "../../compare/answered.ts";
import { guessesIn } from "../../compare/classification.ts";
import type { Region } from "../../compare/regions.ts";
import { regionsIn, saysNothing } from "../../compare/regions.ts";
import { textsIn } from "../../compare/texts.ts";
import type { Value } from "../../compare/value.ts";
import type { Tensor, TensorSpec } from "../../contract/tensor.ts";

/** A tensor with what metadata says of it. */
export interface ResultTensor {
  readonly spec: TensorSpec;
  readonly tensor: Tensor;
}

/** Every output that results of any kind have; `result` beside them is there for all. */
export const KIND_OUTPUTS: ReadonlySet<string> = new Set(["scores", "labels", "boxes", "polygons", "texts", "items"]);

/**
 * What results say, as tensors, where all of them are of one kind:
 *
 * - scored classes: `scores` FP32 [n, k] and `labels` BYTES [n, k], a row for each result in its order; a shorter one ends
 *   with the score 0 and an empty label
 * - regions (detections, lines of text): `boxes` FP32 [m, 4] (left, top, right, bottom, in pixels, upright), `items` INT32
 *   [m] (which of the n results each is of), and as far as all m have it `polygons` FP32 [m, corners, 2] (x, y), `scores`
 *   FP32 [m], `labels` BYTES [m], `texts` BYTES [m]; where nothing was found all of them, empty
 * - texts: `texts` BYTES [m] and `items` INT32 [m]
 *
 * @returns none for results of other kinds
 */
export function tensorsOfResults(answers: readonly Answered[]): readonly ResultTensor[] {
  const values: Value[] = [];
  for (const answer of answers) {
    const read = answer.body === undefined ? readResult(answer, []) : { flaw: "binary" };
    if ("flaw" in read) return [];
    values.push(read.value);
  }
  return regionTensors(values) ?? classTensors(values) ?? textTensors(values) ?? [];
}

function regionTensors(values: readonly Value[]): readonly ResultTensor[] | undefined {
  const found = values.map((value) => regionsIn(value, "corners")?.regions ?? (saysNothing(value) ? [] : undefined));
  // What says nothing may be of any kind.
  if (found.includes(undefined) || values.every(saysNothing)) return undefined;
  const regions = found.flatMap((each = [], item) => withoutEchoes(each).map((region) => ({ ...region, item })));
  const m = regions.length;
  const corners = regions[0]?.points.length ?? 4;
  const every = (has: (region: Region) => boolean, tensor: ResultTensor) => (regions.every(has) ? [tensor] : []);
  const column = regions.map(({ score = 0 }) => score);
  return [
    floats("boxes", [-1, 4], [m, 4], regions.flatMap(boxOf)),
    itemsOf(regions.map(({ item }) => item)),
    ...every(
      ({ points }) => points.length === corners,
      floats(
        "polygons",
        [-1, -1, 2],
        [m, corners, 2],
        regions.flatMap(({ points }) => points.flat()),
      ),
    ),
    ...every(({ score }) => score !== undefined, floats("scores", [-1], [m], column)),
    ...every(
      ({ name }) => name !== "",
      texts(
        "labels",
        [-1],
        [m],
        regions.map(({ name }) => name),
      ),
    ),
    ...every(
      ({ text }) => text !== undefined,
      texts(
        "texts",
        [-1],
        [m],
        regions.map(({ text = "" }) => text),
      ),
    ),
  ];
}

/** Regions of one result without bare corners that another list says more of: some scripts answer in two forms at once. */
function withoutEchoes(regions: readonly Region[]): readonly Region[] {
  const isBare = ({ name, score, text }: Region) => name === "" && score === undefined && text === undefined;
  const cornersOf = ({ points }: Region) => points.join(";");
  const told = new Set(regions.filter((region) => !isBare(region)).map(cornersOf));
  return regions.filter((region) => !isBare(region) || !told.has(cornersOf(region)));
}

function boxOf({ points }: Region): number[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function classTensors(values: readonly Value[]): readonly ResultTensor[] | undefined {
  const rows = values.map((value) => guessesIn(value)?.guesses);
  if (rows.includes(undefined)) return undefined;
  const k = Math.max(0, ...rows.map((row) => row?.length ?? 0));
  const cells = rows.flatMap((row = []) => Array.from({ length: k }, (_, index) => row[index]));
  const shape = [rows.length, k];
  return [
    floats(
      "scores",
      [-1, -1],
      shape,
      cells.map((guess) => guess?.score ?? 0),
    ),
    texts(
      "labels",
      [-1, -1],
      shape,
      cells.map((guess) => guess?.names[0] ?? ""),
    ),
  ];
}

function textTensors(values: readonly Value[]): readonly ResultTensor[] | undefined {
  const found = values.map((value) => textsIn(value)?.texts);
  if (found.includes(undefined)) return undefined;
  const all = found.flatMap((each = [], item) => each.map((text) => ({ text, item })));
  return [
    texts(
      "texts",
      [-1],
      [all.length],
      all.map(({ text }) => text),
    ),
    itemsOf(all.map(({ item }) => item)),
  ];
}

function floats(
  name: string,
  spec: readonly number[],
  shape: readonly number[],
  values: readonly number[],
): ResultTensor {
  return {
    spec: { name, datatype: "FP32", shape: spec },
    tensor: { datatype: "FP32", shape, data: new Float32Array(values) },
  };
}

function texts(
  name: string,
  spec: readonly number[],
  shape: readonly number[],
  values: readonly string[],
): ResultTensor {
  const data = values.map((text) => new TextEncoder().encode(text));
  return { spec: { name, datatype: "BYTES", shape: spec }, tensor: { datatype: "BYTES", shape, data } };
}

function itemsOf(items: readonly number[]): ResultTensor {
  return {
    spec: { name: "items", datatype: "INT32", shape: [-1] },
    tensor: { datatype: "INT32", shape: [items.length], data: new Int32Array(items) },
  };
}
