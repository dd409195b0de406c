/**
 * What an observed worker leaves of each request in `<observe_dir>/<request id>/`: `<pid>.jsonl` with a record in each line, in
 * the order in which they passed, and the numbers beside it, little-endian and row-major, in the file that the record names.
 */

/** The steps from a request to its answer that are known when they pass. */
export const STAGES = [
  "decode",
  "colour",
  "resize",
  "warp",
  "pad",
  "preprocessed",
  "net input",
  "net output",
  "answer",
] as const;
export type StageName = (typeof STAGES)[number];

export const DTYPES = [
  "bool",
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "uint64",
  "int64",
  "float16",
  "float32",
  "float64",
] as const;
export type Dtype = (typeof DTYPES)[number];

export interface Observation {
  readonly stage: Exclude<StageName, "answer">;
  /** What was called, such as `cv2.resize`. */
  readonly call: string;
  /** Of a network's input or output; empty for others. */
  readonly name: string;
  /** Which of the network's runs it is, from 0; 0 for others. */
  readonly run: number;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** In the same folder; empty where it was left out for a bound. */
  readonly file: string;
}

/** A runner keeps no more of one request. The Python runner has the same numbers. */
export const OBSERVATION_BOUNDS = { arrays: 64, arrayBytes: 64 * 2 ** 20, requestBytes: 256 * 2 ** 20 };

/** The folder of a request in `observe_dir`. */
export function observationFolder(reqids: readonly string[]): string {
  return reqids.join(",").replaceAll(/[^A-Za-z0-9_-]/g, "_");
}
