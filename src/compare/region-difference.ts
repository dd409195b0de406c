import { bestPairs } from "./assignment.ts";
import type { CaseDifference, Measured } from "./difference.ts";
import { type Edits, editDistance, errorRate } from "./edit-distance.ts";
import { measured } from "./measures.ts";
import { polygonIou } from "./polygon.ts";
import type { Region, Regions } from "./regions.ts";
import type { CompareSettings, MeasureName } from "./settings.ts";
import { distance } from "./tolerance.ts";
import type { ValueDifference } from "./value-difference.ts";

type Measures = Partial<Record<MeasureName, Measured>>;

/** What the regions of two answers say. */
export interface RegionDifference {
  readonly measures: Measures;
  readonly regions: NonNullable<CaseDifference["regions"]>;
  readonly notes: readonly string[];
}

interface Matched {
  readonly a: Region;
  readonly b: Region;
  readonly iou: number;
}

/** Of two that overlap two alike, the one with the nearer score is taken; less than any real difference of overlaps. */
const NEARER_SCORE = 1e-6;

/**
 * Matches regions of the same list and class so that their overlaps add up to the most, and measures them. B's regions that match
 * none of A's, and A's that B lacks, are places that differ.
 *
 * @param rest takes what differs besides: the fields of matched regions, and the regions without a match
 */
export function compareRegions(
  a: Regions,
  b: Regions,
  settings: CompareSettings,
  rest: ValueDifference,
): RegionDifference {
  const pairs = matchRegions(a.regions, b.regions, settings.iou);
  const matchedA = new Set(pairs.map((pair) => pair.a));
  const matchedB = new Set(pairs.map((pair) => pair.b));
  const missed = a.regions.filter((region) => !matchedA.has(region));
  const extra = b.regions.filter((region) => !matchedB.has(region));
  for (const region of missed) rest.differs(`result.${region.path}`, toText(region), undefined);
  for (const region of extra) rest.differs(`result.${region.path}`, undefined, toText(region));
  for (const pair of pairs) compareFields(pair, rest);
  const regions = { matched: pairs.length, missed: missed.length, extra: extra.length };
  return {
    measures: { ...countMeasures(regions, settings), ...pairMeasures(pairs, settings) },
    regions,
    notes: pairs.every((pair, index) => index === 0 || isBefore(pairs[index - 1], pair, b.regions))
      ? []
      : ["The regions stand in another order."],
  };
}

function isBefore(one: Matched | undefined, other: Matched, order: readonly Region[]): boolean {
  return one === undefined || order.indexOf(one.b) < order.indexOf(other.b);
}

/** The regions that both sides have, in A's order. */
export function matchRegions(a: readonly Region[], b: readonly Region[], least: number): Matched[] {
  const groups = new Set(a.map(({ group }) => group));
  const pairs = [...groups].flatMap((group) => {
    const of = (regions: readonly Region[]): Region[] => regions.filter((region) => region.group === group);
    return matchGroup(of(a), of(b), least);
  });
  const place = new Map(a.map((region, index) => [region, index]));
  return pairs.sort((one, other) => (place.get(one.a) ?? 0) - (place.get(other.a) ?? 0));
}

function matchGroup(a: readonly Region[], b: readonly Region[], least: number): Matched[] {
  const ious = a.map((one) => b.map((other) => polygonIou(one.points, other.points)));
  const weights = ious.map((row, i) =>
    row.map((iou, j) => (iou < least ? 0 : iou + NEARER_SCORE * nearness(a[i]?.score, b[j]?.score))),
  );
  return bestPairs(weights).flatMap(([i, j]): Matched[] => {
    const [one, other] = [a[i], b[j]];
    return one === undefined || other === undefined ? [] : [{ a: one, b: other, iou: ious[i]?.[j] ?? 0 }];
  });
}

function nearness(a: number | undefined, b: number | undefined): number {
  const apart = a === undefined || b === undefined ? undefined : distance(a, b);
  return apart === undefined ? 0 : 1 / (1 + apart);
}

/** Without a region on a side, nothing of that side is wrong. */
function countMeasures({ matched, missed, extra }: RegionDifference["regions"], settings: CompareSettings): Measures {
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  return {
    precision: measured("precision", share(matched, matched + extra), settings),
    recall: measured("recall", share(matched, matched + missed), settings),
    f1: measured("f1", share(2 * matched, 2 * matched + missed + extra), settings),
  };
}

function pairMeasures(pairs: readonly Matched[], settings: CompareSettings): Measures {
  if (pairs.length === 0) return {};
  const scores = pairs.flatMap(({ a, b }) => {
    const apart = a.score === undefined || b.score === undefined ? undefined : distance(a.score, b.score);
    return apart === undefined ? [] : [apart];
  });
  const texts = pairs.flatMap(({ a, b }) =>
    a.text === undefined || b.text === undefined ? [] : [editDistance(a.text, b.text)],
  );
  return {
    iou: measured("iou", Math.min(...pairs.map(({ iou }) => iou)), settings),
    corner: measured("corner", Math.max(...pairs.map(({ a, b }) => cornerDistance(a, b))), settings),
    ...(scores.length === 0 ? {} : { score: measured("score", Math.max(...scores), settings) }),
    ...(texts.length === 0 ? {} : textMeasures(texts, settings)),
  };
}

/** Of several texts together. */
export function textMeasures(texts: readonly Edits[], settings: CompareSettings): Measures {
  const total = texts.reduce(
    (sum, { edits, length, atMost }) => ({
      edits: sum.edits + edits,
      length: sum.length + length,
      atMost: sum.atMost || atMost,
    }),
    { edits: 0, length: 0, atMost: false },
  );
  return { cer: measured("cer", errorRate(total), settings), edits: measured("edits", total.edits, settings) };
}

/** Corner by corner, in their order, which is part of the contract; for unlike numbers of corners, each to the nearest of the other's. */
function cornerDistance({ points: a }: Region, { points: b }: Region): number {
  if (a.length === b.length) return Math.max(...a.map((point, index) => between(point, b[index] ?? point)));
  const farthest = (from: Region["points"], to: Region["points"]): number =>
    Math.max(...from.map((point) => Math.min(...to.map((other) => between(point, other)))));
  return Math.max(farthest(a, b), farthest(b, a));
}

function between([x, y]: readonly [number, number], [u, v]: readonly [number, number]): number {
  return Math.hypot(u - x, v - y);
}

/** What no measure of pairs says: other fields, numbers of corners, a score or text on one side only. */
function compareFields({ a, b }: Matched, rest: ValueDifference): void {
  const path = `result.${a.path}`;
  rest.compare(a.rest, b.rest, path);
  rest.compare(a.points.length, b.points.length, `${path}.corners`);
  const isMeasured = a.score !== undefined && b.score !== undefined && distance(a.score, b.score) !== undefined;
  if (!isMeasured) rest.compare(a.score, b.score, `${path}.score`);
  if (a.text === undefined || b.text === undefined) rest.compare(a.text, b.text, `${path}.text`);
}

function toText({ name, score, text, points }: Region): string {
  const corners = points.map(([x, y]) => `${x},${y}`).join(" ");
  return [name, score, text, corners].filter((part) => part !== undefined && part !== "").join(" ");
}
