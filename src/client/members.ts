import type { TensorMetadata } from "../contract/declared.ts";
import type { Duration, ModelIndex, ModelMetadata, ModelStatistics, ServerMetadata } from "./inference-client.ts";
import { InferenceError } from "./inference-error.ts";

/** What a server answers in JSON, read with care: each function throws InferenceError for what is not of its form. */

type Members = Readonly<Record<string, unknown>>;

export function serverMetadataOf(value: unknown): ServerMetadata {
  const members = membersOf(value);
  return { name: text(members, "name"), version: text(members, "version"), extensions: texts(members, "extensions") };
}

export function modelMetadataOf(value: unknown): ModelMetadata {
  const members = membersOf(value);
  return {
    name: text(members, "name"),
    versions: texts(members, "versions"),
    platform: text(members, "platform"),
    inputs: list(members["inputs"]).map(tensorMetadataOf),
    outputs: list(members["outputs"]).map(tensorMetadataOf),
  };
}

function tensorMetadataOf(value: unknown): TensorMetadata {
  const members = membersOf(value);
  const shape = list(members["shape"]).map((size) => number(size));
  return { name: text(members, "name"), datatype: text(members, "datatype"), shape };
}

export function repositoryIndexOf(value: unknown): ModelIndex[] {
  return list(value).map((item) => {
    const members = membersOf(item);
    return {
      name: text(members, "name"),
      version: text(members, "version"),
      state: text(members, "state"),
      reason: text(members, "reason"),
    };
  });
}

export function statisticsOf(value: unknown): ModelStatistics[] {
  return list(membersOf(value)["model_stats"]).map((item) => {
    const members = membersOf(item);
    const durations = membersOf(members["inference_stats"] ?? {});
    return {
      name: text(members, "name"),
      version: text(members, "version"),
      lastInference: number(members["last_inference"]),
      inferenceCount: number(members["inference_count"]),
      executionCount: number(members["execution_count"]),
      success: durationOf(durations["success"]),
      fail: durationOf(durations["fail"]),
      queue: durationOf(durations["queue"]),
      compute: durationOf(durations["compute_infer"]),
    };
  });
}

function durationOf(value: unknown): Duration {
  const { count, ns } = membersOf(value ?? {});
  return { count: number(count), ns: number(ns) };
}

function membersOf(value: unknown): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Members;
  throw foreign(value);
}

/** Empty where the server leaves it out. */
function text(members: Members, key: string): string {
  const value = members[key] ?? "";
  if (typeof value !== "string") throw foreign(value);
  return value;
}

function texts(members: Members, key: string): string[] {
  return list(members[key]).map((value) => text({ value }, "value"));
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || Array.isArray(value)) return value ?? [];
  throw foreign(value);
}

function number(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === "number") return value;
  throw foreign(value);
}

function foreign(value: unknown): InferenceError {
  return new InferenceError(`the answer is not of the Open Inference Protocol: ${JSON.stringify(value).slice(0, 80)}`);
}
