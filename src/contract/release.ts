import type { Static } from "typebox";
import Type from "typebox";
import type { AppRules } from "./app.ts";
import type { Dialect } from "./dialects.ts";
import { DIALECTS } from "./dialects.ts";
import { MAX_TIMER_MS } from "./settings.ts";

const FileMap = Type.Record(Type.String(), Type.String(), { default: {} });
const Params = Type.Record(Type.String(), Type.Unknown(), { default: {} });

/** Where a release's own platform listened; 0: nowhere. */
const PlatformPort = Type.Integer({ minimum: 0, maximum: 65_535 });

/** Requests of a release that may wait. */
export const DEFAULT_MAX_QUEUE = 256;

export const ENGINES = ["python", "native", "onnx"] as const;
export type Engine = (typeof ENGINES)[number];

/** The keys of `release.yaml`: the platform's own names, and ours for what it could not say. */
export const ReleaseSettings = Type.Object(
  {
    engine: Type.Optional(Type.Enum(ENGINES)),
    dialect: Type.Optional(Type.Enum(DIALECTS)),
    entry: Type.Optional(Type.String({ minLength: 1 })),
    args: Type.Array(Type.String(), { default: [] }),
    python: Type.Optional(Type.String({ minLength: 1 })),
    source: Type.Optional(Type.Enum(["python2", "python3"])),
    python_path: Type.Array(Type.String(), { default: [] }),
    env: Type.Record(Type.String(), Type.String(), { default: {} }),
    instances: Type.Integer({ minimum: 1, maximum: 256, default: 1 }),
    threads: Type.Optional(Type.Integer({ minimum: 1, maximum: 1024 })),
    timeout_ms: Type.Integer({ minimum: 1, maximum: MAX_TIMER_MS, default: 10_000 }),
    hang_ms: Type.Integer({ minimum: 1, maximum: MAX_TIMER_MS, default: 60_000 }),
    batch_size: Type.Integer({ minimum: 1, maximum: 4096, default: 1 }),
    batch_delay_ms: Type.Integer({ minimum: 0, maximum: MAX_TIMER_MS, default: 10 }),
    max_queue: Type.Integer({ minimum: 1, default: DEFAULT_MAX_QUEUE }),
    preprocess: Type.Boolean({ default: false }),
    use_device: Type.Optional(Type.Enum(["CPU", "GPU"])),
    require_gpu: Type.Boolean({ default: false }),
    tar_file: Type.Optional(Type.String({ minLength: 1 })),
    model_files: FileMap,
    model_params: Params,
    custom_files: FileMap,
    custom_params: Params,
    image_width: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    gate_field: Type.String({ minLength: 1, default: "image" }),
    ports: Type.Object(
      { http: Type.Optional(PlatformPort), grpc: Type.Optional(PlatformPort) },
      { additionalProperties: false, default: {} },
    ),
    phase: Type.Enum(["staging", "production"], { default: "production" }),
    shadow: Type.Optional(Type.String({ pattern: "^[^/]+(/[^/]+)?$" })),
    shadow_sample: Type.Number({ minimum: 0, maximum: 1, default: 1 }),
    desc: Type.String({ default: "" }),
  },
  { additionalProperties: false },
);
export type ReleaseSettings = Static<typeof ReleaseSettings>;

/** One deployable state of an app, as a store found it. All paths are absolute, those in `settings` too. */
export interface Release {
  readonly app: string;
  readonly version: string;
  readonly folder: string;
  /** What the workers' relative paths start from; `folder`, but for the platform's own images. */
  readonly workingFolder: string;
  readonly engine: Engine;
  /** Which framework a script was written for, or the original of a port; `""` for the other engines. */
  readonly dialect: Dialect | "";
  /** File name in `folder`. */
  readonly entry: string;
  /** `tar_file`, `model_files` and `custom_files` name a path, or a URI that is fetched before the release starts. */
  readonly settings: ReleaseSettings;
  /** The keys of `settings` that its documents name: what a script declares yields to them. */
  readonly stated: ReadonlySet<string>;
  /** Who may call its app: the same in all releases of an app. */
  readonly rules: AppRules;
  /** Samples that belong to the app, sorted by name; the first warms a new worker up. */
  readonly samples: readonly string[];
  /** Of the newest file of the release. */
  readonly lastModified: Date;
  /** Where its workers write what passes in them; absent: they are not observed. */
  readonly observeDir?: string;
}

/**
 * preparing: its environment is being built. starting: no worker has been ready yet. ready: at least one worker is.
 * restarting: workers were lost and are being replaced; requests wait. failed: it will not serve without a change,
 * or keeps crashing. unavailable: its environment cannot be built here. stopped: the host is closing.
 */
export type ReleaseState = "preparing" | "starting" | "ready" | "restarting" | "failed" | "unavailable" | "stopped";

/** `app/version`, as commands and messages name a release. */
export function nameOf(release: Pick<Release, "app" | "version">): string {
  return `${release.app}/${release.version}`;
}

/** The name of the release that gets a share of its traffic, too; `shadow: v2` is one of the same app. */
export function shadowOf({ app, settings: { shadow } }: Pick<Release, "app" | "settings">): string | undefined {
  return shadow === undefined || shadow.includes("/") ? shadow : nameOf({ app, version: shadow });
}
