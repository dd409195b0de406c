import type { Measured } from "./difference.ts";
import type { CompareSettings, MeasureName } from "./settings.ts";

/** What a measure is. */
export interface Definition {
  readonly title: string;
  /** `difference`: 0 is equal, more is worse; `agreement`: 1 is equal, less is worse. */
  readonly sense: "difference" | "agreement";
  readonly unit: string;
  /** What rounding explains; exact where it is absent. */
  readonly rounding?: number;
  /** A difference as bad as half of the worst; for sorting only. */
  readonly scale?: number;
}

/** In the order of reports: what outweighs everything first. */
export const MEASURES: Readonly<Record<MeasureName, Definition>> = {
  code: { title: "same code", sense: "agreement", unit: "" },
  form: { title: "same form of answer", sense: "agreement", unit: "" },
  top1: { title: "same first class", sense: "agreement", unit: "" },
  topk: { title: "same first k classes", sense: "agreement", unit: "" },
  classes: { title: "classes that only one side names", sense: "difference", unit: "classes", scale: 5 },
  precision: { title: "B's regions that A has", sense: "agreement", unit: "" },
  recall: { title: "A's regions that B has", sense: "agreement", unit: "" },
  f1: { title: "F1 of B's regions against A's", sense: "agreement", unit: "" },
  iou: { title: "least overlap of matched regions (IoU)", sense: "agreement", unit: "", rounding: 1 - 1e-9 },
  corner: { title: "greatest distance of corners", sense: "difference", unit: "px", scale: 20 },
  score: { title: "greatest difference of scores", sense: "difference", unit: "", rounding: 1e-5, scale: 0.2 },
  mask_iou: { title: "overlap of masks (IoU)", sense: "agreement", unit: "" },
  mask_pixels: { title: "part of the mask that differs", sense: "difference", unit: "", scale: 0.2 },
  mask_value: { title: "greatest difference in the mask", sense: "difference", unit: "of 255", scale: 64 },
  cer: { title: "character error rate", sense: "difference", unit: "", scale: 0.5 },
  edits: { title: "characters to edit", sense: "difference", unit: "characters", scale: 50 },
  elements: { title: "numbers beyond the tolerance", sense: "difference", unit: "numbers", scale: 100 },
  nonfinite: { title: "NaN and infinities on one side only", sense: "difference", unit: "numbers", scale: 1 },
  max_abs: { title: "greatest difference of numbers", sense: "difference", unit: "", scale: 1 },
  mean_abs: { title: "mean difference of numbers", sense: "difference", unit: "", scale: 1 },
  p99_abs: { title: "99 % of numbers differ by less than", sense: "difference", unit: "", scale: 1 },
  cosine: { title: "cosine distance", sense: "difference", unit: "", scale: 0.2 },
  l2: { title: "Euclidean distance", sense: "difference", unit: "", scale: 1 },
  bytes: { title: "bytes that differ", sense: "difference", unit: "bytes", scale: 1000 },
  paths: { title: "places that differ", sense: "difference", unit: "places", scale: 10 },
};

/** Whether a value is within a limit. */
export function keeps(sense: Definition["sense"], value: number, limit: number): boolean {
  return sense === "difference" ? value <= limit : value >= limit;
}

/** The value that says equal. */
export function idealOf(sense: Definition["sense"]): number {
  return sense === "difference" ? 0 : 1;
}

/** The limit on every case that the user gives. */
export function eachLimit(name: MeasureName, { limits }: CompareSettings): number | undefined {
  const limit = limits[name];
  return typeof limit === "object" ? limit.each : limit;
}

/** What rounding may make of a measure. */
export function roundingOf(name: MeasureName): number {
  const { sense, rounding } = MEASURES[name];
  return rounding ?? idealOf(sense);
}

/**
 * Judges one value.
 *
 * @param flags what a tolerance for numbers says; without them the value itself says it
 */
export function measured(
  name: MeasureName,
  value: number,
  settings: CompareSettings,
  flags: Pick<Measured, "equal" | "exceeds"> = flagsOf(name, value),
): Measured {
  const limit = eachLimit(name, settings);
  const asked = settings.limits[name] !== undefined;
  const { sense } = MEASURES[name];
  const exceeds = asked ? limit !== undefined && !keeps(sense, value, limit) : flags.exceeds;
  return { value, equal: flags.equal && !exceeds, exceeds };
}

function flagsOf(name: MeasureName, value: number): Pick<Measured, "equal" | "exceeds"> {
  const equal = keeps(MEASURES[name].sense, value, roundingOf(name));
  return { equal, exceeds: !equal };
}

/** How bad a value is, from 0 to below 1. */
export function badnessOf(name: MeasureName, value: number): number {
  const { sense, scale = 1 } = MEASURES[name];
  return sense === "difference" ? value / (value + scale) : 0.99 * Math.min(1, Math.max(0, 1 - value));
}
