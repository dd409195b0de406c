import type { Pair } from "./answered.ts";
import { compareGuesses, guessesIn } from "./classification.ts";
import type { CaseDifference } from "./difference.ts";
import { editDistance } from "./edit-distance.ts";
import { vectorsIn } from "./features.ts";
import { compareMasks } from "./masks.ts";
import { measured } from "./measures.ts";
import { compareRegions, textMeasures } from "./region-difference.ts";
import { type Regions, regionsIn, saysNothing } from "./regions.ts";
import type { CompareSettings, Kind } from "./settings.ts";
import { haveSameShapes, placeOf, type Tensors, tensorsIn } from "./tensors.ts";
import { textsIn } from "./texts.ts";
import { tolerancesOf } from "./tolerance.ts";
import type { Value } from "./value.ts";
import { shown, ValueDifference } from "./value-difference.ts";
import { compareVectors, type Vectors } from "./vectors.ts";

/** A case's difference before it is weighed. */
export type FormDifference = Omit<CaseDifference, "worst">;

/** Both results, read. */
interface Results {
  readonly pair: Pair;
  readonly a: Value;
  readonly b: Value;
}

interface Comparison {
  readonly settings: CompareSettings;
  /** Takes what differs beside the kind's own measures. */
  readonly rest: ValueDifference;
}

type Found = Partial<FormDifference>;

/** Compares results in the form of a kind: undefined where neither has it, "one" where only one side has. */
type Comparer = (results: Results, comparison: Comparison) => Found | "one" | undefined;

const COMPARERS: Readonly<Record<Kind, Comparer>> = {
  classification: ({ pair, a, b }, { settings, rest }) =>
    inBoth(guessesIn(a), guessesIn(b), (one, other) => {
      rest.compare(one.rest, other.rest, "result");
      return compareGuesses(one, other, settings, rest, pair.label);
    }),
  detection: ({ a, b }, comparison) =>
    inBoth(regionsOrNone(a, comparison), regionsOrNone(b, comparison), (one, other) => {
      comparison.rest.compare(one.rest, other.rest, "result");
      return compareRegions(one, other, comparison.settings, comparison.rest);
    }),
  segmentation: compareSegmentations,
  features: ({ a, b }, comparison) =>
    inBoth(vectorsIn(a), vectorsIn(b), (one, other) => {
      comparison.rest.compare(one.rest, other.rest, "result");
      if (one.values.length !== other.values.length) return "one";
      comparison.rest.compare(one.shape, other.shape, "result.length");
      return compareNumbers({ a: one.values, b: other.values }, comparison, (index) => `result[${index}]`);
    }),
  tensors: ({ a, b }, comparison) =>
    inBoth(tensorsIn(a), tensorsIn(b), (one, other) => compareTensors(one, other, comparison)),
  text: ({ a, b }, { settings, rest }) =>
    inBoth(textsIn(a), textsIn(b), (one, other) => {
      rest.compare(one.rest, other.rest, "result");
      return compareTexts(one.texts, other.texts, settings, rest);
    }),
  json: ({ a, b }, { rest }) => {
    rest.compare(a, b, "result");
    return {};
  },
};

/**
 * Compares two results as a kind asks, and path by path what the kind's measures leave. Where neither side has the kind's form, such
 * as an empty answer, both are compared as JSON.
 */
export function compareForms(kind: Kind, results: Results, settings: CompareSettings): FormDifference {
  const rest = new ValueDifference(tolerancesOf(settings));
  const found = COMPARERS[kind](results, { settings, rest });
  if (found === "one" || found === undefined) rest.compare(results.a, results.b, "result");
  const { measures, paths = [], notes = [], ...others } = found === "one" || found === undefined ? {} : found;
  const largest = kind === "json" && rest.largest !== undefined ? { max_abs: rest.measureLargest(settings) } : {};
  return {
    ...others,
    measures: {
      form: measured("form", found === "one" ? 0 : 1, settings),
      ...measures,
      ...largest,
      paths: rest.measure(settings),
    },
    paths: [...paths, ...rest.paths],
    notes,
  };
}

function inBoth<T>(
  a: T | undefined,
  b: T | undefined,
  compare: (a: T, b: T) => Found | "one",
): Found | "one" | undefined {
  if (a !== undefined && b !== undefined) return compare(a, b);
  return a === undefined && b === undefined ? undefined : "one";
}

/** `{}` and the like are how some scripts say that there is nothing. */
function regionsOrNone(value: Value, { settings }: Comparison): Regions | undefined {
  return regionsIn(value, settings.boxes) ?? (saysNothing(value) ? { regions: [], rest: value } : undefined);
}

function compareSegmentations({ pair, a, b }: Results, { settings, rest }: Comparison): Found | "one" | undefined {
  const { a: maskA, b: maskB } = pair.masks ?? {};
  if (maskA === undefined && maskB === undefined) return undefined;
  const measures = maskA === undefined || maskB === undefined ? undefined : compareMasks(maskA, maskB, settings);
  if (measures === undefined) return "one";
  const [one, other] = [regionsOrWhole(withoutMask(a), settings), regionsOrWhole(withoutMask(b), settings)];
  rest.compare(one.rest, other.rest, "result");
  const hasRegions = one.regions.length > 0 || other.regions.length > 0;
  const { measures: regionMeasures, ...found } = hasRegions
    ? compareRegions(one, other, settings, rest)
    : { measures: {} };
  return { ...found, measures: { ...measures, ...regionMeasures } };
}

function regionsOrWhole(value: Value, { boxes }: CompareSettings): Regions {
  return regionsIn(value, boxes) ?? { regions: [], rest: value };
}

/** Its text, which is an encoder's work, says nothing. */
function withoutMask(value: Value): Value {
  if (typeof value !== "object" || value === null || !("mask" in value)) return value;
  return { ...value, mask: "" };
}

function compareTensors(a: Tensors, b: Tensors, comparison: Comparison): Found | "one" {
  comparison.rest.compare(a.rest, b.rest, "result");
  if (!haveSameShapes(a, b)) return "one";
  const numbersOf = ({ outputs }: Tensors): (number | bigint)[] => outputs.flatMap(({ values }) => values);
  return compareNumbers({ a: numbersOf(a), b: numbersOf(b) }, comparison, (index) => placeOf(a, index));
}

function compareNumbers(vectors: Vectors, { settings }: Comparison, place: (index: number) => string): Found {
  const { measures, worst } = compareVectors(vectors, tolerancesOf(settings), settings);
  if (worst === undefined) return { measures };
  return { measures, paths: [{ path: place(worst), a: shown(vectors.a[worst]), b: shown(vectors.b[worst]) }] };
}

/** Text by text; one that a side has more is missing altogether. */
function compareTexts(
  a: readonly string[],
  b: readonly string[],
  settings: CompareSettings,
  rest: ValueDifference,
): Found {
  if (a.length !== b.length) rest.compare(a.length, b.length, "result.length");
  const count = Math.max(a.length, b.length);
  const edits = Array.from({ length: count }, (_, index) => editDistance(a[index] ?? "", b[index] ?? ""));
  const paths = edits.flatMap(({ edits: distance }, index) =>
    distance === 0 ? [] : [{ path: `result[${index}]`, a: shown(a[index]), b: shown(b[index]) }],
  );
  const notes = edits.some(({ atMost }) => atMost)
    ? ["A text is too long to align; its edits are an upper bound."]
    : [];
  return { measures: textMeasures(edits, settings), paths: paths.slice(0, 20), notes };
}
