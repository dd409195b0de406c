import type { Static } from "typebox";
import Type from "typebox";
import { compareAnswers } from "../compare/case.ts";
import { kindOfAnswer } from "../compare/kind.ts";
import { pairOf } from "../compare/pair.ts";
import { CompareSettings, KINDS } from "../compare/settings.ts";

const closed = { additionalProperties: false };

const Side = Type.Object(
  {
    code: Type.Integer(),
    message: Type.String(),
    result: Type.Optional(Type.String()),
    body: Type.Optional(Type.Unsafe<Uint8Array>(Type.Any())),
  },
  closed,
);

/** Two answers to one request. */
export const Question = Type.Object(
  {
    settings: CompareSettings,
    /** That earlier answers had. */
    kind: Type.Optional(Type.Enum([...KINDS])),
    /** Of the primary. */
    a: Side,
    /** Of the shadow. */
    b: Side,
  },
  closed,
);
export type Question = Static<typeof Question>;

/** How the shadow's answer differs; see `CaseDifference`. */
export const Judgement = Type.Object(
  {
    /** Of the primary's answer, where it says so. */
    kind: Type.Optional(Type.Enum([...KINDS])),
    worst: Type.Number(),
    measures: Type.Record(
      Type.String(),
      Type.Object({ value: Type.Number(), equal: Type.Boolean(), exceeds: Type.Boolean() }, closed),
    ),
    paths: Type.Array(Type.Object({ path: Type.String(), a: Type.String(), b: Type.String() }, closed)),
  },
  closed,
);
export type Judgement = Static<typeof Judgement>;

/** Places that are told of each pair. */
const TOLD_PATHS = 3;

/** Measures as `compare` does; without a kind known before, the primary's answer says what it is. */
export async function judgementOf({ settings, kind, a, b }: Question): Promise<Judgement> {
  const [seen] = settings.kind === undefined ? kindOfAnswer(a, settings) : [settings.kind];
  const pair = await pairOf(a, b);
  const { worst, measures, paths } = compareAnswers(kind ?? seen ?? "json", pair, settings);
  return {
    ...(seen === undefined ? {} : { kind: seen }),
    worst,
    measures: { ...measures },
    paths: paths.slice(0, TOLD_PATHS),
  };
}
