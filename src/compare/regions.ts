import type { Point, Polygon } from "./polygon.ts";
import type { CompareSettings } from "./settings.ts";
import { doubleOf, isList, isNumber, isValueObject, type Value, type ValueObject } from "./value.ts";

/** A detected object or a line of text. */
export interface Region {
  /** Where it stands, such as `detections[2]`. */
  readonly path: string;
  readonly points: Polygon;
  /** The list that it stands in, and its class where it has one; only regions of one group can be the same. */
  readonly group: string;
  /** Its class, empty where it has none. */
  readonly name: string;
  readonly score?: number;
  readonly text?: string;
  /** What else is said of it. */
  readonly rest: Value;
}

/** An answer taken apart. */
export interface Regions {
  readonly regions: readonly Region[];
  /** The answer without them; their lists are empty in it. */
  readonly rest: Value;
}

/** What four bare numbers are. */
type Boxes = CompareSettings["boxes"];

/** Keys of corners: a list of points, or of numbers x, y, x, y, ... */
const POINT_KEYS = ["pts", "bbox", "box", "points", "polygon", "bboxes"];
const CLASS_KEYS = ["class", "label", "name", "index"];

/** Keys of lists that hold regions, also when they are empty, and where a bare list of numbers is one. */
const LIST_KEYS = ["detections", "bboxes", "boxes", "polygons"];

/** Keys of lists that run beside one of bare regions, item by item. */
const TEXTS_KEY = "texts";
const SCORES_KEY = "scores";

/**
 * Finds the regions of a result: `{"detections": [{"class", "score", "pts"}, ..]}`, `{"bboxes": [[8 numbers], ..]}`, that with `texts` and
 * `scores` beside it, `{"texts": [{"pts", "text"}, ..]}`, or a list of such objects. Of four bare numbers two are the left top and
 * two the right bottom, or the width and height, as `boxes` says.
 *
 * @returns undefined where there is no list of regions
 */
export function regionsIn(value: Value, boxes: Boxes): Regions | undefined {
  if (isList(value)) return isRegionList(value) ? { regions: regionsOf(value, "", {}, boxes), rest: null } : undefined;
  if (!isValueObject(value)) return undefined;
  const keys = Object.keys(value).filter((key) => isRegionKey(key, value[key]));
  if (keys.length === 0) return undefined;
  const beside = besideOf(value, keys);
  const taken = new Set([...keys, ...Object.keys(beside)]);
  const rest = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, taken.has(key) ? [] : item]));
  return { regions: keys.flatMap((key) => regionsOf(listAt(value, key), key, beside, boxes)), rest };
}

/** Whether a result says that nothing was found, in a form that regions may have. */
export function saysNothing(value: Value): boolean {
  return (
    value === null || (isValueObject(value) && Object.keys(value).length === 0) || (isList(value) && value.length === 0)
  );
}

function listAt(value: ValueObject, key: string): readonly Value[] {
  const list = value[key];
  return isList(list) ? list : [];
}

function isRegionKey(key: string, list: Value | undefined): boolean {
  if (!isList(list)) return false;
  if (LIST_KEYS.includes(key)) return list.every((item) => barePoints(item) !== undefined || isRegionObject(item));
  return isRegionList(list);
}

function isRegionList(list: readonly Value[]): boolean {
  return list.length > 0 && list.every(isRegionObject);
}

function isRegionObject(item: Value): boolean {
  return isValueObject(item) && pointsKeyOf(item) !== undefined;
}

function pointsKeyOf(item: ValueObject): string | undefined {
  return POINT_KEYS.find((key) => barePoints(item[key]) !== undefined);
}

/** Lists of texts and scores that are as long as the one list of bare regions. */
function besideOf(value: ValueObject, keys: readonly string[]): Readonly<Record<string, readonly Value[]>> {
  const bare = keys.filter((key) => listAt(value, key).every((item) => !isValueObject(item)));
  const [key, ...others] = bare;
  if (key === undefined || others.length > 0 || keys.length > 1) return {};
  const { length } = listAt(value, key);
  const isBeside = (name: string, fits: (item: Value) => boolean): boolean =>
    isList(value[name]) && listAt(value, name).length === length && listAt(value, name).every(fits);
  return {
    ...(isBeside(TEXTS_KEY, (item) => typeof item === "string") ? { [TEXTS_KEY]: listAt(value, TEXTS_KEY) } : {}),
    ...(isBeside(SCORES_KEY, isNumber) ? { [SCORES_KEY]: listAt(value, SCORES_KEY) } : {}),
  };
}

function regionsOf(
  list: readonly Value[],
  key: string,
  beside: Readonly<Record<string, readonly Value[]>>,
  boxes: Boxes,
): readonly Region[] {
  return list.map((item, index) => {
    const path = `${key}[${index}]`;
    if (isValueObject(item)) return regionOf(item, key, path, boxes);
    const text = beside[TEXTS_KEY]?.[index];
    const score = doubleOf(beside[SCORES_KEY]?.[index]);
    return {
      path,
      points: polygonOf(item, boxes),
      group: key,
      name: "",
      rest: null,
      ...(score === undefined ? {} : { score }),
      ...(typeof text === "string" ? { text } : {}),
    };
  });
}

function regionOf(item: ValueObject, list: string, path: string, boxes: Boxes): Region {
  const pointsKey = pointsKeyOf(item) ?? "";
  const classKey = CLASS_KEYS.find((key) => typeof item[key] === "string" || isNumber(item[key])) ?? "";
  const { [pointsKey]: points, [classKey]: name, score, text, ...others } = item;
  const isScore = isNumber(score);
  const isText = typeof text === "string";
  return {
    path,
    points: polygonOf(points, boxes),
    group: JSON.stringify([list, String(name ?? "")]),
    name: String(name ?? ""),
    ...(isScore ? { score: Number(score) } : {}),
    ...(isText ? { text } : {}),
    rest: {
      ...others,
      ...(isScore || score === undefined ? {} : { score }),
      ...(isText || text === undefined ? {} : { text }),
    },
  };
}

/** The corners of what is known to be a region. */
function polygonOf(value: Value | undefined, boxes: Boxes): Polygon {
  if (boxes === "corners" || !isList(value) || value.length !== 4 || !value.every(isNumber))
    return barePoints(value) ?? [];
  const [left = 0, top = 0, width = 0, height = 0] = value.map(Number);
  return rectangle([
    [left, top],
    [left + width, top + height],
  ]);
}

/** The corners that a list of points or numbers gives; undefined where it gives none. */
function barePoints(value: Value | undefined): Polygon | undefined {
  if (!isList(value) || value.length < 2) return undefined;
  const numbers = value.every(isList) ? value.filter(isList).flatMap(pairOf) : value.map(doubleOf);
  const finite = numbers.filter((number) => number !== undefined && Number.isFinite(number)) as number[];
  if (finite.length !== numbers.length || finite.length < 4 || finite.length % 2 !== 0) return undefined;
  const points = Array.from(
    { length: finite.length / 2 },
    (_, index): Point => [finite[2 * index] ?? 0, finite[2 * index + 1] ?? 0],
  );
  return points.length === 2 ? rectangle(points) : points;
}

function pairOf(point: readonly Value[]): (number | undefined)[] {
  return point.length === 2 ? point.map(doubleOf) : [undefined];
}

function rectangle(points: readonly Point[]): Polygon {
  const [[left, top] = [0, 0], [right, bottom] = [0, 0]] = points;
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}
