import { dirname, join } from "node:path";
import type { Static } from "typebox";
import Type from "typebox";
import { CompareSettings } from "../../compare/settings.ts";
import { MAX_TIMER_MS, validated } from "../../contract/settings.ts";
import { findDocument, readDocument } from "../../releases/document.ts";

/** The keys of `compare.yaml` that say how the sides are asked; the others say how their answers are judged. */
const RunSettings = Type.Object({
  /** Requests that each side is asked before anything counts. */
  warm_up: Type.Integer({ minimum: 0, default: 2 }),
  /** Workers of each release, whatever its own settings say. */
  instances: Type.Integer({ minimum: 1, maximum: 256, default: 1 }),
  /** For each of the four measurements of throughput (ms); 0 leaves them out. */
  throughput_ms: Type.Integer({ minimum: 0, maximum: MAX_TIMER_MS, default: 1000 }),
  /** Sent to a URL, such as Authorization. */
  headers: Type.Record(Type.String(), Type.String(), { default: {}, secret: true }),
  /** For an answer of a URL (ms). */
  timeout_ms: Type.Integer({ minimum: 1, maximum: MAX_TIMER_MS, default: 60_000 }),
});
export type RunSettings = Static<typeof RunSettings>;

/** The keys of `compare.yaml`. */
export const CompareDocument = Type.Object(
  { ...CompareSettings.properties, ...RunSettings.properties },
  { additionalProperties: false },
);

export interface ReadSettings {
  readonly run: RunSettings;
  readonly judge: CompareSettings;
}

/**
 * Reads `--settings`, or else the app folder's `compare.yaml`. The path of `labels` becomes absolute.
 *
 * @throws SettingsError naming the file and the key
 */
export async function readSettings(file: string | undefined, appFolder: string | undefined): Promise<ReadSettings> {
  const document = file === undefined ? await inFolder(appFolder) : await readDocument(file);
  const all = validated(CompareDocument, document?.value ?? {}, document?.file ?? "compare.yaml");
  const { warm_up, instances, throughput_ms, headers, timeout_ms, labels, ...judge } = all;
  return {
    run: { warm_up, instances, throughput_ms, headers, timeout_ms },
    judge: labels === undefined ? judge : { ...judge, labels: join(dirname(document?.file ?? ""), labels) },
  };
}

function inFolder(folder: string | undefined): ReturnType<typeof findDocument> {
  return folder === undefined ? Promise.resolve(undefined) : findDocument(folder, "compare");
}
