import type { Static } from "typebox";
import Type from "typebox";

/** What an answer is, and so how two of them are measured. */
export const KINDS = ["classification", "detection", "segmentation", "features", "tensors", "text", "json"] as const;
export type Kind = (typeof KINDS)[number];

/** The element types of a binary answer; `bytes` compares it byte by byte. */
const DTYPES = ["float32", "float64", "float16", "int8", "uint8", "int16", "int32", "bytes"] as const;

/** What is measured; which of them, the kind says. */
const MEASURE_NAMES = [
  "code",
  "form",
  "top1",
  "topk",
  "classes",
  "precision",
  "recall",
  "f1",
  "iou",
  "corner",
  "score",
  "mask_iou",
  "mask_pixels",
  "mask_value",
  "cer",
  "edits",
  "elements",
  "nonfinite",
  "max_abs",
  "mean_abs",
  "p99_abs",
  "cosine",
  "l2",
  "bytes",
  "paths",
] as const;
export type MeasureName = (typeof MEASURE_NAMES)[number];

/** What a measure may be, as its own unit: the greatest for a difference, the least for an agreement. */
const Limit = Type.Union([
  Type.Number(),
  Type.Object(
    {
      /** Of every single case. */
      each: Type.Optional(Type.Number()),
      /** The share of cases, 0 to 1, that may break `each`. */
      except: Type.Number({ default: 0, minimum: 0, maximum: 1 }),
      /** Of the mean over all cases. */
      mean: Type.Optional(Type.Number()),
    },
    { additionalProperties: false },
  ),
]);
export type Limit = Static<typeof Limit>;

/** The keys of `compare.yaml`. Without one, rounding is all that is forgiven: 1e-5 of a score or number; corners and masks are exact. */
export const CompareSettings = Type.Object(
  {
    /** Else seen in the answers. */
    kind: Type.Optional(Type.Enum([...KINDS])),
    /** By measure; a number is a limit on every case. */
    limits: Type.Partial(Type.Record(Type.Enum([...MEASURE_NAMES]), Limit), {
      additionalProperties: false,
      default: {},
    }),
    /** Numbers: how far they may be apart, and that as a part of their size. Scores and corners have limits of their own. */
    atol: Type.Optional(Type.Number({ minimum: 0 })),
    rtol: Type.Optional(Type.Number({ minimum: 0 })),
    /** `numpy`: |b - a| <= atol + rtol |a|, as `numpy.isclose(b, a)`; `symmetric`: |b - a| <= max(atol, rtol max(|a|, |b|)), as `math.isclose`. */
    formula: Type.Enum(["numpy", "symmetric"], { default: "numpy" }),
    /** Whether NaN is equal to NaN. Infinities are equal to those of their sign, and to nothing else. */
    nan_equal: Type.Boolean({ default: true }),
    /** From this overlap on, two regions may be the same. */
    iou: Type.Number({ default: 0.5, exclusiveMinimum: 0, maximum: 1 }),
    /** What four bare numbers of a region are: left, top, right, bottom; or left, top, width, height. */
    boxes: Type.Enum(["corners", "xywh"], { default: "corners" }),
    /** Of classification. */
    top_k: Type.Integer({ default: 5, minimum: 1 }),
    /** Of binary answers. */
    dtype: Type.Enum([...DTYPES], { default: "float32" }),
    endian: Type.Enum(["big", "little"], { default: "big" }),
    /** Paths into the result that do not count, such as `took_ms` or `detections[*].id`; `*` is any key or index. */
    ignore: Type.Array(Type.String({ minLength: 1 }), { default: [] }),
    /** File of true classes, relative to `compare.yaml`: JSON object or CSV of case and class. */
    labels: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);
export type CompareSettings = Static<typeof CompareSettings>;
