import { isDeepStrictEqual } from "node:util";
import Type from "typebox";
import type { JsonObject, JsonValue } from "../contract/json.ts";
import { isJsonObject } from "../contract/json.ts";
import { DEFAULT_MAX_QUEUE } from "../contract/release.ts";
import { SettingsError, validated } from "../contract/settings.ts";
import type { SettingsDocument } from "./document.ts";

/** What a release of the platform says in words of its own, in either of its two shapes. */
const RELEASE = {
  file: Type.Optional(Type.String()),
  custom_values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  name: Type.Optional(Type.String()),
  version: Type.Optional(Type.String()),
  lastmodified: Type.Optional(Type.Union([Type.String(), Type.Number()])),
};

const Nanoseconds = Type.Optional(Type.Number({ minimum: 0 }));
const WORKER = {
  timeout: Nanoseconds,
  delay4batch: Nanoseconds,
  max_concurrent: Type.Optional(Type.Integer({ minimum: 0 })),
  kodo: Type.Optional(Type.Unknown()),
};

/** What the configuration file of a stand-alone eval host adds; all but the port is the host's own affair here. */
const STANDALONE = {
  http_port: Type.Optional(Type.Union([Type.Integer(), Type.String({ pattern: "^\\d+$" })])),
  workspace: Type.Optional(Type.Unknown()),
  integrate: Type.Optional(Type.Unknown()),
  run_mode: Type.Optional(Type.Unknown()),
  owner: Type.Optional(Type.Unknown()),
  rs_host: Type.Optional(Type.Unknown()),
  audit_log: Type.Optional(Type.Unknown()),
  debug_level: Type.Optional(Type.Unknown()),
};

const PlatformKeys = Type.Object({ ...RELEASE, ...WORKER, ...STANDALONE });

/** As it stands in its file: the parts may be nested, as in that configuration file. */
const PlatformDocument = Type.Object({
  ...PlatformKeys.properties,
  release: Type.Optional(Type.Object(RELEASE)),
  worker: Type.Optional(Type.Object(WORKER)),
});

/** How the platform writes what it was not told. */
const UNSET: ReadonlyMap<string, readonly JsonValue[]> = new Map(
  Object.entries<readonly JsonValue[]>({
    tar_file: [null, ""],
    file: [null, ""],
    use_device: [null, ""],
    phase: [null, ""],
    image_width: [null, 0],
    timeout: [null, 0],
    max_concurrent: [null, 0],
    delay4batch: [null],
    batch_size: [null],
    model_params: [null],
    custom_files: [null],
    custom_values: [null],
    name: [null],
    version: [null],
    desc: [null],
    release: [null],
    worker: [null],
  }),
);

/** A document in the words of `release.yaml`, and what else the platform said in it. */
export interface NormalisedDocument {
  /** Not validated yet. */
  readonly settings: JsonObject;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Where the stand-alone host listened. */
  readonly port: number | undefined;
}

/**
 * Turns the platform's documents into the words of `release.yaml`: a release in the older shape (`file`) or the newer
 * one (`tar_file`), a worker entry, and the configuration file of a stand-alone eval host, which holds both (spec: AVA,
 * sections 6.9 and 8). Our own keys may stand among theirs.
 *
 * @throws SettingsError naming the file and the key
 */
export function normalised({ file, value }: SettingsDocument): NormalisedDocument {
  const { release = {}, worker = {}, ...rest } = withoutUnset(value);
  validated(PlatformDocument, { ...rest, release, worker }, file);
  const flat = union([rest, release, worker].filter(isJsonObject), file);
  const { name, version, http_port: port } = validated(PlatformKeys, flat, file);
  const own = Object.entries(flat).filter(([key]) => !Object.hasOwn(PlatformKeys.properties, key));
  return {
    settings: union([translated(flat), Object.fromEntries(own)], file),
    name,
    version,
    port: port === undefined ? undefined : Number(port),
  };
}

function withoutUnset(document: JsonObject): JsonObject {
  const set = Object.entries(document).filter(([key, value]) => UNSET.get(key)?.includes(value) !== true);
  return Object.fromEntries(
    set.map(([key, value]) => [key, PARTS.has(key) && isJsonObject(value) ? withoutUnset(value) : value]),
  );
}

const PARTS: ReadonlySet<string> = new Set(["release", "worker"]);

/** What the platform's own keys say, in ours. */
function translated({ file, custom_values, timeout, delay4batch, max_concurrent }: JsonObject): JsonObject {
  const settings = {
    tar_file: file,
    custom_params: custom_values,
    timeout_ms: milliseconds(timeout),
    batch_delay_ms: milliseconds(delay4batch),
    // There, what was beyond it went on waiting in the queue server: here it must not be refused for that.
    max_queue: Number(max_concurrent) > DEFAULT_MAX_QUEUE ? max_concurrent : undefined,
  };
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** @param nanoseconds a number, or absent */
function milliseconds(nanoseconds: JsonValue | undefined): number | undefined {
  return nanoseconds === undefined ? undefined : Math.ceil(Number(nanoseconds) / 1e6);
}

/** One mapping of several, nested ones too. What is said twice must be the same. */
function union(parts: readonly JsonObject[], file: string, prefix = ""): JsonObject {
  const result = new Map<string, JsonValue>();
  for (const [key, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = result.get(key);
    if (isJsonObject(before) && isJsonObject(value)) {
      result.set(key, union([before, value], file, `${prefix}${key}.`));
    } else if (before !== undefined && !isDeepStrictEqual(before, value)) {
      throw new SettingsError(`${file}: ${prefix}${key} is given twice, and not the same${otherName(prefix + key)}`);
    } else {
      result.set(key, value);
    }
  }
  return Object.fromEntries(result);
}

/** What our keys are called there. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = {
  tar_file: "file",
  custom_params: "custom_values",
  timeout_ms: "timeout",
  batch_delay_ms: "delay4batch",
  max_queue: "max_concurrent",
};

function otherName(path: string): string {
  const name = PLATFORM_NAMES[path.replace(/\..*/, "")];
  return name === undefined ? "" : ` ("${name}" is its name on the platform)`;
}
