import type { Static } from "typebox";
import Type from "typebox";
import { isFailure } from "../contract/call.ts";
import { hasBody, readResult } from "./answer-value.ts";
import type { Answered } from "./answered.ts";
import { guessesIn } from "./classification.ts";
import { roundingOf } from "./measures.ts";
import { matchRegions } from "./region-difference.ts";
import type { Region } from "./regions.ts";
import { regionsIn } from "./regions.ts";
import type { CompareSettings } from "./settings.ts";
import { tensorsIn } from "./tensors.ts";
import { textsIn } from "./texts.ts";
import type { Value } from "./value.ts";

const Count = Type.Integer({ minimum: 0 });
const closed = { additionalProperties: false };

/** A picture beside `report.json`, and the size in pixels of the input that it stands for, however small it was made. */
export const Picture = Type.Object({ file: Type.String(), width: Count, height: Count }, closed);
export type Picture = Static<typeof Picture>;

const ShownRegion = Type.Object(
  {
    /** x and y of its corners, in pixels of the input. */
    corners: Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
    label: Type.String(),
    /** `same`: the other side has exactly it, but for rounding of the score; `near`: it has one that overlaps; `alone`: it has none. */
    match: Type.Enum(["same", "near", "alone"]),
  },
  closed,
);
export type ShownRegion = Static<typeof ShownRegion>;

const ShownAnswer = Type.Object(
  {
    code: Type.Integer(),
    message: Type.String(),
    /** Best first. */
    classes: Type.Optional(Type.Array(Type.Object({ name: Type.String(), score: Type.Number() }, closed))),
    regions: Type.Optional(Type.Array(ShownRegion)),
    /** Side by side with the other's. Of texts in regions, those that differ. */
    texts: Type.Optional(Type.Array(Type.String())),
    /** The mask as a layer over the input. */
    mask: Type.Optional(Picture),
  },
  closed,
);
export type ShownAnswer = Static<typeof ShownAnswer>;

/** What a person looks at to believe a case: the input and both answers, shortened. `cases.jsonl` has all of them. */
export const Evidence = Type.Object(
  {
    /** The first input of the request, where it is a picture. */
    input: Type.Optional(Picture),
    a: ShownAnswer,
    b: ShownAnswer,
    /** Where the masks differ, as a layer over the input. */
    heat: Type.Optional(Picture),
    /** What is not shown, and why. */
    left_out: Type.Array(Type.String()),
  },
  closed,
);
export type Evidence = Static<typeof Evidence>;

/** So much is shown of an answer; nobody looks at more. */
const MOST_CLASSES = 10;
const MOST_REGIONS = 200;
const MOST_TEXTS = 10;
const MOST_CHARACTERS = 600;

/** Both answers to a request as a person looks at them, and what is not shown of them. */
export function shownAnswers(
  { a, b }: { readonly a: Answered; readonly b: Answered },
  settings: CompareSettings,
): Pick<Evidence, "a" | "b" | "left_out"> {
  const [one, other] = [partsOf(a, settings), partsOf(b, settings)];
  const pairs = matchRegions(one.regions ?? [], other.regions ?? [], settings.iou);
  const matches = {
    a: new Map(pairs.map((pair) => [pair.a, pair.b])),
    b: new Map(pairs.map((pair) => [pair.b, pair.a])),
  };
  const texts = unlikeTexts(one.regions ?? [], other.regions ?? [], matches);
  const leftOut: string[] = [];
  return {
    a: shownAnswer(a, { ...texts.a, ...one }, matches.a, leftOut),
    b: shownAnswer(b, { ...texts.b, ...other }, matches.b, leftOut),
    left_out: [...new Set(leftOut)],
  };
}

type Matches = ReadonlyMap<Region, Region>;

/** Of regions with texts, those that the sides read differently, at the same places. */
function unlikeTexts(
  a: readonly Region[],
  b: readonly Region[],
  matches: { readonly a: Matches; readonly b: Matches },
): { a: Pick<Parts, "texts">; b: Pick<Parts, "texts"> } {
  const pairs = [
    ...a.map((region) => ({ a: region.text, b: matches.a.get(region)?.text })),
    ...b.filter((region) => !matches.b.has(region)).map(({ text }) => ({ a: undefined, b: text })),
  ];
  const unlike = pairs.filter((pair) => pair.a !== pair.b);
  if (unlike.length === 0) return { a: {}, b: {} };
  const of = (side: "a" | "b") => ({ texts: unlike.map((pair) => pair[side] ?? "") });
  return { a: of("a"), b: of("b") };
}

interface Parts {
  readonly classes?: readonly { readonly name: string; readonly score: number }[];
  readonly regions?: readonly Region[];
  readonly texts?: readonly string[];
}

function partsOf(answer: Answered, settings: CompareSettings): Parts {
  if (isFailure(answer) || hasBody(answer)) return {};
  const read = readResult(answer, []);
  return "flaw" in read ? {} : partsIn(read.value, settings);
}

function partsIn(value: Value, { boxes }: CompareSettings): Parts {
  if (tensorsIn(value) !== undefined) return {};
  const regions = regionsIn(value, boxes)?.regions;
  if (regions !== undefined) return { regions };
  const guesses = guessesIn(value)?.guesses;
  if (guesses !== undefined) {
    const classes = guesses.map(({ names, score }) => ({ name: names[0] ?? "", score }));
    return { classes: classes.sort((one, other) => other.score - one.score) };
  }
  const texts = textsIn(value)?.texts;
  return texts === undefined ? {} : { texts };
}

function shownAnswer(
  { code, message }: Answered,
  { classes, regions, texts }: Parts,
  matches: Matches,
  leftOut: string[],
): ShownAnswer {
  const first = <T>(all: readonly T[], most: number, what: string): readonly T[] => {
    if (all.length > most) leftOut.push(`only the first ${most} ${what} are shown`);
    return all.slice(0, most);
  };
  const text = (whole: string): string => first([...whole], MOST_CHARACTERS, "characters of a text").join("");
  const finite = classes?.filter(({ score }) => Number.isFinite(score));
  return {
    code,
    message: text(message),
    ...(finite === undefined ? {} : { classes: [...first(finite, MOST_CLASSES, "classes")] }),
    ...(regions === undefined
      ? {}
      : { regions: first(regions, MOST_REGIONS, "regions").map((region) => shownRegion(region, matches.get(region))) }),
    ...(texts === undefined ? {} : { texts: first(texts, MOST_TEXTS, "texts").map(text) }),
  };
}

function shownRegion(region: Region, match: Region | undefined): ShownRegion {
  const corners = region.points.map(([x, y]) => [x, y]);
  const label = [classOf(region), region.text, region.score?.toFixed(3)].filter((part) => part !== undefined);
  const kind = match === undefined ? "alone" : isSame(region, match) ? "same" : "near";
  return { corners, label: label.join(" ").slice(0, MOST_CHARACTERS), match: kind };
}

function isSame(one: Region, other: Region): boolean {
  const apart = Math.abs((one.score ?? 0) - (other.score ?? 0));
  return (
    apart <= roundingOf("score") &&
    one.text === other.text &&
    JSON.stringify(one.points) === JSON.stringify(other.points)
  );
}

function classOf({ name }: Region): string | undefined {
  return name === "" ? undefined : name;
}
