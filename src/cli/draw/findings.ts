import type { Static, TSchema } from "typebox";
import Type from "typebox";
import { SettingsError, validated } from "../../contract/settings.ts";

/** An answer or input of which no picture can be made. The message says why. */
export class NotDrawable extends Error {
  override readonly name = "NotDrawable";
}

export type Point = readonly [x: number, y: number];
export type Rgb = readonly [red: number, green: number, blue: number];

/** One class and its confidence. */
export interface Confidence {
  readonly name: string;
  readonly score: number | undefined;
  readonly colour: Rgb;
}

/** A polygon in pixels of the input. */
export interface Region {
  readonly corners: readonly Point[];
  readonly label: string;
  readonly colour: Rgb;
}

/** What a result says that can be painted. */
export interface Findings {
  readonly confidences: readonly Confidence[];
  readonly regions: readonly Region[];
  readonly mask?: { readonly png: Uint8Array; readonly colours: readonly Rgb[] };
}

/** Told apart from each other and from most grounds; which class has which depends on its index or name alone. */
const PALETTE: readonly Rgb[] = [
  [230, 57, 70],
  [42, 157, 244],
  [46, 196, 82],
  [255, 183, 3],
  [170, 92, 240],
  [0, 194, 190],
  [251, 111, 30],
  [242, 96, 180],
  [158, 206, 41],
  [92, 107, 230],
  [176, 113, 66],
  [120, 144, 156],
];

const Numbers = Type.Array(Type.Number());
/** Points, or their numbers one after the other. Two points are an upright box. */
const Corners = Type.Union([Type.Array(Numbers, { minItems: 2 }), Type.Array(Type.Number(), { minItems: 4 })]);
const Label = {
  index: Type.Optional(Type.Number()),
  class: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  score: Type.Optional(Type.Number()),
};
const Named = Type.Object(Label);
const Detection = Type.Object({
  ...Label,
  pts: Corners,
  text: Type.Optional(Type.String()),
  color: Type.Optional(Numbers),
});
const PlacedText = Type.Object({ text: Type.String(), pts: Corners });

/** The platform's templates, read generously, and what its OCR apps answer (spec: AVA, section 6.11). */
const Drawable = Type.Object({
  confidences: Type.Optional(Type.Array(Named)),
  detections: Type.Optional(Type.Array(Detection)),
  bboxes: Type.Optional(Type.Array(Corners)),
  texts: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Array(PlacedText)])),
  mask: Type.Optional(Type.String({ pattern: "^data:image/png;base64," })),
});
type Drawable = Static<typeof Drawable>;

/**
 * What to paint of a result.
 *
 * @param json the result as its script wrote it
 * @throws NotDrawable when there is nothing, or it is not as it should be
 */
export function findingsOf(json: string): Findings {
  const result = checked(Drawable, JSON.parse(json));
  const { confidences, mask, detections } = result;
  const regions = regionsOf(result);
  if (confidences === undefined && regions === undefined && mask === undefined) {
    throw new NotDrawable("the answer holds no confidences, detections, bboxes, placed texts or mask");
  }
  return {
    confidences: (confidences ?? []).map((entry) => ({
      name: classOf(entry),
      score: entry.score,
      colour: colourOf(entry),
    })),
    regions: regions ?? [],
    ...(mask === undefined ? {} : { mask: { png: pngOf(mask), colours: coloursOf(detections ?? []) } }),
  };
}

function checked<T extends TSchema>(schema: T, value: unknown): Static<T> {
  try {
    return validated(schema, value, "the answer's result");
  } catch (error) {
    if (error instanceof SettingsError) throw new NotDrawable(error.message);
    throw error;
  }
}

/** Detections say most; boxes and texts that repeat their geometry add nothing. */
function regionsOf({ detections, bboxes, texts }: Drawable): Region[] | undefined {
  if (detections !== undefined) return detectionsOf(detections);
  if (bboxes !== undefined) {
    return bboxes.map((box, index) => plainRegion(box, textOf(texts?.[index])));
  }
  const placed = (texts ?? []).filter((text) => typeof text !== "string");
  return texts === undefined || placed.length < texts.length
    ? undefined
    : placed.map(({ pts, text }) => plainRegion(pts, text));
}

function detectionsOf(detections: readonly Static<typeof Detection>[]): Region[] {
  // One class everywhere needs no name on every box.
  const isOneClass = new Set(detections.map(classOf)).size === 1 && detections.length > 1;
  return detections.map((found) => ({
    corners: cornersOf(found.pts),
    label:
      found.text ?? [isOneClass ? "" : classOf(found), scoreText(found.score)].filter((part) => part !== "").join(" "),
    colour: rgbOf(found.color) ?? colourOf(found),
  }));
}

function coloursOf(detections: readonly Static<typeof Detection>[]): Rgb[] {
  return detections.map(({ color }) => rgbOf(color)).filter((colour) => colour !== undefined);
}

function plainRegion(pts: Static<typeof Corners>, label: string): Region {
  return { corners: cornersOf(pts), label, colour: colourOf({ index: 1 }) };
}

function textOf(text: string | { readonly text: string } | undefined): string {
  return typeof text === "object" ? text.text : (text ?? "");
}

function cornersOf(pts: Static<typeof Corners>): readonly Point[] {
  const numbers = pts.flat();
  const points = Array.from(
    { length: numbers.length >> 1 },
    (_, i): Point => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0],
  );
  const [a, b, third] = points;
  if (a === undefined || b === undefined || third !== undefined) return points;
  return [a, [b[0], a[1]], b, [a[0], b[1]]];
}

function classOf({ class: name, index }: Static<typeof Named>): string {
  return String(name ?? index ?? "");
}

export function scoreText(score: number | undefined): string {
  return score === undefined ? "" : score.toFixed(2);
}

function colourOf({ class: name, index }: Static<typeof Named>): Rgb {
  const number =
    index ?? [...String(name ?? "")].reduce((hash, char) => (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 0);
  const place = Math.abs(Math.trunc(number)) % PALETTE.length;
  return PALETTE[place] ?? [255, 255, 255];
}

function rgbOf(color: readonly number[] | undefined): Rgb | undefined {
  const [red, green, blue] = color ?? [];
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

function pngOf(dataUri: string): Uint8Array {
  return Buffer.from(dataUri.slice(dataUri.indexOf(",") + 1), "base64");
}
