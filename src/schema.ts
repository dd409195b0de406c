/**
 * Schemas for handlers: `import { Type } from "evalbridge/schema"`. Apart from `evalbridge`, so that a worker without
 * schemas does not carry their library: some 4 MB of heap, 20 MB of memory and a tenth of a second of its start.
 */
export type { Static } from "typebox";
export { default as Type } from "typebox";
export { ClassificationResult, DetectionResult, SegmentationResult } from "./contract/templates.ts";
