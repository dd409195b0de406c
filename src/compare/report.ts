import type { Static } from "typebox";
import Type from "typebox";
import { STAGES } from "../contract/observation.ts";
import { Evidence } from "./evidence.ts";
import { CompareSettings, KINDS } from "./settings.ts";

const Count = Type.Integer({ minimum: 0 });
const closed = { additionalProperties: false };

/** One side: which it is, and exactly what ran. */
const Side = Type.Object(
  {
    /** `<app>/<version>`, a URL or a file, as it was asked for. */
    name: Type.String(),
    origin: Type.Enum(["release", "url", "file", "recording"]),
    /** Exact versions for reproduction, by name: engine, interpreter, packages, sha256 of models. */
    versions: Type.Record(Type.String(), Type.String()),
  },
  closed,
);
export type Side = Static<typeof Side>;

/** Values of one measure over all cases, ascending. */
export const Distribution = Type.Object(
  {
    /** One more than `counts`; a bin holds its lower edge, the last both. */
    edges: Type.Array(Type.Number()),
    counts: Type.Array(Count),
  },
  closed,
);
export type Distribution = Static<typeof Distribution>;

/** What A does to itself, by one measure. */
export const MeasureNoise = Type.Object(
  {
    /** Comparisons of A with itself that it was seen in. */
    comparisons: Count,
    worst: Type.Number(),
    mean: Type.Number(),
    /** What one case may be before it is more than noise. */
    bound: Type.Number(),
    /** Cases in which A differs from itself or from B: only these tell something. */
    varying: Count,
    /** How probable a mean as B's would be if B were A: a permutation test over the cases. 1 where nothing could be told. */
    p: Type.Number({ minimum: 0, maximum: 1 }),
  },
  closed,
);
export type MeasureNoise = Static<typeof MeasureNoise>;

export const LEVELS = ["equal", "noise", "tolerance", "different"] as const;
export type Level = (typeof LEVELS)[number];

export const Measure = Type.Object(
  {
    name: Type.String(),
    title: Type.String(),
    /** `difference`: 0 is equal, more is worse; `agreement`: 1 is equal, less is worse. */
    sense: Type.Enum(["difference", "agreement"]),
    unit: Type.String(),
    /** Cases that it says something about. */
    cases: Count,
    /** Of them, those that rounding explains. */
    equal: Count,
    /** Of them, those beyond the limit that counts. */
    exceeding: Count,
    /** The limit that counts for each case, where there is one number for it. */
    limit: Type.Optional(Type.Number()),
    /** The limit of the mean that the user gives. */
    mean_limit: Type.Optional(Type.Number()),
    /** Whether what counts is the user's: one of these limits, or a tolerance for each number. */
    asked: Type.Boolean(),
    worst: Type.Number(),
    mean: Type.Number(),
    /** Of the values from the best to the worst. */
    quantiles: Type.Object({ p50: Type.Number(), p90: Type.Number(), p99: Type.Number() }, closed),
    /** Over all regions of all cases together, where the measure counts regions. */
    overall: Type.Optional(Type.Number()),
    distribution: Distribution,
    noise: Type.Optional(MeasureNoise),
    level: Type.Enum([...LEVELS]),
    /** The level in words. */
    says: Type.String(),
  },
  closed,
);
export type Measure = Static<typeof Measure>;

/** Of the cases with a true class: who is right, and whether the difference is more than chance. */
export const Labelled = Type.Object(
  {
    cases: Count,
    right_a: Count,
    right_b: Count,
    only_a: Count,
    only_b: Count,
    /** McNemar's exact test, two-sided. */
    p: Type.Number({ minimum: 0, maximum: 1 }),
  },
  closed,
);
export type Labelled = Static<typeof Labelled>;

/** Answers by code. */
const Codes = Type.Record(Type.String(), Count);

export const Errors = Type.Object(
  {
    a: Codes,
    b: Codes,
    /** Cases where both answered with one code, whichever. */
    agreed: Count,
    /** Of the failures with one code, those with two messages. */
    messages: Count,
  },
  closed,
);
export type Errors = Static<typeof Errors>;

const VERDICTS = [
  "equal",
  "equal within noise",
  "within tolerance",
  "different",
  "nothing could be compared",
  "unfinished",
] as const;

export const Verdict = Type.Object(
  {
    verdict: Type.Enum([...VERDICTS]),
    /** The rule that decided it, in words. */
    rule: Type.String(),
    /** The measure that decided it. */
    measure: Type.Optional(Type.String()),
    exit_code: Type.Enum([0, 1, 2]),
  },
  closed,
);
export type Verdict = Static<typeof Verdict>;

const CaseReport = Type.Object(
  {
    id: Type.String(),
    worst: Type.Number(),
    measures: Type.Record(Type.String(), Type.Number()),
    /** Names of the measures that are beyond their limit. */
    exceeding: Type.Array(Type.String()),
    paths: Type.Array(Type.Object({ path: Type.String(), a: Type.String(), b: Type.String() }, closed)),
    notes: Type.Array(Type.String()),
    /** Of the first cases alone. */
    evidence: Type.Optional(Evidence),
  },
  closed,
);
export type CaseReport = Static<typeof CaseReport>;

/** Of times (ms): the least, each percentile, the greatest: 101 values. */
const Curve = Type.Array(Type.Number(), { minItems: 101, maxItems: 101 });

/** Milliseconds unless a name says otherwise. */
const LatencySide = Type.Object(
  {
    p50: Type.Number(),
    p90: Type.Number(),
    p99: Type.Number(),
    mean: Type.Number(),
    throughput_per_s: Type.Optional(Type.Number()),
    cold_start_ms: Type.Optional(Type.Number()),
    memory_bytes: Type.Optional(Type.Number()),
    cpu_s_per_request: Type.Optional(Type.Number()),
  },
  closed,
);

const Latency = Type.Object(
  {
    pairs: Count,
    a: LatencySide,
    b: LatencySide,
    /** B less A per request, with the 95 % interval of its mean. */
    difference: Type.Object({ mean: Type.Number(), low: Type.Number(), high: Type.Number() }, closed),
    curves: Type.Object({ a: Curve, b: Curve }, closed),
    /** Of B less A, per request. */
    distribution: Distribution,
  },
  closed,
);
export type Latency = Static<typeof Latency>;

/** What passed at a stage of one side. */
const Passed = Type.Object(
  {
    /** What was called, such as `cv2.resize`. */
    call: Type.String(),
    /** Of a network's input or output. */
    name: Type.Optional(Type.String()),
    dtype: Type.String(),
    shape: Type.Array(Count),
    /** Of the numbers that are finite; absent where there are none, or too many to be kept. */
    range: Type.Optional(Type.Object({ min: Type.Number(), max: Type.Number(), mean: Type.Number() }, closed)),
  },
  closed,
);
export type Passed = Static<typeof Passed>;

/**
 * `rounding`: unlike, and no further apart than rounding explains; `reordered`: the same numbers in another layout or order
 * of channels; `noise`: A differs from itself here, and B no more; `unpaired`: one side has no such step, or it was not kept.
 */
const STAGE_LEVELS = ["equal", "rounding", "reordered", "noise", "unpaired", "different"] as const;
export type StageLevel = (typeof STAGE_LEVELS)[number];

/** One step of the way from the request to the answer, on both sides. */
const Stage = Type.Object(
  {
    stage: Type.Enum([...STAGES]),
    level: Type.Enum([...STAGE_LEVELS]),
    /** The level in words, with what was recognised. */
    says: Type.String(),
    a: Type.Optional(Passed),
    b: Type.Optional(Passed),
    /** How far the numbers are apart, where they can be laid beside each other. */
    apart: Type.Optional(
      Type.Object(
        {
          elements: Count,
          /** Of them, those that rounding does not explain. */
          unequal: Count,
          max: Type.Number(),
          mean: Type.Number(),
          /** The two furthest apart; `index` has a number for each dimension of A's shape. */
          worst: Type.Object({ index: Type.Array(Count), a: Type.String(), b: Type.String() }, closed),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Stage = Static<typeof Stage>;

const CaseStages = Type.Object(
  {
    id: Type.String(),
    /** In their order. */
    stages: Type.Array(Stage),
    /** The place in `stages` of the first that diverges. */
    begins: Type.Optional(Count),
    says: Type.String(),
  },
  closed,
);
export type CaseStages = Static<typeof CaseStages>;

/** Where it begins (`--stages`). */
const Ladder = Type.Object(
  {
    /** The stage at which most cases that diverge begin to. */
    begins: Type.Optional(Type.Enum([...STAGES])),
    says: Type.String(),
    /** The worst cases first. */
    cases: Type.Array(CaseStages),
  },
  closed,
);
export type Ladder = Static<typeof Ladder>;

/** `report.json`. */
export const Report = Type.Object(
  {
    format: Type.Literal(1),
    verdict: Verdict,
    /** ISO 8601. */
    made: Type.String(),
    /** The command that made it, for a shell. */
    command: Type.String(),
    /** Of the machine that compared: evalbridge, Node, operating system, processor. */
    environment: Type.Record(Type.String(), Type.String()),
    sides: Type.Object({ a: Side, b: Side }, closed),
    data: Type.Object(
      {
        /** As it was asked for. */
        source: Type.String(),
        cases: Count,
        compared: Count,
        /** Why the others were not, by reason. */
        left_out: Type.Record(Type.String(), Count),
        repeat: Count,
        calibrate: Count,
      },
      closed,
    ),
    /** Absent where nothing could be compared. */
    kind: Type.Optional(Type.Enum([...KINDS])),
    /** Why it is that kind. */
    kind_because: Type.String(),
    settings: CompareSettings,
    measures: Type.Array(Measure),
    labelled: Type.Optional(Labelled),
    errors: Errors,
    latency: Type.Optional(Latency),
    ladder: Type.Optional(Ladder),
    /** The worst first. */
    worst: Type.Array(CaseReport),
  },
  closed,
);
export type Report = Static<typeof Report>;
