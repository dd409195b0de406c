/**
 * The platform's result templates (its gate document): what a classification, detection or segmentation answers as
 * `result`. Each is a JSON Schema and a type; further keys are allowed everywhere, as scripts add their own.
 */
import Type from "typebox";

/** A corner in pixels of the input, from its top left: `[x, y]`. */
const Point = Type.Tuple([Type.Number(), Type.Number()]);

/** A channel of an RGB colour. */
const Channel = Type.Integer({ minimum: 0, maximum: 255 });

const label = {
  /** The class's number in the model's label list. */
  index: Type.Integer(),
  class: Type.String(),
  /** Confidence from 0 to 1. */
  score: Type.Number(),
};

/** The corners of a polygon; two are an upright box's top left and bottom right. */
const pts = Type.Array(Point, { minItems: 2 });

export const ClassificationResult = Type.Object({
  confidences: Type.Array(Type.Object(label)),
});
export type ClassificationResult = Type.Static<typeof ClassificationResult>;

export const DetectionResult = Type.Object({
  detections: Type.Array(Type.Object({ ...label, pts })),
});
export type DetectionResult = Type.Static<typeof DetectionResult>;

export const SegmentationResult = Type.Object({
  /** A PNG of the input's size whose colours are those of `detections`. */
  mask: Type.String({ pattern: "^data:image/png;base64," }),
  detections: Type.Array(Type.Object({ ...label, pts, color: Type.Tuple([Channel, Channel, Channel]) })),
});
export type SegmentationResult = Type.Static<typeof SegmentationResult>;
