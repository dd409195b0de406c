import type { Static } from "typebox";
import Type from "typebox";

/**
 * Where the old gate did something else than we do by default, a switch that brings its way back: the keys under
 * `compat:`. The first value of each is the default.
 */
export const CompatSettings = Type.Object(
  {
    /** What a failed element of a batch does: stands in its place, or fails the whole batch. */
    batch: Type.Enum(["items", "whole"], { default: "items" }),
    /** How the batches `[]` and `null` are answered: `[]` and 400, or `null` both. */
    empty_batch: Type.Enum(["list", "null"], { default: "list" }),
    /** The status of a batch of the wrong content type. */
    batch_content_type: Type.Enum([400, 502], { default: 400 }),
    /** What becomes of a third-generation script's codes; see `CODE_RULES`. */
    codes: Type.Enum(["kept", "strict"], { default: "kept" }),
    /** Whether a group may hold more inputs than `batch_size`. */
    group: Type.Enum(["free", "strict"], { default: "free" }),
    /** Which releases answer a request that names no version. */
    routing: Type.Enum(["production", "all"], { default: "production" }),
    /**
     * Whose words clients of tiinfer and mosec get: those of mosec 0.4.9 or of 0.9.8. Absent: 0.4.9's, but a result that
     * cannot be written is no fault of theirs. As a number it is what YAML makes of it without quotes.
     */
    mosec: Type.Optional(Type.Enum(["0.4", "0.9", 0.4, 0.9])),
    /** The gRPC status that taichu's clients get for a model that there is not: the original's, or the one that is meant. */
    taichu_unknown_model: Type.Enum(["internal", "not_found"], { default: "internal" }),
    /** Whose error numbers and words clients of Paddle Serving's pipelines get. As a number it is what YAML makes of it without quotes. */
    paddle: Type.Enum(["0.7", "0.9", 0.7, 0.9], { default: "0.7" }),
  },
  { additionalProperties: false, default: {} },
);
export type CompatSettings = Static<typeof CompatSettings>;
