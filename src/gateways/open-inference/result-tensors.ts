import type { TensorMetadata } from "../../contract/declared.ts";
import type { LoadedRelease } from "../../releases/loaded-release.ts";

/** The results of a release that speaks no tensors: JSON texts, or the bytes that its script answers with. */
export const RESULT: TensorMetadata = { name: "result", datatype: "BYTES", shape: [-1] };

/** What else such a release answers with, as far as its answers have shown by now. */
export function outputsOfResults(_loaded: LoadedRelease): readonly TensorMetadata[] {
  return [];
}
